"""Lift: a record becomes evidence graphs, one for each reading. No blank nodes: what is worth saying has an IRI."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyoxigraph import Literal, Triple
from rdflib import DCTERMS, PROV, RDFS, SKOS

from mappings.lift import authorities
from mappings.lift.agents import describe_mention, describe_voice
from mappings.lift.bookkeeping import CLASSIFICATION_RULE, INFERENCE_RULE, LABEL_RULE, bookkeeping
from mappings.lift.content import (
    describe_directive,
    describe_group,
    describe_issue,
    describe_measure,
    describe_observation,
    describe_recommendation,
    describe_target,
)
from mappings.lift.evidence import Evidence, evidence_iri, in_order
from mappings.lift.statements import Statement
from mappings.lift.terms import decimal, labels, stated_date, triple, words
from mappings.lift.works import describe_article, describe_capture, describe_document
from mappings.names import SECTIONS, Names, RecordNames
from mappings.record.model import Article, Entry, Inference, Mention, Reading, Record, Thing
from mappings.record.values import Span
from ontology.identifiers import span_iri
from ontology.terms import OA, PG, concept

Describe = Callable[[str, Any, RecordNames], Iterator[Statement]]
DESCRIPTIONS: Mapping[str, Describe] = {
    "article": describe_article,
    "agencies": describe_mention,
    "organisations": describe_mention,
    "persons": describe_mention,
    "places": describe_mention,
    "voices": describe_voice,
    "documents": describe_document,
    "groups": describe_group,
    "measures": describe_measure,
    "targets": describe_target,
    "recommendations": describe_recommendation,
    "directives": describe_directive,
    "issues": describe_issue,
    "observations": describe_observation,
    "captures": describe_capture,
}


@dataclass(frozen=True, slots=True)
class Lifted:
    """What a record gives: its readings, and the bookkeeping about the article, its text and spans."""

    record: Record
    names: RecordNames
    evidence: tuple[Evidence, ...]
    bookkeeping: tuple[Triple, ...]


def lift(record: Record, names: Names) -> Lifted:
    """The evidence graphs of a record. Pure, but for identifiers that the ledger of `names` mints on the way."""
    own = names.of_record(record)
    lifter = _Lifter(record, own)
    evidence = [each for place, entry in record.entries() for each in lifter.entry(str(place[0]), entry)]
    damage = {
        reading.span: reading.damage for _, entry in record.entries() for reading in entry.evidence if reading.damage
    }
    return Lifted(record, own, tuple(_each_once(evidence)), tuple(bookkeeping(record, own, damage)))


def _each_once(evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    """Told apart by name first: to compare, or to hash, all that they assert takes longer than to lift it."""
    seen: dict[str, list[Evidence]] = {}
    for each in evidence:
        same = seen.setdefault(each.iri, [])
        if each not in same:
            same.append(each)
            yield each


@dataclass(frozen=True)
class _Lifter:
    """Takes each entry's description apart: to each reading what it says, the rest to the curators."""

    record: Record
    names: RecordNames

    def entry(self, section: str, entry: Entry) -> Iterator[Evidence]:
        this = self._iri(section, entry)
        describe = DESCRIPTIONS[section]
        statements = list(describe(this, entry, self.names))
        for reading in entry.evidence:
            rival = describe(this, entry.with_readings(reading.reads), self.names) if reading.reads else ()
            said = [each.triple for each in statements if each.field in reading.says]
            said += [each.triple for each in rival if each.field in reading.reads]
            said += [self._name(this, entry, kind, name, reading) for kind, name in reading.names()]
            yield self._text_evidence(entry, reading, said)
        for inference in entry.inferred:
            said = [each.triple for each in statements if each.field in inference.says]
            said.append(triple(this, PG.basis, concept("basis", "inferred")))
            yield self._derived_evidence(entry, inference, said)
        yield from self._curated(this, entry, statements)

    def _iri(self, section: str, entry: Entry) -> str:
        if isinstance(entry, Mention):
            return self.names.agent(entry.key)
        return self.names.entry(SECTIONS.get(section, "article"), entry)

    def _name(self, this: str, entry: Entry, kind: str, name: str, reading: Reading) -> Triple:
        """A name as it is found in the text, in the language of the words around it."""
        language = reading.language or self.record.language_at(reading.span)
        predicate: str = DCTERMS.title if kind == "title" else SKOS.altLabel
        if isinstance(entry, Mention):
            predicate = authorities.name_predicate(self.names.names.authorities, entry.key, name, language)
        return triple(this, predicate, words(name, language))

    def _text_evidence(self, entry: Entry, reading: Reading, said: list[Triple]) -> Evidence:
        span = reading.span
        rule = reading.rule or self.record.reading.rule
        assertions = in_order(said)
        name = evidence_iri(
            self.names.names.base, assertions, self.record.source.sha256, str(span.start), str(span.end), rule
        )
        about = [
            triple(name, OA.hasTarget, self._span(span)),
            triple(name, PG.extractedBy, self.names.names.rule(rule)),
            triple(name, PROV.wasGeneratedBy, self.names.extraction if reading.rule else self.names.run),
            *(triple(name, PG.contextTarget, self._span(each)) for each in reading.context),
        ]
        if reading.confidence is not None:
            about.append(triple(name, PG.confidence, decimal(reading.confidence)))
        if reading.note:
            about.append(triple(name, RDFS.comment, words(reading.note, "en")))
        if reading.exception:
            about.append(triple(self._span(span), PG.spanException, words(reading.exception, "en")))
        return Evidence(name, str(PG.TextEvidence), tuple(assertions.values()), tuple(about), entry.key, span)

    def _derived_evidence(self, entry: Entry, inference: Inference, said: list[Triple]) -> Evidence:
        assertions = in_order(said)
        premises = [str(each) for each in sorted(inference.premises)]
        name = evidence_iri(self.names.names.base, assertions, self.record.source.sha256, *premises, INFERENCE_RULE)
        about = [
            triple(name, PG.derivedBy, self.names.names.rule(INFERENCE_RULE)),
            triple(name, PG.basis, concept("basis", "inferred")),
            triple(name, PROV.wasGeneratedBy, self.names.run),
            triple(name, RDFS.comment, words(inference.why, "en")),
            *(triple(name, PROV.wasDerivedFrom, self._span(each)) for each in inference.premises),
        ]
        return Evidence(name, str(PG.DerivedEvidence), tuple(assertions.values()), tuple(about), entry.key)

    def _curated(self, this: str, entry: Entry, statements: list[Statement]) -> Iterator[Evidence]:
        """What the editors add: labels, and the classification, each an evidence of its own.

        Of what nobody has read yet, both come from the words themselves.
        """
        if isinstance(entry, Thing) and entry.is_machine_read:
            yield self._worded_evidence(entry, list(labels(this, entry.label)), LABEL_RULE)
        elif isinstance(entry, Thing | Article):
            yield self._curated_evidence(entry, "labels", list(labels(this, entry.label)), self.record.curation.source)
        dated = [each.triple for each in statements if each.field == "latest_date"]
        if dated and isinstance(entry, Article):
            yield self._curated_evidence(entry, "latest_date", dated, entry.latest_date_source)
        rest = [
            each.triple
            for each in statements
            if each.field not in ("exists", "latest_date") and not entry.is_stated(each.field)
        ]
        if rest and entry.is_machine_read:
            yield self._worded_evidence(entry, rest, CLASSIFICATION_RULE)
        elif rest:
            yield self._curated_evidence(entry, "classification", rest, self.record.curation.source)

    def _worded_evidence(self, entry: Entry, said: list[Triple], rule: str) -> Evidence:
        """What a program makes of the words of an entry: its label and its kind."""
        assertions = in_order(said)
        span = entry.evidence[0].span
        name = evidence_iri(self.names.names.base, assertions, self.record.source.sha256, str(span), rule)
        about = [
            triple(name, PG.derivedBy, self.names.names.rule(rule)),
            triple(name, PG.basis, concept("basis", "inferred")),
            triple(name, PROV.wasGeneratedBy, self.names.extraction),
            triple(name, PROV.wasDerivedFrom, self._span(span)),
        ]
        return Evidence(name, str(PG.DerivedEvidence), tuple(assertions.values()), tuple(about), entry.key)

    def _curated_evidence(self, entry: Entry, part: str, said: list[Triple], source: str | None) -> Evidence:
        assertions = in_order(said)
        name = evidence_iri(self.names.names.base, assertions, self.record.source.sha256, "curated", part)
        curator, day = self._curation
        about = [
            triple(name, PROV.wasAttributedTo, curator),
            triple(name, DCTERMS.created, day),
            triple(name, DCTERMS.source, words(source or "the editors' reading of the article", "en")),
        ]
        return Evidence(name, str(PG.CuratedEvidence), tuple(assertions.values()), tuple(about), entry.key)

    @cached_property
    def _curation(self) -> tuple[str, Literal]:
        """Who curated the record, and when."""
        return self.names.agent(self.record.curation.by), stated_date(self.record.curation.at)

    def _span(self, span: Span) -> str:
        return span_iri(self.names.text, span.start, span.end)
