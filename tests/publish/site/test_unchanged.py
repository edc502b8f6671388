"""A new release changes the documents of what changed, and no others."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, PROV

from publish.release import changes, naming
from publish.site.app import create_app
from publish.site.formats import RDF
from publish.site.release import read_release
from publish.store.table import SortedTable

from .conftest import BASE, DOCUMENT, EVIDENCE, MEASURE, OTHER, SMALL, SUPERSEDED, TEXT, write_release

SAME = [
    "/doc/agent/n7qfp7f4",
    f"/doc/evidence/{EVIDENCE}",
    f"/doc/text/{TEXT}",
    "/scheme/review/accepted",
    "/ontology",
    "/shape/Measure",
]
CHANGED = [
    f"/doc/measure/{OTHER}",  # its name is another
    f"/doc/document/{DOCUMENT}",  # which shows that name
]
REPRESENTATIONS = [*(f".{format.extension}" for format in RDF), ".html?lang=en", ".html?lang=zh"]


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> tuple[FlaskClient, FlaskClient]:
    """The sites of two releases, the second with another name for one measure."""
    place = tmp_path_factory.mktemp("releases")
    first = write_release(place / "first", version="2026.11.1", date="2026-11-24")
    data = SMALL.replace("借用自行车", "借自行车")
    second = write_release(place / "second", data=data, before=first)
    return create_app(first).test_client(), create_app(second).test_client()


@pytest.mark.accept("H13", "H15")
@pytest.mark.parametrize("representation", REPRESENTATIONS)
@pytest.mark.parametrize("path", SAME)
def test_what_did_not_change_is_sent_as_before(
    clients: tuple[FlaskClient, FlaskClient], path: str, representation: str
) -> None:
    first, second = (client.get(path + representation) for client in clients)
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["Last-Modified"] == second.headers["Last-Modified"] == "Tue, 24 Nov 2026 00:00:00 GMT"
    known = clients[1].get(path + representation, headers={"If-None-Match": first.headers["ETag"]})
    assert known.status_code == 304


@pytest.mark.accept("H13", "H15")
@pytest.mark.parametrize("path", ["/doc/article/kbdps6qj", "/doc/rule/editorial-reading@1", "/doc/run/kbdps6qj-1"])
def test_page_that_shows_others_by_name_changes_with_their_names(
    clients: tuple[FlaskClient, FlaskClient], path: str
) -> None:
    """The page of an article shows what rests on its text, those of rule and run what they found."""
    for representation in REPRESENTATIONS:
        first, second = (client.get(path + representation) for client in clients)
        is_page = representation.startswith(".html")
        assert second.headers["Last-Modified"].startswith("Wed, 25 Nov" if is_page else "Tue, 24 Nov")
        assert (first.headers["ETag"] == second.headers["ETag"]) is not is_page


FIGURES = """
@prefix satt: <http://purl.org/linked-data/sdmx/2009/attribute#> .
@prefix sdim: <http://purl.org/linked-data/sdmx/2009/dimension#> .
@prefix smea: <http://purl.org/linked-data/sdmx/2009/measure#> .
<id/period/z1> pg:firstDay "2023-01-01"^^xsd:date ; pg:lastDay "2023-12-31"^^xsd:date .
<https://w3id.org/policygraph/scheme/indicator/loans> a pg:Indicator , skos:Concept ; skos:prefLabel "Loans"@en .
<id/observation/s0j290cx> a pg:Observation ; pg:indicator <https://w3id.org/policygraph/scheme/indicator/loans> ;
    smea:obsValue 5 ; satt:unitMeasure <urn:unit> ; pg:asReported "five" ; sdim:refPeriod <id/period/z1> .
<id/observation/s2nbt8k5> a pg:Observation ; pg:indicator <https://w3id.org/policygraph/scheme/indicator/loans> ;
    smea:obsValue 7 ; satt:unitMeasure <urn:unit> ; pg:asReported "seven" ; sdim:refPeriod <id/period/z1> .
"""


@pytest.mark.accept("H13", "H15")
@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("/doc/observation/s0j290cx", "smea:obsValue 7", "smea:obsValue 8"),  # the series shows the other figure too
        (f"/doc/document/{DOCUMENT}", "a pg:Measure ; pg:setOutIn <id/document/d37vmg67> ;\n", ""),  # its picture
    ],
)
def test_page_with_a_picture_is_as_new_as_what_the_picture_shows(
    tmp_path: Path, path: str, before: str, after: str
) -> None:
    data = SMALL + FIGURES
    assert before in data
    first = write_release(tmp_path / "first", version="2026.11.1", date="2026-11-24", data=data)
    changed = data.replace(before, after or "a pg:Measure ; pg:setOutIn <id/document/d37vmg67> ; pg:subMeasureOf "
                                            "<id/measure/mm6qpm60> ;\n")  # fmt: skip
    second = write_release(tmp_path / "second", data=changed, before=first)
    pages = [create_app(each).test_client().get(f"{path}.html?lang=en") for each in (first, second)]
    assert pages[0].data != pages[1].data
    assert pages[1].headers["Last-Modified"] == "Wed, 25 Nov 2026 00:00:00 GMT"
    description = create_app(second).test_client().get(f"{path}.ttl")
    assert description.headers["Last-Modified"] == "Tue, 24 Nov 2026 00:00:00 GMT"


@pytest.mark.accept("H13", "C03")
@pytest.mark.parametrize("path", CHANGED)
def test_what_changed_says_since_when(clients: tuple[FlaskClient, FlaskClient], path: str) -> None:
    first, second = (client.get(f"{path}.ttl") for client in clients)
    assert first.headers["ETag"] != second.headers["ETag"]
    assert second.headers["Last-Modified"] == "Wed, 25 Nov 2026 00:00:00 GMT"
    document = URIRef(BASE + path.removeprefix("/"))
    for response, date, version in ((first, "2026-11-24", "2026.11.1"), (second, "2026-11-25", "2026.11.2")):
        graph = Graph().parse(response.data, format="turtle")
        assert str(graph.value(document, DCTERMS.modified)) == date
        assert graph.value(document, PROV.wasDerivedFrom) == URIRef(f"{BASE}release/{version}")


@pytest.mark.accept("H13")
def test_page_names_the_release_since_which_it_is_so(clients: tuple[FlaskClient, FlaskClient]) -> None:
    assert 'href="/release/2026.11.1"' in clients[1].get(f"/doc/text/{TEXT}.html?lang=en").text
    assert 'href="/release/2026.11.2"' in clients[1].get(f"/doc/measure/{OTHER}.html?lang=en").text
    assert clients[1].get("/release/2026.11.1").status_code == 200


@pytest.mark.accept("H13")
def test_release_without_the_table_counts_as_new(tmp_path: Path) -> None:
    folder = write_release(tmp_path / "release")
    (folder / changes.FILE_NAME).unlink()
    response = create_app(folder).test_client().get(f"/doc/measure/{MEASURE}.ttl")
    assert response.headers["Last-Modified"] == "Wed, 25 Nov 2026 00:00:00 GMT"


@pytest.mark.accept("C07")
def test_replaced_evidence_keeps_the_day_it_was_replaced(tmp_path: Path) -> None:
    first = write_release(tmp_path / "first", version="2026.11.1", date="2026-11-23")
    table = SortedTable(first / changes.FILE_NAME)
    had = f"id/evidence/{SUPERSEDED}\tdigest\t2026.11.1\t2026-11-23\n"
    lines = sorted([*("\t".join(row) + "\n" for row in table.rows()), had])
    (first / changes.FILE_NAME).write_text("".join(lines), encoding="utf-8")
    second = write_release(tmp_path / "second", date="2026-11-24", before=first)
    third = write_release(tmp_path / "third", version="2026.11.3", date="2026-11-25", before=second)
    for folder in (second, third):
        client = create_app(folder).test_client()
        response = client.get(f"/doc/evidence/{SUPERSEDED}.ttl")
        assert response.status_code == 410
        assert '"2026-11-24T00:00:00Z"' in response.text
        assert "newer readings took its place" in response.text
        assert f"{BASE}release/2026.11.1>" in response.text


def test_site_looks_for_the_tables_where_the_build_puts_them(release: Path) -> None:
    served = read_release(release)
    assert served.changes.path == release / changes.FILE_NAME
    assert served.names.path == release / naming.FILE_NAME
