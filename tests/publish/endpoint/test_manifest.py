"""The W3C protocol suite itself, where its files are at hand (POLICYGRAPH_CONFORMANCE, or ../shared/conformance)."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

from .conftest import LIMITS
from .serving import Answer, Server, serving

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
HERE = Path(__file__).parents[3]
FOLDER = Path(os.environ.get("POLICYGRAPH_CONFORMANCE") or HERE.parent / "shared" / "conformance")
SUITE = FOLDER / "sparql" / "sparql11" / "protocol"
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def suite() -> Graph:
    """The manifest; the test is skipped where it is not at hand."""
    if not SUITE.is_dir():
        pytest.skip(f"the W3C suite is not at {SUITE} (set POLICYGRAPH_CONFORMANCE to its folder)")
    return Graph().parse(SUITE / "manifest.ttl", publicID="http://example.org/")


@pytest.fixture(scope="module")
def server(suite: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over the three graphs of the suite."""
    data = tmp_path_factory.mktemp("suite") / "graphs.nq"
    graph = "<http://kasei.us/2009/09/sparql/data/data{}.rdf>"
    triples = [(SUITE / f"data{n}.nt").read_text(encoding="utf-8").strip().rstrip(". ") for n in (1, 2, 3)]
    data.write_text("".join(f"{triple} {graph.format(n)} .\n" for n, triple in enumerate(triples, 1)), encoding="utf-8")
    with serving([data], LIMITS) as running:
        yield running


def test_every_case_as_a_read_only_endpoint(suite: Graph, server: Server) -> None:
    entries = list(Collection(suite, next(suite.objects(None, MF.entries))))
    assert len(entries) == 34
    for entry in entries:
        connection = suite.value(entry, MF.action)
        for request in Collection(suite, _only(suite.value(connection, HT.requests))):
            answer, updates = _send(suite, request, server), "update" in str(entry)
            if updates and "application/sparql-query" in _headers(suite, request).values():
                continue  # asks what the update before has changed
            assert answer.status // 100 == (4 if updates or "bad" in str(entry) else 2), entry
            expected = suite.value(suite.value(request, HT.resp), MF.expectedBoolean)
            if expected is not None:
                assert json.loads(answer.body)["boolean"] is expected.toPython(), entry
    assert server.ask(COUNT, "text/csv").text.split() == ["n", "3"]


def _send(suite: Graph, request: Node, server: Server) -> Answer:
    path = str(suite.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    content = suite.value(request, HT.body)
    body = content and str(suite.value(content, CNT.chars)).encode(str(suite.value(content, CNT.characterEncoding)))
    return server.send(str(suite.value(request, HT.methodName)), path, body or None, _headers(suite, request))


def _headers(suite: Graph, request: Node) -> dict[str, str]:
    listed = suite.value(request, HT.headers)
    headers = Collection(suite, listed) if listed is not None else ()
    return {str(suite.value(each, HT.fieldName)): str(suite.value(each, HT.fieldValue)) for each in headers}


def _only(node: Node | None) -> Node:
    assert node is not None
    return node
