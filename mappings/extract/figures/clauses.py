"""The stretch of a sentence that says one figure: its predicate, and its subject where that stands beside it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from mappings.extract.figures.periods import Period
from mappings.extract.figures.quantities import Quantity

# Where one stretch ends and the next begins. A comma between digits groups thousands and separates nothing.
_SEPARATORS = {
    "en": re.compile(
        r"(?<![0-9]),(?=\s)|(?<=[0-9]),(?=\s)|[;:](?=\s|$)|\s[-–—]{1,2}\s|—|[()（）\[\]]"
        r"|(?<![A-Z])[.!?。](?=[\s\"”’]|$)|\n"
    ),
    "zh": re.compile(r"[，；;。：！？!?()（）\[\]\n]|,(?![0-9]{3}(?![0-9]))|(?<![0-9]),|:(?![0-9])|——"),
}
_SPLITS = {
    "en": tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            r"\s(?:and|while|whereas|but|with|compared|versus|against|plus|as\swell\sas)\s",
            r"\s(?:up|down)?\s?(?:to|from|than|or)\s",
            r"\s(?:of|in|for|on|at|across|among|by|into|over|including)\s",
        )
    ),
    "zh": (
        re.compile(r"[、]"),
        re.compile(r"和|及|与|以及|并且?|而|但"),
        re.compile(r"(?=同比|环比|占|增长|下降|达到?)"),
    ),
}
_TRIMMED = {
    "en": re.compile(
        r"(?:and|but|while|whereas|although|though|or|also|meanwhile|thus|so|then|yet|of\swhich|of\sthese"
        r"|among\s(?:them|which|these)|with(?=\s)"
        r"|compared\s(?:with|to)|versus|against|in\saddition|additionally|moreover|furthermore|however|that"
        r"|where|when|as\swell\sas|which\s(?:is|was|are|were)"
        r"|higher\sthan|lower\sthan|more\sthan(?=\sthe\b)|plus|namely|including|such\sas|up\sfrom|down\sfrom"
        r"|besides|now|today|currently|notably|specifically)\b[\s,]*",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"(?:其中|但是?|而且?|并且?|也|同时|此外|另外|以及|和|及|与|还有?|目前|当前|现在|据悉|其次|据了解|据统计|截至目前|到目前|迄今)"
    ),
}
_REPORTING = re.compile(
    r"[^.;]{0,160}?\b(?:shows?|showed|shown|indicates?|indicated|said|says?|reveals?|revealed|found|finds"
    r"|noted|(?<!value\s)added(?!\svalue)|believes?|"
    r"pointed\sout|stated|told\s\w+|reports?|reported|announced|suggests?"
    r"|according\sto\s[^,]{1,60},)\s(?:on\s[A-Z]\w{2,9}\s|in\sa\s\w+\s)?(?:that\s)?",
    re.IGNORECASE,
)
_REPORTING_ZH = re.compile(
    r"[^，。；]{0,40}?(?:数据显示|统计显示|显示|表明|指出|透露|介绍说?|表示|认为|称|说|强调)[,，:：\s]*"
)
_HEAD_BEFORE_OF = re.compile(
    r"(?:(?:\b(?:a|an|the|its|their|this|another|annual|average"
    r"|total)\s)(?:[\w'’-]{1,25}\s){0,6}|\b[\w'’-]{1,25}\s)of\s$",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\s(?:more|less|fewer|higher|lower|above|below|up|down)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:an?\s|the\s)?(?:total|number|average|combined)\s(?:of\s)?$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:of|by|for|among|from|in|to|at|than|including|on|into|across|serving|such\sas"
    r"|between)\s(?:the\s)?$",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|reach(?:ed|es)?|rose|grew|served|serves|employ\w*|cover\w*"
    r"|exceed\w*|attract\w*|rely|lives?|made|"
    r"conducted|received|handled|used|averag(?:ed|es)|number(?:s|ed)|cost|costs|paid|earn(?:ed|s)?|spen[dt]s?|weigh(?:s|ed)|"
    r"measur(?:es|ed)|produc(?:es|ed)|sold|bought|fell|dropped|climbed|stood|totall?ed|amounted|came|stands?)\b",
    re.IGNORECASE,
)
_CUT_RIGHT = {
    "en": re.compile(r"\s(?:according\sto|data\sfrom|in\sa\sbid\sto|as\s(?:per|shown)|,\sdata)\b|\s(?:while"
                     r"|whereas)\s|\sto\s(?=(?:help|boost|promote|ensure|support|improve|facilitate)"
                     r"\b)", re.IGNORECASE),
    "zh": re.compile(r"(?!)"),
}  # fmt: skip
_JOINT = {"en": re.compile(r",\s|,?\sand\s"), "zh": re.compile(r"、|和|，|及|以及")}
_BRACKETED = re.compile(r"[(（]\s*$")


@dataclass(frozen=True, slots=True)
class Clause:
    """One figure's words in a sentence: `start` to `end` is the quote, `scope` the stretch between its commas."""

    start: int
    end: int
    scope_start: int
    scope_end: int
    in_brackets: bool = False
    is_listed: bool = False  # one of several values of one predicate


def stretches(text: str, language: str) -> list[tuple[int, int]]:
    """The stretches between separators."""
    bounds, start = [], 0
    for match in _SEPARATORS[language].finditer(text):
        bounds.append((start, match.start()))
        start = match.end()
    bounds.append((start, len(text)))
    return [(first, last) for first, last in bounds if text[first:last].strip()]


def clauses(text: str, language: str, quantities: Sequence[Quantity], periods: Sequence[Period]) -> list[Clause]:
    """The clause of each quantity, in their order."""
    parts = stretches(text, language)
    return [_clause(text, language, index, quantities, periods, parts) for index in range(len(quantities))]


def _clause(
    text: str,
    language: str,
    index: int,
    quantities: Sequence[Quantity],
    periods: Sequence[Period],
    parts: list[tuple[int, int]],
) -> Clause:
    quantity = quantities[index]
    start, end = parts[max(0, bisect_right(parts, quantity.start, key=lambda part: part[0]) - 1)]
    if not start <= quantity.start < quantity.end <= end:
        start, end = quantity.start, quantity.end
    scope = (start, end)
    if index and quantities[index - 1].end > start:
        start = _split(text, language, quantities[index - 1].end, quantity.start)
    if index + 1 < len(quantities) and quantities[index + 1].start < end:
        end = _split(text, language, quantity.end, quantities[index + 1].start, before=True)
    if _is_listed(text, language, index, quantities):
        return Clause(quantity.start, quantity.end, *scope, is_listed=True)
    in_brackets = bool(_BRACKETED.search(text[max(0, start - 8) : start])) or text[start - 1 : start] in {"(", "（"}
    bare = not text[start : quantity.start].strip() and not text[quantity.end : end].strip()
    if in_brackets and bare:
        first = _before_bracket(text, language, start - 1)
        return Clause(first, min(end + 1, len(text)) if end < len(text) else end, *scope, in_brackets=True)
    start = _trim_left(text, language, start, quantity, periods)
    end = _trim_right(text, language, quantity, end)
    return Clause(start, end, *scope, in_brackets=in_brackets)


def _is_listed(text: str, language: str, index: int, quantities: Sequence[Quantity]) -> bool:
    """Whether the figure stands in a list of values of one predicate: "rose 3, 4 and 5 percent", 分别增长3%、4%和5%."""
    joint = _JOINT[language]
    same = quantities[index].kind
    if same not in {"percent", "points", "money", "times"}:
        return False
    before = (
        index > 0
        and quantities[index - 1].kind == same
        and joint.fullmatch(text[quantities[index - 1].end : quantities[index].start])
    )
    behind = (
        index + 1 < len(quantities)
        and quantities[index + 1].kind == same
        and joint.fullmatch(text[quantities[index].end : quantities[index + 1].start])
    )
    if language == "en" and any(_COMPARED.match(text, each.end) for each in quantities[max(index, 0) : index + 2]):
        return False  # "6 yuan, 2 yuan more than": the second says how the first has changed
    return bool(before or behind)


def _split(text: str, language: str, first: int, last: int, before: bool = False) -> int:
    """Where the words between two figures part: after the joint for the later figure, before it for the earlier."""
    for level, pattern in enumerate(_SPLITS[language]):
        joints = list(pattern.finditer(text, first, last))
        if joints:
            match = joints[-1 if level == 2 else 0]
            inside = match.start() + 1 if language == "en" else match.start()
            if before:
                return match.start()
            return inside if match[0].strip().lower() not in {"and", "、", "和", "及", "以及"} else match.end()
    return first if before else last if language == "zh" and not text[first:last].strip() else first


def _before_bracket(text: str, language: str, bracket: int) -> int:
    """Where the noun before a bracket begins: "… and farming (8.9%)" is about farming."""
    pattern = re.compile(
        r"(?:[,;:]\s(?:and\s|or\s)?|\sand\s|\sthan\s|\sthe\s)" if language == "en" else "[，,、；;和及：:]"
    )
    last = None
    for match in pattern.finditer(text, max(0, bracket - 60), bracket):
        last = match.end()
    start = last if last is not None else max(0, bracket - 60)
    return start + len(text[start:]) - len(text[start:].lstrip())


def _trim_left(text: str, language: str, start: int, quantity: Quantity, periods: Sequence[Period]) -> int:
    blanks = re.compile(r"[\s\"”’'‘“,，、:：·-]*")
    changed = True
    while changed and start < quantity.start:
        before = start
        start = min(blanks.match(text, start).end(), quantity.start)  # type: ignore[union-attr]
        if text[start - 1 : start] in {'"', "“"} and any(mark in text[start : quantity.start] for mark in '"”'):
            start -= 1  # the mark opens a quoted name that the clause holds whole
            before = start
        for pattern in (_TRIMMED[language], _REPORTING if language == "en" else _REPORTING_ZH):
            match = pattern.match(text, start, quantity.start)
            if match and match.end() <= quantity.start and match.end() > start:
                start = match.end()
        if language == "en":
            for period in periods:
                if period.start == start and period.end < quantity.start:
                    start = period.end
        changed = start != before
    return min(_smallest(text, language, start, quantity), quantity.start)


def _smallest(text: str, language: str, start: int, quantity: Quantity) -> int:
    """Drop what only leads up to the figure: "supported by a demand of 300 shops" is about 300 shops."""
    if language != "en":
        return start
    left = text[start : quantity.start]
    if match := _TOTAL.search(left):
        return start + match.start()
    if quantity.kind == "count" and _PREPOSITION.search(left) and not _FINITE.search(left):
        return quantity.start
    if (
        quantity.kind != "count"
        and (match := _HEAD_BEFORE_OF.search(left))
        and not _FINITE.search(left[: match.start()])
    ):
        return start + match.start()
    return start


def _trim_right(text: str, language: str, quantity: Quantity, end: int) -> int:
    if match := _CUT_RIGHT[language].search(text, quantity.end, end):
        end = match.start()
    while end > quantity.end and (text[end - 1].isspace() or text[end - 1] in ',，、;；。.:：)）"”“'):
        if text[end - 1] == '"' and text.count('"', quantity.end, end) % 2 == 0:
            break
        if text[end - 1] == "”" and "“" in text[quantity.end : end]:
            break
        end -= 1
    return end
