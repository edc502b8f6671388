"""Evidence: what one reading asserts, and how we know. Each is a named graph, named by its content."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from pyoxigraph import Quad, Triple
from rdflib import RDF, RDFS, SKOS

from mappings.lift.terms import node
from mappings.record.values import Span
from ontology.identifiers import KINDS, from_content, thing_iri
from ontology.terms import PG, concept

TYPE, EVIDENCE, STATUS = node(RDF.type), node(PG.Evidence), node(PG.reviewStatus)
_TEXT = itemgetter(0)
LABELS = frozenset(node(label) for label in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, RDFS.label))


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

    def description(self, status: str) -> Iterator[Triple]:
        """What is known about the reading, its review status included."""
        this = node(self.iri)
        yield Triple(this, TYPE, node(self.kind))
        yield Triple(this, TYPE, EVIDENCE)
        yield Triple(this, STATUS, node(concept("review", status)))
        yield from self.about


def in_order(assertions: Iterable[Triple]) -> dict[str, Triple]:
    """The assertions by their text, each once and sorted by it."""
    return dict(sorted({str(each): each for each in assertions}.items(), key=_TEXT))


def evidence_iri(base: str, assertions: Mapping[str, Triple], *source: str) -> str:
    """The IRI of a reading: named by where it was read, by which rule, and what it asserts, by its text.

    Ids do not depend on the base, and a corrected label changes none: of a label only its subject and predicate count.
    """
    lines = sorted(_without_label(*each).replace(f"<{base}", "<") for each in assertions.items())
    kind = KINDS["evidence"]
    return thing_iri(base, kind, from_content(kind, *source, *lines))


def _without_label(text: str, assertion: Triple) -> str:
    if assertion.predicate in LABELS:
        return f"{assertion.subject} {assertion.predicate}"
    return text
