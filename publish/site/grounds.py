"""Answers with evidence: for each row of an answer, the words that the statements behind it rest on.

The patterns of the query, filled in with the values of a row, are the statements that the row comes from. Each that
stands in the default graph leads to its evidence, and so to the words. What a query computes (counts, sums) or reaches
by a path has no single statement behind it: such rows get the evidence of what they name outright.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyparsing import ParseBaseException
from rdflib import DCTERMS, RDFS, SKOS, URIRef, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import SPARQLError
from rdflib.term import Node

from ontology.errors import StoreError
from publish.site.article import mark_of
from publish.site.description import Describer
from publish.site.languages import PAGE_TAG
from publish.site.pages import PageMaker, Value
from publish.site.site import Site
from publish.store import guard
from publish.store.interface import PolicyStore, Triple
from publish.store.queries import Queries, Query, Table

ROWS = 200  # that get their evidence
SOLUTIONS = 2_000  # of the patterns, with the variables that the answer leaves out
MARKS = 5  # of one row
_PROJECTION = re.compile(r"\bSELECT\b.*?(?=\bWHERE\b|\bFROM\b|\{)", re.IGNORECASE | re.DOTALL)
NAMES = frozenset({SKOS.prefLabel, SKOS.altLabel, RDFS.label, DCTERMS.title})
_NOT_PATTERNS = frozenset({"Builtin_EXISTS", "Builtin_NOTEXISTS", "Minus", "Graph", "ServiceGraphPattern"})
_LONGEST = 10_000  # characters: rdflib reads slowly
# What rdflib's parser and translator raise for what they do not know; the store did know it, so the answer stands.
_UNREADABLE = (ParseBaseException, SPARQLError, RecursionError, NotImplementedError, LookupError, TypeError,
               ValueError, AttributeError)  # fmt: skip
Solution = dict[str, Node]


@dataclass(frozen=True)
class Grounds:
    """Finds the evidence of rows, in one release."""

    site: Site

    def of(self, query: Query, table: Table, queries: Queries, language: str) -> list[tuple[Value, ...]]:
        """The words behind each row, with links to where they are marked; empty for a row that has none."""
        patterns = _patterns(query)
        solutions = list(self._solutions(query, queries)) if patterns else []
        return [
            self._marks(_filled(patterns, row, table.variables, solutions), language) if number < ROWS else ()
            for number, row in enumerate(table.rows)
        ]

    def _solutions(self, query: Query, queries: Queries) -> Iterator[Solution]:
        """The values of all variables of the query; none where it cannot be asked so."""
        bare = _PROJECTION.sub("SELECT * ", guard.normalised(query.text), count=1)
        try:
            found = queries.table(Query(bare, query.base, query.default_graphs, query.named_graphs), SOLUTIONS)
        except StoreError:
            return
        for row in found.rows:
            yield {name: value for name, value in zip(found.variables, row, strict=True) if value is not None}

    def _marks(self, triples: Iterable[Triple], language: str) -> tuple[Value, ...]:
        """The words, those of what is stated before those of names; what rests on no words where nothing else does."""
        store, pages = self.site.store, self.site.pages(language)
        names_last = sorted(triples, key=lambda triple: triple[1] in NAMES)
        evidence = dict.fromkeys(name for triple in names_last for name in _evidence(store, triple))
        marks: dict[str, Value] = {}
        wordless: list[Value] = []
        for name in evidence:
            if len(marks) == MARKS:
                break
            words = list(self._words(name, self.site.describer, pages))
            marks |= {mark.href or "": mark for mark in words}
            wordless += [] if words else [pages.iri(name)]
        return tuple(marks.values())[:MARKS] or tuple(wordless[:MARKS])

    def _words(self, evidence: URIRef, describer: Describer, pages: PageMaker) -> Iterator[Value]:
        """The words of an evidence, with a link to where they are marked."""
        support = describer.support(evidence)
        for span in support.targets:
            article = describer.article_of(span.text)
            place = f"{pages.page(article)}#{mark_of(span.start, span.end)}" if article else pages.page(evidence)
            words = span.exact or (f"{span.opens} …" if span.opens else f"{span.start}–{span.end}")
            yield Value(words, PAGE_TAG.get(span.language, ""), place, str(evidence))


def _patterns(query: Query) -> list[tuple[Node, Node, Node]]:
    """The triple patterns of a SELECT that a row must match; none where we cannot read it."""
    if len(query.text) > _LONGEST:
        return []
    try:
        algebra = prepareQuery(query.text, base=query.base).algebra
    except _UNREADABLE:
        return []
    return list(_triples(algebra)) if algebra.name == "SelectQuery" else []


def _triples(part: object) -> Iterator[tuple[Node, Node, Node]]:
    if isinstance(part, CompValue):
        if part.name in _NOT_PATTERNS:
            return
        if part.name == "BGP":
            yield from part.triples
            return
        for value in part.values():
            yield from _triples(value)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _triples(each)


def _filled(
    patterns: Sequence[tuple[Node, Node, Node]],
    row: Sequence[Node | None],
    names: Sequence[str],
    solutions: Sequence[Solution],
) -> Iterator[Triple]:
    """The statements behind a row: the patterns with its values, and with those of the solutions that agree with it."""
    own = {name: value for name, value in zip(names, row, strict=True) if value is not None}
    agreeing = [each for each in solutions if all(each.get(name, value) == value for name, value in own.items())]
    met: set[tuple[object, ...]] = set()
    for solution in agreeing[:MARKS] or [own]:
        for pattern in patterns:
            triple = tuple(solution.get(str(term)) if isinstance(term, Variable) else term for term in pattern)
            if all(isinstance(term, Node) for term in triple) and triple not in met:
                met.add(triple)
                yield triple  # type: ignore[misc]


def _evidence(store: PolicyStore, triple: Triple) -> tuple[URIRef, ...]:
    """The evidence for a triple that is accepted."""
    fact = store.fact(triple)
    return fact.evidence if fact and fact.accepted else ()
