"""SPARQL 1.1 Protocol, read-only, against the real server: the cases of the W3C suite, in our words.

https://www.w3.org/TR/sparql11-protocol/ Where the suite updates, this endpoint refuses and its data stays as it was.
"""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from .conftest import DOCUMENT, GRAPHS
from .serving import DIRECT, FORM, Server

A, B, C = GRAPHS
UPDATE = "application/sparql-update"
ABSENT = "http://example.org/graph/absent"
COUNT = "SELECT (COUNT(*) AS ?all) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
INSERT = f"INSERT DATA {{ GRAPH <{ABSENT}> {{ <{A}> a <{DOCUMENT}> }} }}"


@dataclass(frozen=True)
class Case:
    """A request, and what the endpoint must say: yes, no, a table, a graph, or that it will not."""

    name: str
    says: str
    method: str = "POST"
    address: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    encoding: str = "utf-8"
    headers: dict[str, str] = field(default_factory=dict)


def typed(*graphs: str) -> str:
    """Whether all these are documents in the default graph."""
    return "ASK { " + " . ".join(f"<{each}> a ?type" for each in graphs) + " }"


def typed_in_graphs(*graphs: str, default: str = "") -> str:
    """Whether each of these is a document in a named graph, and one in the default graph."""
    named = " ".join(f"GRAPH ?g{number} {{ <{each}> a ?type }}" for number, each in enumerate(graphs))
    return f"ASK {{ {f'<{default}> a ?type ' if default else ''}{named} }}"


def default(*graphs: str) -> tuple[tuple[str, str], ...]:
    """Parameters for the default graph."""
    return tuple(("default-graph-uri", each) for each in graphs)


def named(*graphs: str) -> tuple[tuple[str, str], ...]:
    """Parameters for named graphs."""
    return tuple(("named-graph-uri", each) for each in graphs)


def query(text: str) -> tuple[tuple[str, str], ...]:
    """The parameter for a query."""
    return (("query", text),)


AS_FORM, AS_QUERY, AS_UPDATE = ({"Content-Type": each} for each in (FORM, DIRECT, UPDATE))
FROM_C = f"ASK FROM <{C}> {{ GRAPH ?g1 {{ <{A}> a ?type }} GRAPH ?g2 {{ <{B}> a ?type }} }}"
USING = (("using-graph-uri", A),)
USING_NAMED = (("using-named-graph-uri", A), ("using-named-graph-uri", B))
CASES = (
    Case("query in a form", "yes", address=default(ABSENT), body=urlencode(query("ASK {}")), headers=AS_FORM),
    Case("default graphs by GET", "yes", "GET", query(typed(A, B)) + default(A, B)),
    Case("default graphs by POST", "yes", address=default(A, B), body=typed(A, B), headers=AS_QUERY),
    Case("named graphs by POST", "yes", address=named(A, B), body=typed_in_graphs(A, B), headers=AS_QUERY),
    Case("named graphs by GET", "yes", "GET", query(typed_in_graphs(A, B)) + named(A, B)),
    Case("default and named graphs", "yes", address=default(C) + named(A, B),
         body=typed_in_graphs(A, B, default=C), headers=AS_QUERY),
    Case("graphs of the protocol override FROM", "yes", address=named(A, B), body=FROM_C, headers=AS_QUERY),
    Case("query by GET", "yes", "GET", query("ASK {}") + default(ABSENT)),
    Case("SELECT gives a table", "table", address=default(ABSENT), body="SELECT (1 AS ?value) {}", headers=AS_QUERY),
    Case("ASK gives yes or no", "yes", address=default(ABSENT), body="ASK {}", headers=AS_QUERY),
    Case("DESCRIBE gives a graph", "graph", address=default(ABSENT), body=f"DESCRIBE <{A}>", headers=AS_QUERY),
    Case("CONSTRUCT gives a graph", "graph", address=default(ABSENT), body="CONSTRUCT { <s> <p> 1 } {}",
         headers=AS_QUERY),
    Case("update of a default graph", "refused", address=USING, body=f"CLEAR ALL ; {INSERT}", headers=AS_UPDATE),
    Case("update of default graphs", "refused", address=(*USING, ("using-graph-uri", B)),
         body=f"DROP ALL ; {INSERT}", headers=AS_UPDATE),
    Case("update of named graphs", "refused", address=USING_NAMED, body=f"DROP ALL ; {INSERT}", headers=AS_UPDATE),
    Case("update of all kinds of graphs", "refused", address=(*USING, *USING_NAMED[1:]),
         body="INSERT { GRAPH <urn:x> { ?s ?p ?g } } WHERE { GRAPH ?g { ?s ?p ?o } }", headers=AS_UPDATE),
    Case("update in a form", "refused", body="update=CLEAR+ALL", headers=AS_FORM),
    Case("update as it is", "refused", body="CLEAR ALL", headers=AS_UPDATE),
    Case("update with a relative IRI", "refused", body="INSERT DATA { GRAPH <urn:x> { <urn:s> <urn:p> <test> } }",
         headers=AS_UPDATE),
    Case("query as it is", "yes", body="ASK {}", headers=AS_QUERY),
    Case("PUT", "refused", "PUT", query("ASK {}") + default(ABSENT), headers=AS_FORM),
    Case("two queries", "refused", "GET", query("ASK {}") + query("SELECT * {}")),
    Case("query as plain text", "refused", body="ASK {}", headers={"Content-Type": "text/plain"}),
    Case("form without its type", "refused", body=urlencode(query("ASK {}"))),
    Case("query without its type", "refused", body="ASK {}"),
    Case("query in UTF-16", "refused", body="ASK {}", encoding="utf-16",
         headers={"Content-Type": f"{DIRECT}; charset=UTF-16"}),
    Case("query with an error of syntax", "refused", "GET", query("ASK {")),
    Case("update by GET", "refused", "GET", (("update", "CLEAR ALL"),)),
    Case("two updates", "refused", body="update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", headers=AS_FORM),
    Case("update as plain text", "refused", body="CLEAR NAMED", headers={"Content-Type": "text/plain"}),
    Case("update in a form without its type", "refused", body="update=CLEAR%20NAMED"),
    Case("update in UTF-16", "refused", body="CLEAR NAMED", encoding="utf-16",
         headers={"Content-Type": f"{UPDATE}; charset=UTF-16"}),
    Case("update with an error of syntax", "refused", body="update=CLEAR%20XYZ", headers=AS_FORM),
    Case("update with two datasets", "refused", address=(("using-named-graph-uri", A),),
         body=f"WITH <{A}> DELETE {{ ?s ?p 'Bill' }} INSERT {{ ?s ?p 'William' }} WHERE {{ ?s ?p 'Bill' }}",
         headers=AS_UPDATE),
)  # fmt: skip


def send(server: Server, case: Case):  # type: ignore[no-untyped-def]
    path = "/sparql" + (f"?{urlencode(case.address)}" if case.address else "")
    body = None if case.body is None else case.body.encode(case.encoding)
    return server.send(case.method, path, body, case.headers)


def kind(content_type: str, body: bytes) -> str:
    """What a body says, by its type and content."""
    if content_type.startswith("application/sparql-results+json"):
        said = json.loads(body)
        return {True: "yes", False: "no"}[said["boolean"]] if "boolean" in said else "table"
    list(ox.parse(body, format=ox.RdfFormat.from_media_type(content_type.partition(";")[0])))
    return "graph"


@pytest.mark.accept("E01", "E03", "E04", "E05", "E06", "E07", "E14", "Q16", "Q17", "Q18", "Q22")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_protocol(server: Server, case: Case) -> None:
    answer = send(server, case)
    if case.says == "refused":
        assert 400 <= answer.status < 500
        assert server.ask(COUNT, "text/csv").text.split() == ["all", "3003"]
    else:
        assert answer.status == 200
        assert kind(answer.headers["content-type"], answer.body) == case.says


def test_table_has_every_case_of_the_suite() -> None:
    assert len(CASES) == len({case.name for case in CASES}) == 34


@pytest.mark.accept("E02")
def test_percent_signs_survive_every_way(server: Server) -> None:
    text = "SELECT (STRLEN(STR(<http://example.org/%E6%94%BF>)) AS ?n) {}"
    answers = [
        server.ask(text, "text/csv"),
        server.post(text, "text/csv"),
        server.send(
            "POST", "/sparql", urlencode({"query": text}).encode(), {"Content-Type": FORM, "Accept": "text/csv"}
        ),
    ]
    assert [answer.text.split() for answer in answers] == [["n", "28"]] * 3


@pytest.mark.accept("E06", "Q23")
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_told_which_there_are(server: Server, method: str) -> None:
    answer = server.send(method, "/sparql", b"secret", {"Content-Type": "text/plain"})
    assert answer.status == 405
    assert {"GET", "HEAD", "OPTIONS", "POST"} == set(answer.headers["allow"].replace(" ", "").split(","))
    assert b"secret" not in answer.body


@pytest.mark.accept("E11", "H16")
@pytest.mark.parametrize("text", ["ASK {}", "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 25000"], ids=["small", "streamed"])
def test_head_has_the_headers_of_get(server: Server, text: str) -> None:
    path = f"/sparql?query={quote(text)}"
    head, got = (server.send(method, path) for method in ("HEAD", "GET"))
    assert head.body == b""
    assert head.status == got.status == 200
    for name in ("content-type", "vary", "cache-control", "etag", "policygraph-limits"):
        assert head.headers.get(name) == got.headers.get(name)


@pytest.mark.accept("E11", "Q24")
def test_preflight_allows_every_origin_and_no_credentials(server: Server) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = server.send("OPTIONS", "/sparql", headers=asked)
    assert answer.status in (200, 204)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()


@pytest.mark.accept("E12", "D01", "D02", "D03")
@pytest.mark.parametrize("media_type", ["text/turtle", "application/ld+json",
                                        "application/rdf+xml", "application/n-triples", "application/trig",
                                        "application/n-quads"])  # fmt: skip
def test_service_describes_itself(server: Server, media_type: str) -> None:
    answer = server.send("GET", "/sparql", headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    sd = "http://www.w3.org/ns/sparql-service-description#"
    said = {
        (quad.predicate.value, quad.object.value)
        for quad in ox.parse(answer.body, format=ox.RdfFormat.from_media_type(media_type))
        if not isinstance(quad.object, ox.Triple)
    }
    endpoint = f"http://localhost:{server.port}/sparql"
    assert (f"{sd}endpoint", endpoint) in said
    assert (f"{sd}supportedLanguage", f"{sd}SPARQL11Query") in said
    assert ("http://www.w3.org/2000/01/rdf-schema#seeAlso", f"http://localhost:{server.port}/limits") in said
    assert any("30000 rows" in value for name, value in said if name.endswith("#comment"))
    assert not {value for _, value in said if "Update" in value or "Union" in value or "Federated" in value}
    assert len({value for name, value in said if name == f"{sd}resultFormat"}) == 10


@pytest.mark.accept("E12", "E20")
def test_a_browser_gets_a_form_that_needs_nobody_else(server: Server) -> None:
    page = server.send("GET", "/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<textarea id="query"' in page.text
    sources = re.findall(r"<script\b[^>]*?src=\"([^\"]*)\"", page.text) + re.findall(
        r"<link rel=\"stylesheet\" href=\"([^\"]*)\"", page.text
    )
    assert all(source.startswith("/static/") for source in sources)
    assert [server.send("GET", source).status for source in sources] == [200] * len(sources)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert server.send("GET", "/").status == 303


@pytest.mark.accept("E13", "H14")
def test_answer_is_validated_and_varies(server: Server) -> None:
    text = "SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 10"
    answer = server.ask(text)
    again = server.ask(f"# the same\n{text.replace(' ', '   ')}")
    assert (again.body, again.headers["etag"]) == (answer.body, answer.headers["etag"])
    assert server.ask(text, "text/csv").headers["etag"] != answer.headers["etag"]
    assert answer.headers["vary"] == "Accept"
    path = f"/sparql?query={quote(text)}"
    for tag in (answer.headers["etag"], "*", f'"x", W/{answer.headers["etag"]}'):
        cached = server.send("GET", path, headers={"If-None-Match": tag})
        assert (cached.status, cached.body) == (304, b"")
        assert cached.headers["etag"] == answer.headers["etag"]
        assert cached.headers["vary"] == "Accept"


@pytest.mark.accept("E18")
def test_long_query_works_by_post_and_by_get(server: Server) -> None:
    text = "SELECT * { VALUES ?x { " + "<http://example.org/thing/1> " * 1_000 + "} ?x ?p ?o }"
    assert len(text) > 20_000
    assert server.post(text, "text/csv").text.count("word 1") == 1_000
    assert server.ask(text, "text/csv").text.count("word 1") == 1_000


@pytest.mark.accept("E19")
def test_relative_iris_are_relative_to_the_endpoint(server: Server) -> None:
    answer = server.ask("SELECT (STR(<x>) AS ?iri) {}", "text/csv")
    assert answer.text.split() == ["iri", f"http://localhost:{server.port}/x"]


@pytest.mark.accept("E07")
def test_syntax_error_names_line_and_column(server: Server) -> None:
    answer = server.ask("SELECT *\nWHERE { ?s ?p }")
    assert answer.status == 400
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "line 2, column" in answer.text
