"""Review in a workspace: what is to be decided, the words around it, and what decisions mean for identifiers."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mappings.archive import Archive
from mappings.extract.plugins import Plugin
from mappings.quotation import anchor
from mappings.readers import read_article
from mappings.record.decisions import (
    Decision,
    Decisions,
    orphaned,
    read_decisions,
    read_decisions_with_orphans,
)
from mappings.record.model import Mention, Record
from mappings.record.proposal import ProposalKind
from mappings.record.reading import read_record
from mappings.record.values import NOT_STATED, Span
from mappings.record.writing import replace_file, with_proposals, with_spans
from mappings.review.building import FIELDS_OF, LABELS, Built
from mappings.review.deciding import decide, decided_words, decision_on, undoing
from mappings.review.extracting import extract_proposals
from mappings.review.gold import reviewed_gold
from mappings.review.proposing import Renewal, renew
from mappings.review.reviewing import Reviewed, review
from mappings.review.statements import Statement
from ontology.authority_files import Authorities, read_authorities
from ontology.errors import ArchiveError, RecordError
from ontology.ledger import LIVE, WITHDRAWN, Ledger
from ontology.terms import DEFAULT_BASE, FOAF, RDF
from publish.workspace import Workspace

ACCEPTED, AMENDED, REJECTED = "accepted", "amended", "rejected"
SILENT = ("period", "area", "source")  # what an article may not state; a person who accepts it has looked
AUDITED = 20  # of what is published without a reviewer, one in so many is shown to one all the same
AROUND = 160  # code points of context on each side
_PROPOSED_KEY = re.compile(r"[a-z]-[0-9a-f]{6}")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True)
class Case:
    """One record under review: as it is in its file, and after the decisions on it."""

    workspace: Workspace
    record: Record
    decisions: Decisions
    authorities: Authorities

    @cached_property
    def reviewed(self) -> Reviewed:
        """The record after decisions."""
        return review(self.record, self.decisions, self.authorities)

    @cached_property
    def text(self) -> str | None:
        """The article's text, where the archive has it."""
        try:
            return Archive(self.workspace.archive).text(self.record.source)
        except ArchiveError:
            return None

    @property
    def decisions_file(self) -> Path:
        """Where the decisions on this record stand."""
        return self.workspace.decisions / f"{self.record.name}.yaml"

    @property
    def orphans(self) -> list[Decision]:
        """The decisions whose proposal is not there any more."""
        return orphaned(self.decisions, self.record)

    def built(self, key: str) -> Built | None:
        """What became of one statement."""
        return next((each for each in self.reviewed.built if each.statement.key == key), None)

    def after(self, decision: Decision) -> "Case":
        """The case with one more decision, in memory only."""
        more = self.decisions.model_copy(update={"decisions": (*self.decisions.decisions, decision)})
        return Case(self.workspace, self.record, more, self.authorities)


@dataclass(frozen=True, slots=True)
class Context:
    """The words of a statement between those around them, safe to print."""

    before: str
    words: str
    after: str


def workspace_authorities(workspace: Workspace) -> Authorities:
    """The authorities that a workspace knows."""
    return read_authorities(DEFAULT_BASE, workspace.authority_files())


def open_case(workspace: Workspace, name: str, authorities: Authorities) -> Case:
    """The case of one record, orphaned decisions included. Raises `RecordError`."""
    file = workspace.records / f"{name}.yaml"
    record = read_record(file, authorities)
    decisions = workspace.decisions / file.name
    held = read_decisions_with_orphans(decisions, record)
    if not orphaned(held, record):
        held = read_decisions(decisions, record)
    return Case(workspace, record, held, authorities)


def open_cases(workspace: Workspace, names: Iterable[str] = ()) -> Iterator[Case]:
    """The cases of some records; without names, of all. Raises `RecordError`."""
    authorities = workspace_authorities(workspace)
    for name in list(names) or [path.stem for path in workspace.record_files()]:
        yield open_case(workspace, name.removesuffix(".yaml"), authorities)


def find(workspace: Workspace, identifier: str) -> tuple[Case, Built]:
    """The statement that `NAME/KEY` names, or `KEY` alone where only one record has it.

    Raises `RecordError` when there is none, or several.
    """
    name, _, key = identifier.rpartition("/")
    found = [(case, built) for case in open_cases(workspace, [name] if name else []) if (built := case.built(key))]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{case.record.name}/{key}" for case, _ in found)
        raise RecordError(f"{key} is in several records", where=identifier, fix=f"Name one of: {names}.")
    raise RecordError("nothing is proposed under this key", where=identifier, fix="See: policygraph review list.")


def context(case: Case, span: Span, around: int = AROUND) -> Context:
    """The words at a span with those around them; where the text is not at hand, what the record may quote."""
    if case.text is not None:
        start, end = max(0, span.start - around), min(len(case.text), span.end + around)
        return Context(
            printable(case.text[start : span.start]),
            printable(case.text[span.start : span.end]),
            printable(case.text[span.end : end]),
        )
    anchor = case.record.spans.get(span)
    quoted = (anchor.exact or f"{anchor.opens} … {anchor.closes}") if anchor else "(the text is not in the archive)"
    return Context("", printable(quoted), "")


def printable(words: str) -> str:
    """Words in one line, with what a terminal would not show, or would obey, written out."""
    return _HIDDEN.sub(lambda sign: " " if sign[0] in "\r\n\t" else f"\\u{ord(sign[0]):04x}", words)


def queue(cases: Sequence[Case]) -> list[tuple[Case, Built]]:
    """What to decide, that first from which most is learnt: uncertain, and much depends on it; then the audit."""
    waiting = [
        (-_worth(built, _dependants(case)), case.record.name, built.statement.span, case, built)
        for case in cases
        for built in case.reviewed.built
        if built.statement.verdict in (None, "proposed") and built.status == "proposed"
        if built.statement.band != "discard"
    ]
    audit = [
        (case, built)
        for case in cases
        for built in case.reviewed.built
        if built.status == "auto-accepted" and _is_drawn(case.record.name, built.statement.key)
    ]
    waiting.sort(key=lambda row: (*row[:3], row[4].statement.key))
    return [(case, built) for *_, case, built in waiting] + audit


def _worth(built: Built, dependants: Callable[[Statement], int]) -> float:
    uncertainty = 1 - abs(2 * float(built.statement.confidence) - 1)
    return (0.01 + uncertainty) * (1 + dependants(built.statement))


def _dependants(case: Case) -> Callable[[Statement], int]:
    """How many statements of the article name a document or agency."""
    named = Counter(
        name
        for each in case.reviewed.built
        for field in ("document", "agents", "issuers", "source")
        for name in each.statement.fields.get(field, ())
    )
    return lambda statement: sum(named[name] for name in {statement.value("title"), statement.value("name")} if name)


def _is_drawn(record: str, key: str) -> bool:
    """One in twenty, by digest: the same for everybody, and for no reason that a rule could follow."""
    return int.from_bytes(hashlib.sha256(f"{record}/{key}".encode()).digest()[:4]) % AUDITED == 0


def accept(case: Case, built: Built, *, by: str, at: str, why: str, changes: Mapping[str, tuple[str, ...]]) -> Case:
    """Accept a statement, with what a person sets on the way; what the article may not state is set so.

    Raises `RecordError` when it lacks what it needs to be published.
    """
    return _publish(case, built, kind=None, span=None, by=by, at=at, why=why, changes=changes)


def edit(
    case: Case,
    built: Built,
    *,
    kind: ProposalKind | None,
    span: Span | None,
    by: str,
    at: str,
    why: str,
    changes: Mapping[str, tuple[str, ...]],
) -> Case:
    """Accept a statement as what a person makes of it. Raises `RecordError` as `accept` does."""
    return _publish(case, built, kind=kind, span=span, by=by, at=at, why=why, changes=changes)


def reject(case: Case, built: Built, *, by: str, at: str, why: str) -> Case:
    """Reject a statement: it stays as evidence, with the reason."""
    words = decided_words(case.record, _span(built), case.text)
    return _record(case, decision_on(built.statement, REJECTED, words, by=by, at=at, why=why), by)


def add(
    case: Case,
    *,
    kind: ProposalKind,
    span: Span,
    by: str,
    at: str,
    why: str,
    changes: Mapping[str, tuple[str, ...]],
) -> tuple[str, Case]:
    """Add a statement that the extraction did not find; its key, and the case with it.

    Raises `RecordError` when it lacks what it needs to be published, or is there already.
    """
    key = f"{kind[0]}-{hashlib.sha256(f'added{kind}{span}'.encode()).hexdigest()[:6]}"
    if case.built(key):
        raise RecordError("is there already", where=f"{case.record.name}/{key}", fix="Edit it instead.")
    blank = Statement(key=key, kind=kind, span=span, label="", fields={})
    return key, _publish(case, Built(blank, "proposed"), kind=kind, span=span, by=by, at=at, why=why, changes=changes)


def undo(case: Case, key: str, *, by: str, at: str, why: str) -> Case:
    """Take the last decision on a statement back by one more. Raises `RecordError` where there is none."""
    return _record(case, undoing(case.decisions, case.record, key, case.text, by=by, at=at, why=why), by)


def parse_changes(kind: ProposalKind, settings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The fields that `field=value` words set; a field named several times has several values.

    Raises `RecordError` for a field that a statement of this kind does not have.
    """
    changes: dict[str, tuple[str, ...]] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or name not in (*FIELDS_OF[kind], *LABELS, "label"):
            known = ", ".join(dict.fromkeys((*FIELDS_OF[kind], "label", *LABELS)))
            raise RecordError(
                f"a {kind} has no field {name!r}", where=setting, fix=f"Write field=value, with one of: {known}."
            )
        if not value.strip():
            raise RecordError("sets nothing", where=setting, fix="Give a value: field=value.")
        changes[name] = (*changes.get(name, ()), value.strip())
    return changes


def check_reviewer(authorities: Authorities, key: str) -> None:
    """Raises `RecordError` unless the key names a person or a group: a verdict is somebody's."""
    kinds = set(authorities.graph.objects(authorities.iris[key], RDF.type)) if key in authorities.iris else set()
    if not kinds & {FOAF.Person, FOAF.Group}:
        raise RecordError(
            "is no person or group of the authorities",
            where=f"--by {key}",
            fix="Name one, such as editors, or add the reviewer to the workspace's authorities/.",
        )


def _publish(
    case: Case,
    built: Built,
    *,
    kind: ProposalKind | None,
    span: Span | None,
    by: str,
    at: str,
    why: str,
    changes: Mapping[str, tuple[str, ...]],
) -> Case:
    words = decided_words(case.record, span or _span(built), case.text)
    is_new = case.built(built.statement.key) is None

    def decision(more: Mapping[str, tuple[str, ...]]) -> Decision:
        has_changed = bool(more) or (kind or built.statement.kind) != built.statement.kind or span is not None
        verdict = AMENDED if has_changed and not is_new else ACCEPTED
        made = decision_on(built.statement, verdict, words, by=by, at=at, why=why, kind=kind, changes=more)
        return made.model_copy(update={"add": made.add or is_new})

    lacking = _lacking(case.after(decision(changes)), built)
    silent = {name: (NOT_STATED,) for name in SILENT if name in lacking}
    lacking = _lacking(case.after(decision({**changes, **silent})), built)
    if lacking:
        raise RecordError(
            f"cannot be published: it lacks {', '.join(lacking)}",
            where=f"{case.record.name}/{built.statement.key}",
            fix=_advice(case, built, lacking),
        )
    return _record(case, decision({**changes, **silent}), by)


def _lacking(case: Case, built: Built) -> tuple[str, ...]:
    after = case.built(built.statement.key)
    return after.lacking if after else ()


def _advice(case: Case, built: Built, lacking: Sequence[str]) -> str:
    if "name" in lacking:
        return "Set the key of an authority: name=KEY; or add it to the workspace's authorities/ first."
    if "by" in lacking:
        return "Set who says so, by=KEY: a person or voice that the record has, with the words that name them."
    if "document or agents" in lacking:
        return "Accept its document or its agency first, or set one: document=TITLE or agents=KEY."
    return f"Set it: {' '.join(f'{name}=…' for name in lacking)} (a concept of its scheme, by slug or label)."


def _span(built: Built) -> Span:
    return built.statement.span


def _record(case: Case, decision: Decision, by: str) -> Case:
    """Write a decision, and let the ledger know what it means for identifiers. The case as it is then."""
    check_reviewer(case.authorities, by)
    after = case.after(decision)
    _ = after.reviewed  # a decision that cannot be read again is not written
    decide(case.decisions_file, case.record.name, decision)
    keep_identifiers(after, at=decision.at, by=by)
    return after


def keep_identifiers(case: Case, *, at: str, by: str) -> None:
    """Withdraw the identifiers of what is not proposed any more or is of another kind; restore what came back.

    An identifier never changes its kind and is never lost: its address says where to go.
    """
    ledger = Ledger.read(case.workspace.ledger)
    entries = [each for each in case.reviewed.built if each.entry is not None and not isinstance(each.entry, Mention)]
    live = {each.statement.key: each.statement.kind for each in entries}
    for (kind, name), identifier in list(ledger.keys.items()):
        record, _, key = name.partition("#")
        if record != case.record.name or not _PROPOSED_KEY.fullmatch(key):
            continue
        state = ledger.table[identifier].state
        if live.get(key) == kind and state == WITHDRAWN:
            ledger.restore(identifier, at=at, by=by, why="proposed or accepted again")
        if live.get(key) != kind and state == LIVE:
            now = live.get(key)
            see = ledger.identify(now, name, at=at, by=by) if now else None
            why = f"held to be a {now}" if now else "not proposed any more"
            ledger.withdraw(identifier, at=at, by=by, why=why, see=see)
    ledger.write(case.workspace.ledger)


def renew_proposals(case: Case, *, by: str, at: str, plugins: Sequence[Plugin] = ()) -> Renewal:
    """Extract the article again, with the rules and words of now, and put the proposals into its record.

    What was decided stays. Raises `ArchiveError` when the text is not at hand, and writes nothing then.
    """
    workspace, record = case.workspace, case.record
    Archive(workspace.archive).text(record.source)  # the bytes that the record speaks of, or an error that says why
    article = read_article(workspace.archive / record.source.file, decoder=record.source.decoder)
    found = extract_proposals(article, case.authorities, record.article.rights, at, plugins)
    renewal = renew(record.proposals, found.proposals, case.decisions, article.text)
    renewed = record.model_copy(update={"proposals": renewal.proposals})
    spans = {span: anchor(article.text, span, record.article.rights) for span in renewed.used_spans()}
    file = workspace.records / f"{record.name}.yaml"
    written = with_proposals(file.read_text(encoding="utf-8"), found.extraction, found.quality, renewal.proposals)
    replace_file(file, with_spans(written, spans))
    keep_identifiers(open_case(workspace, record.name, case.authorities), at=at, by=by)
    return renewal


def gold_of(case: Case) -> dict[str, Any]:
    """The reviewed record as an annotation. Raises `ArchiveError` when the text is not at hand."""
    return reviewed_gold(case.record, case.reviewed, Archive(case.workspace.archive).text(case.record.source))


def quoted_span(case: Case, quote: str, occurrence: int) -> Span:
    """Where words stand in the article. Raises `RecordError` where they do not, or the text is not at hand."""
    start = -1
    for _ in range(occurrence):
        start = case.text.find(quote, start + 1) if case.text is not None and quote.strip() else -1
        if start < 0:
            raise RecordError(
                "these words are not in the text" if case.text is not None else "the text is not in the archive",
                where=f"{case.record.name}, {quote!r}",
                fix="Copy them from the article, letter by letter.",
            )
    blank = len(quote) - len(quote.lstrip())
    return Span(start + blank, start + len(quote.rstrip()))
