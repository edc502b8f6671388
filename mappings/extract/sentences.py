"""The sentences of an article in their structure: who is an item of whose list, and which marker it carries.

Layout breaks sentences as often as punctuation does, so it is read first: bullets that run on in one line, headings
glued to the sentence behind them, ordinals. Then a splitter of a few lines works inside each stretch.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from mappings.extract.normal import normal
from mappings.readers import Block, Passage, ReadArticle
from mappings.readers.lines import BLANK

_NUMERAL = "一二三四五六七八九十"
# Markers by family: what one family opens, its own members continue and another family goes beneath.
_MARKERS = {
    "zh": (
        ("part", rf"[{_NUMERAL}]{{1,3}}、"),
        ("bracket", rf"（[{_NUMERAL}]{{1,3}}）、?"),
        ("arabic", r"\d{1,2}(?:\.(?!\d)|、)"),
        ("bracketed", r"（\d{1,2}）|[①②③④⑤⑥⑦⑧⑨⑩]"),
        ("point", rf"[{_NUMERAL}]{{1,2}}(?:是要|是|要|则)(?=[^的])"),
        (
            "ordinal",
            rf"第[{_NUMERAL}]{{1,2}}[，、：]|(?:首先|其次|再次|再者|此外|最后|另外|同时)[，：]|(?:一|另一)方面[，：]?",
        ),
        ("bullet", r"[-*•·●▪◆■]\s*"),
    ),
    "en": (
        ("part", r"(?:[IVX]{1,4}|[A-H])\.\s+(?=\S)"),
        ("bracketed", r"\(\d{1,2}\)\s*|\([a-hivx]{1,3}\)\s*|\d{1,2}\)\s*"),
        ("arabic", r"\d{1,2}\.\s+(?=[A-Z\"'])"),
        (
            "ordinal",
            r"(?:The )?(?:(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth"
            r"|[Tt]enth)"
            r"(?:ly)?(?: is to be| is to| is| are to)?(?:[,:、]\s*|(?<=is to)\s+|(?<=is)\s+|(?<=are to)\s+)"
            r"|(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive) is to\s+|(?:Finally|Lastly)[,:]\s*)",
        ),
        ("bullet", r"[-–*•·●▪◆■]\s+"),
    ),
}
_STARTS = {
    language: re.compile("|".join(f"(?P<{family}>{words})" for family, words in rows))
    for language, rows in _MARKERS.items()
}
# Where a sentence ends in English: not behind an abbreviation or an initial, but also where the blank is missing.
_ENGLISH_END = re.compile(
    r"""(?:(?<!\.)\.|[!?]|\.{3}|…)["')\]]*(?:\s+(?=["'(\[]*[A-Z0-9"'(\[•])|(?<=[a-z]{3}\.)(?=[A-Z][a-z])|(?<=[a-z0-9%]\."))(?=["A-Z])"""
    r"""|(?<=[.!?])\s*\[\d{1,2}\]\.?\s+|\s(?=[•●▪◆■]\s)"""
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|No|Nos|Vol|Art|Sec|vs|etc|al|approx|Inc|Ltd|Co|Corp|Gov|Gen|Sen|Rep|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|U\.S|U\.K|U\.N|e\.g|i\.e|a\.m|p\.m|Ph\.D)"
    r"|(?<![A-Za-z.])[A-Z]|(?:^|[.!?;:\"] )\d{1,2})\.$"
)
_CHINESE_END = re.compile(
    rf"(?:[。！？]|…{{1,2}}|(?<=[\u3400-\u9fff”》）])\.(?![0-9A-Za-z]))[”’』」）》\"']*"
    rf"|；(?=(?:[{_NUMERAL}]{{1,2}}是|第[{_NUMERAL}]，|（[{_NUMERAL}\d]{{1,2}}）|\d{{1,2}}[.、])|\s*[-•●▪◆■])"
    rf"|，(?=[二三四五六七八九十]{{1,2}}是)|：(?=一是|（一）|第一，)"
)
# "I. Why the Rules were made The harbour was full.": numbered headings that run on into a sentence, in one line.
_GLUED_ENGLISH = re.compile(
    r"(?:^|(?<=[.!?\"'] ))(?P<heading>(?:[IVX]{1,4}|[A-H])\. [^.!?]{4,80}?)\s"
    r"(?=(?:The|In|This|These|On|At|To|With|As|For|We|It|Since|Our|There|After)\s[a-z]?)"
)
_GLUED_CHINESE = re.compile(
    rf"(?:^|(?<=[。！？” ]))(?P<heading>[{_NUMERAL}]{{1,2}}、[^。！？；\s]{{2,30}})[\s\u3000]+(?=\S)"
)
_OPENS_LIST = re.compile(r"[:：]\s*[\"”']?$")
LONGEST = 3_000  # code points: what is longer is no sentence, and is cut where it may be


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item or heading of an article."""

    index: int  # in the article
    passage: Passage  # clean words that lead back to the file
    block: Block
    block_index: int
    parent: int | None  # the sentence or heading whose list or section this continues
    marker: str = ""  # the list marker or ordinal at its beginning: "First, ", "一是", "（二）", "3. "

    @property
    def text(self) -> str:
        """The clean words, marker included."""
        return self.passage.text

    @property
    def language(self) -> str:
        """`en` or `zh`."""
        return self.block.region.language

    @property
    def is_heading(self) -> bool:
        """Whether it is a title, a heading, or a heading glued to its section."""
        return self.block.kind in ("title", "heading") or (bool(self.marker) and _is_glued(self.text, self.language))


@dataclass(slots=True)
class _Open:
    """A list that is open: the family of its markers, and what it belongs to."""

    family: str
    parent: int | None
    last: int


def sentences_of(article: ReadArticle) -> tuple[Sentence, ...]:
    """All sentences of an article, in the order of the file; each one's parent comes before it."""
    return tuple(_nested(enumerate(article.blocks())))


def _nested(blocks: Iterable[tuple[int, Block]]) -> Iterator[Sentence]:
    """Sentences with their parents: lists by the family of their markers, sections by their headings."""
    index = 0
    heading: int | None = None
    previous: Sentence | None = None
    lists: list[_Open] = []
    region = None
    for number, block in blocks:
        if block.region is not region:
            region, heading, previous, lists = block.region, None, None, []
        language = block.region.language
        if block.kind in ("heading", "title"):
            lists = [each for each in lists if each.family == "part"] if _family(block.text, language) else []
        elif block.kind != "item" and lists and not _family(block.text, language):
            lists = []
        for start, end in _stretches(block.text, language):
            passage = block.passage.part(start, end)
            family, marker = _marker(passage.text, language)
            if block.kind == "item" and not family:
                family = "bullet"
            plain_heading = block.kind in ("heading", "title") and not family
            parent = None if plain_heading else _parent(family, lists, previous, heading, index)
            sentence = Sentence(index, passage, block, number, parent, marker)
            if sentence.is_heading and block.kind != "title":
                heading = index
            yield sentence
            previous = sentence
            index += 1


def _parent(family: str, lists: list[_Open], previous: Sentence | None, heading: int | None, index: int) -> int | None:
    if not family:
        if lists:
            return lists[-1].last  # running text of an item
        opens = previous is not None and _OPENS_LIST.search(previous.text)
        return previous.index if previous and opens else heading
    known = [place for place, each in enumerate(lists) if each.family == family]
    if known:
        del lists[known[-1] + 1 :]
        lists[-1].last = index
        return lists[-1].parent
    parent = lists[-1].last if lists else None
    if (
        previous is not None
        and (previous.index != parent)
        and not previous.is_heading
        and previous.block.kind != "title"
    ):
        parent = previous.index if not lists or previous.index > lists[-1].last else parent
    elif parent is None:
        parent = heading
    lists.append(_Open(family, parent, index))
    return parent


def _family(words: str, language: str) -> str:
    return _marker(words, language)[0]


@lru_cache(maxsize=256)
def _marker(words: str, language: str) -> tuple[str, str]:
    found = _STARTS[language].match(normal(words, language))
    return (found.lastgroup or "", words[: found.end()]) if found and found.end() < len(words) else ("", "")


def _is_glued(words: str, language: str) -> bool:
    return (
        _family(words, language) in ("part", "bracket") and not re.search(r"[。.；;！!]\s*$", words) and len(words) < 90
    )


def _stretches(words: str, language: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a block are: glued headings first, then what punctuation ends."""
    plain = normal(words, language)
    cuts = {0, len(words)}
    for match in (_GLUED_CHINESE if language == "zh" else _GLUED_ENGLISH).finditer(plain):
        cuts |= {match.start("heading"), match.end("heading")}
    ends = _CHINESE_END if language == "zh" else _ENGLISH_END
    for match in ends.finditer(plain):
        if language == "zh" or not _ABBREVIATED.search(plain, max(0, match.start() - 10), match.start() + 1):
            cuts.add(match.end())
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        for first, last in _pieces(words, start, end):
            inner = words[first:last].strip(BLANK)
            if any(each.isalnum() for each in inner):
                begin = first + words[first:last].index(inner)
                yield begin, begin + len(inner)


def _pieces(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch, cut at blanks or commas where it is longer than a sentence may be."""
    while end - start > LONGEST:
        window = words[start : start + LONGEST]
        cut = max(window.rfind(each) for each in " ,，、;；") + 1 or LONGEST
        yield start, start + cut
        start += cut
    yield start, end
