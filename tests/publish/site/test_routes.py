"""What holds of every address, whatever is behind it."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from publish.site.app import create_app

from .conftest import DOCUMENT, HOUSE, MEASURE, SMALL, write_release

ADDRESSES = {  # one for each rule of the application
    "/": "/",
    "/id/<path>/<identifier>": f"/id/measure/{MEASURE}",
    "/doc/<path>/<identifier>": f"/doc/measure/{MEASURE}",
    "/doc/<path>/<identifier>/more/<number>": f"/doc/document/{DOCUMENT}/more/2",
    "/ontology": "/ontology",
    "/ontology.<extension>": "/ontology.ttl",
    "/ontology/<version>": "/ontology/0.1.0",
    "/scheme/<scheme>": "/scheme/review",
    "/scheme/<scheme>/<concept>": "/scheme/review/accepted",
    "/scheme/<scheme>/more/<number>": "/scheme/review/more/2",
    "/scheme/<scheme>/<concept>/more/<number>": "/scheme/review/accepted/more/2",
    "/shape/<name>": "/shape/Measure",
    "/browse": "/browse",
    "/browse.csv": "/browse.csv",
    "/search": "/search?q=reading",
    "/search.csv": "/search.csv?q=reading",
    "/label": "/label",
    "/label/<path:text>": "/label/accepted",
    "/quality": "/quality",
    "/quality/<name>": "/quality/Measure-instrument",
    "/dataset": "/dataset",
    "/dataset.<extension>": "/dataset.nt",
    "/release/": "/release/",
    "/release.<extension>": "/release.ttl",
    "/release/<version>": "/release/2026.11.2",
    "/release/<version>/<path:name>": "/release/2026.11.2/data/dataset.nq",
    "/.well-known/void": "/.well-known/void",
    "/robots.txt": "/robots.txt",
    "/sitemap.xml": "/sitemap.xml",
    "/sitemap/<int:number>.xml": "/sitemap/1.xml",
    "/context/v1.jsonld": "/context/v1.jsonld",
    "/health": "/health",
    "/static/<path:filename>": "/static/site.css",
    "/audit": "/audit",
    "/audit/<name>": "/audit/coverage",
    "/release/<version>/diff/<other>": "/release/2026.11.2/diff/2026.11.2",
    "/doc/<path>/<identifier>/history": f"/doc/measure/{MEASURE}/history",
    "/changes": "/changes",
    "/changes.atom": "/changes.atom",
    "/terms": "/terms",
    "/terms/<name>": "/terms/Measure",
    "/docs": "/docs",
    "/docs/<name>": "/docs/asking",
    "/limits": "/limits",
    "/limits.<extension>": "/limits.json",
    "/sparql": "/sparql",
}
MISSING = ["/nowhere", "/id/measure/x", "/doc/measure/m000000m", f"/doc/measure/{MEASURE}.exe", "/label/nobody"]
EXPECTED = {200, 301, 302, 303, 400, 404}
WRITABLE = {"/sparql"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with a document of two parts, so that every rule has something to show."""
    many = "".join(f"<urn:measure:{number:03}> pg:setOutIn <id/document/{DOCUMENT}> .\n" for number in range(150))
    return write_release(tmp_path_factory.mktemp("routes") / "release", data=SMALL + many)


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return create_app(folder).test_client()


def test_every_rule_is_tried(folder: Path) -> None:
    rules = {rule.rule for rule in create_app(folder).url_map.iter_rules()}
    assert rules == ADDRESSES.keys()


def test_every_address_stands_in_the_readme() -> None:
    readme = (HOUSE / "README.md").read_text(encoding="utf-8")
    for rule in ADDRESSES:
        tree = re.match(r"/\.?[a-z-]*", rule)
        assert tree
        assert f"`{tree[0]}" in readme or tree[0] in ("/", "/static"), rule


@pytest.mark.accept("H16")
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
@pytest.mark.parametrize("address", [*ADDRESSES.values(), *MISSING])
def test_head_says_what_get_says(client: FlaskClient, address: str, accept: str) -> None:
    headers = {"Accept": accept}
    with client.get(address, headers=headers) as get, client.head(address, headers=headers) as head:
        assert head.data == b""
        assert get.status_code in EXPECTED
        assert head.status_code == get.status_code
        assert _lasting(head.headers) == _lasting(get.headers)


def _lasting(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(header for header in headers if header[0] != "Date")


@pytest.mark.accept("H17", "W21")
@pytest.mark.parametrize("address", [each for each in ADDRESSES.values() if each not in WRITABLE])
def test_nothing_can_be_written(client: FlaskClient, address: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE"):
        response = client.open(address, method=method, data=b"x" * 100)
        assert response.status_code == 405
        assert {"GET", "HEAD", "OPTIONS"} == set(response.headers["Allow"].split(", "))
    options = client.options(address)
    assert options.status_code in (200, 204)
    assert {"GET", "HEAD", "OPTIONS"} == set(options.headers["Allow"].split(", "))
    assert options.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.accept("H18", "W2", "W13")
@pytest.mark.parametrize("address", [*ADDRESSES.values(), *MISSING])
def test_every_answer_has_what_keeps_readers_safe(client: FlaskClient, address: str) -> None:
    with client.get(address, headers={"Origin": "https://example.org"}) as response:
        headers = response.headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert {"Link", "ETag", "Content-Location", "Last-Modified", "Location", "Vary"} <= set(
        headers["Access-Control-Expose-Headers"].split(", ")
    )
    assert "Access-Control-Allow-Credentials" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers


@pytest.mark.accept("H14", "W13")
@pytest.mark.parametrize("address", ADDRESSES.values())
def test_known_answer_is_not_sent_again(client: FlaskClient, address: str) -> None:
    with client.get(address) as full:
        content = full.data
    if full.status_code != 200 or "no-store" in full.headers.get("Cache-Control", ""):
        return
    assert not full.headers["ETag"].startswith("W/")
    with client.get(address, headers={"If-None-Match": f'"x", {full.headers["ETag"]}'}) as again:
        assert (again.status_code, again.data) == (304, b"")
        for name in ("ETag", "Vary", "Cache-Control", "Content-Location", "Link", "Access-Control-Allow-Origin"):
            assert again.headers.get(name) == full.headers.get(name)
    with client.get(address, headers={"Range": "bytes=0-0", "If-Range": '"other"'}) as response:
        assert response.status_code == 200
        assert response.data == content


def test_address_of_every_kind_is_in_use(client: FlaskClient) -> None:
    absent = set()
    for address in ADDRESSES.values():
        with client.get(address) as response:
            if response.status_code >= 400:
                absent.add(address)
    assert absent <= {"/label", "/scheme/review/more/2", "/scheme/review/accepted/more/2"}
