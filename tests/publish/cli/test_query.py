"""`policygraph query`: a release or an endpoint, a table or a standard format."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from publish.cli.query import table

MEASURES = """
PREFIX pg: <https://w3id.org/policygraph/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label { ?measure a pg:Measure ; skos:prefLabel ?label } ORDER BY LANG(?label)
"""


@pytest.fixture
def built(run, workspace: Path) -> Path:
    assert run("build", workspace, "--date", "2026-11-25").exit_code == 0
    return workspace


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("table", "Open reading rooms in small towns\n在小城镇开设阅览室\n(2 rows)\n"),
        ("csv", "label\r\nOpen reading rooms in small towns\r\n在小城镇开设阅览室\n"),
        ("tsv", '?label\n"Open reading rooms in small towns"@en\n"在小城镇开设阅览室"@zh\n'),
    ],
)
def test_answer_comes_in_the_format_asked_for(run, built: Path, form: str, expected: str) -> None:
    result = run("query", "-w", built, "--format", form, input=MEASURES)
    assert result.exit_code == 0
    assert result.stdout_bytes.decode().endswith(expected)


def test_json_is_that_of_the_standard(run, built: Path, tmp_path: Path) -> None:
    (tmp_path / "question.rq").write_text(MEASURES, encoding="utf-8")
    result = run("query", tmp_path / "question.rq", "--release", built / "releases" / "current", "--format", "json")
    content = json.loads(result.stdout)
    assert content["head"]["vars"] == ["label"]
    assert [row["label"]["xml:lang"] for row in content["results"]["bindings"]] == ["en", "zh"]


def test_yes_or_no_and_graphs(run, built: Path) -> None:
    assert "true" in run("query", "-w", built, input="ASK { ?s ?p ?o }").stdout
    graph = run(
        "query",
        "-w",
        built,
        input="CONSTRUCT { ?s a <urn:x> } { ?s a <https://w3id.org/policygraph/ontology#Measure> }",
    )
    assert "a <urn:x> ." in graph.stdout


@pytest.mark.parametrize(
    "query", ["SELECT", "DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://localhost/> { } }"]
)
def test_query_that_is_none_gives_exit_code_2(run, built: Path, query: str) -> None:
    result = run("query", "-w", built, input=query)
    assert result.exit_code == 2
    assert result.stdout == ""


class _Answers(BaseHTTPRequestHandler):
    """An endpoint that gives one row, whatever it is asked."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps(
            {"head": {"vars": ["n", "m"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "42"}}]}}
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()


def test_endpoint_is_asked_over_http(run, endpoint: str) -> None:
    result = run("query", "--endpoint", endpoint, input="SELECT * { }")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["n   m", "──  ─", "42", "(1 row)"]


def test_endpoint_that_is_not_there_is_named(run) -> None:
    result = run("query", "--endpoint", "http://127.0.0.1:9/sparql", input="SELECT * { }")
    assert result.exit_code == 2
    assert "http://127.0.0.1:9/sparql" in result.stderr


def test_table_measures_han_characters_by_two_columns() -> None:
    lines = table(["名称", "n"], [["政策文件", "1"], ["x" * 99, "2"]]).splitlines()
    assert lines[2].startswith("政策文件" + " " * 52 + "  1")
    assert lines[3].startswith("x" * 59 + "…  2")
