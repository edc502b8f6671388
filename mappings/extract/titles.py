"""Titles of documents: where they stand, what they are without marks and issuers, and which are the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from mappings.extract.normal import normal
from mappings.extract.rules import Match, Rule, likely, matcher
from mappings.extract.sentences import Sentence
from mappings.extract.vocabulary import Vocabulary

SAME = 85  # how like two titles of one document are
_QUOTED = re.compile(r'"(?P<title>[^"]{6,220}?),?"(?!\w)')
_NESTED = re.compile(r'(?P<title>(?<=")(?:[A-Z][^".()]{5,120})"[^"()]{2,60}"[^".()]{2,120})"')
_WORD = re.compile(r"[A-Za-z][\w'-]*")
_SMALL = frozenset(
    (
        "of",
        "for",
        "on",
        "and",
        "in",
        "to",
        "the",
        "with",
        "by",
        "from",
        "at",
        "a",
        "an",
        "or",
        "as",
        "via",
        "into",
        "under",
    )
)
_OUTER = re.compile(r"^[《“\"']+|[》”\"']+$")
# Kinds of document that companies and newspapers give to other things, in rules that see no title marks.
_ANYBODYS = frozenset(("title-english-run", "title-english-quoted", "title-chinese-quoted"))
_OPEN_KIND = re.compile(
    r"\b(?:programs?|programmes?|schemes?|strategy|announcement|resolution|decision)$|(?<!行动)(?<!实施)(?<!工作)(?:计划|方案|规划)[”\"]$",
    re.IGNORECASE,
)
_PAPER = {
    "en": re.compile(
        r"\b(?:issu|releas|unveil|publish|promulgat|according to|pursuant to|adopt|approv|formulat)", re.IGNORECASE
    ),
    "zh": re.compile(r"(?:印发|发布|出台|制定|编制|落实|根据|按照|实施)(?:了|的|好)?[^，。；]{0,2}$"),
}
_ANY_PERIOD = re.compile(r"(?:\S+ )?Five-Year (?:Plan|Program|Programme|Outline)")
_BODY = re.compile(
    r"\b(?:Ministry|Administration|Commission|Bureau|Authority|Agency) (?:of|for) .{0,60}(?:Regulation|Law|Planning)$"
)
_YEARS = re.compile(r"\s*[(（][^()（）]*[)）]$")
_CHINESE_ISSUER = re.compile(r"^[^《》]{2,40}?(?:等\d{0,3}[^关]{0,6}部门|部|委|局|署|院|委员会|办公厅|政府)?(?=关于)")
_ENGLISH_ISSUER = re.compile(
    r" (?:of|by) the (?:ministry|national|state|general|central|people's)[^,]*?(?: and (?:\w+ )?other \w+)?"
    r"(?= (?:on|for|to) )",
    re.IGNORECASE,
)
_EQUAL = (  # different translations of one word
    (re.compile(r"\b(?:living|life|lifestyle)\b"), "life"),
    (re.compile(r"\bfourteenth\b"), "14th"),
    (re.compile(r"\bthirteenth\b"), "13th"),
    (re.compile(r"\bfifteenth\b"), "15th"),
    (re.compile(r"\b(?:status|forms?|formats?)\b"), "form"),
    (re.compile(r"[^0-9a-z\u3400-\u9fff]+"), " "),
)
_KIND_WORDS = re.compile(
    r"\b(?:several|guiding|guidance|opinions?|guidelines?|plan|notice|circular|measures|implementation|action"
    r"|the|on|of|for|and|to|in|a)\b"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title or short form where it stands."""

    rule: Rule
    sentence: Sentence
    start: int
    end: int
    title: str  # without outer marks
    short: bool  # only the kind of document: "the Opinions"

    @property
    def core(self) -> str:
        """What stays when issuers, marks, years and letter case are off."""
        return core_of(self.title, self.sentence.language)


def titles_in(sentence: Sentence, vocabulary: Vocabulary) -> list[Title]:
    """The titles and short forms in a sentence, the longest at each place."""
    found: list[tuple[Rule, Match]] = [
        (rule, match)
        for rule in likely(("document", "document-short"), sentence.text, vocabulary, sentence.language)
        if rule.language == sentence.language
        for match in rule.find(sentence.text, vocabulary)
        if _is_title(rule, match, sentence)
    ]
    kept: list[tuple[Rule, Match]] = []
    for rule, match in sorted(found, key=lambda each: (each[0].kind != "document", -_length(each), -each[0].weight)):
        if all(match.end <= other.start or other.end <= match.start for _, other in kept):
            kept.append((rule, match))
    return [_title(rule, match, sentence) for rule, match in sorted(kept, key=lambda each: each[1].start)]


def _length(found: tuple[Rule, Match]) -> int:
    return found[1].end - found[1].start


def _is_title(rule: Rule, match: Match, sentence: Sentence) -> bool:
    words = sentence.text[match.start : match.end]
    if rule.id == "title-english-run":
        if sentence.block.kind in ("title", "heading") and _is_in_capitals(sentence, match):
            return False
        title = match.part("title", sentence.text) or words
        if _BODY.search(title):
            return False
        if _ANY_PERIOD.fullmatch(_YEARS.sub("", title)) or " " not in title:
            return False
    if _OPEN_KIND.search(words) and rule.id in _ANYBODYS and not _is_issued(sentence, match):
        return False
    return not re.search(r"(?:提案|建议|议案)》?$", words)


def _is_issued(sentence: Sentence, match: Match) -> bool:
    """Whether the words before say that it is a paper: a mini program, or a shop's plan, is none."""
    before = sentence.text[max(0, match.start - 80) : match.start]
    return bool(_PAPER[sentence.language].search(before))


def _is_in_capitals(sentence: Sentence, match: Match) -> bool:
    """Whether the words around a title have capitals too, as those of a headline may: then capitals tell nothing."""
    around = _WORD.findall(sentence.text[: match.start] + " " + sentence.text[match.end :])
    long = [word for word in around if word not in _SMALL and len(word) > 3]
    return len([word for word in long if word[0].isupper()]) * 2 >= len(long)


def _title(rule: Rule, match: Match, sentence: Sentence) -> Title:
    words = match.part("title", sentence.text) or sentence.text[match.start : match.end]
    return Title(rule, sentence, match.start, match.end, words.strip(" ,，"), rule.kind == "document-short")


@matcher("english-quoted-title")
def _quoted(words: str, vocabulary: Vocabulary, tokens: Any) -> Iterator[Match]:
    """Quoted words built like a title: with a kind of document, and in capitals or “opinions on …” at the front."""
    plain = normal(words, "en")
    taken = 0
    for found in sorted(
        (*_NESTED.finditer(plain), *_QUOTED.finditer(plain)), key=lambda each: (each.start("title"), -each.end("title"))
    ):
        title = found["title"]
        if found.start("title") >= taken and _is_built_as_title(title, vocabulary):
            place = (found.start("title"), found.end("title"))
            taken = place[1]
            yield Match(*place, {"span": place, "title": place})


def _is_built_as_title(title: str, vocabulary: Vocabulary) -> bool:
    words = _WORD.findall(title)
    kind = _kind_word(vocabulary)
    if len(words) < 3 or not kind.search(title):
        return False
    long = [word for word in words if word not in _SMALL]
    capitals = sum(word[0].isupper() for word in long)
    if capitals >= 0.7 * len(long) and len(words) <= 40:
        return True
    return bool(re.match(rf"(?:\w+ ){{0,2}}?{kind.pattern} (?:on|for) ", title, re.IGNORECASE))


@lru_cache(maxsize=8)
def _kind_word(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{vocabulary.alternation('doctype', 'en')}|white paper|blue book|outline)\b", re.IGNORECASE
    )


@lru_cache(maxsize=4096)
def core_of(title: str, language: str) -> str:
    """A title without what varies from mention to mention.

    >>> core_of("港务部等3部门关于修缮灯塔的意见（2031年）", "zh")
    '关于修缮灯塔的意见'
    >>> core_of("Opinions of the Ministry of Ports on Mending", "en")
    'opinions on mending'
    """
    core = _YEARS.sub("", _OUTER.sub("", normal(title, language).strip())).strip()
    core = _CHINESE_ISSUER.sub("", core) if language == "zh" else _ENGLISH_ISSUER.sub("", core).lower()
    for pattern, word in _EQUAL:
        core = pattern.sub(word, core)
    return core.strip()


def same_title(one: str, other: str) -> bool:
    """Whether two cores name one document: alike, and alike in the words that say what it is about."""
    if one == other:
        return True
    if any("\u3400" <= each <= "\u9fff" for each in one + other):
        short, long = sorted((one, other), key=len)
        return len(short) >= 6 and long.endswith(short)
    if fuzz.token_set_ratio(one, other) < SAME:
        return False
    about, too = (set(_KIND_WORDS.sub(" ", each).split()) for each in (one, other))
    return bool(about & too) and (about <= too or too <= about)
