"""Things found by their name."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.namespace import RDFS

from publish.release import naming
from publish.site.app import create_app

from .conftest import BASE, DOCUMENT, MEASURE, OTHER, SMALL, write_release

DOUBLE = (
    '<id/measure/m71bnbbb> skos:altLabel "Reading Room Plan"@en , "Read\u0456ng room plan"@en , "cafe\u0301"@en .\n'
)


@pytest.fixture(scope="module")
def doubled(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site where two things have one name, and a third one's name only looks like it."""
    folder = tmp_path_factory.mktemp("labels") / "release"
    return create_app(write_release(folder, data=SMALL + DOUBLE)).test_client()


@pytest.mark.accept("A04", "R04")
@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("Reading room plan", f"id/document/{DOCUMENT}"),
        ("reading ROOM plan", f"id/document/{DOCUMENT}"),
        ("  reading  room plan ", f"id/document/{DOCUMENT}"),
        ("“Reading room plan”", f"id/document/{DOCUMENT}"),
        ("Ｒｅａｄｉｎｇ　ｒｏｏｍ　ｐｌａｎ", f"id/document/{DOCUMENT}"),
        ("阅览室规划", f"id/document/{DOCUMENT}"),
        ("《阅览室规划》", f"id/document/{DOCUMENT}"),
        ("周日开放阅览室", f"id/measure/{MEASURE}"),
        ("accepted", "scheme/review/accepted"),
        ("已采纳", "scheme/review/accepted"),
    ],
)
def test_name_leads_to_the_thing(client: FlaskClient, name: str, thing: str) -> None:
    response = client.get(f"/label/{name}", follow_redirects=False)
    while response.status_code == 301:  # to the canonical spelling
        response = client.get(response.headers["Location"].removeprefix(BASE.rstrip("/")))
    assert (response.status_code, response.headers["Location"]) == (303, BASE + thing)


@pytest.mark.accept("W5")
def test_several_of_one_name_are_a_choice_and_those_that_look_alike_stay_apart(doubled: FlaskClient) -> None:
    response = doubled.get("/label/reading room plan", headers={"Accept": "text/html"})
    assert response.status_code == 301
    address = "/label/reading%20room%20plan"
    page = doubled.get(address, headers={"Accept": "text/html"})
    assert page.status_code == 300
    assert f'href="/id/document/{DOCUMENT}"' in page.text
    assert f'href="/id/measure/{OTHER}"' in page.text
    turtle = doubled.get(address, headers={"Accept": "text/turtle"})
    assert (turtle.status_code, turtle.mimetype) == (300, "text/turtle")
    this = URIRef(f"{BASE}label/reading%20room%20plan")
    assert set(Graph().parse(turtle.data, format="turtle").objects(this, RDFS.seeAlso)) == {
        URIRef(f"{BASE}id/document/{DOCUMENT}"),
        URIRef(f"{BASE}id/measure/{OTHER}"),
    }
    cyrillic = doubled.get("/label/read%D1%96ng%20room%20plan")
    assert cyrillic.headers["Location"] == f"{BASE}id/measure/{OTHER}"


@pytest.mark.accept("W5", "W10")
def test_composed_and_decomposed_are_one_name(doubled: FlaskClient) -> None:
    assert doubled.get("/label/caf%C3%A9").headers["Location"] == f"{BASE}id/measure/{OTHER}"
    assert doubled.get("/label/cafe%CC%81").headers["Location"] == f"{BASE}label/caf%C3%A9"


@pytest.mark.parametrize(("name", "near"), [("reading room", "Reading room plan"), ("raeding room plan", "")])
def test_unknown_name_shows_near_ones(client: FlaskClient, name: str, near: str) -> None:
    address = f"/label/{name.replace(' ', '%20')}"
    response = client.get(address, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert response.status_code == 404
    assert "Reading room" in response.text
    assert near in response.text
    rdf = client.get(address, headers={"Accept": "application/n-triples"})
    assert (rdf.status_code, rdf.mimetype) == (404, "application/n-triples")


@pytest.mark.accept("C07")
def test_what_is_gone_has_no_name(tmp_path: Path) -> None:
    named = '<id/measure/m5m2vd14> skos:prefLabel "Was a measure"@en .\n'
    client = create_app(write_release(tmp_path / "release", data=SMALL + named)).test_client()
    assert client.get("/label/was%20a%20measure").status_code == 404


STRANGE = [
    ("", 400),
    ("%20", 400),
    ("%E2%80%8B", 400),  # a space of no width
    ("x" * 501, 414),
    ("a" * 1_000_000, 414),
    (".*", 404),
    ("(a%2B)%2B$", 404),
    ('"%20OR%20NEAR(a,b)%20*', 404),
    ("%5C", 404),
    ("'%3B%20DROP%20ALL", 404),
    ('"%20%7D%20UNION%20%7B%20%3Fs%20%3Fp%20%3Fo', 404),
    ("%3Cscript%3Ealert(1)%3C/script%3E", 404),
    ("%E2%80%AEa", 404),
    ("%F0%A0%AE%B7", 404),
]


@pytest.mark.accept("W16", "W2")
@pytest.mark.parametrize(("name", "status"), STRANGE)
def test_strange_names_are_nothing_but_names(client: FlaskClient, name: str, status: int) -> None:
    response = client.get(f"/label/{name}", headers={"Accept": "text/html"}, follow_redirects=True)
    assert response.status_code == status
    assert "<script>" not in response.text
    assert "\u202e" not in response.text
    for word in ("Traceback", "oxigraph", "difflib", "regex"):
        assert word not in response.text


def test_release_without_names_knows_none(tmp_path: Path) -> None:
    folder = write_release(tmp_path / "release")
    (folder / naming.FILE_NAME).unlink()
    assert create_app(folder).test_client().get("/label/accepted").status_code == 404
