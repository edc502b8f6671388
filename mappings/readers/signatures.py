"""Files that are no text although their name says so, known by their first bytes; none of them is ever opened."""

import re

from ontology.errors import QuarantineError

TEXT_FIRST = "Save the article's text as plain text, HTML or Markdown."
SIGNATURES = (  # where the bytes stand, the bytes, what such a file is
    (0, b"%PDF-", "a PDF"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF8", "a GIF image"),
    (0, b"RIFF", "a media file (RIFF)"),
    (0, b"{\\rtf", "a rich text document (RTF)"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint document"),
    (0, b"PK\x05\x06", "an empty zip archive"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"SQLite format 3\x00", "a database (SQLite)"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\x00", "a program"),
    (0, b"ID3", "a sound file"),
    (0, b"\xef\xbb\xbf{\\rtf", "a rich text document (RTF)"),
    (0, b"bplist00", "a property list"),
)
IN_ZIP = ((b"word/", "a Word document (DOCX)"), (b"xl/", "an Excel table"), (b"ppt/", "a PowerPoint presentation"))
_MAIL = re.compile(rb"^(?:From|MIME-Version|Snapshot-Content-Location|Content-Type): ", re.MULTILINE)


def refuse_what_is_no_text(written: bytes, where: str) -> None:
    """Raises `QuarantineError` that names the kind of a file that holds no text, or holds it in a wrapping."""
    kind = next((kind for at, start, kind in SIGNATURES if written.startswith(start, at)), None)
    if written.startswith(b"PK\x03\x04"):
        inside = (kind for name, kind in IN_ZIP if name in written[:SEARCHED] or name in written[-SEARCHED:])
        kind = next(inside, "a zip archive")
    if b"multipart/related" in written[:SEARCHED] and _MAIL.search(written[:SEARCHED]):
        kind = "a web page in one file (MHTML)"
    if kind:
        raise QuarantineError(f"is {kind}, not a text", where=where, fix=TEXT_FIRST)


SEARCHED = 8192  # bytes at both ends in which the names of a zip archive's entries stand
