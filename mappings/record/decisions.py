"""Decisions: what was accepted, rejected, disputed or left open, by whom, when and why. A file of their own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from mappings.record.model import Anchor, Record, fault
from mappings.record.proposal import ProposalKind, Values
from mappings.record.reading import parse_model
from mappings.record.values import ConceptOf, Key, Model, Sha256, Span, StatedDate, Words
from mappings.record.yaml import Place, Tree, read_yaml

WHOLE_RECORD = "record"
ARTICLE = "article"
PUBLISHED = frozenset({"accepted", "amended", "auto-accepted"})


class DecidedWords(Anchor):
    """The words that a decision on a proposal is about: by these it is found again when proposals are made anew."""

    span: Span


class Decision(Model):
    """One verdict on a whole record, on one entry (`on`), or on one entry's reading of one span.

    A verdict on a proposal also tells the kind that it is held to be, the fields that a person gave it (`set`), and its
    words. With `add`, the person found what the extraction did not.
    """

    on: Key
    span: Span | None = None
    sha256: Sha256 | None = None
    verdict: Annotated[str, ConceptOf("review")]
    kind: ProposalKind | None = None
    add: bool = False
    set: dict[str, Values] = Field(default_factory=dict)
    words: DecidedWords | None = None
    by: Key
    at: StatedDate
    why: Words

    @model_validator(mode="after")
    def _says_what_it_is_about(self) -> "Decision":
        if (self.kind is None) != (self.words is None):
            raise fault("kind", "a decision on a proposal has both `kind` and `words`")
        if self.kind is None and (self.set or self.add):
            raise fault("set", "only proposals are set or added: change the record, or give `kind` and `words`")
        return self

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

    def on_proposals(self) -> Iterator[tuple[int, Decision]]:
        """The decisions on proposals and additions, each with its number (from 1)."""
        return ((number, each) for number, each in enumerate(self.decisions, start=1) if each.kind)

    def verdict(self, entry: str, span: Span | None) -> tuple[str, tuple[int, ...]]:
        """The verdict on a reading and the numbers (from 1) of the decisions that give it.

        Where nobody decided there are none, and the verdict is `proposed`; but what a record says of the article itself
        is `auto-accepted`: that the file holds an article needs no reviewer, and an unreviewed one can be published.
        """
        closeness = [decision.speaks_of(entry, span) for decision in self.decisions]
        best = max(closeness, default=0)
        if best == 0:
            return ("auto-accepted" if entry == ARTICLE else "proposed"), ()
        last = max(index for index, value in enumerate(closeness) if value == best)
        return self.decisions[last].verdict, (last + 1,)


def read_decisions(path: Path, record: Record) -> Decisions:
    """The decisions on a record; none where there is no file.

    Raises `RecordError` naming file, line and field, also for a decision about a span, entry or proposal that the
    record does not have, or whose words have changed since: a decision is never silently lost.
    """
    if not path.exists():
        return Decisions(format="policygraph-decisions/1", record=record.name)
    decisions, tree = _parse(path, record)
    readings = {entry.key: {reading.span for reading in entry.evidence} for _, entry in record.entries()}
    orphans = {each.on for each in orphaned(decisions, record)}
    for index, decision in enumerate(decisions.decisions):
        place = ("decisions", index)
        if decision.on in orphans:
            raise tree.error(
                (*place, "on"),
                f"nothing is proposed under {decision.on!r} any more: the decision is an orphan",
                f"`policygraph review renew {record.name}` looks for its words; else write another decision.",
            )
        if decision.kind:
            continue
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


def read_decisions_with_orphans(path: Path, record: Record) -> Decisions:
    """The decisions on a record whatever they are about, for those who look after orphans. Raises `RecordError`."""
    if not path.exists():
        return Decisions(format="policygraph-decisions/1", record=record.name)
    return _parse(path, record)[0]


def orphaned(decisions: Decisions, record: Record) -> list[Decision]:
    """The last decision on each proposal that the record does not have; what a person added needs none."""
    known = {proposal.key for proposal in record.proposals}
    last = {each.on: each for _, each in decisions.on_proposals()}
    added = {each.on for _, each in decisions.on_proposals() if each.add}
    return [each for key, each in last.items() if key not in known | added]


def _parse(path: Path, record: Record) -> tuple[Decisions, Tree]:
    tree = read_yaml(path)
    decisions = parse_model(Decisions, tree)
    if decisions.record != record.name:
        raise tree.error(("record",), f"speaks of {decisions.record!r}, not of {record.name!r}", "Correct the name.")
    return decisions, tree


def _check_words(decision: Decision, record: Record, tree: Tree, place: Place) -> None:
    anchor = record.spans.get(decision.span) if decision.span else None
    if anchor and decision.sha256 not in (None, anchor.sha256):
        raise tree.error(place, f"the words at {decision.span} have changed since the decision", "Decide again.")
