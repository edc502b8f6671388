"""Bookkeeping: the source text and its regions, language versions, spans, the reading and its rule."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS

from mappings.lift.authorities import EDITORS
from mappings.lift.terms import boolean, digest, integer, labels, node, plain, stated_date, triple, words
from mappings.names import RecordNames
from mappings.record.model import Anchor, Record
from mappings.record.values import Label, Span
from ontology.identifiers import span_iri
from ontology.terms import ELI, LANGUAGE, OA, OW, PG, SPDX, concept

LANGUAGES = {"en": str(LANGUAGE.ENG), "zh": str(LANGUAGE.ZHO)}
RULES = {
    "editorial-reading@1": Label(en="Read by a person, following the annotation guidelines", zh="人工按标注准则阅读"),
    "inference-from-premises@1": Label(en="Worked out from premises in the text", zh="由文中前提推得"),
    "label-from-words@1": Label(en="Named by a program after its words", zh="由程序按原文命名"),
    "classification-from-words@1": Label(en="Classified by a program after its words", zh="由程序按原文归类"),
}
INFERENCE_RULE = "inference-from-premises@1"
LABEL_RULE = "label-from-words@1"
CLASSIFICATION_RULE = "classification-from-words@1"
# Spans make a third of the statements, so their terms are made once.
_TYPE, _SPAN, _POSITION, _QUOTE = map(
    node, (RDF.type, OA.SpecificResource, OA.TextPositionSelector, OA.TextQuoteSelector)
)
_SOURCE, _SELECTOR, _START, _END = map(node, (OA.hasSource, OA.hasSelector, OA.start, OA.end))
_DIGEST, _EXACT, _OPENS, _CLOSES = map(node, (PG.spanDigest, OA.exact, PG.opensWith, PG.closesWith))


def bookkeeping(record: Record, names: RecordNames, damage: dict[Span, str]) -> Iterator[Triple]:
    """All that is kept of an article besides what it says."""
    yield from _source_text(record, names)
    yield from _expressions(record, names)
    yield from _run(record, names)
    for span, anchor in sorted(record.spans.items()):
        yield from _span(names.text, span, anchor)
    for span, note in damage.items():
        yield triple(span_iri(names.text, span.start, span.end), PG.damageNote, words(note, "en"))


def _source_text(record: Record, names: RecordNames) -> Iterator[Triple]:
    this, source = names.text, record.source
    yield triple(this, RDF.type, PG.SourceText)
    yield from labels(this, Label(en=f"Source text {source.file}", zh=f"源文本 {source.file}"))
    yield triple(this, PG.fileName, plain(source.file))
    yield triple(this, PG.charLength, integer(source.characters))
    yield triple(this, PG.byteLength, integer(source.bytes))
    yield triple(this, PG.decoder, plain(source.decoder))
    yield triple(this, OW.instantiates, names.article)
    checksum = f"{this}#sha256"
    yield triple(this, SPDX.checksum, checksum)
    yield triple(checksum, RDF.type, SPDX.Checksum)
    yield triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield triple(checksum, SPDX.checksumValue, digest(source.sha256))


def _expressions(record: Record, names: RecordNames) -> Iterator[Triple]:
    for expression in record.expressions:
        this = names.local("expressions", expression.key)
        yield triple(this, RDF.type, PG.TextExpression)
        yield from labels(this, expression.label)
        yield triple(this, ELI.realizes, names.article)
        yield triple(this, DCTERMS.language, LANGUAGES[expression.language])
        yield triple(this, PG.textOrigin, concept("textorigin", expression.origin))
        yield triple(this, PG.basis, concept("basis", expression.basis))
        yield triple(this, PG.held, boolean(expression.held))
        if expression.translation_of:
            yield triple(this, ELI.is_translation_of, names.local("expressions", expression.translation_of))
        if expression.derived_from:
            yield triple(this, PROV.wasDerivedFrom, names.local("expressions", expression.derived_from))
        for region in expression.regions:
            span = span_iri(names.text, region.start, region.end)
            yield triple(names.text, PG.hasRegion, span)
            yield triple(span, PG.regionOf, this)


def _span(text: str, span: Span, anchor: Anchor) -> Iterator[Triple]:
    """A stretch of the text: its offsets, the digest of its words, and of the words what may be quoted."""
    iri = span_iri(text, span.start, span.end)
    this, position = NamedNode(iri), NamedNode(f"{iri};position")
    yield Triple(this, _TYPE, _SPAN)
    yield Triple(this, _SOURCE, node(text))
    yield Triple(this, _DIGEST, digest(anchor.sha256))
    yield Triple(this, _SELECTOR, position)
    yield Triple(position, _TYPE, _POSITION)
    yield Triple(position, _START, integer(span.start))
    yield Triple(position, _END, integer(span.end))
    if anchor.exact is not None:
        quote = NamedNode(f"{iri};quote")
        yield Triple(this, _SELECTOR, quote)
        yield Triple(quote, _TYPE, _QUOTE)
        yield Triple(quote, _EXACT, plain(anchor.exact))
    elif anchor.opens is not None and anchor.closes is not None:
        yield Triple(this, _OPENS, plain(anchor.opens))
        yield Triple(this, _CLOSES, plain(anchor.closes))


def _run(record: Record, names: RecordNames) -> Iterator[Triple]:
    """The reading that the record comes from, the run of the extraction if it has one, and the rules they followed."""
    yield from _one_run(names.run, record.reading.at, [record.reading.rule, INFERENCE_RULE], names)
    extraction = record.extraction
    if extraction is None:
        return
    fired = {reading.rule for _, entry in record.entries() for reading in entry.evidence if reading.rule}
    yield from _one_run(names.extraction, extraction.at, [LABEL_RULE, CLASSIFICATION_RULE, *fired], names)
    made_with = (
        f"Program: {extraction.program}. Rules: {extraction.rules}. Vocabulary: {extraction.vocabulary}. "
        f"Weights: {extraction.weights}. Language model: {extraction.model}."
    )
    yield triple(names.extraction, RDFS.comment, words(made_with, "en"))


def _one_run(run: str, at: str, rules: Iterable[str], names: RecordNames) -> Iterator[Triple]:
    yield triple(run, RDF.type, PG.ExtractionRun)
    yield triple(run, PROV.wasAssociatedWith, names.agent(EDITORS))
    yield triple(run, PROV.used, names.text)
    yield triple(run, DCTERMS.date, stated_date(at))
    for rule in sorted(set(rules)):
        this = names.names.rule(rule)
        yield triple(run, PROV.used, this)
        yield triple(this, RDF.type, PG.Rule)
        yield from labels(this, RULES.get(rule, Label(en=rule, zh=rule)))
        yield triple(this, OWL.versionInfo, plain(rule.partition("@")[2]))
