"""Reviewing: a record, its proposals and the decisions become the record after decisions. One pure function.

What a person decided holds. Of what nobody decided, the standing policy publishes the band `auto` where nothing is
lacking; the band `review` stays proposed; the band `discard` stays in the file and goes nowhere else. A verdict on the
whole record is about what a person wrote there, never about proposals.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import Field

from mappings.record.decisions import Decision, Decisions
from mappings.record.model import Anchor, Entry, Mention, Record
from mappings.record.proposal import SECTION_OF
from mappings.record.values import Span
from mappings.review.building import Builder, Built
from mappings.review.statements import statements
from ontology.authority_files import Authorities


class ReviewedDecisions(Decisions):
    """Decisions that know which entries were proposals, and what holds for those.

    `standing` gives, for an entry (and for a mention, one span of it), the verdict and the numbers of the decisions
    that gave it, the one in force last.
    """

    standing: dict[tuple[str, Span | None], tuple[str, tuple[int, ...]]] = Field(default_factory=dict)

    def verdict(self, entry: str, span: Span | None) -> tuple[str, tuple[int, ...]]:
        """See `Decisions.verdict`."""
        return self.standing.get((entry, span)) or self.standing.get((entry, None)) or super().verdict(entry, span)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The record after decisions, the decisions with the standing policy, and what became of each statement."""

    record: Record
    decisions: Decisions
    built: tuple[Built, ...]


def review(record: Record, decisions: Decisions, authorities: Authorities) -> Reviewed:
    """The record after decisions. One without proposals and additions stays as it is.

    Raises `RecordError` for a field that a decision set to what it cannot hold.
    """
    found = statements(record, decisions)
    if not found:
        return Reviewed(record, decisions, ())
    built = tuple(Builder(record, decisions, authorities).build(found))
    kept = {name: [*getattr(record, name)] for name in dict.fromkeys(SECTION_OF.values())}
    for each in built:
        if each.entry is not None:
            _put(kept[SECTION_OF[each.statement.kind]], each.entry)
    anchors = {each.words.span: _anchor(each) for _, each in decisions.on_proposals() if each.words}
    changed = {name: tuple(entries) for name, entries in kept.items()}
    reviewed = record.model_copy(update={**changed, "proposals": (), "spans": {**anchors, **record.spans}})
    used = reviewed.used_spans()
    reviewed = reviewed.model_copy(update={"spans": {s: a for s, a in reviewed.spans.items() if s in used}})
    standing = {place: verdict for each in built for place, verdict in _standing(each, decisions)}
    return Reviewed(reviewed, ReviewedDecisions(**dict(decisions), standing=standing), built)


def _put(entries: list[Entry], entry: Entry) -> None:
    """Add an entry; a further mention of an authority joins the one that is there."""
    for index, other in enumerate(entries):
        if isinstance(entry, Mention) and other.key == entry.key:
            new = [each for each in entry.evidence if each.span not in {held.span for held in other.evidence}]
            entries[index] = other.model_copy(update={"evidence": (*other.evidence, *new)})
            return
    entries.append(entry)


def _anchor(decision: Decision) -> Anchor:
    assert decision.words
    return Anchor(**decision.words.model_dump(exclude={"span"}))


def _standing(
    built: Built, decisions: Decisions
) -> Iterable[tuple[tuple[str, Span | None], tuple[str, tuple[int, ...]]]]:
    """The verdicts on the entry of a statement; a mention may have several statements, told apart by their spans."""
    if built.entry is None:
        return
    numbers = _deciding(built, decisions)
    spans = [reading.span for reading in built.entry.evidence] if isinstance(built.entry, Mention) else [None]
    for span in spans:
        yield (built.entry.key, span), (built.status, numbers)


def _deciding(built: Built, decisions: Decisions) -> tuple[int, ...]:
    """The numbers of the decisions on a statement that were about it as it is now, the one in force last."""
    now = built.statement.decision
    if now is None:
        return ()
    return tuple(
        number
        for number, each in decisions.on_proposals()
        if (each.on, each.kind, each.set, each.words) == (now.on, now.kind, now.set, now.words)
    )
