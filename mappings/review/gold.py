"""Gold of one's own: a reviewed record as an annotation, so that the extraction can be measured against it.

What somebody accepted or wrote is marked, what somebody rejected is not, and what nobody looked at counts neither way.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from mappings.extract.gold import FIELDS, LISTS
from mappings.record.decisions import PUBLISHED, Decisions
from mappings.record.model import Document, Entry, Mention, Observation, Recommendation, Record, Thing
from mappings.record.proposal import SECTION_OF
from mappings.record.values import Span
from mappings.review.reviewing import Reviewed
from mappings.review.statements import Statement


def reviewed_gold(record: Record, reviewed: Reviewed, text: str) -> dict[str, Any]:
    """The annotation that a record amounts to, offsets and quotes of its text."""
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in (*LISTS.values(), "optional")}
    for built in reviewed.built:
        statement = built.statement
        if statement.verdict in PUBLISHED:
            lists[LISTS[statement.kind]].append(_of_statement(statement, text))
        elif statement.verdict is None and built.status != "held":
            lists["optional"].append(_quote(text, statement.span) | {"why": "nobody has decided on it"})
    for kind, section in SECTION_OF.items():
        for entry in getattr(record, section):
            lists[LISTS[kind]] += _of_entry(entry, record, reviewed.decisions, text)
    return {"seed": record.source.file, "chars": len(text), "genre": record.article.genre, **lists}


def _of_statement(statement: Statement, text: str) -> dict[str, Any]:
    entry = _quote(text, statement.span) | {"label": statement.label}
    for name in FIELDS[statement.kind]:
        plain = name.strip("|[]")
        values = statement.fields.get(plain, ())
        entry[plain] = list(values) if name.endswith("[]") else next(iter(values), entry.get(plain))
    if statement.kind == "agency":
        entry["name"] = entry["name"] or statement.label
    if statement.kind == "document":
        entry["title"] = entry["title"] or statement.label
    return entry | {"alts": [_quote(text, span) for span in statement.also]}


def _of_entry(entry: Entry, record: Record, decisions: Decisions, text: str) -> Iterator[dict[str, Any]]:
    """What a person wrote into the record, if it is published."""
    showing = [reading.span for reading in entry.evidence if "exists" in reading.says]
    published = [span for span in showing if decisions.verdict(entry.key, span)[0] in PUBLISHED]
    if not published:
        return
    first, *others = published
    made = _quote(text, first) | {"alts": [_quote(text, span) for span in others]}
    names = [name for reading in entry.evidence for _, name in reading.names()]
    if isinstance(entry, Mention):
        yield made | {"name": _first(names, text[first.start : first.end]), "aliases": names[1:]}
    elif isinstance(entry, Document):
        yield made | {"title": _first(names, entry.label.en), "aliases": [*names[1:], entry.label.en, entry.label.zh]}
    elif isinstance(entry, Thing):
        yield made | {"label": entry.label.en, **_facts(entry, record)}


def _facts(entry: Entry, record: Record) -> dict[str, Any]:
    """The fields that can be told without the words of the authorities."""
    facts: dict[str, Any] = {}
    document = next((each for each in record.documents if each.key == getattr(entry, "set_out_in", None)), None)
    if document:
        facts["document"] = _first([name for each in document.evidence for _, name in each.names()], document.label.en)
    if isinstance(entry, Observation):
        facts |= {"value": entry.reported, "unit": "", "period": entry.period}
    if isinstance(entry, Recommendation):
        facts["by"] = None
    return facts


def _first(names: Iterable[str], otherwise: str) -> str:
    return next(iter(names), otherwise)


def _quote(text: str, span: Span) -> dict[str, Any]:
    return {"quote": text[span.start : span.end], "start": span.start, "end": span.end}
