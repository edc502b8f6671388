"""Everything in our namespace dereferences: from page to page, every IRI of the data, and all that VoID leads to."""

import contextlib
import http.client
import json
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from rdflib import DCTERMS, RDF, VOID, Graph, URIRef

from ontology.identifiers import parse
from ontology.ledger import Ledger
from ontology.terms import DEFAULT_BASE, VOCABULARY
from publish.site.app import create_app

from .second_release import NEW_NAME

FILE = re.compile(r"/release/[^/]+/")
LOCATION = re.compile(r"<loc>([^<]+)</loc>")
HREF = re.compile(r'href="(/[^"#]*)')
ELSEWHERE = re.compile(
    r"/sparql\?|/release/[^/]+/|.*\.(ttl|jsonld|nt|rdf|trig|nq|linkset|linkset\.json|html\?lang=..)$"
)  # tested one by one elsewhere


@pytest.fixture(scope="module")
def client(releases: Mapping[str, Path]) -> FlaskClient:
    """The site over the second release, which has a merged thing."""
    return create_app(releases["second"]).test_client()


@pytest.mark.accept("C09", "A07")
def test_every_link_of_every_page_leads_somewhere(client: FlaskClient) -> None:
    seen: dict[str, int] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in seen or ELSEWHERE.match(address):
            continue
        with client.get(address, headers={"Accept": "text/html"}) as response:
            seen[address] = response.status_code
            if response.status_code in (301, 302, 303):
                waiting.append(response.headers["Location"].replace(DEFAULT_BASE, "/"))
            elif response.mimetype == "text/html":
                waiting += [href.replace("&amp;", "&") for href in HREF.findall(response.text)]
    assert len(seen) > 1000
    assert {address: status for address, status in seen.items() if status not in (200, 301, 302, 303)} == {}


@pytest.mark.accept("C09", "C05")
def test_every_iri_of_the_data_dereferences(client: FlaskClient, releases: Mapping[str, Path]) -> None:
    failed = {}
    for address in sorted(_ours(releases["second"])):
        response = client.get(address, headers={"Accept": "application/n-triples"}, follow_redirects=True)
        if response.status_code != 200 or response.mimetype != "application/n-triples":
            failed[address] = response.status_code
    assert failed == {}


@pytest.mark.accept("C09", "D04", "C02")
def test_void_leads_to_everything(client: FlaskClient, releases: Mapping[str, Path]) -> None:
    """A crawler that knows nothing but `/.well-known/void` and reads Turtle comes to every page, and fails nowhere."""
    failed: dict[str, int] = {}
    seen: set[str] = set()
    waiting = ["/.well-known/void", "/sitemap.xml"]
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("/sparql", "/id/evidence/", "/doc/evidence/")) or FILE.match(address):
            continue  # evidence is most of all there is, and has a test of its own
        seen.add(address)
        with client.get(address, headers={"Accept": "text/turtle"}, follow_redirects=True) as response:
            if response.status_code != 200 or len(response.history) > 2:
                failed[address] = response.status_code
            elif response.mimetype == "text/turtle":
                graph = Graph().parse(response.data, format="turtle", publicID=DEFAULT_BASE)
                waiting += {place for triple in graph for term in triple if (place := _address(term))}
            elif address == "/sitemap.xml":
                waiting += [place for found in LOCATION.findall(response.text) if (place := _address(URIRef(found)))]
    assert failed == {}
    assert {address for address in _ours(releases["second"]) if not address.startswith("/id/evidence/")} <= seen


def _address(term: object) -> str | None:
    if not isinstance(term, URIRef):
        return None
    ours = next((start for start in (DEFAULT_BASE, VOCABULARY) if term.startswith(start)), None)
    return "/" + term.removeprefix(ours).partition("#")[0] if ours else None


@pytest.mark.accept("C04")
def test_names_of_things_tell_nothing_that_may_change(releases: Mapping[str, Path]) -> None:
    for address in _ours(releases["second"]):
        assert address.isascii()
        assert not re.search(r"[?%.]|\b(php|html|ttl|en|zh|rdf)\b", address.removeprefix("/ontology/0.1.0")), address
        if address.startswith("/id/"):
            parse(DEFAULT_BASE.rstrip("/") + address, DEFAULT_BASE)  # its last character checks the others


@pytest.mark.accept("C09", "D04")
def test_void_leads_from_page_to_page_of_the_server(servers: Mapping[str, str], releases: Mapping[str, Path]) -> None:
    """The same of the running server: from the description of the data by RDF to each thing of ours in it."""
    place = urlsplit(servers["second"]).netloc
    wanted = {each for each in _ours(releases["second"]) if not each.startswith("/id/evidence/")}
    with contextlib.closing(http.client.HTTPConnection(place, timeout=30)) as connection:
        assert _asked(connection, "/.well-known/void")[0] == 200
        failed = {each: status for each in sorted(wanted) if (status := _asked(connection, each)[0]) not in (200, 410)}
    assert failed == {}


def _asked(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    """The answer in Turtle, after at most two redirects."""
    for _ in range(3):
        connection.request("GET", path, headers={"Accept": "text/turtle"})
        response = connection.getresponse()
        body = response.read()
        if response.status not in (301, 302, 303):
            break
        path = urlsplit(response.headers["Location"]).path
    return response.status, body


@pytest.mark.accept("C05", "C06")
def test_every_identifier_ever_minted_answers_with_few_redirects(
    client: FlaskClient, releases: Mapping[str, Path]
) -> None:
    table = Ledger.read(releases["second"] / "ledger.jsonl").table
    evidence = json.loads((releases["second"] / "manifest.json").read_bytes())["evidence"]
    addresses = [f"/id/{standing.kind.path}/{name}" for name, standing in table.items()]
    answers = set()
    for address in addresses + [f"/id/evidence/{name}" for name in evidence]:
        thing = client.get(address)
        answers.add(thing.status_code)
        end = client.get(address, headers={"Accept": "text/turtle"}, follow_redirects=True)
        assert end.status_code in (200, 410), address
        assert len(end.history) == (2 if thing.status_code == 301 else 1)
    assert answers == {301, 303}


@pytest.mark.accept("D04")
def test_void_counts_what_a_query_counts(client: FlaskClient) -> None:
    catalogue = Graph().parse(
        client.get("/.well-known/void", headers={"Accept": "text/turtle"}, follow_redirects=True).data, format="turtle"
    )
    release = next(each for each in catalogue.subjects(RDF.type, VOID.Dataset) if "#" not in str(each))
    query = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
    counted = client.get("/sparql", query_string=query, headers={"Accept": "text/csv"}).text.split()[1]
    assert str(catalogue.value(release, VOID.triples)) == counted
    for wanted in (VOID.sparqlEndpoint, VOID.dataDump, VOID.uriSpace, VOID.exampleResource, VOID.vocabulary,
                   DCTERMS.license, DCTERMS.modified):  # fmt: skip
        assert (release, wanted, None) in catalogue


@pytest.mark.accept("H13", "X9")
def test_second_release_changes_the_documents_of_what_changed_alone(
    client: FlaskClient, releases: Mapping[str, Path]
) -> None:
    before = create_app(releases["first"]).test_client()
    same, other = [], []
    for address in sorted(_ours(releases["first"])):
        if address.startswith(("/id/", "/scheme/")):
            document = address.replace("/id/", "/doc/")
            tags = [each.get(f"{document}.nt").headers.get("ETag") for each in (before, client)]
            (same if tags[0] == tags[1] else other).append(document)
    assert "/doc/measure/" + _named(releases["second"], NEW_NAME) in other
    assert len(other) < len(same) / 10, other


def _named(release: Path, name: str) -> str:
    lines = (release / "index" / "names.tsv").read_text(encoding="utf-8").splitlines()
    return next(line.rpartition("/")[2] for line in lines if line.startswith(f"{name.lower()}\t"))


def _ours(release: Path) -> set[str]:
    """The local addresses of all IRIs of ours in a release."""
    terms = {
        term.value
        for quad in ox.parse(path=str(release / "data" / "dataset.nq"), format=ox.RdfFormat.N_QUADS)
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        if isinstance(term, ox.NamedNode)
    }
    starts = (DEFAULT_BASE, VOCABULARY)
    return {
        "/" + iri.removeprefix(start).partition("#")[0] for iri in terms for start in starts if iri.startswith(start)
    }
