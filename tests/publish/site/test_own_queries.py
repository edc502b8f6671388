"""Queries of our own cost little whatever the release holds: the store is slow at comparing strings, and at counting.

Sorted by is a number, a date or a count; by anything else only where a sub-query with a LIMIT keeps the rows few. What
pages ask is counted in no store either, as the build has counted it; unless over few.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import RDFS, XSD, Namespace, URIRef, Variable
from rdflib.paths import SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from ontology.loading import ontology_graph
from ontology.terms import PG
from publish.index import facets
from publish.site.audit_queries import QUERIES
from publish.site.examples import EXAMPLES, QUESTIONS
from publish.store.embedded import EmbeddedStore

from .test_routes import ADDRESSES

HOUSE = Path(__file__).parents[3]
FEW = 1_000  # rows
QUICK = {XSD.date, XSD.dateTime, XSD.gYear, XSD.integer, XSD.positiveInteger, XSD.nonNegativeInteger, XSD.decimal}
_RANGE = (RDFS.range, Namespace("http://purl.org/dc/dcam/").rangeIncludes)
_BLOCK = re.compile(r"^```sparql\n(.*?)^```", re.DOTALL | re.MULTILINE)


def faults(query: str, *, on_page: bool = False) -> list[str]:
    """What of a query would become slow with the size of a release."""
    algebra = prepareQuery(query).algebra
    found = []
    for part in _parts(algebra):
        if part.name == "OrderBy" and not _is_small(part.p):
            quick = _quick(part)
            found += [f"sorts by ?{each}" for condition in part.expr for each in _variables(condition)
                      if str(each) not in quick]  # fmt: skip
        if on_page and part.name == "AggregateJoin" and not _is_small(part.p):
            found.append("counts")
    if on_page and algebra.name == "SelectQuery" and not any(_is_slice(part) for part in _parts(algebra)):
        found.append("has no LIMIT")
    return found


def _parts(part: object) -> Iterator[CompValue]:
    if isinstance(part, CompValue):
        yield part
    if isinstance(part, CompValue | dict):
        for value in part.values():
            yield from _parts(value)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _parts(each)


def _variables(part: object) -> set[Variable]:
    if isinstance(part, Variable):
        return {part}
    parts = part.values() if isinstance(part, CompValue) else part if isinstance(part, list | tuple) else ()
    return {found for each in parts for found in _variables(each)}


def _is_slice(part: CompValue) -> bool:
    return part.name == "Slice" and part.length is not None and part.length <= FEW


def _is_small(pattern: CompValue) -> bool:
    """Whether a sub-query keeps the rows few."""
    return any(_is_slice(part) for part in _parts(pattern))


def _quick(pattern: CompValue) -> set[str]:
    """The variables whose values are numbers, dates or counts: by the ontology, or by how they are computed."""
    ontology, found = ontology_graph(), set()
    for part in _parts(pattern):
        if part.name == "BGP":
            for _, predicate, target in part.triples:
                last = predicate.args[-1] if isinstance(predicate, SequencePath) else predicate
                if isinstance(last, URIRef) and QUICK & {
                    kind for says in _RANGE for kind in ontology.objects(last, says)
                }:
                    found.add(str(target))
        if part.name in ("Aggregate_Count", "Aggregate_Sum"):
            found.add(str(part.res))
    return found | {str(part.var) for part in _parts(pattern) if part.name == "Extend" and str(part.expr) in found}


def own_queries() -> Iterator[tuple[str, str]]:
    """All queries that we show, hand out or test with, by where they stand."""
    yield from ((f"question {each.english}", each.query) for each in QUESTIONS)
    yield from ((f"example {number}", each) for number, each in enumerate(EXAMPLES))
    yield from ((f"audit {name}", each) for name, each in QUERIES.items() if each)
    yield "plot of figures", facets.FIGURES
    yield "browse", facets.query({"kind": [str(PG.Measure)]}, "en")
    yield from ((f"plot by {name}", facets.grouped(("year", name), PG.Measure)) for name in facets.FACETS)
    for path in sorted(HOUSE.glob("tests/cases/questions/*.rq")):
        yield path.stem, path.read_text(encoding="utf-8")
    for path in sorted(HOUSE.glob("*.md")):
        for number, query in enumerate(_BLOCK.findall(path.read_text(encoding="utf-8"))):
            yield f"{path.name} {number}", query


PG_PREFIX = f"PREFIX pg: <{PG}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s skos:prefLabel ?name } ORDER BY ?name", ["sorts by ?name"]),
        ("SELECT * { ?s skos:prefLabel ?name } ORDER BY DESC(STR(?name)) LIMIT 5", ["sorts by ?name"]),
        ("SELECT * { ?s pg:listPosition ?n } ORDER BY ?s ?n", ["sorts by ?s"]),
        ("SELECT * { ?s pg:partOfGroup/pg:listPosition ?n } ORDER BY ?n", []),
        ("SELECT ?s (COUNT(?n) AS ?many) { ?s ?p ?n } GROUP BY ?s ORDER BY DESC(?many)", []),
        ("SELECT ?s (COUNT(?n) AS ?many) { ?s ?p ?n } GROUP BY ?s ORDER BY ?s", ["sorts by ?s"]),
        ("SELECT * { { SELECT ?s { ?s a ?c } LIMIT 20 } ?s skos:prefLabel ?name } ORDER BY ?name", []),
        ("SELECT * { { SELECT ?s { ?s a ?c } LIMIT 2000 } ?s ?p ?name } ORDER BY ?name", ["sorts by ?name"]),
    ],
)
def test_what_is_slow_is_found(query: str, expected: list[str]) -> None:
    assert faults(PG_PREFIX + query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?s a ?c } LIMIT 1", ["counts"]),
        ("SELECT (COUNT(*) AS ?n) { { SELECT ?s { ?s a ?c } LIMIT 500 } ?s ?p ?o }", []),
        ("SELECT ?s { ?s a ?c }", ["has no LIMIT"]),
        ("ASK { ?s a ?c }", []),
    ],
)
def test_what_is_slow_on_a_page_is_found(query: str, expected: list[str]) -> None:
    assert faults(query, on_page=True) == expected


@pytest.mark.parametrize(("name", "query"), [pytest.param(*each, id=each[0]) for each in own_queries()])
def test_own_query_sorts_quickly(name: str, query: str) -> None:
    assert not faults(query), name


def test_pages_ask_for_few_rows_and_count_nothing_that_the_build_counted(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, str] = {}
    answer = EmbeddedStore.query

    def remembered(self: EmbeddedStore, text: str, **dataset: object) -> object:
        asked[text] = address
        return answer(self, text, **dataset)  # type: ignore[arg-type]

    monkeypatch.setattr(EmbeddedStore, "query", remembered)
    for address in ADDRESSES.values():
        if not address.startswith("/sparql"):  # what others ask
            client.get(address, headers={"Accept": "text/html"}).close()
    assert asked  # a page of a term asks for its instances
    assert {address: found for text, address in asked.items() if (found := faults(text, on_page=True))} == {}
