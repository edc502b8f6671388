"""Who a figure comes from: the body, report or speaker that the sentence names, or the one named shortly before."""

import re
from collections.abc import Sequence
from functools import cache

from mappings.extract.context import Context
from mappings.extract.normal import normal
from mappings.extract.screening import Screen
from mappings.extract.sentences import Sentence

_PERSON = r"[A-Z][\w.'-]*(?:\s(?:of\s|and\s|for\s)?[A-Z][\w.'-]*){0,6}"
_DATA = r"(?:data|figures|statistics)"
_SHOWED = r"(?:showed|shows?|indicated?s?|reveal(?:s|ed))"
_ENGLISH = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Aa]ccording\sto\s(?:the\s|an?\s)?(?:(?:latest\s|official\s)?{_DATA}\s(?:released\s|published\s)?(?:by|from|of)\s)?"
        r"(?:the\s)?(?P<source>[^,;]{3,90}?)(?=[,;.]|\s(?:show|on\s[A-Z])|$)",
        rf"\b(?i:{_DATA})\s(?:released\s|published\s)?(?:by|from|of)\s(?:the\s)?(?P<source>[^,;]{{3,90}}?)\s{_SHOWED}\b",
        rf"(?P<source>[Oo]fficial\s{_DATA})\s{_SHOWED}\b",
        rf"\b(?P<source>[A-Z][\w.' ]{{1,60}}?)(?:'s)?\s{_DATA}\s{_SHOWED}\b",
        rf"(?P<source>\"[^\"]{{4,120}}\"|[A-Z][\w.'-]*(?:\s(?:[A-Z][\w.'-]*|of|on|and|the|for)){{0,9}})\s(?:released\sby\s[^,;]{{3,80}}\s)?{_SHOWED}\s",
        rf"[,\"]\s?(?:said|noted|added|revealed)\s(?P<source>{_PERSON})",
        rf"\b(?P<source>{_PERSON})\s(?:said|noted|revealed|pointed\sout)\b",
    )
)
_FIGURES = r"(?:数据|统计(?!局)|报告|普查|调查)"
_CHINESE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<source>官方(?:统计)?数据)",
        rf"(?:根据|据)(?P<source>[^，。；]{{2,40}}?)(?:最新|近日|刚刚|今日)?(?:发布|公布|提供)?的?(?:最新)?{_FIGURES}",
        rf"(?P<source>[^，。；“”]{{2,30}}?)(?:最新)?(?:发布|公布)?的?(?:最新)?{_FIGURES}(?:显示|表明)",
        r"(?P<source>[^，。；“”\s]{2,30}?)(?:在[^，。；]{2,20}上)?(?:[0-9]{1,2}日)?(?:介绍|表示|指出|透露|说|称)(?=[，：“])",
    )
)


def sources(context: Context) -> list[str | None]:
    """For each sentence the source it names or goes on with; a new block of words starts afresh."""
    found: list[str | None] = []
    block = -1
    current: str | None = None
    for sentence in context.sentences:
        if sentence.block_index != block:
            block, current = sentence.block_index, None
        current = _named(context, sentence) or current
        found.append(current)
    return found


def _named(context: Context, sentence: Sentence) -> str | None:
    words = normal(sentence.text, sentence.language)
    patterns: Sequence[re.Pattern[str]] = _CHINESE if sentence.language == "zh" else _ENGLISH
    for place in _screen(sentence.language).possible(words):
        if match := patterns[place].search(words):
            return _known(context, sentence, *match.span("source")) or match["source"].strip(' "“”')
    return None


@cache
def _screen(language: str) -> Screen:
    return Screen(_CHINESE if language == "zh" else _ENGLISH)


def _known(context: Context, sentence: Sentence, start: int, end: int) -> str | None:
    """The name of the agency, or the title of the document, that stands in those words."""
    for mention in context.mentions_in(sentence.index):
        if mention.kind in {"agency", "document", "title"} and start <= mention.start and mention.end <= end + 1:
            return mention.fields.get("name") or mention.fields.get("title")
    return None
