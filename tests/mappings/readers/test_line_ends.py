"""Line ends stay as they are and change nothing but offsets: twins of one text give the same things."""

import pytest

from mappings.readers import ReadArticle, read_bytes

from .conftest import CHINESE, ENGLISH
from .pages import PAGES
from .test_formats import DIGEST, DUMP, MAIL_LIKE, MARKDOWN

TEXTS = {
    "english": ENGLISH,
    "chinese": CHINESE,
    "dump": DUMP,
    "headed": MAIL_LIKE,
    "digest": DIGEST,
    "markdown": MARKDOWN,
    "wrapped": "The county opened forty libraries in its villages,\nand the readers were as glad as anybody had\n" * 3,
    **{page.name: page.html.replace("charset=gb2312", "charset=utf-8") for page in PAGES},
}
WITHIN_PLAIN_TEXT = ("english", "chinese", "dump", "headed", "digest", "wrapped")


def things(article: ReadArticle) -> tuple[object, ...]:
    """What is found, without where: blocks, values, regions by their words."""
    words = [
        (
            region.part,
            region.version,
            region.language,
            " ".join(article.text[region.span.start : region.span.end].split()),
        )
        for region in article.regions
    ]
    blocks = [(block.kind, block.text) for block in article.blocks()]
    return article.format, article.decoder, article.language, words, blocks, [(c.field, c.value) for c in article.clues]


def words_at(article: ReadArticle) -> list[str]:
    """The raw words of every clue and block, line ends aside."""
    spans = [clue.span for clue in article.clues] + [block.span for block in article.blocks()]
    return [" ".join(article.text[span.start : span.end].split()) for span in spans]


@pytest.mark.accept("U3")
@pytest.mark.parametrize("name", TEXTS)
def test_crlf_twin_gives_the_same_things_at_its_own_offsets(name: str) -> None:
    text = TEXTS[name]
    unix = read_bytes(text.encode(), "a")
    twin = read_bytes(text.replace("\n", "\r\n").encode(), "a")
    assert twin.text.count("\r\n") == text.count("\n")
    assert things(twin) == things(unix)
    assert words_at(twin) == words_at(unix)
    assert twin.sha256 != unix.sha256
    assert len(twin.text) == len(unix.text) + text.count("\n")
    last, last_twin = list(unix.blocks())[-1].span, list(twin.blocks())[-1].span
    assert last_twin.start == last.start + text.count("\n", 0, last.start)


@pytest.mark.accept("U3")
@pytest.mark.parametrize("name", WITHIN_PLAIN_TEXT)
@pytest.mark.parametrize("end", ["\r", "\x85", "\u2028", "\u2029"], ids=["cr", "nel", "line-separator", "paragraph"])
def test_other_line_ends_give_the_same_things(name: str, end: str) -> None:
    text = TEXTS[name]
    assert things(read_bytes(text.replace("\n", end).encode(), "a")) == things(read_bytes(text.encode(), "a"))


@pytest.mark.accept("U3")
@pytest.mark.parametrize("blank", ["\t", "\u00a0", "\u3000", "  "], ids=["tab", "no-break", "ideographic", "two"])
def test_blanks_around_lines_change_nothing(blank: str) -> None:
    text = "\n".join(f"{blank}{line}{blank}" if line else "" for line in CHINESE.split("\n"))
    assert things(read_bytes(text.encode(), "a"))[4:] == things(read_bytes(CHINESE.encode(), "a"))[4:]


@pytest.mark.accept("U1")
@pytest.mark.parametrize("name", TEXTS)
def test_a_byte_order_mark_counts_as_a_character_and_changes_nothing_else(name: str) -> None:
    marked, bare = read_bytes(("\ufeff" + TEXTS[name]).encode(), "a"), read_bytes(TEXTS[name].encode(), "a")
    assert things(marked)[1:] == things(bare)[1:]
    assert [c.span.start for c in marked.clues] == [c.span.start + 1 for c in bare.clues]
