"""Accept: evidence and decisions become the default graph. One pure function; nothing else decides what is published.

The default graph carries each accepted triple once, whatever the number of readings behind it. What is proposed,
disputed or rejected stays in its evidence graph, with its status, and nowhere else.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from pyoxigraph import Quad, RdfFormat, Triple, serialize
from rdflib import DCTERMS, PROV, RDF, RDFS

from mappings.derive import derive
from mappings.lift import Lifted
from mappings.lift.evidence import Evidence
from mappings.lift.terms import node, stated_date, triple, words
from mappings.record.decisions import PUBLISHED, Decisions
from ontology.terms import PG, concept

DERIVED_STATUS = "auto-accepted"


class Judged(NamedTuple):
    """A reading with the verdict on it, and the numbers of the decisions that give it."""

    evidence: Evidence
    status: str
    decisions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Statements:
    """What is to be published: the default graph, each triple once, and the evidence graphs by name."""

    accepted: dict[Triple, None] = field(default_factory=dict)
    graphs: dict[str, tuple[Triple, ...]] = field(default_factory=dict)

    def __or__(self, other: "Statements") -> "Statements":
        return Statements(self.accepted | other.accepted, self.graphs | other.graphs)

    def triples(self) -> Iterator[Triple]:
        """What is said, wherever it stands."""
        yield from self.accepted
        for assertions in self.graphs.values():
            yield from assertions

    def quads(self) -> Iterator[Quad]:
        """The statements as quads, each once."""
        yield from map(in_default_graph, self.accepted)
        for iri, assertions in self.graphs.items():
            name = node(iri)
            yield from (Quad(each.subject, each.predicate, each.object, name) for each in assertions)

    def lines(self) -> list[bytes]:
        """The statements as lines of N-Quads, sorted: the same as of `quads`, in half the time."""
        asserted = iter(_lines(chain.from_iterable(self.graphs.values())))
        lines = _lines(self.accepted)
        for iri, assertions in self.graphs.items():
            name = b"<%b> ." % iri.encode()
            lines += [line[:-1] + name for line in islice(asserted, len(assertions))]
        return sorted(lines)


def accept(lifted: Iterable[Lifted], decisions: Mapping[str, Decisions], base: str) -> Iterator[Quad]:
    """The dataset of some articles: default graph and evidence graphs. `decisions` are by the name of the record.

    Articles that speak of the same things are to be given together, else what follows from two of them is missed.
    """
    return statements(lifted, decisions, base).quads()


def statements(lifted: Iterable[Lifted], decisions: Mapping[str, Decisions], base: str) -> Statements:
    """The same as `accept`, as triples and the graphs they stand in."""
    articles = list(lifted)
    judged = [list(judge(article, decisions[article.record.name])) for article in articles]
    found = publish(chain.from_iterable(judged), base)
    for article, readings in zip(articles, judged, strict=True):
        found.accepted.update(dict.fromkeys(article.bookkeeping))
        found.accepted.update(dict.fromkeys(_reviews(article, readings, decisions[article.record.name])))
    return found


def publish(judged: Iterable[Judged], base: str) -> Statements:
    """The statements of judged readings, and of what follows from the accepted ones."""
    readings = list(judged)
    accepted = [each.evidence for each in readings if each.status in PUBLISHED]
    readings += [Judged(each, DERIVED_STATUS) for each in derive(accepted, base)]
    found = Statements()
    for reading in readings:
        found.graphs[reading.evidence.iri] = reading.evidence.assertions
        found.accepted.update(dict.fromkeys(reading.evidence.description(reading.status)))
        if reading.status in PUBLISHED:
            found.accepted.update(dict.fromkeys(reading.evidence.assertions))
    return found


def judge(article: Lifted, decisions: Decisions) -> Iterator[Judged]:
    """Each reading of an article with the verdict that the decisions give it."""
    for evidence in article.evidence:
        yield Judged(evidence, *decisions.verdict(evidence.entry, evidence.span))


def _reviews(article: Lifted, readings: Iterable[Judged], decisions: Decisions) -> Iterator[Triple]:
    """Each decision as an activity: who looked at what, when, with which verdict and why.

    A decision on a proposal that was changed since is history: what it looked at is not in the dataset any more.
    """
    names = article.names
    judging = set()
    for each in readings:
        for number in each.decisions:
            judging.add(number)
            yield triple(names.review(number), PROV.used, each.evidence.iri)
    for number, decision in enumerate(decisions.decisions, start=1):
        if decision.kind and number not in judging:
            continue
        this = names.review(number)
        yield triple(this, RDF.type, PG.Review)
        yield triple(this, PG.verdict, concept("review", decision.verdict))
        yield triple(this, PROV.wasAssociatedWith, names.agent(decision.by))
        yield triple(this, DCTERMS.date, stated_date(decision.at))
        yield triple(this, RDFS.comment, words(decision.why, "en"))


def in_default_graph(each: Triple) -> Quad:
    """The triple as a quad of the default graph."""
    return Quad(each.subject, each.predicate, each.object)


def _lines(triples: Iterable[Triple]) -> list[bytes]:
    written = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert written is not None  # bytes, because no output file was given
    return written.split(b"\n")[:-1]
