"""The record: what is held of one article. Typed models that refuse a wrong field, value or reference at birth.

A field marked `STATED` must rest on words of the article; all others are curated (labels, classification), and so is
a field whose value is `not-stated`.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mappings.record.proposal import Confidence, Extraction, Proposal, Quality, RuleName
from mappings.record.values import (
    NOT_STATED,
    SEVERAL,
    ConceptOf,
    Key,
    Label,
    Model,
    Period,
    RightsStatement,
    Sha256,
    Span,
    StatedDate,
    WebAddress,
    Words,
)

STATED = "stated"
UNSTATED: tuple[Any, ...] = (None, (), [], NOT_STATED, (NOT_STATED,))
Language = Literal["en", "zh"]
Keys = Annotated[tuple[Key, ...], SEVERAL]
Spans = Annotated[tuple[Span, ...], SEVERAL]
Modalities = Annotated[tuple[Annotated[str, ConceptOf("modality")], ...], SEVERAL]
Instruments = Annotated[tuple[Annotated[str, ConceptOf("instrument")], ...], SEVERAL]
Sectors = Annotated[tuple[Annotated[str, ConceptOf("sector")], ...], SEVERAL]
Audiences = Annotated[tuple[Annotated[str, ConceptOf("audience")], ...], SEVERAL]
Topics = Annotated[tuple[Annotated[str, ConceptOf("topic")], ...], SEVERAL]


def fault(field: str, message: str) -> PydanticCustomError:
    """An error that is about one field of the part being checked; the reader finds its line."""
    return PydanticCustomError("record", "{message}", {"message": message, "field": field})


class Reading(Model):
    """One piece of text evidence: a span, and which fields of its entry the words there support.

    `rule` and `confidence` are those of a machine that read it; a reading without them is a person's.
    """

    span: Span
    says: Annotated[tuple[str, ...], SEVERAL] = ()
    context: Spans = ()
    reads: dict[str, Any] = Field(default_factory=dict)
    title: Words | None = None
    short_name: Words | None = None
    name: Words | None = None
    language: Language | None = None
    note: Words | None = None
    damage: Words | None = None
    exception: Words | None = None
    rule: RuleName | None = None
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Reading":
        if not (self.says or self.reads or self.title or self.short_name or self.name):
            raise fault("span", f"the evidence {self.span} supports nothing: say what under says, reads or a name")
        if len(self.span) > 300 and not self.exception:
            raise fault("span", f"{self.span} is {len(self.span)} code points long: at most 300, or give an exception")
        return self

    def names(self) -> Iterator[tuple[str, str]]:
        """The names as found here: which kind of name, and the name."""
        for kind in ("title", "short_name", "name"):
            value = getattr(self, kind)
            if value:
                yield kind, value


class Inference(Model):
    """A field that is worked out from premises in the text, not read off it."""

    says: Annotated[tuple[str, ...], SEVERAL]
    premises: Spans
    why: Words


class Entry(Model):
    """What all entries of a record have: evidence for what they say."""

    key: Key
    note: Words | None = None
    evidence: tuple[Reading, ...] = ()
    inferred: tuple[Inference, ...] = ()

    @property
    def is_machine_read(self) -> bool:
        """Whether no person has read any of its evidence."""
        return bool(self.evidence) and all(reading.rule for reading in self.evidence)

    @classmethod
    def text_fields(cls) -> frozenset[str]:
        """The fields that must rest on words of the article."""
        return _text_fields(cls)

    def is_stated(self, field: str) -> bool:
        """Whether the field has a value that must rest on the text."""
        value = getattr(self, field)
        return field in self.text_fields() and value not in UNSTATED

    def with_readings(self, reads: dict[str, Any]) -> "Entry":
        """The same entry with other values: a rival or partial reading."""
        held = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_construct(**held | self._parsed(reads))

    def _parsed(self, reads: dict[str, Any]) -> dict[str, Any]:
        plain = {**self.model_dump(exclude={"evidence", "inferred"}), **reads}
        stated = [name for name in sorted(self.text_fields()) if plain[name] not in UNSTATED]
        reading = {"span": "0-1", "says": ["exists", *stated], "rule": self.evidence[0].rule if self.evidence else None}
        other = type(self).model_validate({**plain, "evidence": [reading]})
        return {name: getattr(other, name) for name in reads}

    @model_validator(mode="after")
    def _rests_on_evidence(self) -> "Entry":
        may = self.text_fields() | {"exists"}
        claimed: set[str] = set()
        claims: tuple[Reading | Inference, ...] = (*self.evidence, *self.inferred)
        for item in claims:
            named = {*item.says, *(item.reads if isinstance(item, Reading) else ())}
            if named - may:
                raise fault("evidence", f"evidence cannot carry {', '.join(sorted(named - may))}: only {_list(may)}")
            empty = sorted(name for name in item.says if name in may - {"exists"} and not self.is_stated(name))
            if empty:
                raise fault("evidence", f"evidence claims {', '.join(empty)}, which has no value: give one, or drop it")
            claimed |= named
        if self.evidence and "exists" not in claimed and "exists" in self.required():
            raise fault("evidence", f"nothing says that {self.key} exists: add `exists` to the span that shows it")
        for field in sorted(self.text_fields()):
            if self.is_stated(field) and field not in claimed:
                raise fault(field, f"{field} rests on no evidence: add it to `says` of the span whose words state it")
        return self

    def required(self) -> frozenset[str]:
        """Claims without which the entry cannot be published."""
        return frozenset({"exists"})


@cache
def _text_fields(kind: type[Entry]) -> frozenset[str]:
    return frozenset(name for name, field in kind.model_fields.items() if STATED in field.metadata)


class Thing(Entry):
    """An entry that is a thing of this article, with a name of ours; `id` ties it to one that is known already."""

    id: str | None = None
    label: Label

    @model_validator(mode="after")
    def _has_evidence(self) -> "Thing":
        if not self.evidence:
            raise fault("evidence", f"{self.key} has no evidence: give the span that shows it")
        return self


class Document(Thing):
    """A policy document, or a published report."""

    kind: Literal["policy", "report"]
    type: Annotated[str, ConceptOf("doctype")] | None = None
    issued_by: Annotated[Keys, STATED] = ()
    lead_issuer: Annotated[Key | None, STATED] = None
    approved_by: Annotated[Keys, STATED] = ()
    drafted_by: Annotated[Keys, STATED] = ()
    forwarded_by: Annotated[Keys, STATED] = ()
    interpreted_by: Annotated[Keys, STATED] = ()
    publisher: Annotated[Key | None, STATED] = None
    issued: Annotated[StatedDate | None, STATED] = None
    dated: Annotated[StatedDate | None, STATED] = None
    published: Annotated[StatedDate | None, STATED] = None
    number: Annotated[Words | None, STATED] = None
    declared_measures: Annotated[int | None, STATED] = None
    declared_aspects: Annotated[int | None, STATED] = None
    declared_issuers: Annotated[int | None, STATED] = None


class Group(Thing):
    """An aspect or heading that bundles measures."""

    set_out_in: Annotated[Key, STATED]
    position: Annotated[int | None, STATED] = None
    declared_measures: Annotated[int | None, STATED] = None


class Classified(Thing):
    """What has an instrument, a strength of verb, a sector and people it is meant for."""

    modality: Modalities = ()
    instrument: Instruments = ()
    sector: Sectors = ()
    addressee: Audiences = ()


class Measure(Classified):
    """What a public body does, will do, requires or supports."""

    set_out_in: Annotated[Key | None, STATED] = None
    group: Annotated[Key | None, STATED] = None
    sub_measure_of: Annotated[Key | None, STATED] = None
    position: Annotated[int | None, STATED] = None
    undertaken_by: Annotated[Keys, STATED] = ()
    applies_in: Annotated[Keys, STATED] = ()
    start: Annotated[StatedDate | None, STATED] = None
    status: Annotated[Annotated[str, ConceptOf("implstatus")] | None, STATED] = None
    addresses: Annotated[Keys, STATED] = ()


class Target(Thing):
    """A state to be reached."""

    set_out_in: Annotated[Key | None, STATED] = None
    kind: Annotated[tuple[Annotated[str, ConceptOf("targetkind")], ...], SEVERAL]
    indicator: Annotated[str, ConceptOf("indicator")] | None = None
    value: Annotated[Decimal | None, STATED] = None
    unit: Annotated[Key | str | None, STATED] = None
    qualifier: Annotated[Annotated[str, ConceptOf("qualifier")] | None, STATED] = None
    baseline: Annotated[Decimal | None, STATED] = None
    deadline: Annotated[StatedDate | None, STATED] = None
    conditional: Annotated[bool | None, STATED] = None


class Recommendation(Classified):
    """What someone without the power to decide says should be done."""

    made_by: Annotated[Keys, STATED]
    addressed_to: Annotated[Keys, STATED] = ()


class Directive(Thing):
    """A leader's instruction, quoted as guidance."""

    made_by: Annotated[Keys, STATED]


class Issue(Thing):
    """A problem that the article names."""

    said_by: Annotated[Keys, STATED] = ()


class Observation(Thing):
    """A measured value of a past or current period; `value` in base units, `reported` in the words of the text.

    What a machine proposes may lack the fields that only a person can fill in; it cannot be published without them.
    """

    indicator: Annotated[str, ConceptOf("indicator")] | None = None
    value: Annotated[Decimal, STATED]
    unit: Annotated[str | None, STATED] = None
    qualifier: Annotated[Annotated[str, ConceptOf("qualifier")], STATED] = "exact"
    reported: Annotated[Words, STATED]
    period: Annotated[Period | None, STATED] = None
    area: Annotated[Key | None, STATED] = None
    source: Annotated[Keys, STATED] = ()
    said_by: Annotated[Keys, STATED] = ()

    @model_validator(mode="after")
    def _is_complete(self) -> "Observation":
        lacking = self.lacking()
        if lacking and not self.is_machine_read:
            raise fault(lacking[0], "this field is missing")
        return self

    def lacking(self) -> tuple[str, ...]:
        """The fields without which it says nothing that can be published."""
        needed = ("indicator", "unit", "period", "area", "source")
        return tuple(name for name in needed if not getattr(self, name))


class Voice(Thing):
    """A speaker whom the article does not name, such as its experts."""


class Mention(Entry):
    """An agency, organisation, person or place of the authority files, where the article names it."""

    member_of: Annotated[Keys, STATED] = ()
    capacity: Annotated[Label | None, STATED] = None


class Expression(Model):
    """One language version of the article; `held` tells whether the file has its words."""

    key: Key
    label: Label
    language: Language
    origin: Annotated[str, ConceptOf("textorigin")]
    basis: Annotated[str, ConceptOf("basis")]
    held: bool
    translation_of: Key | None = None
    derived_from: Key | None = None
    regions: Spans = ()


class Capture(Thing):
    """The page as a web archive holds it."""

    of: Key
    archived_at: Annotated[WebAddress, STATED]
    url: Annotated[WebAddress | None, STATED] = None
    captured: Annotated[Annotated[str, "xsd:dateTime in UTC"], STATED]
    requested: Annotated[str | None, STATED] = None

    @model_validator(mode="after")
    def _in_universal_time(self) -> "Capture":
        try:
            datetime.strptime(self.captured, "%Y-%m-%dT%H:%M:%SZ")
        except ValueError:
            raise fault("captured", f"{self.captured!r} is no time: write it as 2023-12-21T09:19:31Z") from None
        return self


class Article(Entry):
    """What the source file reproduces: its bibliographic data, and what it is about."""

    key: Key = "article"
    id: str | None = None
    label: Label
    genre: Annotated[str, ConceptOf("genre")]
    rights: RightsStatement
    creator: Annotated[Keys, STATED] = ()
    publisher: Annotated[Key | None, STATED] = None
    issued: Annotated[StatedDate | None, STATED] = None
    stated_datetime: Annotated[str | None, STATED] = None
    publication_period: Annotated[Period | None, STATED] = None
    latest_date: StatedDate | None = None
    latest_date_source: Words | None = None
    citation: Annotated[Words | None, STATED] = None
    url: Annotated[WebAddress | None, STATED] = None
    reports_on: Annotated[Keys, STATED] = ()
    mentions: Annotated[Topics, STATED] = ()

    def required(self) -> frozenset[str]:
        return frozenset()


class Source(Model):
    """The bytes as found: their digest, length, and how they were decoded."""

    file: Words
    sha256: Sha256
    characters: int
    bytes: int
    decoder: Words


class Making(Model):
    """Who read or curated, by which rule or with which source, and on what day."""

    by: Key
    at: StatedDate
    rule: Annotated[str, "name@version"] = "editorial-reading@1"
    source: Words | None = None


class Anchor(Model):
    """What the record keeps of a span's words: their digest, and the whole or the first and last words."""

    sha256: Sha256
    exact: str | None = None
    opens: str | None = None
    closes: str | None = None

    @model_validator(mode="after")
    def _whole_or_ends(self) -> "Anchor":
        if (self.exact is None) == (self.opens is None or self.closes is None):
            raise fault("sha256", "a span has either `exact`, or `opens` and `closes`: run `policygraph anchor`")
        return self


class Record(Model):
    """Everything held of one article."""

    format: Literal["policygraph-record/1"]
    name: Annotated[str, "the record's file name and the source file's stem"]
    reading: Making
    curation: Making
    source: Source
    expressions: tuple[Expression, ...] = ()
    captures: tuple[Capture, ...] = ()
    article: Article
    agencies: tuple[Mention, ...] = ()
    organisations: tuple[Mention, ...] = ()
    persons: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    voices: tuple[Voice, ...] = ()
    documents: tuple[Document, ...] = ()
    groups: tuple[Group, ...] = ()
    measures: tuple[Measure, ...] = ()
    targets: tuple[Target, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    directives: tuple[Directive, ...] = ()
    issues: tuple[Issue, ...] = ()
    observations: tuple[Observation, ...] = ()
    extraction: Extraction | None = None
    quality: Quality | None = None
    proposals: tuple[Proposal, ...] = ()
    spans: dict[Span, Anchor] = Field(default_factory=dict)

    MENTIONS: ClassVar[tuple[str, ...]] = ("agencies", "organisations", "persons", "places")
    THINGS: ClassVar[tuple[str, ...]] = (
        *("documents", "groups", "measures", "targets", "recommendations", "directives"),
        *("issues", "observations", "voices", "captures"),
    )

    def entries(self) -> Iterator[tuple[tuple[str | int, ...], Entry]]:
        """Each entry with its place in the record, the article first."""
        yield ("article",), self.article
        for section in (*self.MENTIONS, *self.THINGS):
            for index, entry in enumerate(getattr(self, section)):
                yield (section, index), entry

    def used_spans(self) -> set[Span]:
        """Every span that evidence, context, premises, regions or proposals speak of; not those of discarded ones."""
        spans = {region for expression in self.expressions for region in expression.regions}
        for _, entry in self.entries():
            for reading in entry.evidence:
                spans |= {reading.span, *reading.context}
            for inference in entry.inferred:
                spans |= {*inference.premises}
        for proposal in self.proposals:
            if proposal.band != "discard":
                spans |= proposal.spans()
        return spans

    def language_at(self, span: Span) -> Language:
        """The language of the region a span lies in; the first expression held decides where no region says."""
        held = [expression for expression in self.expressions if expression.held]
        for expression in held:
            if any(region.start <= span.start and span.end <= region.end for region in expression.regions):
                return expression.language
        return held[0].language if held else "en"


def _list(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
