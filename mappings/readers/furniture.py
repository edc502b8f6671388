"""What stands around an article's words: lines with date, source, author or counters, and cues of its genre.

A line of furniture is no part of the body. Its date is the page's; what the label calls crawled or updated is never
the date of publication, and the numbers beside it (views, comments) are nothing.
"""

import re
from collections.abc import Iterator

from mappings.readers.article import Clue, Passage
from mappings.readers.dates import StatedDate, dates
from mappings.readers.lines import LINE_START
from mappings.record.values import Span

LONGEST = 200  # characters of a line of furniture
FEW = 40  # letters that may stand beside a date or before a label
_LABELS = (  # what a label before a colon means
    ("publisher", r"来源|稿源|文章来源|信息来源|发布机构|发布单位|Source|From|Publisher|Published in"),
    ("author", r"作者|记者|撰文|文|Author|By-?line|Writer|Reporter"),
    (
        "issued",
        r"发布时间|发布日期|发表时间|日期|时间|Published(?: on| at)?|Posted(?: on)?"
        r"|Publication date|Release date|Date|Time",
    ),
    ("updated", r"更新时间|最后更新|修改时间|(?:Last )?(?:updated|modified)(?: on| at)?"),
    ("crawled", r"抓取时间|采集时间|存档时间|Crawled(?: on)?|Captured(?: on)?|Retrieved(?: on)?|Accessed(?: on)?"),
    ("counter", r"浏览(?:次数|量)?|阅读(?:量|数)?|点击(?:数|率|量)?|评论(?:数)?|字号|字体|打印|Views?|Hits?|Comments?"),
    ("editor", r"责任编辑|责编|编辑|编审|审核|校对|Editor"),
    ("number", r"文号|发文字号|索引号|主题分类|成文日期"),
)
_DEEDS = (  # the same as a word at the beginning of a line, without a colon
    ("issued", r"Published|Posted|Released"),
    ("updated", r"(?:Last )?(?:updated|modified)"),
    ("crawled", r"Crawled|Captured|Retrieved|Accessed"),
)
_LABEL = re.compile(
    "|".join(rf"(?P<{name}>(?<![^\W\d_])(?:{words})\s*[:：])" for name, words in _LABELS)
    + "|"
    + "|".join(rf"(?P<{name}_>^\s*(?:{words})(?:\s+on|\s+at)?\s+(?=.{{0,12}}[0-9]))" for name, words in _DEEDS),
    re.IGNORECASE,
)
_SEPARATORS = " \t\r\n\u00a0\u3000:：|｜·•,，;；—-()（）[]【】/\ufeff"
_LETTERS = re.compile(r"[^\W\d_]")
# "By Ann Reed", "by Ann Reed and Bo Lin": names in capitals, and nothing else on the line.
_NAME = r"[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|de|van|von|bin|al)){1,3}"
_NAMES = rf"{_NAME}(?:(?:,\s*|\s+and\s+|,\s+and\s+){_NAME}){{0,3}}"
_HAN_NAMES = r"[\u4e00-\u9fff·]{2,12}(?:[\s、]+[\u4e00-\u9fff·]{2,12})*"
_BUTTON = re.compile(r"(?:\s*(?:Print|Share|Email|打印|分享|收藏))+\s*$")
_BY = re.compile(r"by(?:\s+the)?\s+|由\s*", re.IGNORECASE)
_BY_LINE = re.compile(rf"^[Bb][Yy]:?\s+(?P<names>{_NAMES})\s*$")
_NAME_ALONE = re.compile(r"^[A-Z][a-z]+(?:\s[A-Z][a-z]+){1,2}$")
_AUTHOR_NOTE = re.compile(rf"^(?:Author|By|作者|文)\s*[:：]\s*(?P<names>{_NAMES}|{_HAN_NAMES})(?=\s*(?:$|[(（]))")
# "REEDPORT, 23 Sep 2020 (Port News) --", "新华社北京2月23日电 (记者 …)": the line of an agency that opens a report.
_DATELINE = re.compile(
    r"^(?:(?P<place>[A-Z][A-Za-z .'’/-]{1,40}?),\s*)?(?P<day>[^()\n]{0,24}?)[,\s]*"
    r"\(\s*(?P<who>[A-Z][^()\n]{1,60}?)\s*\)\s*(?:--|—|–|-|:|：)"
)
_WRITERS = re.compile(rf"^by\s+(?P<who>[A-Z]\w+)\s+writers?\s+(?P<names>{_NAMES}?)(?=\s+[A-Z]{{4,}}\b|\s*$)")
_ZH_DATELINE = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{1,4}(?:网|社|报)(?=[\u4e00-\u9fff0-9]{0,12}(?:电|讯|消息)))"
    r"[\u4e00-\u9fff]{0,6}?(?:[0-9]{1,2}月[0-9]{1,2}日)?(?:电|讯|消息)"
)
_ZH_REPORTER = re.compile(
    r"^[^。\n]{0,30}?[(（]\s*(?:本报)?(?:记者|通讯员|作者)[\s:：]*(?P<names>[\u4e00-\u9fff·\s、]{2,30}?)\s*[)）]"
)
_SOURCE_NOTE = re.compile(
    r"^[(（【\[]?\s*(?:Excerpted|Reprinted|Taken) from\s+(?P<who>[^,\n]{2,60}),\s*"
    r"(?P<issue>No\.\s*[0-9]+,?\s*(?P<year>[0-9]{4}))?"
)
_ZH_SOURCE_NOTE = re.compile(
    r"[(（【\[]?(?:摘自|摘编自|原载|原文刊于|刊于)\s*[:：]?《(?P<who>[^》\n]{2,30})》(?P<year>[0-9]{4})?"
)

GENRES = (  # where a cue is looked for: in the title, the beginning of the body, the body, the file
    ("machine-digest", "opening", r"\bCore (?:Viewpoint|View|Insights?)\b\s*[-–:：]|核心观点\s*[-:：]"),
    (
        "official-interpretation",
        "title",
        r"解读|答记者问|\b(?:explains?|interprets?|interpretation of)\b.*\b(?:Opinions|Guid\w+|Plan|Notice|Measures)\b",
    ),
    ("journal-excerpt", "body", r"\b(?:Excerpted|Abridged) from\b|摘自\s*《|摘编自\s*《|原载\s*《"),
    ("press-release", "opening", r"\bFOR IMMEDIATE RELEASE\b|\bPRNewswire\b|\bPress release\b|美通社|新闻稿"),
    ("full-text", "opening", r"现印发给你们|请(?:认真|结合实际)贯彻(?:执行|落实)|{^}第一章\s"),
    ("op-ed", "file", r"\bThe author (?:is|directs|teaches|works)\b|[(（](?:本文)?作者(?:系|为|是|单位)|{^}评论员文章"),
)
_GENRES = tuple(
    (genre, where, re.compile(cue.replace("{^}", LINE_START), re.IGNORECASE)) for genre, where, cue in GENRES
)
OPENING = 600  # code points


def is_furniture(line: str) -> bool:
    """Whether a line says when, where or by whom, and has no words of its own beside that.

    >>> is_furniture("Source: Port News  Date: 2025.09.18  Views: 5"), is_furniture("The port opened on 2 May 2024.")
    (True, False)
    """
    line = line.strip()
    if not line or len(line) > LONGEST:
        return False
    if _BY_LINE.match(line) or _AUTHOR_NOTE.match(line):
        return True
    found, labels = list(dates(line)), _labels(line)
    if labels:
        before = line[: labels[0].start()]
        return len(_LETTERS.findall(before)) <= FEW and not re.search(r"[。！？!?]$|[.。].*[.。]", before)
    rest = line
    for date in reversed(found):
        rest = rest[: date.span.start] + rest[date.span.end :]
    return bool(found) and len(_LETTERS.findall(rest)) <= FEW and not re.search(r"[。.!?！？]\s*$", line)


def line_clues(line: Passage) -> Iterator[Clue]:
    """What a line of furniture says."""
    words = line.text
    for pattern in (_BY_LINE, _AUTHOR_NOTE):
        if found := pattern.match(words):
            yield _clue("author", line, found.start("names"), found.end("names"))
            return
    labels = _labels(words)
    ends = [*(label.start() for label in labels[1:]), len(words)]
    for label, end in zip(labels, ends, strict=False):
        yield from _labelled(_meaning(label), line, label.end(), end)
    first = labels[0].start() if labels else len(words)
    yield from _unlabelled(line.part(0, first), line, labelled="issued" in map(_meaning, labels))


def _labels(words: str) -> list[re.Match[str]]:
    return list(_LABEL.finditer(words))


def _meaning(label: re.Match[str]) -> str:
    return str(label.lastgroup).rstrip("_")


def _labelled(name: str, line: Passage, start: int, end: int) -> Iterator[Clue]:
    if name in ("issued", "updated", "crawled"):
        date = next(dates(line.text[start:end]), None)
        if date:
            yield from _dated(name, line, start, date)
            who = _trimmed(line.text, start + date.span.end, _without_button(line.text, end))
            if who and _LETTERS.search(line.text[slice(*who)]):
                yield _clue("publisher", line, *_without_by(line.text, *who))
    elif name in ("publisher", "author"):
        date = next(dates(line.text[start:end]), None)
        value = _trimmed(line.text, start, start + date.span.start if date else end)
        if value and _LETTERS.search(line.text[slice(*value)]):
            yield _clue(name, line, *_first_sentence(line.text, *value))
        if date:
            yield from _dated("issued", line, start, date)


def _unlabelled(before: Passage, line: Passage, *, labelled: bool) -> Iterator[Clue]:
    """A date that stands alone, and a name beside it."""
    found = list(dates(before.text)) if before.text.strip() else []
    if len(found) != 1:
        return
    if not labelled:
        yield from _dated("issued", line, 0, found[0])
    for start, end in ((0, found[0].span.start), (found[0].span.end, len(before.text))):
        value = _trimmed(before.text, start, end)
        if value and len(_LETTERS.findall(before.text[slice(*value)])) > 1:
            yield _clue("publisher", line, *value)
            return


def _without_by(words: str, start: int, end: int) -> tuple[int, int]:
    found = _BY.match(words, start, end)
    return (found.end(), end) if found else (start, end)


def _without_button(words: str, end: int) -> int:
    """The end of some words without the print or share button that a page leaves behind them."""
    return len(_BUTTON.sub("", words[:end]))


def _dated(name: str, line: Passage, offset: int, date: StatedDate) -> Iterator[Clue]:
    span = line.locate(offset + date.span.start, offset + date.span.end)
    yield Clue(name, date.date, span)
    if date.moment and name == "issued":
        yield Clue("stated_datetime", date.moment, span)


def opening_clues(first: Passage) -> Iterator[Clue]:
    """What the agency's line at the beginning of a report says, before its first dash."""
    words = first.text[:LONGEST]
    if found := _WRITERS.match(words):
        yield _clue("author", first, found.start("names"), found.end("names"))
        yield _clue("publisher", first, found.start("who"), found.end("who"))
    elif found := _DATELINE.match(words):
        inside = list(dates(found["who"]))
        end = found.start("who") + inside[0].span.start if inside else found.end("who")
        if who := _trimmed(words, found.start("who"), end):
            yield _clue("publisher", first, *who)
        for date in inside:
            yield from _dated("issued", first, found.start("who"), date)
        for date in dates(words[: found.start("who")]):
            yield from _dated("issued", first, 0, date)
    elif found := _ZH_DATELINE.match(words):
        yield _clue("publisher", first, found.start("who"), found.end("who"))
    if found := _ZH_REPORTER.match(words):
        yield _clue("author", first, found.start("names"), found.end("names"))


def closing_clues(line: Passage) -> Iterator[Clue]:
    """What one of the last lines says: the author, the issue of a journal."""
    words = line.text[:LONGEST]
    if found := _AUTHOR_NOTE.match(words) or _BY_LINE.match(words):
        yield _clue("author", line, found.start("names"), found.end("names"))
    elif _NAME_ALONE.match(words):
        yield _clue("author", line, 0, len(words))
    if found := _SOURCE_NOTE.match(words):
        if found["year"]:
            yield _clue("citation", line, found.start("who"), found.end("issue"))
            yield _clue("issued", line, found.start("year"), found.end("year"))
    elif found := _ZH_SOURCE_NOTE.search(words):
        yield _clue("citation", line, found.start("who") - 1, found.end())
        if found["year"]:
            yield _clue("issued", line, found.start("year"), found.end("year"))


def genre_clues(text: str, title: Passage | None, body: int) -> Iterator[Clue]:
    """The genre, where words of the article tell it; `body` is the offset at which its body begins."""
    for genre, where, cue in _GENRES:
        if where == "title":
            found = cue.search(title.text) if title else None
            if title and found:
                yield Clue("genre", genre, title.locate(*found.span()))
        elif found := _search(cue, text, where, body):
            yield Clue("genre", genre, Span(*found.span()))


def _search(cue: re.Pattern[str], text: str, where: str, body: int) -> re.Match[str] | None:
    if where == "opening":
        return cue.search(text, body, body + OPENING)
    return cue.search(text, 0 if where == "file" else body)


def _trimmed(words: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and words[start] in _SEPARATORS:
        start += 1
    while start < end and words[end - 1] in _SEPARATORS:
        end -= 1
    return (start, end) if start < end else None


def _first_sentence(words: str, start: int, end: int) -> tuple[int, int]:
    """A name that an explanation follows, without it: "Port Review, No. 2, 2024. The author teaches in …"."""
    found = re.search(r",\s*No\.|[.。]\s|[;；]|\s{2,}|\u3000", words[start:end])
    return (start, start + found.start()) if found else (start, end)


def _clue(name: str, line: Passage, start: int, end: int) -> Clue:
    return Clue(name, line.text[start:end], line.locate(start, end))
