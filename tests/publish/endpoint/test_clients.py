"""Real clients against the real server: what others use to ask works as it comes, with nothing set for us."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

from .conftest import TRIPLES
from .serving import Server

COMUNICA = Path(__file__).parents[3] / ".cache" / "comunica" / "node_modules"  # .ci/run puts it there
PACKAGE = "@comunica/query-sparql-file@4.5.0"  # later ones need Node 22
THING, PROPERTY = URIRef("http://example.org/thing/7"), URIRef("http://example.org/p")
SELECT = f"SELECT ?word {{ <{THING}> <{PROPERTY}> ?word }}"
ROWS = [{"word": {"type": "literal", "value": "word 7"}}]


@pytest.fixture(scope="module")
def endpoint(server: Server) -> str:
    """Where it answers."""
    return f"http://127.0.0.1:{server.port}/sparql"


@pytest.mark.accept("E01", "E09")
@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("how", [None, POSTDIRECTLY])
def test_sparqlwrapper_gets_rows(endpoint: str, method: str, how: str | None) -> None:
    client = SPARQLWrapper(endpoint)
    client.setMethod(method)
    if how:
        client.setMethod(POST)
        client.setRequestMethod(how)
    client.setQuery(SELECT)
    client.setReturnFormat(JSON)
    assert client.queryAndConvert()["results"]["bindings"] == ROWS


@pytest.mark.accept("E08", "E10")
def test_sparqlwrapper_gets_every_format_that_it_asks_for(endpoint: str) -> None:
    client = SPARQLWrapper(endpoint)
    client.setQuery(SELECT)
    client.setReturnFormat(XML)
    assert "word 7" in client.queryAndConvert().toxml()
    client.setReturnFormat(CSV)
    assert client.queryAndConvert() == b"word\r\nword 7\r\n"
    client.setQuery(f"CONSTRUCT WHERE {{ <{THING}> ?p ?o }}")
    client.setReturnFormat(TURTLE)
    assert set(Graph().parse(data=client.queryAndConvert(), format="turtle")) == {(THING, PROPERTY, Literal("word 7"))}


@pytest.mark.accept("E01", "E09")
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_sparqlstore_of_rdflib_is_a_graph_over_us(endpoint: str, method: str) -> None:
    graph = Graph(SPARQLStore(endpoint, method=method))
    assert [str(row.word) for row in graph.query(SELECT)] == ["word 7"]  # type: ignore[union-attr]
    assert (THING, PROPERTY, Literal("word 7")) in graph
    assert list(graph.objects(THING, PROPERTY)) == [Literal("word 7")]
    assert len(graph) == TRIPLES
    assert bool(graph.query(f"ASK {{ <{THING}> ?p ?o }}"))


@pytest.mark.accept("E01", "E09", "H07")
def test_curl_gets_an_answer_with_nothing_but_the_query(endpoint: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    for more in (["--get"], []):
        command = ["curl", "--silent", "--fail", *more, "--data-urlencode", f"query={SELECT}", endpoint]
        done = subprocess.run(command, capture_output=True, timeout=30, check=True)
        assert json.loads(done.stdout)["results"]["bindings"] == ROWS


def test_body_of_http_2_needs_no_length(endpoint: str) -> None:
    """HTTP/1.1 announces a body by a header; HTTP/2 frames it."""
    curl = shutil.which("curl")
    if curl is None or "HTTP2" not in subprocess.run([curl, "--version"], capture_output=True, text=True).stdout:
        pytest.skip("curl with HTTP/2 is not installed")
    command = [curl, "--silent", "--fail", "--http2-prior-knowledge", "--request", "POST", "--upload-file", "-",
               "--header", "Content-Type: application/sparql-query", endpoint]  # fmt: skip
    done = subprocess.run(command, input=b"ASK { ?s ?p ?o }", capture_output=True, timeout=30, check=True)
    assert json.loads(done.stdout) == {"head": {}, "boolean": True}


@pytest.mark.accept("E01", "E09")
def test_comunica_asks_us_as_a_sparql_endpoint(endpoint: str) -> None:
    program = COMUNICA / ".bin" / "comunica-sparql-file"
    if shutil.which("node") is None or not program.exists():
        pytest.skip(f"Comunica is not installed (npm install --prefix {COMUNICA.parent} {PACKAGE})")
    query = f"SELECT ?word {{ <{THING}> <{PROPERTY}> ?word . FILTER EXISTS {{ ?other <{PROPERTY}> ?word }} }}"
    command = [str(program), f"sparql@{endpoint}", "-q", query, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    assert [row["word"]["value"] for row in json.loads(done.stdout)["results"]["bindings"]] == ["word 7"]
