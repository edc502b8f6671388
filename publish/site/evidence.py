"""The page of one evidence: what it says, the words, the rule, who looked at it, and what says the same or not."""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import OWL, PROV, RDF, RDFS, SKOS, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from ontology.terms import OW, PG, SPDX
from publish.site.article import mark_of
from publish.site.description import Describer, Description, Support
from publish.site.pages import PageMaker, Value, Words
from publish.store.interface import Fact, PolicyStore, Triple

EXAMPLES = 3  # of a rule
OTHERS = 20  # evidence for one triple
_LOOKED_AT = 30  # readings of a rule, for examples
_NO_RIVALS = {RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.notation, DCTERMS.title}


@dataclass(frozen=True, slots=True)
class Reading:
    """An evidence in one line, with its words and what became of it."""

    evidence: Value
    status: Value | None
    status_key: str
    words: Words | None


@dataclass(frozen=True, slots=True)
class Rival:
    """Another value of the same property of the same thing, and who says so."""

    value: Value
    is_accepted: bool
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Asserted:
    """A triple that the evidence asserts; whether it is accepted; who else asserts it, and who something else.

    Rivals are the values that were accepted where this one was not, and the other way round: a list has many values,
    and they do not compete.
    """

    subject: Value
    property: Value
    object: Value
    is_accepted: bool
    others: tuple[Reading, ...]
    rivals: tuple[Rival, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words are: the text, its digest and unit, and the page of the article that shows them."""

    words: Words
    is_context: bool
    article: Value | None
    highlight: str | None
    file_digest: str
    decoder: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """The rule that read the words, with its version, what it says of itself, and other readings of it."""

    rule: Value
    version: str
    notes: tuple[Value, ...]
    examples: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """One verdict: what, by whom, when and why."""

    review: Value
    verdict: Value | None
    verdict_key: str
    by: tuple[Value, ...]
    at: str
    why: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class RunView:
    """The run in which it was made."""

    run: Value
    at: str
    notes: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """All that the page of an evidence shows beyond that of any thing."""

    asserted: tuple[Asserted, ...]
    places: tuple[Place, ...]
    rules: tuple[RuleView, ...]
    runs: tuple[RunView, ...]
    confidence: str
    reviews: tuple[Review, ...]


def is_evidence(description: Description) -> bool:
    """Whether a description is that of an evidence."""
    return any(fact.predicate == PG.reviewStatus for fact in description.facts)


@dataclass(frozen=True)
class EvidenceViews:
    """Makes views of evidence, in one language."""

    store: PolicyStore
    describer: Describer
    pages: PageMaker

    def of(self, description: Description) -> EvidenceView:
        """The view of an evidence."""
        this = description.thing
        support = self.describer.support(this)
        return EvidenceView(
            asserted=tuple(self._asserted(this, triple) for triple in description.asserts),
            places=tuple(self._places(support)),
            rules=tuple(self._rule(this, rule) for rule in support.rules),
            runs=tuple(self._run(run) for run in support.runs),
            confidence=str(description.value(PG.confidence) or ""),
            reviews=tuple(sorted(map(self._review, support.reviews), key=lambda each: (each.at, each.review.text))),
        )

    def _asserted(self, this: URIRef, triple: Triple) -> Asserted:
        subject, predicate, value = triple
        facts = [fact for fact in self.store.outgoing(subject) if fact.predicate == predicate]
        same = self.store.fact(triple)
        is_accepted = same is not None and same.accepted
        rivals = [fact for fact in facts if fact.object != value and fact.accepted != is_accepted]
        return Asserted(
            self.pages.value(subject),
            self.pages.value(predicate),
            self.pages.value(value),
            is_accepted=is_accepted,
            others=self._readings(same.evidence if same else (), besides=this),
            rivals=() if predicate in _NO_RIVALS else tuple(map(self._rival, rivals)),
        )

    def _rival(self, fact: Fact) -> Rival:
        return Rival(self.pages.value(fact.object), fact.accepted, self._readings(fact.evidence))

    def _readings(self, names: Iterable[URIRef], besides: URIRef | None = None) -> tuple[Reading, ...]:
        return tuple(self.reading(name) for name in names if name != besides)[:OTHERS]

    def reading(self, name: URIRef) -> Reading:
        """An evidence in one line."""
        support = self.describer.support(name)
        return Reading(
            evidence=self.pages.iri(name),
            status=self.pages.title(support.status) if support.status else None,
            status_key=(support.status or "").rpartition("/")[2],
            words=self.pages.words(support.targets[0]) if support.targets else None,
        )

    def _places(self, support: Support) -> Iterable[Place]:
        for spans, is_context in ((support.targets, False), (support.contexts, True)):
            for span in spans:
                text = _facts(self.store, span.text)
                article = next((each for each in text.get(OW.instantiates, ()) if isinstance(each, URIRef)), None)
                shown = self.pages.iri(article) if article else None
                checksum = next(iter(text.get(SPDX.checksum, ())), None)
                digests = _facts(self.store, checksum).get(SPDX.checksumValue, ()) if checksum else ()
                yield Place(
                    words=self.pages.words(span),
                    is_context=is_context,
                    article=shown,
                    highlight=f"{self.pages.page(article)}#{mark_of(span.start, span.end)}" if article else None,
                    file_digest=str(next(iter(digests), "")),
                    decoder=str(next(iter(text.get(PG.decoder, ())), "")),
                )

    def _rule(self, this: URIRef, rule: URIRef) -> RuleView:
        facts = _facts(self.store, rule)
        links = self.store.incoming(rule, _LOOKED_AT)
        names = [each for link in links if link.predicate in (PG.extractedBy, PG.derivedBy) for each in link.subjects]
        others = [each for each in names if isinstance(each, URIRef) and each != this]
        return RuleView(
            rule=self.pages.iri(rule),
            version=str(next(iter(facts.get(OWL.versionInfo, ())), "")),
            notes=self._notes(facts.get(RDFS.comment, ()), facts.get(SKOS.example, ())),
            examples=tuple(self.reading(each) for each in others[:EXAMPLES]),
        )

    def _run(self, run: URIRef) -> RunView:
        facts = _facts(self.store, run)
        return RunView(
            run=self.pages.iri(run),
            at=str(next(iter(facts.get(DCTERMS.date, ())), "")),
            notes=self._notes(facts.get(RDFS.comment, ())),
        )

    def _review(self, review: URIRef) -> Review:
        facts = _facts(self.store, review)
        verdict = next((each for each in facts.get(PG.verdict, ()) if isinstance(each, URIRef)), None)
        return Review(
            review=self.pages.iri(review),
            verdict=self.pages.title(verdict) if verdict else None,
            verdict_key=(verdict or "").rpartition("/")[2],
            by=tuple(map(self.pages.value, facts.get(PROV.wasAssociatedWith, ()))),
            at=str(next(iter(facts.get(DCTERMS.date, ())), "")),
            why=self._notes(facts.get(RDFS.comment, ())),
        )

    def _notes(self, *notes: Iterable[Node]) -> tuple[Value, ...]:
        return tuple(self.pages.value(each) for some in notes for each in some if isinstance(each, Literal))


def _facts(store: PolicyStore, subject: Node) -> dict[URIRef, list[Node]]:
    """The accepted statements about something, by predicate."""
    found: dict[URIRef, list[Node]] = {}
    for fact in store.outgoing(subject):
        if fact.accepted:
            found.setdefault(fact.predicate, []).append(fact.object)
    return found
