"""HTML: title and body of any page, with offsets into the raw file; hostile pages cost no more than their length."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.readers import read_bytes
from ontology.errors import QuarantineError

from .conftest import clues, shown
from .pages import EN, PAGES, SavedPage

SENTENCE = b"<p>The council opened forty reading rooms, it said, and will open more of them.</p>"
TAG = re.compile(r"<[^>]*>")


@pytest.mark.accept("U8")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_title_and_body_are_found_and_nothing_else(page: SavedPage) -> None:
    article = read_bytes(page.html.encode(page.encoding), "page")
    assert (article.format, article.decoder) == ("html", page.encoding)
    title, *body = shown(article)
    assert title == ("title", page.title)
    assert tuple(words for _, words in body) == page.body


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_says_about_itself_is_found_and_counters_are_nothing(page: SavedPage) -> None:
    found = set(clues(read_bytes(page.html.encode(page.encoding), "page")))
    assert page.clues <= found
    assert {pair for pair in found - page.clues if pair[0] != "title"} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_clean_words_lead_back_to_the_raw_file(page: SavedPage) -> None:
    article = read_bytes(page.html.encode(page.encoding), "page")
    for block in article.blocks():
        for word in re.finditer(r"\w+", block.text):
            span = block.passage.locate(*word.span())
            raw = TAG.sub("", article.text[span.start : span.end])
            assert raw.replace("&#44;", ",") == word[0]
        assert block.region.span.start <= block.span.start < block.span.end <= block.region.span.end
    for clue in article.clues:
        assert article.text[clue.span.start : clue.span.end].strip()


def test_a_page_of_its_title_alone_has_that_as_its_body() -> None:
    article = read_bytes(b"<html><body><h1>Closed today</h1></body></html>", "page")
    assert "Closed today" in [words for _, words in shown(article)]


@pytest.mark.accept("U8")
@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"<html><frameset><frame src=a.html></frameset></html>", "frameset"),
        (b"<html><head><script>var a = 1;</script></head><body></body></html>", "holds no text"),
        (b"<html><body>" + b"a<br>" * 200_001, "more than 200000 paragraphs"),
        (b"<html><body><!-- never closed <p>The council.</p></body></html>", "holds no text"),
        (b"<html><body><script>never closed <p>The council.</p></body></html>", "holds no text"),
    ],
    ids=["frames", "nothing", "too-many", "comment", "script"],
)
def test_a_page_without_words_or_with_too_many_is_refused(page: bytes, reason: str) -> None:
    with pytest.raises(QuarantineError, match=reason):
        read_bytes(page, "page.html")


@pytest.mark.accept("U8")
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "page",
    [
        b"<html><body>" + b"<div>" * 100_000 + SENTENCE,
        b"<html><body>" + b"<div>" * 100_000 + SENTENCE + b"</div>" * 100_000,
        b"<html><body>" + b"<div>" * 100_000 + b"</p></b></i>" * 100_000 + SENTENCE,
        b"<html><body>" + b"<a><b><div>" * 50_000 + SENTENCE,
        b"<html><body>" + b"<" * 1_000_000 + SENTENCE,
        b"<html><body>" + b'<a "' * 200_000 + SENTENCE,
        b"<html><body>" + b"<a x='\"" * 200_000 + SENTENCE,
        b"<html><body>" + b"<title>" * 100_000 + SENTENCE,
        b"<html><body><div " + b"a=b " * 300_000 + b">" + SENTENCE,
        b"<html><body><p a" + b" " * 1_000_000 + b">" + SENTENCE,
        b"<html><body><p>" + b"&amp" * 300_000 + SENTENCE,
        b"<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><html><body><p>" + b"&b;" * 300_000 + SENTENCE,
    ],
    ids=[
        *("nested", "nested-and-closed", "stray-ends", "nested-links", "angles", "quotes", "both-quotes", "titles"),
        *("attributes", "blanks", "references", "entity-bomb"),
    ],
)
def test_hostile_pages_are_read_in_time(page: bytes) -> None:
    start = time.process_time()
    assert len(list(read_bytes(page, "page.html").blocks())) <= 10
    assert time.process_time() - start < 10


TAGS = ["p", "/p", "div", "/div", "a href='x'", "/a", "b", "/b", "br", "li", "h1", "/h1", "td", "nav", "/nav"]
TAGS += ["script", "/script", "!--", "title", "/title"]
OTHERS = ["-->", "<", ">", "&amp;", "&nbsp;", "&#20013;", "&", '"', "'", "=", "\r\n", " "]
PIECES = st.sampled_from(
    [f"<{tag}>" for tag in TAGS] + OTHERS + ["The council, it said, opened forty rooms.", "图书室，"]
)


@pytest.mark.accept("U8")
@given(pieces=st.lists(PIECES, max_size=40))
def test_any_soup_is_read_or_refused_and_every_offset_is_in_the_file(pieces: list[str]) -> None:
    text = "<html>" + "".join(pieces)
    try:
        article = read_bytes(text.encode(), "soup.html")
    except QuarantineError:
        return
    assert article.text == text
    previous = 0
    for block in article.blocks():
        assert block.text == block.text.strip()
        ends = [block.passage.locate(index, index + 1) for index in range(len(block.text))]
        assert all(0 <= span.start < span.end <= len(text) for span in ends)
        assert [span.start for span in ends] == sorted(span.start for span in ends)
        if block.kind != "title":
            assert block.span.start >= previous
            previous = block.span.end


def test_scripts_and_menus_do_not_reach_the_words() -> None:
    words = " ".join(words for page in PAGES for _, words in shown(read_bytes(page.html.encode(page.encoding), "x")))
    for other in ("var n", "color", "ferry", "Copyright", "首页", "566", "二维码", "agree more", "欢迎来电", "Related"):
        assert other not in words
    assert EN[0] in words
