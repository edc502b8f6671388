"""A file as an article: refuse what is no text, decode, refuse what no text may hold, then let its format read it."""

import hashlib
import json
import re
from pathlib import Path

from mappings.readers.article import ReadArticle
from mappings.readers.decoding import decode
from mappings.readers.formats import format_of
from mappings.readers.lines import BLANK
from mappings.readers.signatures import TEXT_FIRST, refuse_what_is_no_text
from ontology.errors import ArchiveError, QuarantineError

MOST_BYTES = 5_000_000  # the limit where nobody sets another
# No text holds these, and RDF may not: NUL and its kind, halves of surrogate pairs, what is no character at all.
# Tab, line ends, form feed and NEL (U+0085) are white space.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_XML = re.compile(r"\ufeff?\s*<(?:\?xml|!DOCTYPE|rdf:RDF|rss|feed|svg)\b", re.IGNORECASE)


def read_article(path: Path, *, decoder: str | None = None, most_bytes: int = MOST_BYTES) -> ReadArticle:
    """The article in a file; `decoder` is one that a person names.

    Raises `ArchiveError` when the file cannot be opened, `QuarantineError` when it is too large, no text, empty, not
    decoded beyond doubt, or holds characters that no text may hold. No more than the limit is ever read.
    """
    try:
        with path.open("rb") as file:
            written = file.read(most_bytes + 1)
    except OSError as error:
        raise ArchiveError(
            f"cannot be read: {error.strerror}", where=str(path), fix="Check its name and permissions."
        ) from error
    if len(written) > most_bytes:
        raise QuarantineError(
            f"has {path.stat().st_size} bytes; the limit is {most_bytes}",
            where=str(path),
            fix="Keep one article per file, or raise `article_bytes` under [limits] in policygraph.toml.",
        )
    return read_bytes(written, path.name, where=str(path), decoder=decoder)


def read_bytes(written: bytes, file: str, *, where: str | None = None, decoder: str | None = None) -> ReadArticle:
    """The article in some bytes under the name of their file; raises as `read_article` does."""
    where = where or file
    text, used = text_of(written, where, decoder)
    format = format_of(text)
    if format.name == "plain":
        _refuse_other_formats(text, where)
    try:
        content = format.read(text)
    except QuarantineError as error:
        raise QuarantineError(error.what, where=where, fix=error.fix) from error
    return ReadArticle(
        file=file,
        sha256=hashlib.sha256(written).hexdigest(),
        bytes=len(written),
        decoder=used,
        format=format.name,
        text=text,
        regions=content.regions,
        clues=content.clues,
        _blocks=content.blocks,
    )


def text_of(written: bytes, where: str, decoder: str | None = None) -> tuple[str, str]:
    """The text in some bytes and its decoder, before any format is looked for; raises `QuarantineError`."""
    refuse_what_is_no_text(written, where)
    text, used = decode(written, where, decoder)
    if not text.strip(BLANK):
        raise QuarantineError("the file holds no text", where=where, fix="Check that the right file was saved.")
    if forbidden := _FORBIDDEN.search(text):
        raise QuarantineError(
            f"there is a control character (U+{ord(forbidden[0]):04X}) at offset {forbidden.start()}",
            where=where,
            fix="This looks like no text file: save the article as plain text.",
        )
    return text, used


def _refuse_other_formats(text: str, where: str) -> None:
    """Raises `QuarantineError` for what is data about something, not the text of an article."""
    kind = "XML" if _XML.match(text) else None
    if text.lstrip(BLANK).startswith(("{", "[")):
        try:
            data = json.loads(text.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            data = None
        kind = "JSON" if isinstance(data, dict | list) and data else kind
    if kind:
        raise QuarantineError(f"is {kind}, not an article", where=where, fix=TEXT_FIRST)
