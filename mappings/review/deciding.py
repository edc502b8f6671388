"""Deciding: one more line at the end of a record's file of decisions. Nothing that stands there is ever changed.

The file is replaced as a whole, and only after the new one has been read without a fault; so a crash, a full disk or a
fault in a field leaves what was there.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mappings.quotation import anchor
from mappings.record.decisions import DecidedWords, Decision, Decisions
from mappings.record.model import Record
from mappings.record.proposal import ProposalKind
from mappings.record.reading import parse_model
from mappings.record.values import Span
from mappings.record.writing import in_one_line, replace_file
from mappings.record.yaml import read_yaml
from mappings.review.statements import Statement
from ontology.errors import RecordError

OPEN, REJECTED = "proposed", "rejected"


def decided_words(record: Record, span: Span, text: str | None) -> DecidedWords:
    """The words at a span, as a decision keeps them. Raises `RecordError` when neither text nor record has them."""
    held = record.spans.get(span)
    if held is None and text is None:
        raise RecordError(
            f"the words at {span} are not in the record", where=record.name, fix="Put the text into the archive."
        )
    known = held if held is not None else anchor(text or "", span, record.article.rights)
    return DecidedWords(span=span, **known.model_dump())


def decision_on(
    statement: Statement,
    verdict: str,
    words: DecidedWords,
    *,
    by: str,
    at: str,
    why: str,
    kind: ProposalKind | None = None,
    changes: Mapping[str, tuple[str, ...]] | None = None,
) -> Decision:
    """A verdict on a statement as it is now, with what it changes; what earlier decisions set of it stays set."""
    before = statement.decision
    return Decision(
        on=statement.key,
        verdict=verdict,
        kind=kind or statement.kind,
        add=bool(before and before.add),
        set={**(before.set if before else {}), **(changes or {})},
        words=words,
        by=by,
        at=at,
        why=why,
    )


def undoing(
    decisions: Decisions, record: Record, key: str, text: str | None, *, by: str, at: str, why: str
) -> Decision:
    """The decision that takes the last one on a statement back: what held before it holds again.

    Raises `RecordError` where nothing was decided.
    """
    history = [each for _, each in decisions.on_proposals() if each.on == key]
    if not history:
        where = f"{decisions.record}, {key}"
        raise RecordError("nobody has decided on it", where=where, fix="There is nothing to undo.")
    changes: dict[str, Any] = {"by": by, "at": at, "why": why}
    if len(history) > 1:
        return history[-2].model_copy(update=changes)
    if history[0].add:
        return history[0].model_copy(update={"verdict": REJECTED, **changes})
    proposal = next(each for each in record.proposals if each.key == key)
    as_proposed: dict[str, Any] = {
        "kind": proposal.kind,
        "words": decided_words(record, proposal.span, text),
        "set": {},
    }
    return history[0].model_copy(update={"verdict": OPEN, **as_proposed, **changes})


def decide(path: Path, record: str, decision: Decision) -> None:
    """Write a decision to the end of a record's file of decisions, which is begun where there is none.

    Raises `RecordError` when the file is at fault, or the decision is dated before the last one there.
    """
    with _alone(path.parent):
        written = path.read_text(encoding="utf-8") if path.exists() else ""
        if written:
            _check_order(parse_model(Decisions, read_yaml(path)), decision, path)
        else:
            written = f"format: policygraph-decisions/1\nrecord: {record}\ndecisions:\n"
        if not written.endswith("\n"):
            written += "\n"
        _check(path, written + f"  - {in_one_line(_content(decision))}\n")
        replace_file(path, written + f"  - {in_one_line(_content(decision))}\n")


def _content(decision: Decision) -> dict[str, Any]:
    """The fields of a decision in the order in which one reads them."""
    return {name: value for name, value in decision.model_dump().items() if value is not None}


def _check_order(held: Decisions, decision: Decision, path: Path) -> None:
    last = held.decisions[-1].at if held.decisions else ""
    if decision.at < last[: len(decision.at)]:
        raise RecordError(
            f"{decision.at} is before {last}, the day of the last decision",
            where=str(path),
            fix="Decisions stand in the order of their days: give a later one.",
        )


def _check(path: Path, text: str) -> None:
    """Raises `RecordError` when the new file could not be read again."""
    draft = path.with_name(f".{path.name}.check")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        parse_model(Decisions, read_yaml(draft))
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else decides here meanwhile: two reviewers at work never lose each other's lines."""
    folder.mkdir(exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
