"""HTML: the article's title and body among all that a saved page holds, and what the page says about itself.

The body is found by where the prose is: each paragraph of sentences counts for the containers around it, and the
container wins in which most of it stands together. Offsets are those of the file with its tags.
"""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator

from mappings.readers import plain
from mappings.readers.article import Block, Clue, Content, Passage, Region
from mappings.readers.captures import address_clues
from mappings.readers.dates import dates
from mappings.readers.fields import MISSING
from mappings.readers.furniture import closing_clues, genre_clues, is_furniture, line_clues, opening_clues
from mappings.readers.language import language_of
from mappings.readers.lines import BLANK
from mappings.readers.page import Element, Page, PageBlock, clean, read_page
from mappings.readers.tags import Attribute
from mappings.record.values import Span
from ontology.errors import QuarantineError

_DOCUMENT = re.compile(
    rf"(?:[{BLANK}]|<!--[^<]*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_TAG = re.compile(
    r"</?(?:p|div|span|br|a|table|tr|td|h[1-6]|ul|ol|li|meta|title|strong|b|em|img|font|section|article)\b[^<>]{0,400}>",
    re.IGNORECASE,
)
SHOWN = 20_000  # code points that show whether a text is a page
TAGS = 4
_SENTENCE = re.compile(r"[。！？；，、]|[.!?;,](?:\s|[\"”’)]|$)")
LEAST = {"en": 40, "zh": 15}  # code points of a paragraph of prose
LIMIT_OF_LINKS = 0.5
WIDER = 1.3  # how much more prose the container around must hold to be preferred
_ENDING = re.compile(
    r"^\s*[(（【\[]?\s*(?:责任编辑|责编|编辑|编审|审核|来源|打印|关闭|分享|扫一扫|上一篇|下一篇|相关(?:阅读|链接|新闻|稿件)|附件"
    r"|(?:Editor|Source|Share|Print|Related|Copyright|All rights reserved)\b)",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s*(?:[|｜_]|\s[-–—·]\s|--|——|>>)\s*")
_META = {  # `name` or `property` of a meta tag, lower case
    **dict.fromkeys(("og:title", "articletitle", "twitter:title", "dc.title", "citation_title"), "title"),
    **dict.fromkeys(("og:site_name", "sitename", "contentsource", "source", "dc.publisher", "publisher"), "publisher"),
    **dict.fromkeys(("author", "article:author", "dc.creator", "byl"), "author"),
    **dict.fromkeys(
        (
            *("article:published_time", "og:published_time", "pubdate", "publishdate", "publish-date", "datepublished"),
            *("dc.date.issued", "dc.date", "citation_publication_date", "firstpublishedtime"),
        ),
        "issued",
    ),
    **dict.fromkeys(("article:modified_time", "og:updated_time", "last-modified", "lastmodified"), "updated"),
    "og:url": "url",
}
_SAVED_FROM = re.compile(
    r"saved from url=\(\d+\)(?P<url>https?://\S+)|^\s*url:\s*(?P<single>https?://\S+)", re.MULTILINE
)
_PUBLISHED = re.compile(r"\"datePublished\"\s*:\s*\"(?P<date>[^\"]{4,40})\"")
ARTICLE_NAMED = 1.25  # the weight of a container that is called article or content
SHORTEST_TITLE, LONGEST_NAME = 4, 400
NEAR = 2000  # code points after the title in which lines of furniture stand
COMMENTS = 20
NOTHING = Attribute("", 0, 0)
CLIMB = 4  # containers around the first choice that are looked at


def recognises(text: str) -> bool:
    """A page by its first tag, or by how many tags there are."""
    return bool(_DOCUMENT.match(text)) or len(_TAG.findall(text, 0, SHOWN)) >= TAGS


def read(text: str) -> Content:
    """The regions, clues and blocks of a page. Raises `QuarantineError` where it holds no words of its own."""
    page = read_page(text)
    if not page.blocks:
        what = "the page only names others (a frameset)" if page.framed else "the page holds no text"
        raise QuarantineError(what, where="HTML", fix="Save the page that holds the article itself.")
    body, title = _article(page)
    language = language_of(" ".join(block.passage.text for block in body))
    regions, blocks = _regions(page, body, title, language)
    found = [*_shown_clues(page, body, title), *_told_clues(text, page, body), *_edge_clues(body)]
    found += genre_clues(text, title, body[0].passage.span.start)
    return Content(regions, tuple(dict.fromkeys(found)), lambda: iter(blocks))


def _article(page: Page) -> tuple[list[PageBlock], Passage | None]:
    """The blocks of the body, and the title."""
    own = [block for block in page.blocks if not block.around and not _is_links(block)]
    prose = [block for block in own if _is_prose(block)]
    if not prose:  # all prose stands in what looks like a menu or box, or there is none
        own = [block for block in page.blocks if not _is_links(block)] or page.blocks
        prose = [block for block in own if _is_prose(block)] or own
    container = _container(prose)
    inside = [block for block in prose if _within(block, container)]
    first, last = inside[0].passage.span.start, inside[-1].passage.span.end
    shown = _shown_title(page, own, first)
    title = shown.passage if shown else _named_title(page)
    after = shown.passage.span.end if shown else container.start
    body = [block for block in own if _within(block, container) and block.passage.span.start >= after]
    start = next(index for index, block in enumerate(body) if block.passage.span.start >= first)
    opening = [block for block in body[:start] if not is_furniture(block.passage.text) and not _is_ending(block)]
    closing = itertools.takewhile(lambda block: block.passage.span.start < last or not _is_ending(block), body[start:])
    return [*opening, *closing], title


def _is_prose(block: PageBlock) -> bool:
    words = block.passage.text
    return block.level == 0 and len(words) >= LEAST[language_of(words)] and _SENTENCE.search(words) is not None


def _is_links(block: PageBlock) -> bool:
    return block.linked > LIMIT_OF_LINKS * len(block.passage.text)


def _is_ending(block: PageBlock) -> bool:
    return len(block.passage.text) < LEAST["en"] * 2 and _ENDING.match(block.passage.text) is not None


def _within(block: PageBlock, container: Element) -> bool:
    return container.start <= block.passage.span.start < container.end


def _container(prose: list[PageBlock]) -> Element:
    """The container in which most of the prose stands together."""
    scores: dict[Element, float] = {}
    for block in prose:
        element: Element | None = block.container
        for share in (1, 0.5, 0.25):
            if element is None:
                break
            weight = share * (ARTICLE_NAMED if element.names_article else 1)
            scores[element] = scores.get(element, 0) + weight * len(block.passage.text)
            element = element.parent
    best = max(scores, key=lambda element: (scores[element], -element.start))
    starts = [block.passage.span.start for block in prose]
    sums = [0, *itertools.accumulate(len(block.passage.text) for block in prose)]

    def held(element: Element) -> int:
        return sums[bisect_left(starts, element.end)] - sums[bisect_left(starts, element.start)]

    around = best.parent
    for _ in range(CLIMB):
        if around is None:
            break
        if held(around) > WIDER * held(best):
            best = around
        around = around.parent
    return best


def _shown_title(page: Page, own: list[PageBlock], first: int) -> PageBlock | None:
    """The heading above the body: the last of the first level, or one that repeats the page's title."""
    above = [block for block in own if block.passage.span.start < first]
    named = page.title.text if page.title else ""
    repeated = [block for block in above if len(block.passage.text) >= SHORTEST_TITLE and block.passage.text in named]
    tops = [block for block in above if block.level == 1]
    seconds = [block for block in above if block.level == 2]
    for candidates in ([block for block in tops if block in repeated], tops, repeated[-1:], seconds[:1]):
        if candidates:
            return candidates[-1]
    return None


def _named_title(page: Page) -> Passage | None:
    """The title of the page without the names of the site that stand behind or before it."""
    if page.title is None:
        return None
    words = page.title.text[:LONGEST_NAME]
    bounds = [(0, 0), *(sign.span() for sign in _SITE.finditer(words)), (len(words), len(words))]
    parts = [(one[1], other[0]) for one, other in itertools.pairwise(bounds) if one[1] < other[0]]
    return page.title.part(*max(parts, key=lambda part: part[1] - part[0])) if parts else None


def _regions(
    page: Page, body: list[PageBlock], title: Passage | None, language: str
) -> tuple[tuple[Region, ...], tuple[Block, ...]]:
    """The title, and each stretch of the body that nothing else interrupts; their blocks in the order of the file."""
    regions, blocks = [], []
    if title:
        theirs = plain.title_language(title.text, language)
        regions.append(Region("title", "original", theirs, title.span))
        blocks.append(Block("title", regions[0], title))
    kept = {id(block) for block in body}
    stretches = itertools.groupby(page.blocks, key=lambda block: id(block) in kept)
    for stretch in (list(group) for is_body, group in stretches if is_body):
        span = Span(stretch[0].passage.span.start, stretch[-1].passage.span.end)
        region = Region("body", "original", language, span)
        regions.append(region)
        for block in stretch:
            kind = plain.kind_of(block.passage.text) if block.kind == "paragraph" else block.kind
            blocks.append(Block(kind, region, block.passage))
    return tuple(regions), tuple(blocks)


def _shown_clues(page: Page, body: list[PageBlock], title: Passage | None) -> Iterator[Clue]:
    """What the lines between title and body say."""
    if title:
        yield Clue("title", title.text, title.span)
    start, kept = title.span.end if title else 0, {id(block) for block in body}
    end = body[0].passage.span.start
    for block in page.blocks:
        near = start <= block.passage.span.start < max(end, start + NEAR)
        if near and id(block) not in kept and not block.around and is_furniture(block.passage.text):
            yield from line_clues(block.passage)


def _edge_clues(body: list[PageBlock]) -> Iterator[Clue]:
    yield from opening_clues(body[0].passage)
    for block in body[-3:]:
        yield from closing_clues(block.passage)


def _told_clues(text: str, page: Page, body: list[PageBlock]) -> Iterator[Clue]:
    """What tags, linked data and comments tell without showing it."""
    start = body[0].passage.span.start
    for name, found in page.marks:
        if name == "meta" and "content" in found:
            key = next((found[kind].value.lower() for kind in ("name", "property", "itemprop") if kind in found), "")
            if key in _META:
                yield from _told(_META[key], text, found["content"])
        elif name == "link" and found.get("rel", NOTHING).value.lower() == "canonical" and "href" in found:
            yield from _told("url", text, found["href"])
        elif name == "html" and found.get("lang", NOTHING).value:
            yield from _told("stated_language", text, found["lang"])
        elif name == "time" and "datetime" in found and found["datetime"].start < start:
            yield from _told("issued", text, found["datetime"])
    for token in page.data:
        if published := _PUBLISHED.search(text, token.start, token.end):
            yield from _told("issued", text, Attribute(published["date"], *published.span("date")))
    for token in page.comments[:COMMENTS]:
        if saved := _SAVED_FROM.search(text, token.start, min(token.end, token.start + SHOWN)):
            group = "url" if saved["url"] else "single"
            yield from _told("url", text, Attribute(saved[group], *saved.span(group)))


def _told(name: str, text: str, value: Attribute) -> Iterator[Clue]:
    passage = clean(text, [(value.start, value.end)]) if value.value.strip() else None
    if passage is None or passage.text.lower() in MISSING:
        return
    if name == "url":
        yield from address_clues(name, text, passage.span)
    elif name in ("issued", "updated"):
        for date in list(dates(passage.text))[:1]:
            where = passage.locate(date.span.start, date.span.end)
            yield Clue(name, date.date, where)
            if name == "issued" and date.moment:
                yield Clue("stated_datetime", date.moment, where)
    else:
        yield Clue(name, passage.text, passage.span)
