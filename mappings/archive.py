"""The archive: the folder where a user keeps the texts. Bytes in, text out, and nothing changed on the way."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from mappings.quotation import anchor
from mappings.record.model import Record, Source
from mappings.record.values import Span
from ontology.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder with the source texts, each under the file name that its record gives."""

    folder: Path

    def text(self, source: Source) -> str:
        """The text of a source as its record's decoder reads it.

        Raises `ArchiveError` when the file is missing, has other bytes than the record knows, or cannot be decoded.
        """
        path = self.folder / source.file
        written = _read(path)
        if hashlib.sha256(written).hexdigest() != source.sha256:
            raise ArchiveError(
                "the bytes are not those that the record was made from (SHA-256 differs)",
                where=str(path),
                fix="Put the original file back, or make a new record of the new one.",
            )
        return _decode(written, source.decoder, path)


def verify(record: Record, text: str) -> list[tuple[Span, str]]:
    """The spans whose digest or words are not those of the text, with what is wrong; none when all is well."""
    faults = []
    if len(text) != record.source.characters:
        faults.append((Span(0, len(text)), f"the text has {len(text)} code points, not {record.source.characters}"))
    for span, held in sorted(record.spans.items()):
        there = anchor(text, span, record.article.rights)
        if there.sha256 != held.sha256:
            faults.append((span, "the digest is not that of the words there"))
        elif there != held:
            faults.append((span, "the quotation is not what the rights statement allows, or not the words there"))
    return faults


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ArchiveError(
            f"cannot be read: {error.strerror}", where=str(path), fix="Give the folder that holds the texts."
        ) from error


def _decode(written: bytes, decoder: str, path: Path) -> str:
    try:
        return written.decode(decoder)
    except UnicodeDecodeError as error:
        raise ArchiveError(
            f"not {decoder}: byte {error.start} is 0x{written[error.start]:02x}",
            where=str(path),
            fix="Save the file as UTF-8, and keep the original beside it.",
        ) from error
    except LookupError as error:
        raise ArchiveError(
            f"there is no decoder {decoder!r}", where=str(path), fix="Correct `decoder` in the record."
        ) from error
