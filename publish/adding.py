"""Taking articles into a workspace: the text goes to the archive as it is, and a record without statements is begun.

Nothing is ever overwritten, and nothing is written at all when one of several files cannot be taken.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mappings.archive import describe
from mappings.quotation import anchor
from mappings.record.model import Source
from mappings.record.values import Span
from mappings.record.writing import skeleton, with_spans
from mappings.record.yaml import read_yaml
from ontology.errors import ArchiveError, RecordError
from publish.workspace import Workspace

RIGHTS = "http://rightsstatements.org/vocab/CNE/1.0/"  # what the skeleton states until somebody knows better
_NAME = re.compile(r"\w[\w.-]{0,99}")
_FIRST_SENTENCE = re.compile(r"\S[^\r\n]*?(?=[。！？!?]|\.\s|\s*[\r\n]|\s*\Z)")
_LONGEST_TITLE = {"en": 120, "zh": 40}  # code points
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Addition:
    """An article that can be taken: where its text and its record go, and what they hold."""

    text_file: Path
    record_file: Path
    content: bytes
    record: str


def plan(workspace: Workspace, files: Iterable[Path], *, genre: str, today: str) -> list[Addition]:
    """What adding these files would write; files that are in the workspace with record and text are left out.

    Raises `ArchiveError` for a file that is too large or no text, whose name is taken by another text, or whose text
    is there under another name.
    """
    known = dict(_known_texts(workspace))
    planned = []
    for file in files:
        _check_size(file, workspace.settings.number("limits.article_bytes"))
        source, text = describe(file)
        addition = _addition(workspace, file, source, text, genre, today)
        fingerprint = _fingerprint(text)
        other = known.get(fingerprint) or known.get(source.sha256)
        if other and other != source.file:
            raise ArchiveError(
                f"the same text is here already, as {other}", where=str(file), fix="Use that article's record."
            )
        known[fingerprint] = known[source.sha256] = source.file
        if _is_new(addition, source):
            planned.append(addition)
    return planned


def carry_out(addition: Addition) -> None:
    """Write text and record, each in one step. Raises `ArchiveError` when one cannot be written."""
    for path, content in ((addition.text_file, addition.content), (addition.record_file, addition.record.encode())):
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


def _addition(workspace: Workspace, file: Path, source: Source, text: str, genre: str, today: str) -> Addition:
    name = file.stem
    if not _NAME.fullmatch(name):
        raise ArchiveError(
            f"{name!r} cannot name a record", where=str(file), fix="Rename it: letters, digits, hyphens, underscores."
        )
    title_span, region = _title(text), _region(text)
    written = skeleton(
        name,
        source,
        title=text[title_span.start : title_span.end],
        title_span=title_span,
        region=region,
        language=_language(text),
        genre=genre,
        today=today,
    )
    spans = {span: anchor(text, span, RIGHTS) for span in (title_span, region)}
    return Addition(
        text_file=workspace.archive / source.file,
        record_file=workspace.records / f"{name}.yaml",
        content=file.read_bytes(),
        record=with_spans(written, spans),
    )


def _check_size(file: Path, limit: int) -> None:
    """Raises `ArchiveError` before a file that is too large is read."""
    size = file.stat().st_size
    if size > limit:
        raise ArchiveError(
            f"has {size} bytes; the limit is {limit}",
            where=str(file),
            fix="Add one article per file, or raise `article_bytes` under [limits] in policygraph.toml.",
        )


def _is_new(addition: Addition, source: Source) -> bool:
    """Whether something is left to write. Raises `ArchiveError` where another text has the name."""
    held = [digest for digest in (_digest(addition.text_file), _recorded_digest(addition.record_file)) if digest]
    if any(digest != source.sha256 for digest in held):
        raise ArchiveError(
            "another text of this name is here already", where=source.file, fix="Give the new file another name."
        )
    return not (addition.text_file.exists() and addition.record_file.exists())


def _known_texts(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Fingerprint or digest of each text of the workspace, and its file name."""
    for path in sorted(workspace.archive.glob("[!.]*")):
        with contextlib.suppress(ArchiveError):  # not a text that could be the same
            yield _fingerprint(describe(path)[1]), path.name
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


def _title(text: str) -> Span:
    """Where the first line or sentence stands, or its beginning: most often the title, and the editor corrects it."""
    start = _region(text).start
    found = _FIRST_SENTENCE.match(text, start)
    assert found is not None  # `describe` refuses a text without a word
    longest = text[start : min(found.end(), start + _LONGEST_TITLE[_language(text)])]
    return Span(start, start + len(longest.rstrip()))


def _region(text: str) -> Span:
    bare = text.removeprefix("\ufeff")
    start = len(text) - len(bare.lstrip())
    return Span(start, len(text.rstrip()))


def _language(text: str) -> str:
    """`zh` where more than a tenth of the letters are Chinese, else `en`."""
    letters = sum(character.isalpha() for character in text)
    return "zh" if len(_HAN.findall(text)) > letters / 10 else "en"
