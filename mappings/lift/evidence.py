"""Evidence: what one reading asserts, and how we know. Each is a named graph, named by its content."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Quad, Triple
from rdflib import RDF, RDFS, SKOS

from mappings.lift.terms import node
from mappings.record.values import Span
from ontology.identifiers import KINDS, from_content, thing_iri
from ontology.terms import PG, concept

_KIND = KINDS["evidence"]
TYPE, EVIDENCE, STATUS = node(RDF.type), node(PG.Evidence), node(PG.reviewStatus)
_LABELS = frozenset(f"<{label}>" for label in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, RDFS.label))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reading: what it asserts (its named graph), and what is known about the reading itself.

    `entry` and `span` say where in the record it stands, so that decisions find it.
    """

    iri: str
    kind: str
    assertions: tuple[Triple, ...]
    about: tuple[Triple, ...]
    entry: str
    span: Span | None = None

    def graph(self) -> Iterator[Quad]:
        """What the reading asserts, in the graph that bears its name."""
        name = node(self.iri)
        return (Quad(each.subject, each.predicate, each.object, name) for each in self.assertions)

    def description(self, status: str) -> tuple[Triple, ...]:
        """What is known about the reading, its review status included."""
        this = node(self.iri)
        return (
            Triple(this, TYPE, node(self.kind)),
            Triple(this, TYPE, EVIDENCE),
            Triple(this, STATUS, node(concept("review", status))),
            *self.about,
        )


def in_order(assertions: Iterable[Triple]) -> dict[str, Triple]:
    """The assertions by their text, each once and sorted by it."""
    found = {str(each): each for each in assertions}
    return {text: found[text] for text in sorted(found)} if len(found) > 1 else found


def evidence_iri(base: str, assertions: Iterable[str], *source: str) -> str:
    """The IRI of a reading: named by where it was read, by which rule, and what it asserts, by its text.

    Ids do not depend on the base, and a corrected label changes none: of a label only its subject and predicate count.
    """
    lines = sorted([_without_label(each).replace(f"<{base}", "<") for each in assertions])
    return thing_iri(base, _KIND, from_content(_KIND, *source, *lines))


def _without_label(assertion: str) -> str:
    subject, predicate, _ = assertion.split(" ", 2)
    return f"{subject} {predicate}" if predicate in _LABELS else assertion
