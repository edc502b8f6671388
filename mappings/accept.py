"""Accept: evidence and decisions become the default graph. One pure function; nothing else decides what is published.

The default graph carries each accepted triple once, whatever the number of readings behind it. What is proposed,
disputed or rejected stays in its evidence graph, with its status, and nowhere else.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Quad, Triple
from rdflib import DCTERMS, PROV, RDF, RDFS

from mappings.derive import derive
from mappings.lift import Lifted
from mappings.lift.evidence import Evidence
from mappings.lift.terms import stated_date, triple, words
from mappings.record.decisions import PUBLISHED, Decisions
from ontology.terms import PG, concept

DERIVED_STATUS = "auto-accepted"


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading with the verdict on it."""

    evidence: Evidence
    status: str


def accept(lifted: Iterable[Lifted], decisions: Mapping[str, Decisions], base: str) -> Iterator[Quad]:
    """The dataset of some articles: default graph and evidence graphs. `decisions` are by the name of the record.

    Articles that speak of the same things are to be given together, else what follows from two of them is missed.
    """
    articles = list(lifted)
    judged = [each for article in articles for each in judge(article, decisions[article.record.name])]
    for article in articles:
        yield from map(in_default_graph, article.bookkeeping)
        yield from map(in_default_graph, _reviews(article, decisions[article.record.name]))
    yield from publish(judged, base)


def publish(judged: Iterable[Judged], base: str) -> Iterator[Quad]:
    """The quads of judged readings, and of what follows from the accepted ones; each quad once."""
    readings = list(judged)
    accepted = [each.evidence for each in readings if each.status in PUBLISHED]
    readings += [Judged(each, DERIVED_STATUS) for each in derive(accepted, base)]
    quads: dict[Quad, None] = {}
    for reading in readings:
        quads.update(dict.fromkeys(reading.evidence.graph()))
        quads.update(dict.fromkeys(map(in_default_graph, reading.evidence.description(reading.status))))
        if reading.status in PUBLISHED:
            quads.update(dict.fromkeys(map(in_default_graph, reading.evidence.assertions)))
    return iter(quads)


def judge(article: Lifted, decisions: Decisions) -> Iterator[Judged]:
    """Each reading of an article with the verdict that the decisions give it."""
    for evidence in article.evidence:
        verdict, _ = decisions.verdict(evidence.entry, evidence.span)
        yield Judged(evidence, verdict)


def _reviews(article: Lifted, decisions: Decisions) -> Iterator[Triple]:
    """Each decision as an activity: who looked at what, when, with which verdict and why."""
    names = article.names
    for evidence in article.evidence:
        _, number = decisions.verdict(evidence.entry, evidence.span)
        if number is not None:
            yield triple(names.review(number), PROV.used, evidence.iri)
    for number, decision in enumerate(decisions.decisions, start=1):
        this = names.review(number)
        yield triple(this, RDF.type, PG.Review)
        yield triple(this, PG.verdict, concept("review", decision.verdict))
        yield triple(this, PROV.wasAssociatedWith, names.agent(decision.by))
        yield triple(this, DCTERMS.date, stated_date(decision.at))
        yield triple(this, RDFS.comment, words(decision.why, "en"))


def in_default_graph(each: Triple) -> Quad:
    """The triple as a quad of the default graph."""
    return Quad(each.subject, each.predicate, each.object)
