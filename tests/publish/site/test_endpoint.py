"""The SPARQL endpoint: the protocol, the formats, and what is refused."""

import csv
import io
import json
import re
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from publish.site.examples import EXAMPLES
from publish.site.formats import RDF, RESULTS

from .conftest import BASE, DISPUTED, DOCUMENT, MEASURE, OTHER

PG = "PREFIX pg: <https://w3id.org/policygraph/ontology#> "
MEASURES = PG + "SELECT ?m WHERE { ?m a pg:Measure }"
ASK = PG + "ASK { ?m a pg:Measure }"
CONSTRUCT = PG + "CONSTRUCT { ?m a pg:Measure } WHERE { ?m a pg:Measure }"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATES = ["INSERT DATA { <urn:a> <urn:b> <urn:c> }", "CLEAR ALL", "DROP ALL", "LOAD <http://example.org/>"]
SERVICES = ["SERVICE <http://127.0.0.1:22/>", "SERVICE SILENT <http://127.0.0.1:22/>", "service ?v"]


def values(body: str) -> set[str]:
    """The values of the one column of a CSV answer."""
    return {row[0] for row in list(csv.reader(io.StringIO(body)))[1:]}


@pytest.mark.accept("E01")
def test_three_ways_to_ask_give_one_answer(client: FlaskClient) -> None:
    csv_please = {"Accept": "text/csv"}
    answers = [
        client.get("/sparql", query_string={"query": MEASURES}, headers=csv_please),
        client.post("/sparql", data={"query": MEASURES}, headers=csv_please),
        client.post("/sparql", data=MEASURES.encode(), content_type=DIRECT, headers=csv_please),
        client.post("/sparql", data=MEASURES.encode(), content_type=f"{DIRECT}; charset=utf-8", headers=csv_please),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert values(answer.text) == {f"{BASE}id/measure/{MEASURE}", f"{BASE}id/measure/{OTHER}"}


@pytest.mark.accept("E02")
def test_percent_signs_in_a_query_survive_every_way(client: FlaskClient) -> None:
    query = 'ASK { FILTER(STR(<http://example.org/%E6%94%BF>) = "http://example.org/" + "%E6%94%BF" || ' + (
        "STRLEN(STR(<http://example.org/%E6%94%BF>)) = 28) }"
    )
    for answer in (client.get("/sparql", query_string={"query": query}), client.post("/sparql", data={"query": query})):
        assert answer.json == {"head": {}, "boolean": True}


@pytest.mark.accept("E03", "Q15", "Q22")
@pytest.mark.parametrize("method", ["get", "post"])
def test_protocol_dataset_overrides_from(client: FlaskClient, method: str) -> None:
    evidence = f"{BASE}id/evidence/{DISPUTED}"
    plain, named = "SELECT ?s FROM <urn:x> { ?s ?p ?o }", "SELECT ?s { GRAPH ?g { ?s ?p ?o } }"
    for query, parameter, graph, expected in (
        (plain, "default-graph-uri", evidence, {f"{BASE}id/document/{DOCUMENT}"}),
        (named, "named-graph-uri", evidence, {f"{BASE}id/document/{DOCUMENT}"}),
        (plain, "default-graph-uri", "http://169.254.169.254/latest", set()),
        (named, "named-graph-uri", "file:///etc/passwd", set()),
    ):
        parameters = {"query": query, parameter: graph, "format": "csv"}
        send = {"query_string": parameters} if method == "get" else {"data": parameters}
        answer = client.open("/sparql", method=method.upper(), **send)  # type: ignore[arg-type]
        assert answer.status_code == 200
        assert values(answer.text) == expected


@pytest.mark.accept("E04", "Q17")
def test_two_queries_are_one_too_many(client: FlaskClient) -> None:
    asked = f"query={quote(ASK)}"
    assert client.get(f"/sparql?{asked}&{asked}").status_code == 400
    assert client.post("/sparql", data=f"{asked}&{asked}", content_type=FORM).status_code == 400
    assert client.post(f"/sparql?{asked}", data=asked, content_type=FORM).status_code == 400
    assert client.post(f"/sparql?{asked}", data=ASK.encode(), content_type=DIRECT).status_code == 400


@pytest.mark.accept("E05", "Q18")
@pytest.mark.parametrize("content_type", ["text/plain", None, f"{DIRECT}; charset=UTF-16", "multipart/form-data"])
def test_other_bodies_are_refused(client: FlaskClient, content_type: str | None) -> None:
    assert client.post("/sparql", data=ASK.encode(), content_type=content_type).status_code == 415


@pytest.mark.accept("E06", "Q23")
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused(client: FlaskClient, method: str) -> None:
    response = client.open("/sparql", method=method, data=b"secret")
    assert response.status_code == 405
    assert {"GET", "POST"} <= set(response.headers["Allow"].split(", "))
    assert "secret" not in response.text


@pytest.mark.accept("E07")
def test_syntax_error_names_line_and_column(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": "SELECT *\nWHERE { ?s ?p }"})
    assert (response.status_code, response.mimetype) == (400, "text/plain")
    assert "line 2, column" in response.text
    page = client.get("/sparql", query_string={"query": "SELECT * <b>"}, headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (400, "text/html")
    assert "SELECT * &lt;b&gt;" in page.text


@pytest.mark.accept("E08", "E10", "E13")
@pytest.mark.parametrize("query", [MEASURES, ASK], ids=["select", "ask"])
@pytest.mark.parametrize("format", RESULTS, ids=lambda format: format.extension)
def test_results_come_in_every_format(client: FlaskClient, query: str, format: object) -> None:
    media_type = format.media_type  # type: ignore[attr-defined]
    for wish in ({"headers": {"Accept": media_type}}, {"query_string": {"query": query, "format": format.extension}}):  # type: ignore[attr-defined]
        response = client.get("/sparql", **{"query_string": {"query": query}, **wish})  # type: ignore[arg-type]
        assert (response.status_code, response.mimetype) == (200, media_type)
        assert response.headers["Vary"] == "Accept"
        if format.extension != "csv":  # type: ignore[attr-defined]
            parsed = ox.parse_query_results(response.data, format=ox.QueryResultsFormat.from_media_type(media_type))
            assert bool(parsed) if query is ASK else len(list(parsed)) == 2  # type: ignore[arg-type]


@pytest.mark.accept("E08", "E10")
@pytest.mark.parametrize("query", [CONSTRUCT, f"DESCRIBE <{BASE}id/measure/{MEASURE}>"], ids=["construct", "describe"])
@pytest.mark.parametrize("format", RDF, ids=lambda format: format.extension)
def test_graphs_come_in_every_format(client: FlaskClient, query: str, format: object) -> None:
    media_type = format.media_type  # type: ignore[attr-defined]
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": media_type})
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert len(list(ox.parse(response.data, format=ox.RdfFormat.from_media_type(media_type)))) >= 2


@pytest.mark.accept("E09", "Q21")
@pytest.mark.parametrize(
    ("accept", "status", "media_type"),
    [
        (None, 200, "application/sparql-results+json"),
        ("*/*", 200, "application/sparql-results+json"),
        ("application/sparql-results+json,application/json,text/javascript,application/javascript", 200,
         "application/sparql-results+json"),
        ("application/sparql-results+xml;q=1, text/csv;q=0.5", 200, "application/sparql-results+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 200, "text/html"),
        ("image/png", 406, "text/plain"),
        ("text/turtle", 406, "text/plain"),
        ("text/csv;q=NaN", 200, "application/sparql-results+json"),
    ],
)  # fmt: skip
def test_clients_get_a_sensible_answer(client: FlaskClient, accept: str | None, status: int, media_type: str) -> None:
    headers = {"Accept": accept} if accept else {}
    response = client.get("/sparql", query_string={"query": MEASURES}, headers=headers)
    assert (response.status_code, response.mimetype) == (status, media_type)


@pytest.mark.accept("E11", "Q24")
def test_preflight_allows_every_origin(client: FlaskClient) -> None:
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    response = client.options("/sparql", headers=headers)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]


@pytest.mark.accept("E12", "D01", "D02")
@pytest.mark.parametrize("format", RDF, ids=lambda format: format.extension)
def test_without_a_query_it_describes_itself(client: FlaskClient, format: object) -> None:
    media_type = format.media_type  # type: ignore[attr-defined]
    response = client.get("/sparql", headers={"Accept": media_type})
    assert response.mimetype == media_type
    sd = "http://www.w3.org/ns/sparql-service-description#"
    described = {
        (quad.predicate.value, quad.object.value)
        for quad in ox.parse(response.data, format=ox.RdfFormat.from_media_type(media_type))
        if not isinstance(quad.object, ox.Triple)
    }
    assert (f"{sd}endpoint", f"{BASE}sparql") in described
    assert (f"{sd}supportedLanguage", f"{sd}SPARQL11Query") in described
    assert not {value for name, value in described if "Update" in value or "Union" in value}


@pytest.mark.accept("E12")
def test_without_a_query_a_browser_gets_the_form(client: FlaskClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/html"})
    assert response.mimetype == "text/html"
    assert '<textarea id="query" name="query"' in response.text


@pytest.mark.accept("E14", "Q16")
@pytest.mark.parametrize("update", UPDATES)
def test_updates_are_refused_however_they_come(client: FlaskClient, update: str) -> None:
    count = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
    before = client.get("/sparql", query_string=count).data
    answers = [
        client.get("/sparql", query_string={"query": update}),
        client.get("/sparql", query_string={"update": update}),
        client.post("/sparql", data={"update": update}),
        client.post("/sparql", data={"query": f"# ASK {{}}\n{update}"}),
        client.post("/sparql", data=update.encode(), content_type="application/sparql-update"),
        client.post("/sparql", data={"update": update}, content_type="multipart/form-data"),
    ]
    assert {answer.status_code for answer in answers} <= {400, 403, 415}
    assert client.get("/sparql", query_string=count).data == before


@pytest.mark.accept("E15", "Q14")
@pytest.mark.parametrize("call", SERVICES)
def test_service_is_refused(client: FlaskClient, call: str) -> None:
    response = client.get("/sparql", query_string={"query": f"SELECT * {{ {call} {{ ?s ?p ?o }} }}"})
    assert response.status_code == 400
    assert "SERVICE is not allowed" in response.text


@pytest.mark.accept("E19")
def test_relative_iris_are_relative_to_the_endpoint(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": f"ASK {{ <id/measure/{MEASURE}> ?p ?o }}"})
    assert response.json == {"head": {}, "boolean": True}


@pytest.mark.accept("E21")
@pytest.mark.parametrize("query", EXAMPLES)
def test_examples_are_queries(client: FlaskClient, query: str) -> None:
    response = client.get("/sparql", query_string={"query": query})
    assert response.status_code == 200
    assert "bindings" in json.loads(response.data)["results"]


@pytest.mark.accept("Q19", "Q20")
def test_what_is_no_text_is_refused(client: FlaskClient) -> None:
    answer = client.get("/sparql?query=ASK%ff%7B%7D")
    assert answer.status_code == 400
    assert "position 9" in answer.text
    assert client.post("/sparql", data=b"ASK {} #\xff", content_type=DIRECT).status_code == 400
    assert client.get("/sparql?query=%EF%BB%BFASK%7B%7D").status_code == 200
    for empty in ("", "  ", "# only a comment"):
        assert client.get("/sparql", query_string={"query": empty}).status_code == 400
    assert client.post("/sparql", data="", content_type=FORM).status_code == 400
    assert client.post("/sparql", data=b"ASK {" + b" " * 2_000_000 + b"}", content_type=DIRECT).status_code == 413


@pytest.mark.accept("Q25")
def test_unknown_formats_and_callbacks_are_ignored(client: FlaskClient) -> None:
    query = {"query": ASK, "format": "x\r\nSet-Cookie: a=b", "callback": "alert"}
    response = client.get("/sparql", query_string=query)
    assert response.mimetype == "application/sparql-results+json"
    assert "Set-Cookie" not in response.headers
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.accept("Q26", "Q27")
def test_results_on_a_page_are_text(client: FlaskClient) -> None:
    query = 'BASE <javascript:alert(1)> SELECT (IRI("x") AS ?i) ("<script>alert(2)</script>" AS ?t) {}'
    page = client.get("/sparql", query_string={"query": query, "format": "html"}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page
    assert 'href="javascript' not in page


def test_page_tells_that_rows_are_missing(client: FlaskClient) -> None:
    query = "SELECT ?a ?b { ?a ?p ?x . ?b ?q ?y }"
    page = client.get("/sparql", query_string={"query": query, "format": "html", "lang": "en"})
    said = re.search(r"more than (\d+) rows", page.text)
    assert said
    assert page.text.partition("<tbody>")[2].count("<tr>") == int(said[1]) > 50
    assert len(page.data) < 150_000  # however many rows would be allowed
