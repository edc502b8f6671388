"""Things, the documents about them, and the life of identifiers, over HTTP."""

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, OWL, PROV, SKOS

from publish.site.app import create_app
from publish.site.formats import DOCUMENTS, RDF

from .conftest import (
    BASE,
    DISPUTED,
    DOCUMENT,
    EVIDENCE,
    MEASURE,
    MERGED,
    OTHER,
    SPLIT,
    SUPERSEDED,
    TEXT,
    WITHDRAWN,
    write_release,
)

THING = URIRef(f"{BASE}id/measure/{MEASURE}")
KINDS = [
    f"measure/{MEASURE}",
    f"document/{DOCUMENT}",
    f"evidence/{EVIDENCE}",
    f"text/{TEXT}",
    "rule/editorial-reading@1",
]
VOCABULARY = ["/ontology", "/ontology/0.1.0", "/scheme/review", "/scheme/review/accepted", "/shape/Measure"]
PARSERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}
QUAD_PARSERS = {"jsonld": ox.RdfFormat.JSON_LD, "trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS}


def graph_of(client: FlaskClient, path: str, extension: str) -> Graph:
    """The default graph of a document in one of its formats, read by rdflib.

    Formats with graphs are read by pyoxigraph first: rdflib's readers of them warn of classes they use themselves.
    """
    content = client.get(f"{path}.{extension}").data
    if extension in PARSERS:
        return Graph().parse(content, format=PARSERS[extension], publicID=BASE)
    return _as_graph(quad for quad in quads_of(content, extension) if quad.graph_name == ox.DefaultGraph())


def quads_of(content: bytes, extension: str) -> Iterable[ox.Quad]:
    """The quads of a document in a format with graphs."""
    return ox.parse(content, format=QUAD_PARSERS[extension])


def _as_graph(quads: Iterable[ox.Quad]) -> Graph:
    triples = ox.serialize([quad.triple for quad in quads], format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(triples or b"", format="nt")


@pytest.mark.accept("C01", "H10")
@pytest.mark.parametrize("path", KINDS)
def test_thing_sends_to_the_document_about_it(client: FlaskClient, path: str) -> None:
    response = client.get(f"/id/{path}")
    assert response.status_code == 303
    assert response.headers["Location"] == f"{BASE}doc/{path}"
    assert response.headers["Location"] in response.text
    assert "Accept" in response.headers["Vary"]


@pytest.mark.accept("C02")
@pytest.mark.parametrize(("identifier", "redirects"), [(MEASURE, 1), (SPLIT, 1), (MERGED, 2)])
def test_few_redirects_lead_to_a_representation(client: FlaskClient, identifier: str, redirects: int) -> None:
    response = client.get(f"/id/measure/{identifier}", follow_redirects=True)
    assert response.status_code == 200
    assert len(response.history) == redirects


@pytest.mark.accept("H01")
@pytest.mark.parametrize("path", KINDS)
def test_every_format_says_the_same(client: FlaskClient, path: str) -> None:
    turtle = graph_of(client, f"/doc/{path}", "ttl")
    assert len(turtle) > 5
    for format in RDF:
        response = client.get(f"/doc/{path}", headers={"Accept": format.media_type})
        assert response.mimetype == format.media_type
        assert isomorphic(graph_of(client, f"/doc/{path}", format.extension), turtle), format.name


@pytest.mark.accept("C03")
@pytest.mark.parametrize("path", KINDS)
def test_document_speaks_of_the_thing_and_of_itself(client: FlaskClient, path: str) -> None:
    graph = graph_of(client, f"/doc/{path}", "ttl")
    document, thing = URIRef(f"{BASE}doc/{path}"), URIRef(f"{BASE}id/{path}")
    assert graph.value(document, FOAF.primaryTopic) == thing
    assert str(graph.value(document, DCTERMS.license)) == "http://creativecommons.org/licenses/by/4.0/"
    assert str(graph.value(document, DCTERMS.modified)) == "2026-11-25"
    assert graph.value(document, PROV.wasDerivedFrom) == URIRef(f"{BASE}release/2026.11.2")
    assert any(graph.predicate_objects(thing))


def test_turtle_holds_what_is_accepted_and_trig_every_reading(client: FlaskClient) -> None:
    issuer = URIRef("https://w3id.org/policygraph/ontology#issuedBy")
    document, rejected = URIRef(f"{BASE}id/document/{DOCUMENT}"), URIRef(f"{BASE}id/agent/n7qfp7f4")
    assert (document, issuer, rejected) not in graph_of(client, f"/doc/document/{DOCUMENT}", "ttl")
    name = ox.NamedNode(f"{BASE}id/evidence/{DISPUTED}")
    quads = quads_of(client.get(f"/doc/document/{DOCUMENT}.trig").data, "trig")
    assert (document, issuer, rejected) in _as_graph(quad for quad in quads if quad.graph_name == name)


def test_document_tells_the_words_and_the_names_of_neighbours(client: FlaskClient) -> None:
    graph = graph_of(client, f"/doc/measure/{MEASURE}", "ttl")
    assert Literal("阅览室周日开放。好") in set(graph.objects())
    label = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
    assert set(graph.objects(URIRef(f"{BASE}id/document/{DOCUMENT}"), label)) >= {
        Literal("Reading room plan", lang="en"),
        Literal("阅览室规划", lang="zh"),
    }


def test_json_ld_is_compact_and_needs_no_network(client: FlaskClient) -> None:
    document = json.loads(client.get(f"/doc/measure/{MEASURE}.jsonld").data)
    assert isinstance(document["@context"], dict)
    first = document["@graph"][0]
    assert first["@id"] == str(THING)
    assert first["@type"] == ["pg:Measure"]
    assert {"@value": "周日开放阅览室", "@language": "zh"} in first["skos:prefLabel"]


@pytest.mark.accept("H11", "W14")
def test_suffix_wins_over_accept(client: FlaskClient) -> None:
    response = client.get(f"/doc/measure/{MEASURE}.ttl", headers={"Accept": "text/html"})
    assert response.mimetype == "text/turtle"
    assert "Accept" not in response.headers.get("Vary", "")


@pytest.mark.accept("H11")
def test_unknown_suffix_is_nowhere(client: FlaskClient) -> None:
    assert client.get(f"/doc/measure/{MEASURE}.exe").status_code == 404


@pytest.mark.accept("H12")
@pytest.mark.parametrize("format", DOCUMENTS, ids=lambda format: format.extension)
def test_negotiated_document_is_the_one_at_its_content_location(client: FlaskClient, format: object) -> None:
    response = client.get(f"/doc/measure/{MEASURE}", headers={"Accept": format.media_type})  # type: ignore[attr-defined]
    place = urlsplit(response.headers["Content-Location"])
    assert client.get(f"{place.path}?{place.query}").data == response.data


@pytest.mark.accept("H08", "H10")
def test_nothing_acceptable_is_406_with_the_choices(client: FlaskClient) -> None:
    response = client.get(f"/doc/measure/{MEASURE}", headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert f"/doc/measure/{MEASURE}.ttl" in response.text
    assert "Accept" in response.headers["Vary"]


@pytest.mark.accept("H13")
def test_etag_is_strong_stable_and_of_one_representation(client: FlaskClient) -> None:
    addresses = [f"/doc/measure/{MEASURE}.{format.extension}" for format in RDF]
    addresses += [f"/doc/measure/{MEASURE}.html?lang={language}" for language in ("en", "zh")]
    tags = [client.get(address).headers["ETag"] for address in addresses]
    assert len(set(tags)) == len(addresses)
    assert not any(tag.startswith("W/") for tag in tags)
    assert [client.get(address).headers["ETag"] for address in addresses] == tags


@pytest.mark.accept("H13")
def test_other_processes_send_the_same_bytes(client: FlaskClient, release: Path) -> None:
    other = create_app(release).test_client()
    for address in (f"/doc/measure/{MEASURE}.ttl", "/ontology.nt", "/shape/Measure.ttl", f"/doc/text/{TEXT}.html"):
        assert client.get(address).data == other.get(address).data


@pytest.mark.accept("H14", "W13")
@pytest.mark.parametrize("condition", ["{tag}", '"other", {tag}', "W/{tag}", "*"])
def test_known_representation_is_not_sent_again(client: FlaskClient, condition: str) -> None:
    address, accept = f"/doc/measure/{MEASURE}", {"Accept": "text/turtle"}
    full = client.get(address, headers=accept)
    header = condition.format(tag=full.headers["ETag"])
    again = client.get(address, headers={**accept, "If-None-Match": header})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Vary", "Cache-Control", "Content-Location"):
        assert again.headers[name] == full.headers[name]


@pytest.mark.accept("H15")
def test_date_is_a_validator_and_the_tag_wins(client: FlaskClient) -> None:
    address = f"/doc/measure/{MEASURE}.ttl"
    modified = client.get(address).headers["Last-Modified"]
    assert modified == "Wed, 25 Nov 2026 00:00:00 GMT"
    assert client.get(address, headers={"If-Modified-Since": modified}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": modified, "If-None-Match": '"other"'}).status_code == 200


@pytest.mark.accept("H16")
@pytest.mark.parametrize(
    "address",
    ["/", f"/id/measure/{MEASURE}", f"/doc/measure/{MEASURE}", "/ontology", "/sparql", "/sparql?query=ASK%7B%7D",
     "/scheme/review", "/shape/Measure", "/.well-known/void", "/release/2026.11.2", "/robots.txt",
     "/release/2026.11.2/data/dataset.nq"],
)  # fmt: skip
def test_head_is_get_without_a_body(client: FlaskClient, address: str) -> None:
    with client.get(address) as get, client.head(address) as head:
        assert head.data == b""
        assert head.status_code == get.status_code
        assert _lasting(head.headers) == _lasting(get.headers)


def _lasting(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(header for header in headers if header[0] != "Date")


@pytest.mark.accept("H17", "W21")
@pytest.mark.parametrize("address", ["/", f"/doc/measure/{MEASURE}", "/ontology"])
def test_pages_cannot_be_written(client: FlaskClient, address: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        response = client.open(address, method=method)
        assert response.status_code == 405
        assert "GET" in response.headers["Allow"]
    options = client.options(address)
    assert options.status_code == 200
    assert "GET" in options.headers["Allow"]


@pytest.mark.accept("H18")
@pytest.mark.parametrize("address", ["/", f"/id/measure/{MEASURE}", "/nowhere", "/sparql?query=nonsense"])
def test_every_origin_may_read(client: FlaskClient, address: str) -> None:
    headers = client.get(address, headers={"Origin": "https://example.org"}).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.accept("H19")
def test_text_says_that_it_is_utf_8(client: FlaskClient) -> None:
    for format in DOCUMENTS:
        content_type = client.get(f"/doc/measure/{MEASURE}.{format.extension}").headers["Content-Type"]
        assert "charset=utf-8" in content_type or format.extension in ("jsonld", "rdf")
    assert client.get(f"/doc/measure/{MEASURE}.html?lang=zh").headers["Content-Language"] == "zh-Hans"


@pytest.mark.accept("H22")
def test_page_links_to_its_alternatives(client: FlaskClient) -> None:
    page = client.get(f"/doc/measure/{MEASURE}").text
    for format in RDF:
        address = f"/doc/measure/{MEASURE}.{format.extension}"
        assert f'rel="describedby alternate" href="{address}" type="{format.media_type}"' in page
        assert client.get(address).mimetype == format.media_type


@pytest.mark.accept("C05")
def test_every_identifier_ever_minted_answers(client: FlaskClient) -> None:
    states = {MEASURE: (303, 200), OTHER: (303, 200), MERGED: (301, 200), SPLIT: (303, 200), WITHDRAWN: (303, 410)}
    for identifier, (thing, document) in states.items():
        assert client.get(f"/id/measure/{identifier}").status_code == thing
        assert client.get(f"/doc/measure/{identifier}").status_code == document


@pytest.mark.accept("C06", "W12")
def test_merged_thing_leads_to_the_one_that_stayed(client: FlaskClient) -> None:
    response = client.get(f"/id/measure/{MERGED}")
    assert response.headers["Location"] == f"{BASE}id/measure/{MEASURE}"
    old = URIRef(f"{BASE}id/measure/{MERGED}")
    tombstone = graph_of(client, f"/doc/measure/{MERGED}", "ttl")
    assert (old, DCTERMS.isReplacedBy, THING) in tombstone
    assert (THING, DCTERMS.replaces, old) in graph_of(client, f"/doc/measure/{MEASURE}", "ttl")
    assert (None, OWL.sameAs, None) not in tombstone
    assert "the same measure in two languages" in client.get(f"/doc/measure/{MERGED}").text


@pytest.mark.accept("C07", "W11")
def test_withdrawn_thing_is_gone_and_says_why(client: FlaskClient) -> None:
    for accept in ("text/html", "text/turtle", "application/ld+json"):
        response = client.get(f"/doc/measure/{WITHDRAWN}", headers={"Accept": accept})
        assert (response.status_code, response.mimetype) == (410, accept)
        assert "a recommendation, not a measure" in response.text
        assert "2026-11-24" in response.text


@pytest.mark.accept("C07")
def test_superseded_evidence_names_the_last_release_that_has_it(client: FlaskClient) -> None:
    assert client.get(f"/id/evidence/{SUPERSEDED}").status_code == 303
    for accept in ("text/html", "text/turtle"):
        response = client.get(f"/doc/evidence/{SUPERSEDED}", headers={"Accept": accept})
        assert (response.status_code, response.mimetype) == (410, accept)
        assert "2026.11.1" in response.text


@pytest.mark.accept("C08", "W11", "H10")
@pytest.mark.parametrize("tree", ["id", "doc"])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("measure/m000000m", "ever minted"),
        ("measure/mm6qpm61", "mistyped"),
        ("target/mm6qpm60", "mistyped"),
        ("evidence/v72p2chjtw1jq17x", "mistyped"),
        ("nonsense/x", "mistyped"),
    ],
)
def test_unknown_and_mistyped_are_told_apart(client: FlaskClient, tree: str, name: str, reason: str) -> None:
    for accept in ("text/html", "text/turtle", "application/ld+json"):
        response = client.get(f"/{tree}/{name}", headers={"Accept": accept})
        assert (response.status_code, response.mimetype) == (404, accept)
        assert reason in response.text
        assert "Accept" in response.headers["Vary"]


@pytest.mark.accept("C10")
def test_ontology_page_has_every_term_in_both_languages(client: FlaskClient) -> None:
    page = client.get("/ontology").text
    ontology = Graph().parse(client.get("/ontology.ttl").data, format="turtle")
    terms = [str(term) for term in ontology.subjects(SKOS.definition) if "#" in str(term)]
    assert len(terms) > 50
    for term in terms:
        assert f'id="{term.partition("#")[2]}"' in page
    assert "policy document" in page
    assert "政策文件" in page


@pytest.mark.accept("C10", "H01")
@pytest.mark.parametrize("path", VOCABULARY)
def test_vocabulary_comes_in_every_format(client: FlaskClient, path: str) -> None:
    turtle = graph_of(client, path, "ttl")
    assert len(turtle) > 3
    assert client.get(path).mimetype == "text/html"
    for format in RDF:
        assert len(graph_of(client, path, format.extension)) == len(turtle), format.name


def test_what_the_vocabulary_does_not_have_is_nowhere(client: FlaskClient) -> None:
    for path in ("/scheme/nonsense", "/scheme/review/nonsense", "/shape/Nonsense", "/ontology/9.9.9"):
        assert client.get(path).status_code == 404


@pytest.mark.accept("W8", "W9")
@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/static/%2e%2e/%2e%2e/app.py", "/static/../app.py", "/id/measure/%00", "/id/measure/%ff%fe",
     "//id/x", "/doc/measure/..;/", "/release/2026.11.2/../../x", "/release/2026.11.2/%2e%2e/manifest.json",
     "/id/measure/" + "m" * 200_000, "/id/agent/政策", "/doc/x/y\r\nSet-Cookie:a=b"],
)  # fmt: skip
def test_strange_paths_never_fail_and_never_lead_to_a_file(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code in (301, 308, 400, 404, 414)
    assert "root:" not in response.text
    assert "Set-Cookie" not in response.headers


@pytest.mark.accept("W6", "W20")
def test_redirects_go_to_the_base_whatever_the_host_header_says(client: FlaskClient) -> None:
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
    response = client.get(f"/id/measure/{MEASURE}?u=//evil.example", headers=headers)
    assert response.headers["Location"] == f"{BASE}doc/measure/{MEASURE}"
    assert "evil.example" not in client.get(f"/doc/measure/{MEASURE}", headers=headers).text


@pytest.mark.accept("C01")
def test_base_with_a_path_behind_a_proxy(tmp_path: Path) -> None:
    base = "https://data.example.org/policy/"
    release = write_release(tmp_path / "2026.11.2-0123456789ab", base)
    client = create_app(release, base).test_client()
    for path in (f"/id/measure/{MEASURE}", f"/policy/id/measure/{MEASURE}"):
        assert client.get(path).headers["Location"] == f"{base}doc/measure/{MEASURE}"
    page = client.get(f"/policy/doc/measure/{MEASURE}").text
    assert 'href="/policy/static/site.css"' in page
    assert f'href="/policy/id/document/{DOCUMENT}"' in page


def test_served_elsewhere_than_the_base_it_redirects_by_path(release: Path) -> None:
    client = create_app(release, BASE, address="http://localhost:9999/").test_client()
    assert client.get(f"/id/measure/{MEASURE}").headers["Location"] == f"/doc/measure/{MEASURE}"
