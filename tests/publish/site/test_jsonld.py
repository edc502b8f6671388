"""JSON-LD by our own context, and schema.org in the pages."""

import hashlib
import json
from typing import Any

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import SDO

from publish.site.jsonld import context_file, to_jsonld
from publish.site.schema_org import KINDS, PROPERTIES, SPACE

from .conftest import BASE, DOCUMENT, EVIDENCE, MEASURE, OTHER, TEXT
from .test_pages import Reader

CONTEXT = "/context/v1.jsonld"
FROZEN = "ebe1649b6b951bebc40996deee334f7b0888ee9aa2fb5fd97ef5b5a1ebaa6342"
DOCUMENTS = [
    f"/doc/measure/{MEASURE}",
    f"/doc/measure/{OTHER}",
    f"/doc/document/{DOCUMENT}",
    f"/doc/evidence/{EVIDENCE}",
    f"/doc/text/{TEXT}",
    "/ontology",
    "/scheme/review",
    "/release/2026.11.2",
    "/dataset",
]
# Where a class of schema.org may have a property that we give it: https://schema.org/docs/schemas.html, version 28.
ALLOWED = {
    "Thing": {"name", "alternateName", "description", "url", "mainEntityOfPage"},
    "CreativeWork": {"about", "archivedAt", "author", "datePublished", "hasPart", "isPartOf", "license", "mentions",
                     "position", "publisher", "version"},
    "Legislation": {"legislationDate", "legislationIdentifier", "legislationPassedBy"},
    "Organization": {"memberOf", "parentOrganization"},
    "Person": {"memberOf"},
    "Observation": {"measuredProperty", "value"},
    "DefinedTerm": {"inDefinedTermSet", "termCode"},
    "DefinedTermSet": {"hasDefinedTerm"},
    "Dataset": {"distribution"},
}  # fmt: skip
ABOVE = {
    "Legislation": "CreativeWork",
    "Report": "Article",
    "Article": "CreativeWork",
    "WebPage": "CreativeWork",
    "DigitalDocument": "CreativeWork",
    "Dataset": "CreativeWork",
    "DefinedTermSet": "CreativeWork",
    "GovernmentOrganization": "Organization",
}


def quads(content: bytes) -> Graph:
    """The default graph of JSON-LD, read without a network."""
    found = [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.JSON_LD)]
    return Graph().parse(ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")


@pytest.mark.accept("F04")
def test_context_is_published_for_ever(client: FlaskClient) -> None:
    response = client.get(CONTEXT, headers={"Origin": "https://example.org"})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/ld+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.data == context_file()
    again = client.get(CONTEXT, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/context/v2.jsonld").status_code == 404


@pytest.mark.accept("F04")
def test_first_context_never_changes() -> None:
    """What has to be otherwise gets the next number: documents that others keep name this one."""
    assert hashlib.sha256(context_file()).hexdigest() == FROZEN


@pytest.mark.accept("F04", "U11", "X8")
@pytest.mark.parametrize("path", DOCUMENTS)
def test_document_carries_the_lines_of_the_context_that_it_uses(client: FlaskClient, path: str) -> None:
    document = json.loads(client.get(f"{path}.jsonld").data)
    published = json.loads(context_file())["@context"]
    used = document["@context"]
    assert used
    assert {name: published[name] for name in used} == used
    assert not [value for value in _values(document, "@context") if isinstance(value, str)]


@pytest.mark.accept("F04")
@pytest.mark.parametrize("path", DOCUMENTS)
def test_whole_context_reads_the_same_graph_out_of_it(client: FlaskClient, path: str) -> None:
    turtle = Graph().parse(client.get(f"{path}.ttl").data, format="turtle")
    document = json.loads(client.get(f"{path}.jsonld").data)
    assert isomorphic(quads(json.dumps(document).encode()), turtle)
    document["@context"] = json.loads(context_file())["@context"]
    assert isomorphic(quads(json.dumps(document).encode()), turtle)


@pytest.mark.accept("F04")
def test_iri_that_looks_like_a_prefixed_one_stays_what_it_is() -> None:
    said = [
        (URIRef("time:x"), URIRef("oa:hasTarget"), URIRef("pg:Measure"), None),
        (URIRef("http://x/"), SKOS.inScheme, URIRef("skos:x"), None),
        (URIRef("http://x/"), SKOS.inScheme, Literal("no IRI"), None),
        (URIRef("http://x/"), SKOS.inScheme, Literal("http://y/"), None),
        (URIRef("http://x/"), RDF.type, URIRef("https://w3id.org/policygraph/ontology#Measure"), None),
    ]
    expected = Graph()
    for subject, predicate, target, _ in said:
        expected.add((subject, predicate, target))
    assert isomorphic(quads(to_jsonld(said)), expected)


def _values(node: Any, key: str) -> list[Any]:
    if isinstance(node, dict):
        return [each for name, value in node.items() for each in ([value] if name == key else _values(value, key))]
    return [each for item in node for each in _values(item, key)] if isinstance(node, list) else []


def embedded(page: str) -> dict[str, Any]:
    """The JSON-LD in a page, as a browser would hand it to whoever asks for it."""
    start = '<script type="application/ld+json">'
    assert page.count(start) == 1
    found: dict[str, Any] = json.loads(page.partition(start)[2].partition("</script>")[0])
    return found


@pytest.mark.accept("F05")
@pytest.mark.parametrize(
    "path", [*DOCUMENTS[:5], "/scheme/review", "/scheme/review/accepted", "/doc/agent/nhdwk8xm", "/release/2026.11.2"]
)
def test_page_says_in_schema_org_a_part_of_what_its_rdf_says(client: FlaskClient, path: str) -> None:
    said = embedded(client.get(f"{path}.html?lang=en").text)
    graph = Graph().parse(client.get(f"{path}.ttl").data, format="turtle")
    topic = URIRef(said.pop("@id"))
    assert said.pop("@context") == {"@vocab": SPACE}
    kind, page = said.pop("@type"), said.pop("mainEntityOfPage")
    assert kind in {name for ours, name in KINDS if (topic, RDF.type, ours) in graph} | {"Thing"}
    assert page["@id"] == BASE + path.removeprefix("/")
    assert said.keys() <= allowed(kind)
    for name, found in said.items():
        ours = [each.ours for each in PROPERTIES if each.name == name]
        held = {_plain(term) for each in ours for term in graph.objects(topic, each)}
        for value in found if isinstance(found, list) else [found]:
            assert _sent(value) in held, (name, value)


def allowed(kind: str) -> set[str]:
    """The properties that schema.org lets a class have, of those that we use."""
    inherited = allowed(ABOVE.get(kind, "Thing")) if kind != "Thing" else set()
    return ALLOWED.get(kind, set()) | inherited


def _plain(term: object) -> tuple[str, str]:
    return str(term), (term.language or "") if isinstance(term, Literal) else "@id"


def _sent(value: str | dict[str, str]) -> tuple[str, str]:
    if isinstance(value, str):
        return value, ""
    return (value["@id"], "@id") if "@id" in value else (value["@value"], value["@language"])


@pytest.mark.accept("F05")
def test_every_word_is_one_of_schema_org_and_stands_where_it_may() -> None:
    names = {*SDO.__annotations__}
    assert {name for _, name in KINDS} <= names
    assert {each.name for each in PROPERTIES} <= names
    for each in PROPERTIES:
        for kind in each.kinds or ("Thing",):
            assert each.name in allowed(kind), (each.name, kind)


@pytest.mark.accept("F05", "W2")
def test_data_in_a_script_is_no_script(client: FlaskClient) -> None:
    page = client.get(f"/doc/measure/{OTHER}.html?lang=en").text
    content = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert not set(content) & set("<>&")
    assert {"@value": 'Lend "><img src=x onerror=alert(1)> bicycles', "@language": "en"} in embedded(page)["name"]
    scripts = [attributes for tag, attributes in Reader(page).elements if tag == "script" and "src" not in attributes]
    assert scripts == [{"type": "application/ld+json"}]
