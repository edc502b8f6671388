"""Taking articles into a workspace: the text goes to the archive as it is, and a record without statements is begun.

Nothing is ever overwritten. A file that cannot be read beyond doubt stays outside, with the reason, and the others are
taken; where a name or a text is in the workspace already, nothing is written at all.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mappings.beginning import begin_record
from mappings.readers import ReadArticle, read_article, text_of
from mappings.record.yaml import read_yaml
from ontology.errors import ArchiveError, QuarantineError, RecordError
from publish.workspace import Workspace

_NAME = re.compile(r"\w[\w.-]{0,99}")


@dataclass(frozen=True, slots=True)
class Addition:
    """An article that can be taken: where its text and its record go, and what they hold."""

    source: Path
    article: ReadArticle
    text_file: Path
    record_file: Path
    record: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What adding some files would write, which of them stay outside and why, and how many are there already."""

    additions: tuple[Addition, ...]
    quarantined: tuple[QuarantineError, ...]
    known: int


def plan(
    workspace: Workspace, files: Iterable[Path], *, genre: str | None, today: str, decoder: str | None = None
) -> Plan:
    """What adding these files would write. `genre` and `decoder` are what a person says, of all of them.

    Raises `ArchiveError` for a file whose name cannot be taken or is taken by another text, or whose text is there
    under another name.
    """
    known = dict(_known_texts(workspace))
    additions, quarantined, there = [], [], 0
    for file in files:
        try:
            article = read_article(file, decoder=decoder, most_bytes=workspace.settings.number("limits.article_bytes"))
        except QuarantineError as error:
            quarantined.append(error)
            continue
        addition = _addition(workspace, file, article, genre, today)
        fingerprint = _fingerprint(article.text)
        other = known.get(fingerprint) or known.get(article.sha256)
        if other and other != article.file:
            raise ArchiveError(
                f"the same text is here already, as {other}", where=str(file), fix="Use that article's record."
            )
        known[fingerprint] = known[article.sha256] = article.file
        if _is_new(addition):
            additions.append(addition)
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


def _addition(workspace: Workspace, file: Path, article: ReadArticle, genre: str | None, today: str) -> Addition:
    name = file.stem
    if not _NAME.fullmatch(name):
        raise ArchiveError(
            f"{name!r} cannot name a record", where=str(file), fix="Rename it: letters, digits, hyphens, underscores."
        )
    return Addition(
        source=file,
        article=article,
        text_file=workspace.archive / article.file,
        record_file=workspace.records / f"{name}.yaml",
        record=begin_record(name, article, genre=genre, today=today),
    )


def _is_new(addition: Addition) -> bool:
    """Whether something is left to write. Raises `ArchiveError` where another text has the name."""
    held = [digest for digest in (_digest(addition.text_file), _recorded_digest(addition.record_file)) if digest]
    if any(digest != addition.article.sha256 for digest in held):
        raise ArchiveError(
            "another text of this name is here already",
            where=addition.article.file,
            fix="Give the new file another name.",
        )
    return not (addition.text_file.exists() and addition.record_file.exists())


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
