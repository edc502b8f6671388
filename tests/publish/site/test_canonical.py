"""One spelling for each address: what leads to it, and what leads nowhere."""

import pytest
from flask.testing import FlaskClient

from publish.site.app import create_app

from .conftest import BASE, MEASURE, write_release

REDIRECTS = [
    (f"/id/measure/{MEASURE.upper()}", f"id/measure/{MEASURE}"),
    (f"/id/measure/{MEASURE}/", f"id/measure/{MEASURE}"),
    (f"/id/measure/%6d{MEASURE[1:]}", f"id/measure/{MEASURE}"),
    (f"/doc/measure/{MEASURE.upper()}.ttl", f"doc/measure/{MEASURE}.ttl"),
    (f"/doc/measure/{MEASURE}.html/?lang=zh", f"doc/measure/{MEASURE}.html?lang=zh"),
    ("/id/rule/editorial-reading%401", "id/rule/editorial-reading@1"),
    ("/release", "release/"),
    ("/release/2026.11.2/", "release/2026.11.2"),
    ("/ontology/", "ontology"),
    ("/scheme/review/accepted/", "scheme/review/accepted"),
    ("/label/%e6%94%bf", "label/%E6%94%BF"),
    ("/label/cafe%CC%81", "label/caf%C3%A9"),  # NFD leads to NFC
    ("/label/a%2Fb", "label/a/b"),
    ("/label/%7e", "label/~"),
]
NOWHERE = [
    "//id/measure/" + MEASURE,
    f"/id//measure/{MEASURE}",
    f"/id/measure//{MEASURE}",
    f"/id/./measure/{MEASURE}",
    f"/id/measure/{MEASURE};version=1",
    f"/id/measure/{MEASURE};",
    f"/id/measure/{MEASURE}%20",
    f"/ID/measure/{MEASURE}",
    f"/id/Measure/{MEASURE}",
    "/id/measure/%EF%BC%AD%EF%BC%AD6%EF%BC%B1%EF%BC%B0%EF%BC%AD60",  # full-width letters
    "//evil.example/%2e%2e",
    "/%2e%2e/%2e%2e/etc/passwd",
]


@pytest.mark.accept("H21", "W10", "C04")
@pytest.mark.parametrize(("address", "canonical"), REDIRECTS)
def test_other_spellings_lead_to_the_canonical_one(client: FlaskClient, address: str, canonical: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (301, BASE + canonical)
    again = client.get("/" + canonical)
    assert again.status_code != 301 or again.headers["Location"] != BASE + canonical


@pytest.mark.accept("H21")
def test_path_is_decoded_once(client: FlaskClient) -> None:
    response = client.get("/label/100%25", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "<h1><bdi>100%</bdi></h1>" in response.text
    assert "<h1><bdi>%E6</bdi></h1>" in client.get("/label/%25E6", headers={"Accept": "text/html"}).text


@pytest.mark.accept("W9", "W10")
@pytest.mark.parametrize("address", NOWHERE)
def test_what_is_no_spelling_of_ours_is_nowhere(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "Location" not in response.headers


@pytest.mark.accept("W9")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/id/measure/%00", 400),
        ("/id/measure/a%0d%0aSet-Cookie:b", 400),
        ("/id/measure/" + "m" * 10_000, 414),
        ("/label/" + "%E7%AD%96" * 501, 414),
    ],
)
def test_what_is_no_address_is_refused(client: FlaskClient, address: str, status: int) -> None:
    for headers in ({}, {"Accept": "text/turtle"}):
        response = client.get(address, headers=headers)
        assert response.status_code == status
        assert "Set-Cookie" not in response.headers


@pytest.mark.accept("W9")
@pytest.mark.parametrize("octets", [b"\xff\xfe", b"\xc0\xae", b"\xed\xa0\x80"])  # the last is half a character
def test_what_is_not_utf_8_is_refused(client: FlaskClient, octets: bytes) -> None:
    path = (b"/id/measure/" + octets).decode("latin-1")
    assert client.get("/", environ_overrides={"PATH_INFO": path, "REQUEST_URI": ""}).status_code == 400


@pytest.mark.accept("W6", "W20")
@pytest.mark.parametrize(
    "address",
    ["//evil.example/", "/\\evil.example/", "/%5Cevil.example/", "//evil.example", "/https:/evil.example/",
     f"/id/measure/{MEASURE}/?u=//evil.example", f"//evil.example/id/measure/{MEASURE}/", "/release?x=//evil.example",
     "/.//evil.example/", "/id/measure/%0a//evil.example/", "/@evil.example/"],
)  # fmt: skip
@pytest.mark.parametrize("address_here", [None, "http://localhost:9999/"])
def test_no_redirect_leaves_the_site(
    address: str, address_here: str | None, client: FlaskClient, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if address_here:
        folder = write_release(tmp_path_factory.mktemp("elsewhere") / "release")
        client = create_app(folder, address=address_here).test_client()
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    location = client.get(address, headers=headers).headers.get("Location", BASE)
    start = "/" if address_here else BASE
    assert location.startswith((start, BASE))
    assert not location.startswith(("//", "/\\"))


@pytest.mark.accept("H17", "W21")
def test_other_methods_are_not_redirected(client: FlaskClient) -> None:
    for address in ("/release", "/release/", f"/id/measure/{MEASURE.upper()}"):
        response = client.post(address, data={"a": "b"})
        assert response.status_code in (404, 405)
        assert "Location" not in response.headers


def test_without_the_spelling_of_the_client_characters_are_compared(client: FlaskClient) -> None:
    unknown = {"REQUEST_URI": "", "RAW_URI": ""}
    assert client.get("/label/%e6%94%bf", environ_overrides=unknown).status_code == 404
    response = client.get(f"/id/measure/{MEASURE.upper()}", environ_overrides=unknown)
    assert response.headers["Location"] == f"{BASE}id/measure/{MEASURE}"
