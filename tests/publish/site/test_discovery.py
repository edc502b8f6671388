"""What programs look for: the dataset's description, the map of the site, rules for robots, and whether all is well."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from ontology.errors import ReleaseError
from publish.site import discovery
from publish.site.app import create_app
from publish.site.release import verified_or_older, verify

from .conftest import BASE, DOCUMENT, MEASURE, MERGED, SPLIT, SUPERSEDED, WITHDRAWN, write_release

MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SPOOFED = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}


def locations(content: bytes) -> list[str]:
    return [found.text or "" for found in ElementTree.fromstring(content).iter(f"{MAPS}loc")]


@pytest.mark.accept("D07")
def test_map_lists_the_pages_of_what_is_in_use(client: FlaskClient) -> None:
    response = client.get("/sitemap.xml")
    assert response.mimetype == "application/xml"
    found = locations(response.data)
    assert len(found) == len(set(found))
    pages = ("", "dataset", "release/2026.11.2", "ontology", "scheme/review/accepted")
    assert {f"{BASE}{page}" for page in pages} <= set(found)
    assert {f"{BASE}doc/measure/{MEASURE}", f"{BASE}doc/document/{DOCUMENT}"} <= set(found)
    assert not [each for each in found for gone in (MERGED, WITHDRAWN, SPLIT, SUPERSEDED) if gone in each]
    for each in found:
        assert client.get(each.removeprefix(BASE.rstrip("/"))).status_code == 200


@pytest.mark.accept("D07", "X10")
def test_long_map_comes_in_parts(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = locations(client.get("/sitemap.xml").data)
    monkeypatch.setattr(discovery, "MAP_LENGTH", 10)
    parts = locations(client.get("/sitemap.xml").data)
    assert parts == [f"{BASE}sitemap/{number}.xml" for number in range(1, len(parts) + 1)]
    found = [each for part in parts for each in locations(client.get(part.removeprefix(BASE.rstrip("/"))).data)]
    assert found == whole
    for beyond in (0, len(parts) + 1, 10**30, "x"):
        assert client.get(f"/sitemap/{beyond}.xml").status_code == 404


@pytest.mark.accept("D07", "W20")
@pytest.mark.parametrize(
    "address", ["/sitemap.xml", "/robots.txt", "/.well-known/void", "/release/latest", "/release/", "/dataset.ttl",
                f"/doc/measure/{MEASURE}.ttl", f"/doc/measure/{MEASURE}.linkset", "/label/accepted", "/"],
)  # fmt: skip
def test_hosts_come_from_the_base_alone(client: FlaskClient, address: str) -> None:
    plain, spoofed = client.get(address), client.get(address, headers=SPOOFED)
    assert spoofed.data == plain.data
    assert b"evil.example" not in spoofed.data
    assert not [value for value in spoofed.headers.values() if "evil.example" in value or "gopher" in value]


@pytest.mark.accept("D07")
def test_robots_are_shown_the_map(client: FlaskClient) -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in client.get("/robots.txt").text


@pytest.mark.accept("D07")
def test_every_file_of_a_release_says_its_licence(client: FlaskClient, release: Path) -> None:
    for name in json.loads((release / "manifest.json").read_bytes())["files"]:
        with client.get(f"/release/2026.11.2/{name}") as response:
            assert '<http://creativecommons.org/licenses/by/4.0/>; rel="license"' in response.headers["Link"]
            assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.accept("C09", "D05")
def test_older_releases_stay(tmp_path: Path) -> None:
    first = write_release(tmp_path / "first", version="2026.11.1", date="2026-11-24")
    client = create_app(write_release(tmp_path / "second", before=first)).test_client()
    page = client.get("/release/", headers={"Accept": "text/html"}).text
    assert 'href="/release/2026.11.1"' in page
    assert 'href="/release/2026.11.2"' in page
    assert f"{BASE}release/2026.11.1" in client.get("/release.ttl").text
    assert f"{BASE}release/2026.11.1" in client.get("/dataset.ttl").text
    assert client.get("/release/2026.11.1.ttl").headers["Last-Modified"] == "Tue, 24 Nov 2026 00:00:00 GMT"
    with client.get("/release/2026.11.1/data/dataset.nq") as response:
        assert response.data == (first / "data" / "dataset.nq").read_bytes()
    assert client.get("/release/latest").headers["Location"] == f"{BASE}release/2026.11.2"
    for other in ("2026.11.3", "2026.11.1-x", "..", "current", "2026.11.1/../../x", "2026.11.1/%2e%2e/x"):
        assert client.get(f"/release/{other}").status_code == 404


@pytest.mark.accept("C07")
def test_withdrawn_thing_names_the_release_that_last_had_it(tmp_path: Path) -> None:
    first = write_release(tmp_path / "first", version="2026.11.1", date="2026-11-24", things=[WITHDRAWN])
    client = create_app(write_release(tmp_path / "second", before=first)).test_client()
    for accept in ("text/html", "text/turtle", "application/ld+json"):
        response = client.get(f"/doc/measure/{WITHDRAWN}", headers={"Accept": accept})
        assert response.status_code == 410
        assert "2026.11.1" in response.text


def test_health_says_what_is_served(client: FlaskClient, release: Path) -> None:
    response = client.get("/health")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    said = response.get_json()
    assert (said["status"], said["release"], said["problems"]) == ("ok", "2026.11.2", [])
    assert said["digest"].startswith(release.name.rpartition("-")[2])
    assert str(release) not in response.text


@pytest.mark.accept("X4")
def test_health_is_bad_where_another_release_should_be_served(release: Path) -> None:
    response = create_app(release, refused=("2026.11.3-0123456789ab",)).test_client().get("/health")
    assert response.status_code == 503
    assert "2026.11.3" in response.get_json()["problems"][0]


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGES = {
    "a bit": lambda folder: flip(folder / "data" / "dataset.nq"),
    "a bit of the ledger": lambda folder: flip(folder / "ledger.jsonl"),
    "the end": lambda folder: (folder / "catalogue.ttl").write_bytes((folder / "catalogue.ttl").read_bytes()[:-1]),
    "a file": lambda folder: (folder / "ontology" / "policy.ttl").unlink(),
    "the manifest": lambda folder: (folder / "manifest.json").unlink(),
    "another manifest": lambda folder: (folder / "manifest.json").write_bytes(
        (folder / "manifest.json").read_bytes() + b"\n"
    ),
    "no manifest at all": lambda folder: (folder / "manifest.json").write_bytes(b"[]"),
}


@pytest.mark.accept("X4")
@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_release_is_refused_and_the_one_before_is_served(tmp_path: Path, damage: str) -> None:
    first = write_release(tmp_path / "first", version="2026.11.1", date="2026-11-24")
    second = write_release(tmp_path / "second", before=first)
    newer = write_release(tmp_path / "third", version="2026.12.1", before=second)
    assert verify(second).version == "2026.11.2"
    assert verified_or_older(second)[1] == ()
    DAMAGES[damage](second)
    with pytest.raises(ReleaseError, match=r"manifest|changed|cannot be read"):
        verify(second)
    release, refused = verified_or_older(second)
    assert (release.folder, len(refused)) == (first, 1)  # not the newer one: somebody rolled back to the second
    assert newer.is_dir()


@pytest.mark.accept("X4")
def test_only_release_that_is_damaged_is_refused(tmp_path: Path) -> None:
    folder = write_release(tmp_path / "release")
    flip(folder / "data" / "dataset.nq")
    with pytest.raises(ReleaseError, match="was changed"):
        verified_or_older(folder)
