"""What is no text of an article: said so at once, by its kind, within bounds of memory and time."""

import gzip
import io
import itertools
import json
import tarfile
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from mappings.readers import read_article, read_bytes
from ontology.errors import ArchiveError, QuarantineError

SENTENCE = "The council opened a reading room. "


def zipped(*names: str, content: bytes = b"x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        link = tarfile.TarInfo("article.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return buffer.getvalue()


@pytest.mark.accept("U9")
@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word"),
        (rb"{\rtf1\ansi The council opened}", "a rich text document"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a Word document"),
        (zipped("../../article.txt"), "a zip archive"),
        (zipped("inner.zip", content=zipped("a.txt")), "a zip archive"),
        (zipped("zeros.txt", content=bytes(50_000_000)), "a zip archive"),
        (gzip.compress(SENTENCE.encode(), mtime=0), "a gzip archive"),
        (tarred(), "a tar archive"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "MHTML"),
        (b'<?xml version="1.0"?><rss><item>News</item></rss>', "XML"),
        (b'{"title": "News", "text": "The council opened a reading room."}', "JSON"),
        (json.dumps({"text": "\ud800"}).encode(), "JSON"),
    ],
    ids=lambda value: value if isinstance(value, str) else "bytes",  # archives hold the time at which they are made
)
def test_other_kinds_of_file_are_named_and_never_opened(written: bytes, kind: str) -> None:
    with pytest.raises(QuarantineError, match=kind):
        read_bytes(written, "article.txt")


@pytest.mark.accept("U6")
@pytest.mark.parametrize(
    "written",
    [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", "\ufeff \u3000\u00a0\n".encode(), b"\n"],
    ids=["nothing", "blanks", "utf-8-mark", "utf-16-mark", "wide-blanks", "line-end"],
)
def test_a_file_without_words_is_called_empty(written: bytes) -> None:
    with pytest.raises(QuarantineError, match="holds no text"):
        read_bytes(written, "empty.txt")


@pytest.mark.accept("U6")
def test_a_file_of_one_byte_is_read() -> None:
    assert read_bytes(b"a", "a.txt").text == "a"


@pytest.mark.accept("U4")
@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x80", "\x9f", "\ufffe", "\uffff"])
def test_control_characters_are_refused_with_their_place(sign: str) -> None:
    with pytest.raises(QuarantineError, match=rf"U\+{ord(sign):04X}\) at offset {len(SENTENCE)}"):
        read_bytes((SENTENCE + sign + SENTENCE).encode(), "article.txt")


@pytest.mark.accept("U4")
@pytest.mark.parametrize("reference", ["&#0;", "&#1;", "&#x1F;", "&#xFFFE;", "&#127;", "&#xD800;"])
def test_control_characters_that_a_page_writes_as_references_do_not_reach_the_words(reference: str) -> None:
    page = f"<html><body><p>The council{reference} opened a reading room, and it will open two more.</p></body></html>"
    words = " ".join(block.text for block in read_bytes(page.encode(), "page.html").blocks())
    assert all(sign.isprintable() for sign in words)


@pytest.mark.accept("U5")
def test_half_a_surrogate_pair_is_refused_in_every_encoding() -> None:
    text = SENTENCE + "\ud800" + SENTENCE
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        for mark in ("", "\ufeff"):
            with pytest.raises(QuarantineError):
                read_bytes((mark + text).encode(encoding, "surrogatepass"), "article.txt")


@pytest.mark.accept("U7")
def test_a_line_of_200_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as file:
        file.write(b"a")
        file.truncate(200_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(QuarantineError, match="has 200000000 bytes; the limit is 5000000"):
            read_article(path)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.accept("U7")
@pytest.mark.timeout(120)
def test_a_million_lines_are_read_in_bounded_memory() -> None:
    written = b"a\n" * 1_000_000
    tracemalloc.start()
    try:
        blocks = read_bytes(written, "lines.txt").blocks()
        shown = sum(1 for _ in itertools.islice(blocks, 50_000))  # tracing is slow, and they are made one by one
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()
    assert shown + sum(1 for _ in blocks) == 1_000_000


@pytest.mark.accept("U7")
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "written",
    [
        b"a" * 1_000_000,
        b"a" + b" " * 1_000_000 + b"b",
        b"a" + b"\n" * 1_000_000 + b"b",
        b"a\n" + b" \t" * 500_000 + b"\nb",
        b"title: a\ndate: x\ntext: " + b"a: b\n" * 200_000,
        b"title: a\ndate: x\ntext: y\n" + b"a_b: b\n" * 150_000,
        b"Core Viewpoint - " + b"Group 1: " * 100_000,
        b"# T\n" + b"[" * 1_000_000,
        b"# T " + b" " * 1_000_000 + b"#",
        b"---\ntitle: a\n" + b"a: " * 300_000,
        b"This is a line of words that goes on without any stop at all\n" * 600 + b" " * 1_000_000 + b"x\n",
        b"[" * 1_000_000,
        b"REEDPORT," + b" " * 1_000_000 + b"(",
    ],
    ids=[
        *("letters", "blanks", "blank-lines", "blank-line", "dump", "dump-keys", "digest", "brackets", "heading"),
        *("front-matter", "wrapped", "json", "dateline"),
    ],
)
def test_hostile_texts_are_read_in_time(written: bytes) -> None:
    start = time.process_time()
    sum(1 for _ in read_bytes(written, "article.txt").blocks())
    assert time.process_time() - start < 10


def test_a_file_that_is_not_there_is_no_quarantine(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be read"):
        read_article(tmp_path / "none.txt")
