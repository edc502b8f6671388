"""Quantities: a number with its qualifier, currency and unit, in one stretch of text.

What looks like a number and is none (dates, reference marks, list and document numbers, names such as 5G, ages,
addresses) is covered before numbers are looked for.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Literal

from mappings.extract.figures import units
from mappings.extract.figures.numbers import Number, numbers
from mappings.extract.figures.periods import Period
from mappings.extract.screening import Screen
from mappings.extract.vocabulary import Vocabulary, shipped_vocabulary

Kind = Literal["percent", "points", "money", "measure", "times", "count", "share", "bare"]
COVER = "\x00"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as written. `start` to `end` is all of it, qualifier, unit and counted noun included.

    `written` is the value without unit and sign, with its qualifier and scale word; `amount` is the number it says,
    of a range the lower one; `relation` is a concept of the scheme of value qualifiers.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    written: str
    amount: Decimal
    unit: str | None
    kind: Kind
    relation: str = "exact"


_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_COVERED = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"(?:https?://|www\.)[^\s，。；）)]{1,300}", re.IGNORECASE),
        (r"[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{1,30}", 0),
        (r"\[[0-9]{1,3}(?:[-–,，、\s]{1,2}[0-9]{1,3}){0,5}\]|［[0-9]{1,3}］|【[0-9]{1,3}】", 0),
        (r"《[^《》]{1,120}(?:《[^《》]{1,80}》[^《》]{0,60})?》", 0),
        (rf"\b{_MONTH}\.?\s[0-9]{{1,2}}(?:st|nd|rd|th)?(?![0-9%]|\.[0-9])(?!\s(?:percent|million|billion"
         rf"|trillion))(?:,?\s?(?:19|20)[0-9]{{2}})?", 0),
        (rf"(?<![0-9])[0-9]{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}\b(?:,?\s(?:19|20)[0-9]{{2}})?", 0),
        (r"(?:(?:19|20)[0-9]{2}\s?年)?(?<![0-9])[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?日|(?<![0-9])[0-9]{1,2}日(?![均])", 0),
        (r"(?<![0-9])(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}(?:[\sT][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?", 0),
        (r"(?<![0-9:])[0-2]?[0-9][:：][0-5][0-9](?:[:：][0-5][0-9])?(?:\s?[ap]\.?m\b\.?)?", re.IGNORECASE),
        (r"(?:19|20)[0-9]{2}\s?年度?(?!度)|(?:19|20)[0-9]{2}s\b", 0),
        (r"\b[0-9]{1,4}(?:st|nd|rd|th)\b", re.IGNORECASE),
        (r"第[零一二两三四五六七八九十百0-9]{1,6}(?:个五年|[届次批条章节期位名号回类个、季]|产业|方)?", 0),
        (r"\b(?:Nos?|No|Nr|Issue|Vol|Group|Chapter|Section|Article|Part|Table|Figure|Fig|Step|Page|Top|Level"
         r"|Phase|Version|Point|Item|Task|Room|Grade)\b\.?:?\s?#?[0-9]{1,4}(?:-[0-9]{1,4})?\b(?!\s?(?:percent"
         r"|%|million|billion))", 0),
        (r"[〔\[(（][0-9]{4}[〕\])）]\s?(?:第)?[0-9]{1,5}\s?号|[0-9]{1,6}号(?:文|令|公告)?", 0),
        (r"(?:19|20)[0-9]{2}(?:\s?[-—–]\s?(?:19|20)[0-9]{2})?(?=[)）])", 0),
        (r"[A-Za-z][A-Za-z.-]{0,20}-?[0-9]{1,4}(?![0-9.,]*\s?(?:%|percent|million|billion|万|亿))\b", 0),
        (r"(?<![0-9.])[0-9]{1,3}[GgDdKPp](?![A-Za-z])", 0),
        (r"\b(?:aged?|ages|over|above|under|below|older\sthan|younger\sthan)\s(?:of\s)?[0-9]{1,3}(?:\s?(?:-|–"
         r"|to|and)\s?[0-9]{1,3})?(?:\s(?:years?(?:\sold)?|(?:and|or)\s(?:above|over|older|below|under"
         r"|younger)))(?![a-z])", re.IGNORECASE),
        (r"\bage[sd]?\s(?:of\s|between\s|over\s|above\s|under\s)?[0-9]{1,3}(?:\s?(?:-|–|to|and)\s?[0-9]{1,3})"
         r"?", re.IGNORECASE),
        (r"\b[0-9]{1,3}(?:\s?(?:-|–|to)\s?[0-9]{1,3})?\s(?:and|or)\s(?:above|over|older|below|under"
         r"|younger)\b(?=\s|,|\.|$)(?!\s(?:million|billion))", re.IGNORECASE),
        (r"\b(?:[0-9]{1,3}|[a-z]{3,9})-(?:year|month|day|week|hour|minute|point|step|pronged)s?(?:-[a-z]{2,10})"
         r"?\b", re.IGNORECASE),
        (r"[0-9]{1,3}\s?(?:[-—–至~]\s?[0-9]{1,3})?\s?(?:周岁|岁)(?:及|（含）|\(含\))?(?:以上|以下)?(?:的?(?=老|人|儿|婴|青|女|男|人口)"
         r")", 0),
        (r"[“\"‘][^“”\"‘’]{0,3}(?:[零一二两三四五六七八九十百千万0-9]{1,4}[^“”\"‘’%％元，。,零一二两三四五六七八九十百千万0-9]{0,6})"
         r"{1,4}[”\"’]", 0),
        (r"[“\"]?Double\s(?:11|12|Eleven|Twelve)[”\"]?|(?<![0-9])(?:618|双11|双12|双十一|双十二|双十)"
         r"(?![0-9万亿,.])", re.IGNORECASE),
        (r"(?:^|\s)[(（][0-9]{1,2}[)）]|^\s*[0-9]{1,2}(?:\.[0-9]{1,2})*[.、．)）](?![0-9])|[①-⑳]", 0),
        (r"十分(?!之)|十足|千方百计|一带一路|一老一小|万一|二三产|十四五|十五五|百强|(?<![0-9万亿余多百千])千瓦时"
         r"|每(?:[0-9]{1,4}|[一二三四五六七八九十百千万]{1,3})[十百千万亿]{0,2}(?=[\u4e00-\u9fff])", 0),
    )
)  # fmt: skip

# What bounds a number is a label of the scheme of value qualifiers; verbs of exceeding are read as "more than".
_RELATIONS = ("up-to", "at-least", "less-than", "more-than", "about")
_EXCEEDING = {
    "en": (r"(?:exceed(?:ed|s|ing)?|surpass(?:ed|es|ing)?|topped|tops?|topping|outstrip(?:ped|s)?)", "more than"),
    "zh": (r"(?:超过了?|突破了?|超出|大于|高于)", "超过"),
}
_AFTER_EN = (
    (r"\s(?:or\smore|or\sabove|and\sabove|or\sover)\b|\+", "at-least"),
    (r"\s(?:or\sso)\b", "about"),
    (
        r"\s(?:or\sless"
        r"|or\sfewer)\b",
        "up-to",
    ),
)
_AFTER_ZH = (
    (r"(?:及以上|以上|之多|或以上)", "at-least"),
    (r"(?:左右|上下)", "about"),
    (r"(?:及以下|以内|以下|之内)", "up-to"),
)
AFTER = {
    "en": tuple((re.compile(pattern, re.IGNORECASE), relation) for pattern, relation in _AFTER_EN),
    "zh": tuple((re.compile(pattern), relation) for pattern, relation in _AFTER_ZH),
}
_WITHIN_EN = re.compile(r"\s?(?:-|–|—|~|to|and)\s?", re.IGNORECASE)
_WITHIN_ZH = re.compile(r"(?:[-—–~～至到]|——)")
_REACH = 40  # characters before a number in which a qualifier may stand


Bound = tuple[re.Pattern[str], str, str | None]  # the words, the relation, and what the value says instead of them


@cache
def bounds(language: str, vocabulary: Vocabulary) -> tuple[Bound, ...]:
    """The words before a number that bound it, with the relation they state."""
    exceeding, instead = _EXCEEDING[language]
    rows: list[tuple[str, str, str | None]] = [
        (vocabulary.alternation(f"qualifier/{each}", language), each, None) for each in _RELATIONS
    ]
    rows.insert(_RELATIONS.index("more-than"), (exceeding, "more-than", instead))  # 突破 before 破
    whole = r"(?<![A-Za-z])({words})\s(?:the\s|a\s)?$" if language == "en" else r"({words})\s?$"
    return tuple(
        (re.compile(whole.format(words=words), re.IGNORECASE), relation, instead) for words, relation, instead in rows
    )


def covered(text: str, spans: Iterable[tuple[int, int]] = ()) -> str:
    """The text with everything covered that holds digits and is no figure; equally long."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = COVER * (end - start)
    covered_text = "".join(characters)
    for place in _screen().possible(text):
        covered_text = _COVERED[place].sub(lambda match: COVER * len(match[0]), covered_text)
    return covered_text


@cache
def _screen() -> Screen:
    return Screen(_COVERED)


def quantities(
    text: str,
    language: str,
    periods: Iterable[Period] = (),
    spans: Iterable[tuple[int, int]] = (),
    vocabulary: Vocabulary | None = None,
) -> list[Quantity]:
    """The quantities of a text in their order; `spans` are titles and other names that hold no figures."""
    known = vocabulary or shipped_vocabulary()
    hidden = covered(text, [*spans, *((each.start, each.end) for each in periods)])
    found: list[Quantity] = []
    for number in _joined(hidden, list(numbers(hidden, language)), language):
        quantity = _english(text, hidden, number) if language == "en" else _chinese(text, hidden, number)
        if quantity:
            quantity = _qualified(text, hidden, language, quantity, known)
        if quantity and (not found or quantity.start >= found[-1].end):
            found.append(quantity)
    return list(_with_shared_units(text, hidden, _as_ranges(text, found, language), language))


def _as_ranges(text: str, found: list[Quantity], language: str) -> list[Quantity]:
    """Ranges that name their unit twice as one quantity: 3.2万元至4.5万元."""
    kept: list[Quantity] = []
    for each in found:
        last = kept[-1] if kept else None
        alike = last is not None and last.unit is not None and last.unit == each.unit and last.amount < each.amount
        if last and alike and language == "zh" and _WITHIN_ZH.fullmatch(text[last.end : each.start]):
            kept[-1] = replace(last, end=each.end, written=f"{last.written}至{each.written}")
        else:
            kept.append(each)
    return kept


def _joined(text: str, found: list[Number], language: str) -> Iterator[Number]:
    """Ranges as one number: 4,000 to 6,000; 10%—15% stays two numbers here and is joined by its unit."""
    within = _WITHIN_ZH if language == "zh" else _WITHIN_EN
    index = 0
    while index < len(found):
        number = found[index]
        following = found[index + 1] if index + 1 < len(found) else None
        if following and number.form == "digits" == following.form and number.value < following.value:
            between = text[number.end : following.start].replace("%", "").replace("％", "").removesuffix("percent")
            if within.fullmatch(between) and not (between.strip() == "and" and not _between_before(text, number.start)):
                number = replace(number, end=following.end)
                index += 1
        yield number
        index += 1


def _between_before(text: str, start: int) -> bool:
    return text[max(0, start - 8) : start].lower().endswith("between ")


def _english(text: str, hidden: str, number: Number) -> Quantity | None:
    start, end = number.start, number.end
    unit: str | None = None
    kind: Kind = "bare"
    for pattern, name in units.ENGLISH_BEFORE:
        if match := pattern.search(hidden, max(0, start - 6), start):
            start, unit, kind = match.start(), name, "money"
            break
    if unit is None:
        for pattern, name in units.ENGLISH_AFTER:
            if match := pattern.match(hidden, end):
                end, unit, kind = match.end(), name, _kind_of(name)
                if name == "money":
                    kind = "money"
                if kind == "measure" or name == "money":  # as the text writes it: tonnes are not tons
                    unit = match[0].strip(" -")
                break
    if unit is None and re.match(r"[A-Za-z]", hidden[end : end + 1]):
        return None
    if number.form == "share":
        kind = "share"
    written_number = text[number.start : number.end].strip()
    if written_number.lower().endswith(("m", "k")) and kind not in {"money"} and not written_number[-2:-1].isspace():
        return None
    if unit is None and kind == "bare" and not _is_year(number, written_number):
        counted = units.counted_noun(hidden, end)
        if counted:
            kind, unit = "count", units.unit_of_counted(counted[1])
            if per := re.match(r"\sper\s[a-z]{2,15}", hidden[counted[0] :]):
                counted = (counted[0] + per.end(), counted[1])
                unit = text[end : counted[0]].strip()
            end = counted[0]
    return Quantity(start, end, number.start, number.end, written_number, number.value, unit, kind)


def _chinese(text: str, hidden: str, number: Number) -> Quantity | None:
    end = number.end
    unit: str | None = None
    kind: Kind = "bare"
    if number.form == "digits" and re.match(r"[A-Za-z]", hidden[end : end + 1]):
        return None
    written = text[number.start : number.end]
    if number.form == "words" and not written.startswith("百分之"):
        counts_times = hidden[end : end + 1] == "倍" and number.value >= 1
        if not re.search("[零〇一二两三四五六七八九]", written) or (number.value < 10 and not counts_times):
            return None
    if written.startswith("百分之"):
        unit, kind = units.PERCENT["zh"], "percent"
    elif match := units.CHINESE_AFTER.match(hidden, end):
        unit, end = units.CHINESE_UNITS[match["unit"]], match.end()
        kind = _kind_of(unit)
    elif units.CHINESE_PERSONS.match(hidden, end):
        unit, kind = "人", "count"
    if unit is None and _is_year(number, written):
        return None
    if number.form == "share":
        kind, unit, end = "share", None, number.end
    return Quantity(number.start, end, number.start, number.end, written, number.value, unit, kind)


def _kind_of(unit: str) -> Kind:
    if unit in {*units.PERCENT.values()}:
        return "percent"
    if unit in {*units.POINTS.values(), "basis points", "个基点"}:
        return "points"
    if unit in {*units.TIMES.values()}:
        return "times"
    if re.search(r"yuan|dollar|euro|pound|yen|元|英镑|卢布", unit):
        return "money"
    return "measure"


def _is_year(number: Number, written: str) -> bool:
    """Four digits of our centuries; round ones such as 2000 may count things."""
    is_ours = len(written) == 4 and written.isdigit() and 1900 <= number.value <= 2100
    return number.form == "digits" and is_ours and number.value % 100 != 0


def _qualified(text: str, hidden: str, language: str, quantity: Quantity, vocabulary: Vocabulary) -> Quantity:
    """The quantity with what bounds it: "more than" before, 以上 after; a verb of exceeding becomes "more than"."""
    written, start, end, relation = quantity.written, quantity.start, quantity.end, quantity.relation
    window = hidden[max(0, start - _REACH) : start]
    for pattern, name, instead in bounds(language, vocabulary):
        if match := pattern.search(window):
            gap = " " if language == "en" else ""
            written = (instead or match[1]) + gap + written
            relation = name
            if instead is None:
                start -= len(window) - match.start()
            break
    for pattern, name in AFTER[language]:
        if match := pattern.match(hidden, end):
            if language == "zh":
                written += match[0]
            else:
                written += text[match.start() : match.end()]
            end, relation = match.end(), name
            break
    if written.startswith("百分之"):
        written = written.removeprefix("百分之")
    return replace(quantity, start=start, end=end, written=written.replace("百分之", ""), relation=relation)


def _with_shared_units(text: str, hidden: str, found: list[Quantity], language: str) -> Iterator[Quantity]:
    """In "rose 3, 4 and 5 percent" the first two share the unit of the last."""
    joint = re.compile(r"(?:,\s|,?\sand\s)" if language == "en" else r"(?:、|和|,|，|以及|及)")
    for index, quantity in enumerate(found):
        if quantity.kind == "bare" and not _has_scale(quantity.written):
            for previous, later in pairwise(found[index : index + 12]):
                if not joint.fullmatch(hidden[previous.end : later.start]):
                    break
                if later.kind in {"percent", "points"}:
                    quantity = replace(quantity, unit=later.unit, kind=later.kind)
                    break
                if later.kind != "bare":
                    break
        yield quantity


def _has_scale(written: str) -> bool:
    return bool(re.search(r"million|billion|trillion|thousand|bn|[万亿千百]", written))
