"""Taking articles into a workspace: the text goes to the archive as it is, and a record without statements is begun.

Nothing is ever overwritten. A file that cannot be read beyond doubt stays outside, with the reason, and the others are
taken; where a name or a text is in the workspace already, nothing is written at all.
"""

import contextlib
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mappings.beginning import RIGHTS, begin_record
from mappings.extract.plugins import Plugin
from mappings.quotation import anchor
from mappings.readers import ReadArticle, read_article, text_of
from mappings.record.decisions import Decisions
from mappings.record.proposal import Proposal
from mappings.record.reading import parse_model
from mappings.record.values import Span
from mappings.record.writing import with_proposals, with_spans
from mappings.record.yaml import read_yaml
from mappings.review.extracting import extract_proposals
from mappings.review.proposing import renew
from ontology.authority_files import Authorities, read_authorities
from ontology.errors import ArchiveError, QuarantineError, RecordError
from ontology.terms import DEFAULT_BASE
from publish.workspace import Workspace

_NAME = re.compile(r"\w[\w.-]{0,99}")
_SPAN = re.compile(r"^  ([0-9]+-[0-9]+): \{", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reader:
    """How articles are read when they are added: with which authorities and plug-ins, and whether at all."""

    authorities: Authorities
    plugins: Sequence[Plugin] = ()
    extracts: bool = True


@dataclass(frozen=True, slots=True)
class Addition:
    """An article that can be taken: where its text and its record go, and what they hold."""

    source: Path
    article: ReadArticle
    text_file: Path
    record_file: Path
    record: str
    bands: Mapping[str, int]  # how many proposals of each
    refused: Sequence[str]  # what plug-ins said that does not stand in the text


@dataclass(frozen=True, slots=True)
class Plan:
    """What adding some files would write, which of them stay outside and why, and how many are there already."""

    additions: tuple[Addition, ...]
    quarantined: tuple[QuarantineError, ...]
    known: int


def plan(
    workspace: Workspace,
    files: Iterable[Path],
    *,
    genre: str | None,
    today: str,
    decoder: str | None = None,
    plugins: Sequence[Plugin] = (),
    extracts: bool = True,
) -> Plan:
    """What adding these files would write. `genre` and `decoder` are what a person says, of all of them.

    Their statements are proposed by the extraction, unless `extracts` is false.

    Raises `ArchiveError` for a file whose name cannot be taken or is taken by another text, or whose text is there
    under another name.
    """
    known = dict(_known_texts(workspace))
    reader = Reader(read_authorities(DEFAULT_BASE, workspace.authority_files()), plugins, extracts)
    additions, quarantined, there = [], [], 0
    for file in files:
        try:
            article = read_article(file, decoder=decoder, most_bytes=workspace.settings.number("limits.article_bytes"))
        except QuarantineError as error:
            quarantined.append(error)
            continue
        fingerprint = _fingerprint(article.text)
        other = known.get(fingerprint) or known.get(article.sha256)
        if other and other != article.file:
            raise ArchiveError(
                f"the same text is here already, as {other}", where=str(file), fix="Use that article's record."
            )
        known[fingerprint] = known[article.sha256] = article.file
        if _is_new(workspace, file, article):
            additions.append(_addition(workspace, file, article, genre, today, reader))
        else:
            there += 1
    return Plan(tuple(additions), tuple(quarantined), there)


def carry_out(addition: Addition) -> None:
    """Write text and record, each in one step. Raises `ArchiveError` when one cannot be written, or has changed."""
    written = addition.source.read_bytes()
    if hashlib.sha256(written).hexdigest() != addition.article.sha256:
        raise ArchiveError("changed while it was read", where=str(addition.source), fix="Add it again.")
    for path, content in ((addition.text_file, written), (addition.record_file, addition.record.encode())):
        try:
            path.parent.mkdir(exist_ok=True)
            with contextlib.suppress(FileExistsError):  # the same text, as `plan` made sure
                _create(path, content)
        except OSError as error:
            raise ArchiveError(
                f"cannot be written ({error.strerror})", where=str(path), fix="Check permissions and free space."
            ) from error


def _create(path: Path, content: bytes) -> None:
    """A new file with its whole content, or `FileExistsError`: a link never replaces what is there."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)


def _addition(
    workspace: Workspace, file: Path, article: ReadArticle, genre: str | None, today: str, reader: Reader
) -> Addition:
    record = begin_record(file.stem, article, genre=genre, today=today)
    proposals: tuple[Proposal, ...] = ()
    refused: tuple[str, ...] = ()
    if reader.extracts:
        found = extract_proposals(article, reader.authorities, RIGHTS, today, reader.plugins)
        proposals = renew((), found.proposals, _earlier_decisions(workspace, file.stem), article.text).proposals
        refused = found.refused
        record = _anchored(with_proposals(record, found.extraction, found.quality, proposals), article.text, proposals)
    return Addition(
        source=file,
        article=article,
        text_file=workspace.archive / article.file,
        record_file=workspace.records / f"{file.stem}.yaml",
        record=record,
        bands=Counter(each.band for each in proposals),
        refused=refused,
    )


def _earlier_decisions(workspace: Workspace, name: str) -> Decisions:
    """The decisions on a record of this name that was here before: they are found again by their words."""
    path = workspace.decisions / f"{name}.yaml"
    if path.exists():
        return parse_model(Decisions, read_yaml(path))
    return Decisions(format="policygraph-decisions/1", record=name)


def _anchored(record: str, text: str, proposals: Iterable[Proposal]) -> str:
    """The record's text with the words that proposals rest on in its table of spans too."""
    spans = {Span.parse(written) for written in _SPAN.findall(record)}
    spans |= {span for each in proposals if each.band != "discard" for span in each.spans()}
    return with_spans(record, {span: anchor(text, span, RIGHTS) for span in spans})


def _is_new(workspace: Workspace, file: Path, article: ReadArticle) -> bool:
    """Whether something is left to write. Raises `ArchiveError` where another text has the name, or none can."""
    if not _NAME.fullmatch(file.stem):
        raise ArchiveError(
            f"{file.stem!r} cannot name a record",
            where=str(file),
            fix="Rename it: letters, digits, hyphens, underscores.",
        )
    text_file, record_file = workspace.archive / article.file, workspace.records / f"{file.stem}.yaml"
    held = [digest for digest in (_digest(text_file), _recorded_digest(record_file)) if digest]
    if any(digest != article.sha256 for digest in held):
        raise ArchiveError(
            "another text of this name is here already",
            where=article.file,
            fix="Give the new file another name.",
        )
    return not (text_file.exists() and record_file.exists())


def _known_texts(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Fingerprint or digest of each text of the workspace, and its file name."""
    for path in sorted(workspace.archive.glob("[!.]*")):
        with contextlib.suppress(ArchiveError):  # not a text that could be the same
            yield _fingerprint(text_of(path.read_bytes(), path.name)[0]), path.name
    for path in workspace.record_files():
        source_fields = _recorded_source(path)
        yield source_fields.get("sha256", ""), source_fields.get("file", "")


def _recorded_digest(record_file: Path) -> str | None:
    return _recorded_source(record_file).get("sha256", "unknown") if record_file.exists() else None


def _recorded_source(record_file: Path) -> dict[str, str]:
    """The `source` of a record, which may be a draft that cannot be read as a whole yet."""
    with contextlib.suppress(RecordError):
        content = read_yaml(record_file).content
        source = content.get("source") if isinstance(content, dict) else None
        if isinstance(source, dict):
            return {key: value for key, value in source.items() if isinstance(value, str)}
    return {}


def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None


def _fingerprint(text: str) -> str:
    """The digest of a text without what differs between two copies of it: BOM, line ends, space at the ends."""
    folded = "\n".join(line.rstrip() for line in text.removeprefix("\ufeff").splitlines()).strip()
    return hashlib.sha256(folded.encode()).hexdigest()
