"""Formats told by content, whatever a file is called, and what each reader finds."""

import pytest

from mappings.readers import read_bytes
from mappings.record.values import Span

from .conftest import CHINESE, ENGLISH, clues, shown

DUMP = """\
html: nan
title: 渡船夜航的通知 [政策原文]
resulting_text: 县政府决定开行夜航渡船。note: 每周五开行。 一、背景 市民盼望已久。
input_url: 20240503001357/http://boats.example/notice.html
returned_url: https://web.archive.org/web/20240502091931/http://boats.example/notice.html
date: 2024-05-03 00:00:00
translated_title: Notice on the Night Ferry [Original policy text]
translated_content: The county decided to sail a ferry at night.
english_summary: nan
views: 566
"""
DIGEST = """\
Workflow
村村有图书室
Hu Bian Ri Bao·2024-05-02 23:11

Core Viewpoint - Reading rooms bring books to villages [1][4]. Group 1: Rooms and Readers - Forty rooms have opened, \
up 83% [2]. - Half of them lend in 2023 - 2024 too [3]. Group 2: Outlook - More will follow [4].
"""
MARKDOWN = """\
---
title: "Rooms: forty of them"
author: Ada Bulrush
date: 2024-05-02
source: Port News
tags: [rooms]
---

# Rooms: *forty* of them

The county opened **forty** [reading rooms](https://news.example/rooms), and
wrapped this line.

## Overdue

- A room in each village
- A librarian for each room
"""
MAIL_LIKE = """\
Title: A ferry by night
Date: 2 May 2024
Source: Port News
Text: The ferry sails on Fridays.
It comes back at dawn.

Author: nobody knows.
"""


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (ENGLISH, "plain"),
        (CHINESE, "plain"),
        (DUMP, "dump"),
        (MAIL_LIKE, "dump"),
        (DIGEST, "digest"),
        (DIGEST.partition("\n")[2], "digest"),
        ("村村有图书室\n核心观点 - 图书室让村民读书[1]。\n", "digest"),
        (MARKDOWN, "markdown"),
        ("# Reading rooms\n\nThe county opened forty.\n", "markdown"),
        ("\ufeff<!-- x -->\n<!DOCTYPE html><p>Rooms", "html"),
        ("<p>Rooms</p><p>and <b>readers</b></p>", "html"),
        ("The plan (see <http://rooms.example>) is x < y and a > b.", "plain"),
        ("Author: Ada Bulrush\nThe county opened forty rooms.\n", "plain"),
        ("The report said:\ntitle: none\nurl: none\nIt was empty.\n", "plain"),
        ('"} ; DROP ALL ; INSERT DATA { <a> <b> "c" } #\nThe county opened forty.', "plain"),
        ("---\nThe county opened forty rooms.\n---\n", "plain"),
    ],
)
def test_a_format_is_told_by_its_content(text: str, format: str) -> None:
    assert read_bytes(text.encode(), "article.pdf").format == format


def test_plain_text_has_title_furniture_and_body() -> None:
    article = read_bytes(ENGLISH.encode(), "a")
    assert shown(article) == [
        ("title", "A library in every village"),
        ("paragraph", "The county opened forty libraries. Readers were glad, and so was the mayor."),
        ("paragraph", "By 2026 there will be sixty."),
    ]
    assert clues(article) == [("title", "A library in every village"), ("issued", "2024-05-02")]
    chinese = read_bytes(CHINESE.encode(), "a")
    assert chinese.language == "zh"
    assert clues(chinese) == [
        ("title", "村村有图书馆"),
        ("publisher", "湖边日报"),
        ("issued", "2024-05-02"),
        ("stated_datetime", "2024-05-02T08:30:00"),
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("2020-08-06 566", [("issued", "2020-08-06")]),
        (
            "Hu Bian Ri Bao·2025-08-20 23:11",
            [("issued", "2025-08-20"), ("stated_datetime", "2025-08-20T23:11:00"), ("publisher", "Hu Bian Ri Bao")],
        ),
        ("Source:Port News Date:2025.09.18 Views:5", [("publisher", "Port News"), ("issued", "2025-09-18")]),
        ("Updated: Nov 18, 2020 Port News Print", [("updated", "2020-11-18"), ("publisher", "Port News")]),
        (
            "(Port News Online)    17:01, May 29, 2020",
            [("issued", "2020-05-29"), ("stated_datetime", "2020-05-29T17:01:00"), ("publisher", "Port News Online")],
        ),
        ("Crawled on 2 May 2024", [("crawled", "2024-05-02")]),
        ("By Ada Bulrush and Bo Lin", [("author", "Ada Bulrush and Bo Lin")]),
        ("发布时间：2023年6月20日　文号：湖政〔2023〕7号", [("issued", "2023-06-20")]),
        ("2024年5月", [("issued", "2024-05")]),
        ("31 February 2024", []),
    ],
)
def test_a_line_under_the_title_says_when_and_by_whom_at_the_precision_stated(
    line: str, found: list[tuple[str, str]]
) -> None:
    article = read_bytes(f"Rooms for readers\n{line}\n\nThe county opened forty rooms, it said.\n".encode(), "a")
    assert [pair for pair in clues(article) if pair[0] != "title"] == found
    if found:
        assert shown(article)[1:] == [("paragraph", "The county opened forty rooms, it said.")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("REEDPORT, Sept. 17 (Port News) -- The county opened.", [("publisher", "Port News")]),
        (
            "REEDPORT, (Port News - 23rd Sep, 2020 ) :The county opened.",
            [("publisher", "Port News"), ("issued", "2020-09-23")],
        ),
        ("新湖社苇港2月23日电 (记者 李明 王芳)县里开图书室。", [("publisher", "新湖社"), ("author", "李明 王芳")]),
        ("The county opened.\nAuthor: Ada Bulrush (she lives in Reedport)", [("author", "Ada Bulrush")]),
        ("The county opened.\nAda Bulrush", [("author", "Ada Bulrush")]),
        (
            "The county opened.\nExcerpted from Rooms, No. 15, 2020, by permission",
            [("citation", "Rooms, No. 15, 2020"), ("issued", "2020"), ("genre", "journal-excerpt")],
        ),
        ("The county opened on 2 May 2024 with speeches.", []),
        ("By 2026 the county will open sixty rooms.", []),
    ],
)
def test_first_and_last_lines_of_a_text_say_who_reported(text: str, found: list[tuple[str, str]]) -> None:
    assert clues(read_bytes(text.encode(), "a")) == found


def test_a_dump_has_original_and_translation_and_no_value_is_none() -> None:
    article = read_bytes(DUMP.encode(), "a")
    words = article.text
    assert [(r.version, r.part, r.language, words[r.span.start : r.span.end][:9]) for r in article.regions] == [
        ("original", "title", "zh", "渡船夜航的通知 ["),
        ("original", "body", "zh", "县政府决定开行夜航"),
        ("translation", "title", "en", "Notice on"),
        ("translation", "body", "en", "The count"),
    ]
    assert clues(article, "title", "captured", "archived_at", "requested", "url", "crawled", "issued", "date") == [
        ("title", "渡船夜航的通知"),
        ("title", "Notice on the Night Ferry"),
        ("archived_at", "https://web.archive.org/web/20240502091931/http://boats.example/notice.html"),
        ("captured", "2024-05-02T09:19:31Z"),
        ("requested", "20240503001357"),
        ("url", "http://boats.example/notice.html"),
        ("url", "http://boats.example/notice.html"),
        ("crawled", "2024-05-03"),
    ]
    assert article.language == "zh"


def test_a_value_of_several_lines_goes_on_until_a_known_key() -> None:
    article = read_bytes(MAIL_LIKE.encode(), "a")
    assert [words for _, words in shown(article)][1:3] == ["The ferry sails on Fridays.", "It comes back at dawn."]
    assert clues(article, "issued", "date", "publisher") == [("date", "2024-05-02"), ("publisher", "Port News")]


def test_a_digest_is_a_summary_of_what_the_file_does_not_hold() -> None:
    article = read_bytes(DIGEST.encode(), "a")
    assert [(r.version, r.part, r.language) for r in article.regions] == [
        ("original", "title", "zh"),
        ("summary", "body", "en"),
    ]
    assert article.language == "en"
    assert shown(article) == [
        ("title", "村村有图书室"),
        ("heading", "Core Viewpoint"),
        ("item", "Reading rooms bring books to villages [1][4]."),
        ("heading", "Group 1: Rooms and Readers"),
        ("item", "Forty rooms have opened, up 83% [2]."),
        ("item", "Half of them lend in 2023 - 2024 too [3]."),
        ("heading", "Group 2: Outlook"),
        ("item", "More will follow [4]."),
    ]
    assert ("genre", "machine-digest") in clues(article)
    assert ("title", "Workflow") not in clues(article)


def test_markdown_loses_its_marks_and_keeps_its_places() -> None:
    article = read_bytes(MARKDOWN.encode(), "a")
    assert shown(article) == [
        ("title", "Rooms: forty of them"),
        ("paragraph", "The county opened forty reading rooms, and wrapped this line."),
        ("heading", "Overdue"),
        ("item", "A room in each village"),
        ("item", "A librarian for each room"),
    ]
    assert clues(article)[:4] == [
        ("title", "Rooms: forty of them"),
        ("author", "Ada Bulrush"),
        ("issued", "2024-05-02"),
        ("publisher", "Port News"),
    ]
    paragraph = list(article.blocks())[1]
    start = paragraph.text.index("reading rooms")
    span = paragraph.passage.locate(start, start + len("reading rooms"))
    assert article.text[span.start : span.end] == "reading rooms"


def test_wrapped_lines_are_one_paragraph_that_leads_back_to_its_lines() -> None:
    text = (
        "The county opened forty libraries in its villages,\nand the readers were as glad as anybody had\n"
        "expected them to be after all these years.\n\nBy the end of next year there will be sixty, said\nthe mayor.\n"
    )
    article = read_bytes(text.encode(), "a")
    first, second = article.blocks()
    assert first.text == " ".join(text.partition("\n\n")[0].split("\n"))
    assert second.text == "By the end of next year there will be sixty, said the mayor."
    start = first.text.index("had expected")
    assert first.passage.locate(start, start + 12) == Span(
        text.index("had\nexpected"), text.index("had\nexpected") + 12
    )


@pytest.mark.parametrize(
    ("title", "words", "genre"),
    [
        ("县政府负责人就《图书室通知》答记者问", "负责人说，图书室很好。", "official-interpretation"),
        ("Rooms", "A plan.\nThe author is a librarian in Reedport.", "op-ed"),
        ("Rooms", "FOR IMMEDIATE RELEASE\nThe county opens.", "press-release"),
        ("关于图书室的通知", "各村：\n现将办法印发给你们，现印发给你们，请认真贯彻执行。", "full-text"),
        ("Rooms", "The county opened forty rooms.", None),
    ],
)
def test_a_genre_is_guessed_only_from_words_that_tell_it(title: str, words: str, genre: str | None) -> None:
    clue = read_bytes(f"{title}\n\n{words}\nThat is all.\n".encode(), "a").clue("genre")
    assert (clue.value if clue else None) == genre
