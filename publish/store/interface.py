"""What the site asks of a store, whichever kind it is: terms are rdflib's, and nothing can be written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, islice
from typing import Protocol

from rdflib.term import Node, URIRef

from ontology.errors import StoreError

Triple = tuple[Node, URIRef, Node]
Quad = tuple[Node, URIRef, Node, URIRef | None]  # the last is the graph; None is the default graph
VALUES = 1_000  # of each property, that are told at once


class UnavailableError(StoreError):
    """The store cannot be asked: it is not there, does not let us in, or its answer broke off. HTTP: 502."""


class TimedOutError(StoreError):
    """The store did not answer in time. HTTP: 504."""


class Form(Enum):
    """What a query gives: rows, a yes or no, or triples."""

    SELECT = "select"
    ASK = "ask"
    GRAPH = "graph"  # CONSTRUCT and DESCRIBE


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a subject: accepted if it stands in the default graph; `evidence` are the graphs it is in."""

    predicate: URIRef
    object: Node
    accepted: bool
    evidence: tuple[URIRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Portion:
    """Of each property of a subject some values, how many it has in all, and all graphs that speak of the subject."""

    facts: Sequence[Fact]
    totals: Mapping[URIRef, int]
    evidence: Sequence[str]


@dataclass(frozen=True, slots=True)
class Links:
    """Who points at something by one predicate: how many in all, and the first of them."""

    predicate: URIRef
    total: int
    subjects: tuple[Node, ...]


def portion_of(facts: Sequence[Fact], start: int) -> Portion:
    """A portion of all that is said about a subject."""
    shown = [fact for _, values in groupby(facts, key=lambda fact: fact.predicate)
             for fact in islice(values, start, start + VALUES)]  # fmt: skip
    evidence = dict.fromkeys(str(name) for fact in facts for name in fact.evidence)
    return Portion(shown, Counter(fact.predicate for fact in facts), list(evidence))


class Answer(Protocol):
    """The result of a query, read once: either `rows`, or `serialize`."""

    @property
    def form(self) -> Form: ...

    @property
    def variables(self) -> Sequence[str]: ...

    def rows(self) -> Iterator[tuple[Node | None, ...]]:
        """The rows of a SELECT, or the triples of a CONSTRUCT; an ASK gives one row with one boolean literal."""
        ...

    def serialize(self, media_type: str) -> bytes:
        """The whole result in one of the formats of `writing`; raises `StoreError` where it does not fit."""
        ...


class PolicyStore(Protocol):
    """Reading one release. Every method sees the default graph unless it says otherwise."""

    def outgoing(self, subject: Node) -> Sequence[Fact]:
        """What is said about a subject in any graph, sorted by predicate and object; at most `VALUES` of a property."""
        ...

    def portion(self, subject: Node, start: int) -> Portion:
        """The same, but of each property the `VALUES` from this one on, and how many there are."""
        ...

    def incoming(self, target: Node, limit: int, start: int = 0) -> list[Links]:
        """Who points at something, by predicate; of each at most `limit` subjects, sorted by IRI, from `start` on."""
        ...

    def fact(self, triple: Triple) -> Fact | None:
        """One statement, whether it is accepted, and its graphs; None where nobody says so."""
        ...

    def graph(self, name: URIRef) -> list[Triple]:
        """The triples of one evidence graph, sorted."""
        ...

    def contains(self, subject: Node) -> bool:
        """Whether anything is said about a subject, in any graph."""
        ...

    def query(
        self,
        text: str,
        *,
        base: str | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Answer:
        """The answer to a SPARQL 1.1 query; the two lists stand for the protocol's dataset and override `FROM`.

        Raises `StoreError` with line and column when it is no query, and when it breaks a limit of `guard`.
        """
        ...
