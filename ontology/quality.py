"""The quality checks: one question per file in `checks/`, whose answers are the terms that fail it.

The head of each file is its documentation, in the manner of ROBOT: title, Problem, Solution, Level, Source. The site
makes its quality pages from it. CONTRIBUTING.md tells which checks of OOPS!, FOOPS! and ROBOT are left out, and why.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from ontology import loading
from ontology.errors import OntologyError

CHECKS = loading.ROOM / "checks"
LEVELS = ("error", "warning")
HEAD = re.compile(
    r"# (?P<title>[^\n]+)\n# Problem: (?P<problem>[^\n]+)\n# Solution: (?P<solution>[^\n]+)\n# Level: (?P<level>\w+)\n"
    r"# Source: (?P<source>[^\n]+)\n"
)


@dataclass(frozen=True, slots=True)
class Check:
    """One question to the ontology, with what its head says."""

    name: str
    title: str
    problem: str
    solution: str
    level: str
    source: str  # who asks this elsewhere: OOPS! P24, or `policygraph` where the question is our own
    text: str

    def failures(self, graph: Graph) -> tuple[URIRef, ...]:
        """The terms of `graph` that fail this check, sorted."""
        rows = graph.query(_prepared(self.text))
        return tuple(sorted({URIRef(str(row[0])) for row in rows if not isinstance(row, bool)}))


@dataclass(frozen=True, slots=True)
class Failure:
    """One term that fails one check."""

    check: Check
    term: URIRef

    def __str__(self) -> str:
        return f"{self.check.level}: {self.term}: {self.check.problem} {self.check.solution}"


def read_checks(folder: Path | None = None) -> tuple[Check, ...]:
    """All checks of a folder, by name; those of this room when none is named.

    Raises `OntologyError` when the head of one is incomplete.
    """
    return tuple(_read(path) for path in sorted((folder or CHECKS).glob("*.rq")))


def vocabulary_graph(base: str) -> Graph:
    """All that the checks are asked of when they guard our own files: ontology, alignments, schemes, authorities."""
    graph = loading.ontology_graph()
    for part in (loading.alignments_graph(), loading.schemes_graph(), loading.authorities_graph(base)):
        graph += part
    return graph


def failures(graph: Graph) -> Iterator[Failure]:
    """Every term of `graph` that fails a check, check by check."""
    for check in read_checks():
        for term in check.failures(graph):
            yield Failure(check, term)


def _read(path: Path) -> Check:
    """One check.

    Raises `OntologyError` when its head is incomplete, or its level is none of `LEVELS`.
    """
    text = path.read_text(encoding="utf-8")
    head = HEAD.match(text)
    if head is None or head["level"] not in LEVELS:
        raise OntologyError(
            "the head is incomplete",
            where=str(path),
            fix=f"Write five lines: title, Problem, Solution, Level ({' or '.join(LEVELS)}), Source.",
        )
    return Check(path.stem, **head.groupdict(), text=text)


@cache
def _prepared(text: str) -> Query:
    """A query, parsed once."""
    return prepareQuery(text)
