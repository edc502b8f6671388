"""The competency questions and audit queries, asked of the real server over HTTP (our client is SPARQLWrapper).

A case is `NAME.rq` with, in its head, the question, who asks, and what the expected answer was derived from by hand;
and `NAME.expected.tsv` (or `.ttl`) with that answer. A case with `Releases: two` is asked of both releases.
"""

import csv
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import graph_diff, to_isomorphic

from publish.site.examples import QUESTIONS as EXAMPLES
from publish.site.examples import Question
from publish.store.remote import ask

CASES = Path(__file__).parents[1] / "cases" / "questions"
QUESTIONS = sorted(CASES.glob("*.rq"))
TABLES = [path for path in QUESTIONS if path.with_suffix(".expected.tsv").exists()]
GRAPHS = [path for path in QUESTIONS if path.with_suffix(".expected.ttl").exists()]
FORMATS = {"text/turtle": "turtle", "application/ld+json": "json-ld"}
HEAD = re.compile(r"^# (Question|User|Expected from): \S", re.MULTILINE)
SPANS = """
PREFIX pg: <https://w3id.org/policygraph/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?file ?start ?end ?digest ?exact ?opens ?closes WHERE {
  ?span oa:hasSource/pg:fileName ?file ; oa:hasSelector [ oa:start ?start ; oa:end ?end ] ; pg:spanDigest ?digest .
  OPTIONAL { ?span oa:hasSelector/oa:exact ?exact }
  OPTIONAL { ?span pg:opensWith ?opens ; pg:closesWith ?closes }
}
"""


def rows(server: str, query: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """The names of the columns, and the rows with the values as they are written."""
    answer = json.loads(ask(f"{server}sparql", query).body)
    names: list[str] = answer["head"]["vars"]
    return names, [
        tuple(row[name]["value"] if name in row else "" for name in names) for row in answer["results"]["bindings"]
    ]


def expected_table(path: Path) -> tuple[list[str], list[tuple[str, ...]]]:
    """The table beside a question."""
    with path.with_suffix(".expected.tsv").open(encoding="utf-8", newline="") as file:
        names, *lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return names, [tuple(line) for line in lines]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_question_has_the_answer_derived_by_hand(path: Path, servers: Mapping[str, str]) -> None:
    query = path.read_text(encoding="utf-8")
    names, expected = expected_table(path)
    if "# Releases: two" in query:
        found_names = ["release"]
        found: list[tuple[str, ...]] = []
        for release, server in servers.items():
            columns, of_release = rows(server, query)
            found_names = ["release", *columns]
            found += [(release, *row) for row in of_release]
    else:
        found_names, found = rows(servers["first"], query)
    assert found_names == names
    in_order = "# Order: matters" in query
    assert (found if in_order else sorted(found)) == (expected if in_order else sorted(expected))


@pytest.mark.parametrize("path", GRAPHS, ids=lambda path: path.stem)
@pytest.mark.parametrize("media_type", FORMATS)
def test_question_has_the_graph_derived_by_hand(path: Path, media_type: str, servers: Mapping[str, str]) -> None:
    answer = ask(f"{servers['first']}sparql", path.read_text(encoding="utf-8"), FORMATS[media_type])
    assert answer.media_type == media_type
    triples = [quad.triple for quad in ox.parse(answer.body, format=ox.RdfFormat.from_media_type(media_type))]
    found = Graph().parse(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    expected = Graph().parse(path.with_suffix(".expected.ttl"), format="turtle")
    _, extra, missing = graph_diff(to_isomorphic(found), to_isomorphic(expected))
    assert (extra.serialize(format="nt"), missing.serialize(format="nt")) == ("", ""), "extra, missing"


@pytest.mark.accept("E21")
@pytest.mark.parametrize("question", EXAMPLES, ids=lambda question: question.english[:30])
def test_question_of_the_editor_has_an_answer(question: Question, servers: Mapping[str, str]) -> None:
    names, found = rows(servers["first"], question.query)
    assert found, names


@pytest.mark.corpus
@pytest.mark.accept("P02")
def test_every_span_has_the_words_it_says(servers: Mapping[str, str], archive: Path) -> None:
    """The second half of CQ20: digest and words of every span, against the texts."""
    texts = {path.name: path.read_bytes().decode() for path in archive.glob("*.txt")}
    _, spans = rows(servers["first"], SPANS)
    assert len({row[0] for row in spans}) == 5
    for file, start, end, digest, exact, opens, closes in spans:
        words = texts[file][int(start) : int(end)]
        assert hashlib.sha256(words.encode()).hexdigest() == digest, (file, start, end)
        assert exact in ("", words)
        assert words.startswith(opens)
        assert words.endswith(closes)


@pytest.mark.corpus
def test_every_file_has_the_digest_it_says(archive: Path) -> None:
    """The first half of CQ20, against the texts."""
    for file, digest, length, _ in expected_table(CASES / "CQ20.rq")[1]:
        content = (archive / file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
        assert len(content.decode()) == int(length)


def test_every_question_tells_itself_and_has_an_answer() -> None:
    assert {path.stem for path in QUESTIONS} == {f"CQ{number:02}" for number in range(1, 26)} | {
        f"audit-{number}" for number in range(1, 9)
    }
    assert set(TABLES) | set(GRAPHS) == set(QUESTIONS)
    for path in QUESTIONS:
        assert len(HEAD.findall(path.read_text(encoding="utf-8"))) == 3, path.name
