"""What there is much of is counted first and shown in parts, and every part of it can be reached."""

import resource
from pathlib import Path
from urllib.request import urlopen

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.namespace import RDFS, SKOS

from ontology.terms import PG
from publish.site.app import create_app
from publish.site.description import EVIDENCE_SHOWN, LINKS_SHOWN, VALUES_SHOWN

from ...questions.serving import served
from .conftest import BASE, DOCUMENT, SMALL, write_release

NAMES, POINTING, READINGS = 100_000, 100_000, 250
THING = URIRef(f"{BASE}id/document/{DOCUMENT}")
PAGE = f"/doc/document/{DOCUMENT}"
MEGABYTE = 1024  # in the unit of ru_maxrss


def data(names: int, pointing: int) -> str:
    """A document with names of its own, measures that point at it, and its evidence."""
    named = "".join(f'<id/document/{DOCUMENT}> skos:altLabel "name {number}"@en .\n' for number in range(names))
    links = "".join(f"<urn:measure:{number:06}> pg:setOutIn <id/document/{DOCUMENT}> .\n" for number in range(pointing))
    readings = "".join(
        f"<urn:evidence:{number:04}> {{ <id/document/{DOCUMENT}> pg:issuedBy <id/agent/nhdwk8xm> }}\n"
        for number in range(READINGS)
    )
    return SMALL + named + links + readings


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site with a document of 200,000 statements."""
    folder = tmp_path_factory.mktemp("big") / "release"
    return create_app(write_release(folder, data=data(NAMES, POINTING))).test_client()


@pytest.mark.accept("W15", "A05")
@pytest.mark.timeout(120)
def test_page_shows_the_first_and_says_how_many_there_are(client: FlaskClient) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    page = client.get(f"{PAGE}.html?lang=en").text
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400 * MEGABYTE
    assert f"{VALUES_SHOWN} of {NAMES}" in page
    assert f"{LINKS_SHOWN} of {POINTING + 2}" in page
    assert f'href="{PAGE}/more/2"' in page
    assert len(page) < 1_000_000


@pytest.mark.accept("W15")
@pytest.mark.timeout(120)
def test_rdf_leads_from_part_to_part(client: FlaskClient) -> None:
    document, values, pointing = URIRef(BASE + PAGE.removeprefix("/")), set(), set()
    for number in (1, 2, 3):
        address = str(document).removeprefix(BASE.rstrip("/"))
        graph = Graph().parse(client.get(f"{address}.nt").data, format="nt")
        values |= set(graph.objects(THING, SKOS.altLabel))
        pointing |= set(graph.subjects(URIRef("https://w3id.org/policygraph/ontology#setOutIn"), THING))
        following = list(graph.objects(document, RDFS.seeAlso))
        assert following == [URIRef(f"{BASE}{PAGE.removeprefix('/')}/more/{number + 1}")]
        document = following[0]
    assert len(values) == 3 * VALUES_SHOWN
    assert len(pointing) == 3 * LINKS_SHOWN


@pytest.mark.accept("W15")
@pytest.mark.timeout(120)
@pytest.mark.parametrize(("suffix", "format"), [("ttl", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)])
def test_what_is_left_out_is_said_in_header_and_document(
    client: FlaskClient, suffix: str, format: ox.RdfFormat
) -> None:
    response, last = client.get(f"{PAGE}.{suffix}"), -(-(POINTING + 2) // LINKS_SHOWN)
    for relation, number in (("next", 2), ("last", last)):
        assert f'<{BASE}{PAGE[1:]}/more/{number}.{suffix}>; rel="{relation}"' in response.headers["Link"]
    assert 'rel="prev"' not in response.headers["Link"]
    document, comment = BASE + PAGE[1:], str(RDFS.comment)
    said = {quad.object.value for quad in ox.parse(response.data, format=format)
            if quad.subject.value == document and quad.predicate.value == comment}  # fmt: skip
    assert said == {
        f"Part 1 of {last}; the next is {document}/more/2",
        f"It has at most {VALUES_SHOWN} of {NAMES} values of {SKOS.altLabel}",
        f"It has {LINKS_SHOWN} of {POINTING + 2} subjects that point here by {PG.setOutIn}",
    }


@pytest.mark.accept("W15")
@pytest.mark.timeout(120)
def test_last_part_is_the_last(client: FlaskClient) -> None:
    last = -(-(POINTING + 2) // LINKS_SHOWN)
    page = client.get(f"{PAGE}/more/{last}.html?lang=en")
    assert page.status_code == 200
    assert f'href="{PAGE}/more/{last - 1}"' in page.text
    assert f'href="{PAGE}/more/{last + 1}"' not in page.text
    assert "seeAlso" not in client.get(f"{PAGE}/more/{last}.ttl").text
    for beyond in (last + 1, 10**7, 0, 1, "-1", "x", "2x", "%D9%A2"):
        assert client.get(f"{PAGE}/more/{beyond}").status_code == 404


@pytest.mark.accept("W15")
@pytest.mark.timeout(120)
def test_evidence_comes_in_parts_too(client: FlaskClient) -> None:
    counts = [client.get(f"{PAGE}{part}.trig").text.count("urn:evidence:") for part in ("", "/more/2", "/more/3")]
    assert all(0 < count <= EVIDENCE_SHOWN + 1 for count in counts)
    assert sum(counts) >= READINGS


@pytest.mark.accept("W15")
def test_server_answers_in_parts_too(tmp_path: Path) -> None:
    names = 2 * VALUES_SHOWN
    with served(write_release(tmp_path / "release", data=data(names, 2 * LINKS_SHOWN))) as address:
        for suffix in ("html?lang=en", "ttl", "jsonld"):
            with urlopen(f"{address}{PAGE[1:]}.{suffix}", timeout=30) as response:
                assert f"{PAGE}/more/2" in response.headers["Link"]
                assert f"{VALUES_SHOWN} of {names}".encode() in response.read()


def test_small_things_have_one_part(client: FlaskClient) -> None:
    assert "/more/" not in client.get("/doc/agent/n7qfp7f4").text
    assert client.get("/doc/agent/n7qfp7f4/more/2").status_code == 404
    assert client.get("/scheme/review/more/2").status_code == 404
    assert client.get("/scheme/review/accepted/more/2").status_code == 404
