"""States to be reached that are told without a figure: by a year, or because the text calls them its targets."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

from mappings.extract.figures.clauses import stretches
from mappings.extract.figures.periods import Period, periods
from mappings.extract.screening import Screen, folded

Stretch = tuple[int, int]
_QUOTED = {"en": re.compile(r"\"([^\"]{4,120}?)[.,;]?\""), "zh": re.compile(r"“([^“”]{3,60})”")}
_LISTED = {
    "en": re.compile(r"\b(?:specific\s|concrete\s|main\s|key\s)?(?:targets|goals|objectives)\s(?:such\sas"
                     r"|including|of|are|were|to)?\s?:?(?=\s?\")", re.IGNORECASE),
    "zh": re.compile(r"(?<=”)等?(?:的)?(?:具体|主要|发展|若干|[0-9一二三四五六七八九十]个|[0-9一二三四五六七八九十]大)"
                     r"{0,2}目标"),
}  # fmt: skip
_GOAL_IS = {
    "en": re.compile(r"\b(?:goals?|targets?|objectives?)\s(?:of\s(?:the\s)?[\w\s'-]{1,40}?\s)?(?:is|are|was|were"
                     r"|being)\s(?:to\s)?(?P<state>(?![0-9])[^,;.]{8,160})", re.IGNORECASE),
    "zh": re.compile(r"目标(?:是|为)[：:]?(?P<state>[^，。；]{4,60})"),
}  # fmt: skip
_INTENT = re.compile(
    r"\b(?:(?:plans?|planned|aims?|aiming|pledge[sd]?|pledging|vow(?:s|ed)?|seeks?|intends?|hopes?"
    r"|commit(?:s|ted)|commitment|resolved|wants?|strives?|striving|set\sout)\sto"
    r"|(?:aims?|aiming)\s(?:at|for)|(?:goals?|targets?|objectives?)\s(?:is\sto|are\sto|of"
    r"|to))\s(?P<state>[a-z\"]\S?[^,;]{6,200})",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"(?:in\sorder\s)?to\s(?:achieve|reach|realize|meet|attain)\s(?:the|this|these|its"
    r"|that)\s(?:[a-z]+\s)?(?:goal|target|objective)s?",
    re.IGNORECASE,
)
_TO_BE = re.compile(
    r"\b(?:will|shall|should|must|is\sto|are\sto|to\s(?:be|have|become|build|establish|form|create"
    r"|complete|achieve|realize|set\sup|basically))\b",
    re.IGNORECASE,
)
_FORECAST = {
    "en": re.compile(r"\b(?:expected|projected|forecasts?|predict(?:s|ed)?|likely|anticipated?|expects?|may"
                     r"|might|could|analysts?|estimated)\b", re.IGNORECASE),
    "zh": re.compile(r"预计|有望|预测|可能|或将"),
}  # fmt: skip
_VOICE = {
    "en": re.compile(
        r"\b(?:plan|guidelines?|circular|notice|opinions|document|outline|blueprint|scheme)\b", re.IGNORECASE
    ),
    "zh": re.compile("规划|方案|意见|通知|纲要|行动计划"),
}
_SUBJECT = {
    "en": re.compile(r"^(?:and|while|when|with|as|which|that|so)\s", re.IGNORECASE),
    "zh": re.compile(
        r"^(?:并且?"
        r"|同时"
        r"|以及"
        r"|和)"
    ),
}
_STATE_ZH = re.compile(
    r"基本|初步|全面|显著|明显|更加|进一步|大幅|持续|建成|建立|形成|实现|完善|健全|构建|达到|提升|提高|增强|普及|改善|覆盖|缩小|优化|取得|成为|打造|培育|完成|解决|满足|进入"
    r"|迈上|消除|步入|确立|巩固"
)
_DIGIT_VALUE = re.compile(
    r"[0-9][0-9.,]*\s?(?:%|％|percent|million|billion|trillion|万|亿|个|家|户|元|倍)|百分之"
    r"|[0-9]{1,3},[0-9]{3}"
)
# A period that is an end begins or closes with one of these, or looks ahead: a quick look before the slow one.
_ENDS = {
    "en": ("by ", "before ", "until ", "next", "coming", "following"),
    "zh": ("到", "至", "前", "末", "未来", "今后", "接下来", "年内", "年左右时间"),
}


def by_year(text: str, language: str) -> Iterator[Stretch]:
    """The stretches that say a state to be reached by a year named in the sentence, without a figure."""
    small = folded(text)
    if not any(word in small for word in _ENDS[language]):
        return
    ends = [each for each in periods(text, language) if _is_deadline(text, each)]
    if not ends or (_FORECAST[language].search(text) and not _VOICE[language].search(text)):
        return
    yield from (_english if language == "en" else _chinese)(text, ends)


def named(text: str, language: str) -> Iterator[Stretch]:
    """What the sentence calls its goals: quoted items beside the word, or what "the goal is to"."""
    if not _goals(language).possible(text):
        return
    word = _LISTED[language].search(text)
    if word:
        items = list(_QUOTED[language].finditer(text))
        # In English the list follows its word, in Chinese it leads; a translation may leave half of it on either side.
        near = (
            [each for each in items if each.start() >= word.start() - 1]
            if language == "en"
            else [each for each in items if each.end() <= word.end()]
        )
        yield from (each.span(1) for each in near)
    elif (match := _GOAL_IS[language].search(text)) and not _DIGIT_VALUE.search(match["state"]):
        yield _stripped(text, *match.span("state"))


@cache
def _goals(language: str) -> Screen:
    return Screen([_LISTED[language], _GOAL_IS[language]])


def _is_deadline(text: str, period: Period) -> bool:
    words = text[period.start : period.end].lower()
    return (
        period.role == "span-ahead"
        or words.startswith(("by ", "before ", "until ", "到", "至", "力争到"))
        or words.endswith(("前", "之前", "末"))
    )


def _english(text: str, ends: list[Period]) -> Iterator[Stretch]:
    """With several deadlines each has the words up to it; the last one also those that follow."""
    first = 0
    for deadline, following in zip_longest(ends, ends[1:]):
        last = deadline.end if following else len(text)
        yield from _before_deadline(text, first, last, deadline)
        first = last


def _before_deadline(text: str, first: int, last: int, deadline: Period) -> Iterator[Stretch]:
    if (match := _INTENT.search(text, first, last)) and (
        match.start("state") < deadline.end or not _TO_BE.search(text, deadline.end, last)
    ):
        # "plans to link all islands by 2035": the deadline belongs to the words that it follows
        start, end = match.span("state")
        yield from _without_figure(text, start, max(end, deadline.end) if deadline.start < end + 2 else end)
        return
    for start, end in stretches(text[:last], "en"):
        if start < first or _REFERS.match(text[start:end].lstrip()):
            continue
        holds = start <= deadline.start and deadline.end <= end
        if holds and (deadline.role != "span-ahead" or deadline.start == start):
            # "By 2035 the bay will …" without a comma, or "… by 2035"
            led = deadline.start == start or text[start : deadline.start].rstrip().endswith((" that", ":"))
            begin = deadline.end if led else start
            if _TO_BE.search(text, begin, end) and (begin != start or deadline.start - start <= 250):
                yield from _without_figure(text, begin, end)
        elif start >= deadline.end and _TO_BE.search(text, start, end):
            yield from _without_figure(text, start, end)


def _chinese(text: str, ends: list[Period]) -> Iterator[Stretch]:
    deadline = ends[0]
    for start, end in stretches(text, "zh"):
        if end <= deadline.start:
            continue
        first = start
        if start <= deadline.start < end:
            first = deadline.start + (2 if text.startswith("力争", deadline.start) else 0)
            if not _STATE_ZH.search(text, deadline.end, end):
                continue
        elif not _STATE_ZH.search(text, start, end) or text[start:end].lstrip().startswith(
            ("以", "为", "使", "让", "从而", "不断")
        ):
            continue
        yield from _without_figure(text, first, end, "zh")


def _without_figure(text: str, start: int, end: int, language: str = "en") -> Iterator[Stretch]:
    start, end = _stripped(text, start, end)
    if match := _SUBJECT[language].match(text[start:end]):
        start += match.end()
    if end - start >= 4 and not _DIGIT_VALUE.search(text, start, end):
        yield start, end


def _stripped(text: str, start: int, end: int) -> Stretch:
    while start < end and text[start] in " \t\n,，。.;；:：":
        start += 1
    while end > start and text[end - 1] in " \t\n,，。.;；:：":
        end -= 1
    if text[start:end].count('"') == 1 and text[end - 1] == '"':
        end -= 1
    return start, end
