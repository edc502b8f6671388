"""What the site asks of a store, whichever kind it is: terms are rdflib's, and nothing can be written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from rdflib.term import Node, URIRef

from ontology.errors import StoreError

Triple = tuple[Node, URIRef, Node]
Quad = tuple[Node, URIRef, Node, URIRef | None]  # the last is the graph; None is the default graph


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
class Links:
    """Who points at something by one predicate: how many in all, and the first of them."""

    predicate: URIRef
    total: int
    subjects: tuple[Node, ...]


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
        """What is said about a subject in any graph, sorted by predicate and object."""
        ...

    def incoming(self, target: Node, limit: int) -> list[Links]:
        """Who points at something, by predicate; of each predicate at most `limit` subjects, the first by IRI."""
        ...

    def graphs_of(self, triple: Triple) -> tuple[URIRef, ...]:
        """The evidence graphs that hold a triple, sorted."""
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
