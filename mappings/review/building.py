"""Building: a statement becomes an entry of the record, as far as what it names is known to us.

Nothing is invented for what is lacking: the entry goes without, and says what a person would have to add before it can
be published. An entry that is published points only at entries that are published too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from mappings.extract.evaluation import same_name
from mappings.record.decisions import PUBLISHED, Decisions
from mappings.record.model import Document, Entry, Measure, Mention, Observation, Recommendation, Record, Target
from mappings.record.values import NOT_STATED, Span
from mappings.review import knowing
from mappings.review.statements import Statement
from ontology.authority_files import Authorities
from ontology.errors import RecordError

AUTO, OPEN, HELD = "auto-accepted", "proposed", "held"
LONGEST_EVIDENCE = 300
LEAST_OVERLAP = 0.5
CLASSIFICATION = ("modality", "instrument", "sector", "addressee")
# The fields that a statement of each kind may have, for messages and for those who set them.
FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    "agency": ("name", "aliases"),
    "document": ("title", "aliases", "lang", "issuers", "date", "kind", "type"),
    "measure": ("label", "document", "agents", "level", *CLASSIFICATION),
    "recommendation": ("label", "by", "level", *CLASSIFICATION),
    "target": ("label", "kind", "indicator", "value", "unit", "deadline", "document"),
    "observation": ("indicator", "value", "unit", "reported", "period", "source", "area"),
}
LABELS = ("label_en", "label_zh")  # where a person names it in both languages
Made = TypeVar("Made", bound=Entry)


@dataclass(frozen=True, slots=True)
class Built:
    """What has become of a statement: its entry in the record, if it can have one, and what it lacks to be published.

    `status` is the verdict on it, `auto-accepted` by the standing policy, `proposed`, or `held`: a person wrote it into
    the record already.
    """

    statement: Statement
    status: str
    entry: Entry | None = None
    lacking: tuple[str, ...] = ()

    @property
    def is_published(self) -> bool:
        """Whether it goes to the default graph."""
        return self.status in PUBLISHED and self.entry is not None


@dataclass(frozen=True, slots=True)
class _Link:
    """Something that a statement may point at."""

    key: str
    is_published: bool


@dataclass(slots=True)
class Builder:
    """Makes entries of the statements of one record: agencies, then documents, then what these are linked with."""

    record: Record
    decisions: Decisions
    authorities: Authorities
    agencies: dict[str, _Link] = field(default_factory=dict)
    documents: dict[str, _Link] = field(default_factory=dict)  # by each of their folded names

    def __post_init__(self) -> None:
        for section in (*Record.MENTIONS, "voices"):
            for mention in getattr(self.record, section):
                self.agencies[mention.key] = _Link(mention.key, self._is_accepted(mention))
        for document in self.record.documents:
            if document.kind == "policy":
                names = [document.label.en, document.label.zh]
                names += [name for reading in document.evidence for _, name in reading.names()]
                self._name(names, _Link(document.key, self._is_accepted(document)))

    def _is_accepted(self, entry: Entry) -> bool:
        """Whether what a person wrote is published: some words that show it are accepted."""
        return any(
            self.decisions.verdict(entry.key, reading.span)[0] in PUBLISHED
            for reading in entry.evidence
            if "exists" in reading.says
        )

    def build(self, all_statements: Sequence[Statement]) -> Iterator[Built]:
        """What becomes of each statement. Raises `RecordError` for a field that a person set to what it cannot hold."""
        for kind in ("agency", "document", "measure", "recommendation", "target", "observation"):
            for statement in all_statements:
                if statement.kind == kind:
                    yield self._build(statement)

    def _build(self, statement: Statement) -> Built:
        if statement.verdict is None and self._is_held(statement):
            return Built(statement, HELD)
        entry, lacking = getattr(self, f"_{statement.kind}")(statement)
        status = statement.verdict or (AUTO if statement.band == "auto" and not lacking else OPEN)
        if statement.verdict is None and statement.band == "discard":
            entry = None
        built = Built(statement, status, entry, lacking)
        if isinstance(entry, Mention):
            known = self.agencies.get(entry.key)
            self.agencies[entry.key] = _Link(entry.key, built.is_published or bool(known and known.is_published))
        if isinstance(entry, Document) and entry.kind == "policy":
            names = [statement.value("title") or statement.label, *statement.fields.get("aliases", ())]
            self._name(names, _Link(entry.key, built.is_published))
        return built

    def _name(self, names: Iterable[str], link: _Link) -> None:
        for name in names:
            known = self.documents.get(same_name(name))
            if known is None or (link.is_published and not known.is_published):
                self.documents[same_name(name)] = link

    def _is_held(self, statement: Statement) -> bool:
        """Whether a person wrote an entry of this kind about these words already."""
        entries = getattr(self.record, f"{statement.kind}s", ()) if statement.kind != "agency" else ()
        spans = [reading.span for entry in entries for reading in entry.evidence]
        if statement.kind == "agency":
            key = self._authority(_names(statement))
            spans = [
                reading.span
                for section in Record.MENTIONS
                for mention in getattr(self.record, section)
                if mention.key == key
                for reading in mention.evidence
            ]
        return any(overlap(span, statement.span) >= LEAST_OVERLAP for span in spans)

    def _agency(self, statement: Statement) -> tuple[Entry | None, tuple[str, ...]]:
        key = self._authority(_names(statement))
        if key is None:
            return None, ("name",)
        return self._make(Mention, statement, {"key": key}, says=()), ()

    def _document(self, statement: Statement) -> tuple[Entry, tuple[str, ...]]:
        title = statement.value("title") or statement.label
        kind = "report" if statement.value("kind") == "report" else "policy"
        type_ = None
        if kind == "policy":
            named = statement.value("type")
            type_ = knowing.concept("doctype", named) if named else knowing.document_type(title)
        issued = knowing.date(statement.value("date") or "")
        issuers = self._issuers(statement, everything=not self._may_publish(statement, bool(type_) or kind == "report"))
        facts: dict[str, Any] = {"kind": kind, "type": type_, "issued": issued}
        if kind == "report":
            facts["publisher"] = issuers[0][0] if issuers else None
        else:
            facts["issued_by"] = [key for key, _ in issuers]
        entry = self._make(Document, statement, facts, says=("issued",), title=title, readings=_issuing(issuers, kind))
        return entry, () if type_ or kind == "report" else ("type",)

    def _issuers(self, statement: Statement, *, everything: bool) -> list[tuple[str, Span]]:
        """The issuers that are known, each with words that name it; only published ones where that is asked."""
        grounds = statement.grounds.get("issuers", ())
        if len(grounds) != len(statement.fields.get("issuers", ())):
            grounds = tuple(statement.span for _ in statement.fields.get("issuers", ()))
        pairs = zip(statement.fields.get("issuers", ()), grounds, strict=True)
        found = [(self._authority([name]), span) for name, span in pairs]
        return [(key, span) for key, span in found if key and (everything or self._is_published_agency(key))]

    def _measure(self, statement: Statement) -> tuple[Entry, tuple[str, ...]]:
        document = self.documents.get(same_name(statement.value("document") or ""))
        agents = [key for name in statement.fields.get("agents", ()) if (key := self._authority([name]))]
        known = [key for key in agents if self._is_published_agency(key)]
        is_set_out = document is not None and document.is_published
        if self._may_publish(statement, is_set_out or bool(known)):
            agents, document = known, document if is_set_out else None
        facts = {"set_out_in": document.key if document else None, "undertaken_by": agents}
        entry = self._make(Measure, statement, facts | self._classes(statement), says=("set_out_in", "undertaken_by"))
        return entry, () if is_set_out or known else ("document or agents",)

    def _recommendation(self, statement: Statement) -> tuple[Entry, tuple[str, ...]]:
        makers = [key for name in statement.fields.get("by", ()) if (key := self._maker(name))]
        known = [key for key in makers if self._is_published_agency(key)]
        if self._may_publish(statement, bool(known)):
            makers = known
        facts = {"made_by": makers} | self._classes(statement)
        return self._make(Recommendation, statement, facts, says=("made_by",)), () if known else ("by",)

    def _target(self, statement: Statement) -> tuple[Entry, tuple[str, ...]]:
        document = self.documents.get(same_name(statement.value("document") or ""))
        is_set_out = document is not None and document.is_published
        facts: dict[str, Any] = {"deadline": knowing.date(statement.value("deadline") or ""), "kind": ["qualitative"]}
        figure = statement.value("value")
        value = knowing.number(figure, statement.value("unit")) if figure else None
        lacking: tuple[str, ...] = ()
        if figure and value is not None:
            facts |= {"kind": ["quantitative"], "value": value, "qualifier": knowing.qualifier(figure)}
            facts["unit"] = knowing.unit(statement.value("unit"), figure)
            facts["indicator"] = knowing.concept("indicator", statement.value("indicator") or "")
            lacking = tuple(name for name in ("indicator", "unit") if not facts[name])
        if document and (is_set_out or not self._may_publish(statement, not lacking)):
            facts["set_out_in"] = document.key
        says = ("deadline", "value", "unit", "qualifier", "set_out_in")
        return self._make(Target, statement, facts, says=says), lacking

    def _observation(self, statement: Statement) -> tuple[Entry | None, tuple[str, ...]]:
        figure = statement.value("value") or ""
        value = knowing.number(figure, statement.value("unit"))
        if value is None:
            return None, ("value",)
        facts: dict[str, Any] = {
            "indicator": knowing.concept("indicator", statement.value("indicator") or ""),
            "value": value,
            "unit": knowing.unit(statement.value("unit"), figure),
            "qualifier": knowing.qualifier(figure),
            "reported": statement.value("reported") or figure,
            "period": knowing.period(statement.value("period") or ""),
            "area": self._area(statement.value("area")),
            "source": self._sources(statement),
        }
        lacking = tuple(name for name in ("indicator", "unit", "period", "area", "source") if not facts[name])
        if lacking and not statement.rules:
            return None, lacking
        return self._make(Observation, statement, facts, says=tuple(set(facts) - {"indicator"})), lacking

    def _area(self, name: str | None) -> str | None:
        return name if name == NOT_STATED else self._authority([name]) if name else None

    def _sources(self, statement: Statement) -> list[str]:
        found = []
        for name in statement.fields.get("source", ()):
            document = self.documents.get(same_name(name))
            key = NOT_STATED if name == NOT_STATED else document.key if document else self._authority([name])
            found += [key] if key else []
        return found

    def _classes(self, statement: Statement) -> dict[str, list[str]]:
        """The classification that a person set."""
        return {name: list(statement.fields[name]) for name in CLASSIFICATION if name in statement.fields}

    def _may_publish(self, statement: Statement, is_complete: bool) -> bool:
        return statement.verdict in PUBLISHED if statement.verdict else statement.band == "auto" and is_complete

    def _authority(self, names: Iterable[str]) -> str | None:
        return knowing.authority(self.authorities, names)

    def _maker(self, name: str) -> str | None:
        return name if self._is_voice(name) else self._authority([name])

    def _is_voice(self, key: str) -> bool:
        return any(voice.key == key for voice in self.record.voices)

    def _is_published_agency(self, key: str) -> bool:
        return key in self.agencies and self.agencies[key].is_published

    def _make(
        self,
        model: type[Made],
        statement: Statement,
        facts: Mapping[str, Any],
        *,
        says: Iterable[str],
        title: str | None = None,
        readings: Sequence[dict[str, Any]] = (),
    ) -> Made:
        """The entry: a reading of its words that says that it exists, and what else is said there."""
        held = {name: value for name, value in facts.items() if value not in (None, []) or name == "made_by"}
        said = {name for name in held.keys() & set(says) if held[name] not in (NOT_STATED, [NOT_STATED], [])}
        read = {"rule": statement.rules[0], "confidence": statement.confidence} if statement.rules else {}
        first = {"span": statement.span, "says": ["exists", *sorted(said)], "title": title}
        others = [{"span": span, "says": ["exists"]} for span in statement.also if not _touch(span, statement.span)]
        evidence = [_excused(each | read) for each in (first, *others, *readings)]
        content: dict[str, Any] = {"key": statement.key, **held, "evidence": evidence}
        if model is not Mention:
            content["label"] = {name: statement.value(f"label_{name}") or statement.label for name in ("en", "zh")}
        try:
            return model.model_validate(content)
        except ValidationError as error:
            fault = error.errors()[0]
            raise RecordError(
                fault["msg"].removeprefix("Value error, "),
                where=f"{self.record.name}, {statement.key}, {'.'.join(map(str, fault['loc']))}",
                fix="Correct what was set: policygraph review edit.",
            ) from error


def _names(statement: Statement) -> list[str]:
    return [statement.value("name") or statement.label, statement.label, *statement.fields.get("aliases", ())]


def _issuing(issuers: Iterable[tuple[str, Span]], kind: str) -> list[dict[str, Any]]:
    """A reading for each issuer, at words that name it."""
    if kind == "report":
        return [{"span": span, "reads": {"publisher": key}} for key, span in list(issuers)[:1]]
    return [{"span": span, "reads": {"issued_by": [key]}} for key, span in issuers]


def _excused(reading: dict[str, Any]) -> dict[str, Any]:
    is_long = len(reading["span"]) > LONGEST_EVIDENCE
    return reading | ({"exception": "one clause, as a rule or a person found it"} if is_long else {})


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def overlap(one: Span, other: Span) -> float:
    """Intersection over union of two spans."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(shared, 0) / (max(one.end, other.end) - min(one.start, other.start))
