"""Decisions: what was accepted, rejected, disputed or left open, by whom, when and why. A file of their own."""

from pathlib import Path
from typing import Annotated, Literal

from mappings.record.model import Record
from mappings.record.reading import parse_model
from mappings.record.values import ConceptOf, Key, Model, Sha256, Span, StatedDate, Words
from mappings.record.yaml import Place, Tree, read_yaml

WHOLE_RECORD = "record"
ARTICLE = "article"
PUBLISHED = frozenset({"accepted", "amended", "auto-accepted"})


class Decision(Model):
    """One verdict on a whole record, on one entry (`on`), or on one entry's reading of one span."""

    on: Key
    span: Span | None = None
    sha256: Sha256 | None = None
    verdict: Annotated[str, ConceptOf("review")]
    by: Key
    at: StatedDate
    why: Words

    def speaks_of(self, entry: str, span: Span | None) -> int:
        """How closely the decision fits a reading: 0 not at all, 1 the record, 2 the entry, 3 the very span."""
        if self.on == WHOLE_RECORD:
            return 1
        if self.on != entry:
            return 0
        if self.span is None:
            return 2
        return 3 if self.span == span else 0


class Decisions(Model):
    """All decisions on one record, oldest first. The closest one holds; of equals, the last."""

    format: Literal["policygraph-decisions/1"]
    record: str
    decisions: tuple[Decision, ...] = ()

    def verdict(self, entry: str, span: Span | None) -> tuple[str, int | None]:
        """The verdict on a reading and the number of the decision (from 1).

        Where nobody decided it is None, and the verdict `proposed`; but what a record says of the article itself is
        `auto-accepted`: that the file holds an article needs no reviewer, and an unreviewed one can be published.
        """
        closeness = [decision.speaks_of(entry, span) for decision in self.decisions]
        best = max(closeness, default=0)
        if best == 0:
            return ("auto-accepted" if entry == ARTICLE else "proposed"), None
        last = max(index for index, value in enumerate(closeness) if value == best)
        return self.decisions[last].verdict, last + 1


def read_decisions(path: Path, record: Record) -> Decisions:
    """The decisions on a record; none where there is no file.

    Raises `RecordError` naming file, line and field, also for a decision about a span or an entry that the record
    does not have, or whose words have changed since: a decision is never silently lost.
    """
    if not path.exists():
        return Decisions(format="policygraph-decisions/1", record=record.name)
    tree = read_yaml(path)
    decisions = parse_model(Decisions, tree)
    if decisions.record != record.name:
        raise tree.error(("record",), f"speaks of {decisions.record!r}, not of {record.name!r}", "Correct the name.")
    readings = {entry.key: {reading.span for reading in entry.evidence} for _, entry in record.entries()}
    for index, decision in enumerate(decisions.decisions):
        place = ("decisions", index)
        if decision.on not in {WHOLE_RECORD, *readings}:
            raise tree.error((*place, "on"), f"the record has no entry {decision.on!r}", "Name one of its keys.")
        if decision.span and decision.span not in readings.get(decision.on, ()):
            raise tree.error(
                (*place, "span"),
                f"{decision.on} has no evidence {decision.span}: the decision is an orphan",
                "Move it to the span that the record has now, or delete it.",
            )
        _check_words(decision, record, tree, (*place, "sha256"))
    return decisions


def _check_words(decision: Decision, record: Record, tree: Tree, place: Place) -> None:
    anchor = record.spans.get(decision.span) if decision.span else None
    if anchor and decision.sha256 not in (None, anchor.sha256):
        raise tree.error(place, f"the words at {decision.span} have changed since the decision", "Decide again.")
