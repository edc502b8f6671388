"""Periods that figures cover, at the precision stated: 2016, the first half of 2020, 截至2023年底, “十四五”期间.

A year that the words leave open is taken from the article's own date, or from the latest year its text names, and the
period says so: `inferred`. Where there is nothing to take it from, the year stays open.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from mappings.extract.screening import Screen
from mappings.readers.dates import MONTHS

Role = Literal["during", "end", "by", "since", "span-ahead"]

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_WHICH = rf"(?:{_YEAR}|this\syear|last\syear|the\s(?:same\s)?year|the\sprevious\syear|that\syear)"
_OF = rf"(?:\s(?:of|in)\s(?P<of>{_WHICH}(?![0-9])))?"
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|[1-9]|1[01])"
_IN = r"(?:(?:in|during|for|over|within|through|throughout|by|as\sof|at|from|since|of)\s)?"
ENGLISH_COUNTS = {
    word: value
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
CHINESE_COUNTS = {character: value for value, character in enumerate("零一二三四五六七八九十")} | {"两": 2}
_ZH_WHICH = rf"(?:(?P<year>{_YEAR})\s?年|(?P<relative>今年|去年|前年|本年|当年|上年|明年))"
_ZH_COUNT = r"(?:[一二三四五六七八九十两]|[0-9]{1,2})"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What open periods are resolved against: the article's date (YYYY, YYYY-MM, YYYY-MM-DD) or the last year named."""

    date: str | None = None
    latest_year: int | None = None

    @property
    def year(self) -> int | None:
        """The year in which the article speaks."""
        return int(self.date[:4]) if self.date else self.latest_year

    @property
    def month(self) -> int | None:
        """The month in which it speaks, where its date states one."""
        return int(self.date[5:7]) if self.date and len(self.date) >= 7 else None


@dataclass(frozen=True, slots=True)
class Period:
    """A period named in a text: `label` as a reader would write it, `first` and `last` months as (year, month)."""

    start: int
    end: int
    label: str
    role: Role = "during"
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    inferred: bool = False

    @property
    def edtf(self) -> str | None:
        """How librarians write it: 2020, 2020-10, 2020-01/2020-06; None where the year is open."""
        if not self.first or not self.last:
            return None
        (year, month), (last_year, last_month) = self.first, self.last
        if (month, last_month) == (1, 12):
            return f"{year}" if year == last_year else f"{year}/{last_year}"
        begin, end = f"{year}-{month:02}", f"{last_year}-{last_month:02}"
        return begin if begin == end else f"{begin}/{end}"

    @property
    def is_comparison(self) -> bool:
        """Whether it is only the base of a comparison: "than a year earlier", 比上年同期."""
        return self.label == ""

    def is_past(self, anchor: Anchor) -> bool | None:
        """Whether it lies behind the article's date; None where that is not known."""
        if self.role == "span-ahead":
            return False
        if self.label in _GONE:
            return True
        if not self.last or anchor.year is None:
            return False if self.role == "by" and not anchor.year else None
        if self.role == "since":
            return True
        year, month = self.last
        if anchor.date is None:  # the article's year is a guess: only "by 2030" is surely ahead
            return True if year <= anchor.year else False if self.role == "by" else None
        if year != anchor.year:
            return year < anchor.year
        if self.edtf == str(year):  # the year the article was written in: its end is ahead, the rest is undecided
            return False if self.role in {"end", "by"} else None
        return anchor.month is None or month <= anchor.month


_GONE = frozenset(["last year", "the previous year", "last month", "去年", "前年", "上年", "上月"])
_AHEAD = re.compile(
    r"\b(?:will|aims?|targets?|goals?|should|shall|expected|projected|forecast|predicted|plans?|planned"
    r"|strives?|pledged?|vows?)\b"
    r"|将|力争|争取|预计|目标|规划",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|until|before)\s(?:around\s|the\s)?(?:year-)?(?:end\s)?(?:of\s)?$", re.IGNORECASE)
_WAS = re.compile(r"\b(?:reached|stood|was|were|had|rose|fell|grew|exceeded|totall?ed|accounted)\b|已|达到?了")
_BY_YEAR = re.compile(r"\b[Bb]y (?:the end of )?((?:19|20)[0-9]{2})(?=[.,;]|$)", re.MULTILINE)
Reading = Callable[[re.Match[str], Anchor], Period | None]


def periods(text: str, language: str, anchor: Anchor = Anchor()) -> list[Period]:
    """The periods a text names, from left to right; of two that overlap the longer."""
    table = CHINESE if language == "zh" else ENGLISH
    likely = [table[place] for place in _screen(language).possible(text)]
    found = [period for pattern, read in likely for match in pattern.finditer(text) if (period := read(match, anchor))]
    kept: list[Period] = []
    for period in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or period.start >= kept[-1].end:
            kept.append(period)
    return kept


@cache
def _screen(language: str) -> Screen:
    return Screen([pattern for pattern, _ in (CHINESE if language == "zh" else ENGLISH)])


def latest_year(text: str) -> int | None:
    """The latest year that a text names as something that was, for articles that state no date themselves."""
    years = set()
    for match in re.finditer(rf"(?<![0-9A-Za-z./—–-])(?<!到)(?<!(?<!截)至){_YEAR}(?![0-9.]|\s?[-—–至])", text):
        if text[match.start() - 1 : match.start()] in {"(", "（"} and text[match.end() : match.end() + 1] in {
            ")",
            "）",
        }:
            years.add(int(match[0]))  # the year of a named paper
            continue
        sentence = re.split(r"[.。;；\n]\s?", text[max(0, match.start() - 120) : match.start()])[-1]
        if _BY.search(text[max(0, match.start() - 40) : match.start()]) and not _WAS.search(
            text, match.end(), match.end() + 60
        ):
            continue
        rest = re.split(r"[.。;；\n]", text[match.end() : match.end() + 120])[0]
        if not _AHEAD.search(sentence + " " + rest) or _WAS.search(rest):
            years.add(int(match[0]))
    ahead = {int(match[1]) for match in _BY_YEAR.finditer(text) if not _WAS.search(_sentence_at(text, match.start()))}
    return max(years - ahead if years - ahead else years, default=None)


def _sentence_at(text: str, place: int) -> str:
    """The words around a place, as far as the next full stop or line end."""
    before = re.split(r"[.;\n]\s?", text[max(0, place - 120) : place])[-1]
    return before + re.split(r"[.;\n]\s?", text[place : place + 160])[0]


def first_plan_year(text: str) -> int | None:
    """The first year of a plan named with its years, "(2025-2027)": a plan is told about when it begins."""
    match = re.search(rf"[(（]({_YEAR})年?\s?[-—–至]\s?{_YEAR}", text)
    return int(match[1]) if match else None


# --- English -------------------------------------------------------------------------------------------------------


def _which(written: str | None, anchor: Anchor) -> tuple[int | None, bool]:
    """The year that words name, and whether it had to be inferred."""
    if written and written[:4].isdigit():
        return int(written[:4]), False
    if anchor.year is None:
        return None, True
    return anchor.year - (1 if written in {"last year", "the previous year", "去年", "上年"} else 0), True


def _months(match: re.Match[str], first: int, last: int, label: str, which: str | None, anchor: Anchor) -> Period:
    """A stretch of months in the year that `which` names; a month still to come belongs to the year before."""
    year, inferred = _which(which, anchor)
    if which is None and year is not None and anchor.month is not None and first > anchor.month:
        year -= 1
    label = f"{label} {year}" if year else label
    begin, end = ((year, first), (year, last)) if year else (None, None)
    return Period(*match.span(), label, "during", begin, end, inferred)


def _month_number(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _half(match: re.Match[str], anchor: Anchor) -> Period:
    ordinal = match["half"].lower()
    first, last = (1, 6) if ordinal == "first" else (7, 12)
    return _with_of(_months(match, first, last, f"{ordinal} half of", match["of"], anchor))


def _quarter(match: re.Match[str], anchor: Anchor) -> Period:
    number = ORDINALS[match["quarter"].lower()]
    label = f"{match['quarter'].lower()} quarter of"
    return _with_of(_months(match, 3 * number - 2, 3 * number, label, match["of"], anchor))


def _short_part(match: re.Match[str], anchor: Anchor) -> Period:
    number, year = int(match["number"]), match["of"] or match["before"]
    first, last = (6 * number - 5, 6 * number) if match["part"] in "Hh" else (3 * number - 2, 3 * number)
    if last > 12:
        number, first, last = 4, 10, 12
    return _months(match, first, last, f"{match['part'].upper()}{number}", year, anchor)


def _first_months(match: re.Match[str], anchor: Anchor) -> Period:
    last = ENGLISH_COUNTS.get(match["count"].lower()) or int(match["count"])
    if match["quarters"].lower().startswith("quarter"):
        last *= 3
    last = min(last, 12)
    return _months(match, 1, last, f"January-{calendar.month_name[last]}", match["of"], anchor)


def _last_months(match: re.Match[str], anchor: Anchor) -> Period | None:
    """The last ten months, told in November, are January to October; without a month they stay as they are."""
    count = ENGLISH_COUNTS.get(match["count"].lower()) or int(match["count"])
    if anchor.year is None or anchor.month is None:
        return Period(*match.span(), match["label"])
    end = anchor.year * 12 + anchor.month - 2
    (year, month), (last_year, last_month) = (divmod(each, 12) for each in (end - count + 1, end))
    begin = calendar.month_name[month + 1] if year == last_year else f"{calendar.month_name[month + 1]} {year}"
    label = f"{begin}-{calendar.month_name[last_month + 1]} {last_year}"
    return Period(*match.span(), label, "during", (year, month + 1), (last_year, last_month + 1), inferred=True)


def _month_range(match: re.Match[str], anchor: Anchor) -> Period:
    first, last = _month_number(match["first"]), _month_number(match["last"])
    label = f"{calendar.month_name[first]}-{calendar.month_name[last]}"
    return _months(match, first, last, label, match["of"] or match["year"], anchor)


def _one_month(match: re.Match[str], anchor: Anchor) -> Period:
    number = _month_number(match["month"])
    period = _months(match, number, number, calendar.month_name[number], match["of"] or match["year"], anchor)
    return replace(period, role="end" if match["end"] else "during")


def _last_month(match: re.Match[str], anchor: Anchor) -> Period:
    if anchor.year is None or anchor.month is None:
        return Period(*match.span(), "last month")
    year, month = divmod(anchor.year * 12 + anchor.month - 2, 12)
    label = f"{calendar.month_name[month + 1]} {year}"
    return Period(*match.span(), label, "during", (year, month + 1), (year, month + 1), inferred=True)


def _years(match: re.Match[str], anchor: Anchor) -> Period:
    first, last = int(match["first"]), int(match["last"])
    return Period(*match.span(), f"{first}-{last}", "during", (first, 1), (last, 12))


def _year(match: re.Match[str], anchor: Anchor) -> Period:
    year, inferred = _which(match["which"].lower(), anchor)
    role: Role = (
        "by" if match[0].lower().startswith(("by ", "until ", "before ")) else "end" if match["end"] else "during"
    )
    label = str(year) if year else match["which"]
    first = (year, 1) if year else None
    last = (year, 12) if year else None
    return Period(*match.span(), f"end of {label}" if match["end"] else label, role, first, last, inferred)


def _since(match: re.Match[str], anchor: Anchor) -> Period:
    year = int(match["year"] or match["from"])
    return Period(*match.span(), f"since {year}", "since", (year, 1), (year, 12))


def _plan_period(match: re.Match[str], anchor: Anchor) -> Period:
    written = match["number"].lower()
    number = int(re.sub(r"\D", "", written)) if written[0].isdigit() else PLAN_NUMBERS[written]
    first = 1953 + 5 * (number - 1)
    first += 3 if number > 2 else 0  # the third plan began in 1966, three years late
    return Period(*match.span(), f"{first}-{first + 4}", "during", (first, 1), (first + 4, 12))


def _ahead(match: re.Match[str], anchor: Anchor) -> Period:
    """The next five years: ahead of the article; the year they end in is inferred."""
    written = (match["count"] or match.groupdict().get("within") or "").lower()
    count = ENGLISH_COUNTS.get(written) or CHINESE_COUNTS.get(written) or (int(written) if written.isdigit() else 0)
    year = anchor.year + count if anchor.date and anchor.year and count else None
    label = f"{anchor.year}-{year}" if year else match["label"]
    return Period(*match.span(), label, "span-ahead", last=(year, 12) if year else None, inferred=True)


def _comparison(match: re.Match[str], anchor: Anchor) -> Period:
    return Period(*match.span(), "")


def _event(match: re.Match[str], anchor: Anchor) -> Period:
    return Period(*match.span(), match["label"])


def _with_of(period: Period) -> Period:
    return replace(period, label=period.label.removesuffix(" of"))


PLAN_NUMBERS = {
    name: number
    for number, name in enumerate(
        ["tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"], 10
    )
} | {"十": 10, "十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16}
_QUOTE = "[\"'“”‘’「」]?"


def _table(
    rows: tuple[tuple[str, Reading], ...], flags: int = re.IGNORECASE
) -> tuple[tuple[re.Pattern[str], Reading], ...]:
    return tuple((re.compile(pattern, flags), read) for pattern, read in rows)


ENGLISH = _table(
    (
        (
            r"\b(?:compared\s(?:with|to)|than|from(?!\s(?:19|20)[0-9]{2}\s(?:to|through|on)|\s(?:19"
            r"|20)[0-9]{2}-)|against|versus)\s(?:that\s)?(?:in\s)?(?:the\s)?"
            r"(?:same\s(?:period|month|quarter)\s(?:of\s)?(?:last\syear|a\syear\s(?:ago|earlier)"
            r"|the\sprevious\syear|(?:19|20)[0-9]{2})"
            r"|(?:19|20)[0-9]{2}(?![0-9]|\s?[-–])|a\syear\s(?:ago|earlier|before)|(?:the\s)?(?:previous|last"
            r"|year-ago)\s(?:year|month|quarter|period)|year\s(?:ago|earlier))",
            _comparison,
        ),
        (rf"\b{_IN}(?:the\s)?(?P<half>first|second|last)\shalf(?:\sof\s(?:the\syear|the(?=,))|\sof(?=,))?{_OF}", _half),
        (
            rf"\b{_IN}(?:the\s)?(?P<quarter>first|second|third|fourth|last|final)\squarter(?:\sof\sthe\syear)?{_OF}",
            _quarter,
        ),
        (
            rf"\b{_IN}(?:(?P<before>{_YEAR})\s)?(?P<part>[QH])(?P<number>[1-4])(?![0-9A-Z%])(?:,?\s(?:of\s)?(?P<of>{_YEAR}))?",
            _short_part,
        ),
        (
            rf"\b{_IN}(?:the\s)?first\s(?P<count>{_COUNT})[\s-](?P<quarters>months?"
            rf"|quarters?)(?:\sof\sthe\syear)?{_OF}",
            _first_months,
        ),
        (rf"\b{_IN}(?P<label>(?:the\s)?(?:last|past)\s(?P<count>{_COUNT})\smonths)\b", _last_months),
        (
            rf"\b{_IN}(?:the\s)?(?:period\s)?(?P<first>{_MONTH})\.?(?:\s?(?:to|through|-|–|—"
            rf"|and)\s?)(?P<last>{_MONTH})\b\.?"
            rf"(?:(?:\s(?:of|in))?,?\s(?P<year>{_YEAR}|this\syear|last\syear)(?![0-9]))?(?P<of>(?!))?",
            _month_range,
        ),
        (
            rf"\b(?:in|during|for|since|through|until|to|by|of|as\sof|(?P<end>(?:by|at"
            rf"|as\sof)\s(?:the\s)?end[\s-]of|end-))\s?"
            rf"(?:late\s|early\s|mid-)?(?P<month>{_MONTH})\b\.?(?:\s[0-9]{{1,2}}(?:st|nd|rd|th)?\b(?!%))?"
            rf"(?:(?:\s(?:of|in))?,?\s(?P<year>{_YEAR}|this\syear|last\syear)(?![0-9]))?(?P<of>(?!))?",
            _one_month,
        ),
        (r"\b(?:in\s)?(?:last\smonth|the\s(?:last|past|previous)\smonth)\b", _last_month),
        (
            rf"\b{_IN}(?:the\s)?(?:period\s)?(?:from\s|between\s)?(?P<first>{_YEAR})(?:\s?(?:-|–|—|to|and"
            rf"|through)\s?)(?P<last>{_YEAR})(?![0-9])",
            _years,
        ),
        (rf"\bsince\s(?P<year>{_YEAR})(?![0-9])|\bfrom\s(?P<from>{_YEAR})\s(?:on|onwards?)\b", _since),
        (
            rf"\b(?:(?P<end>(?:by|at|as\sof|as\sat|until"
            rf"|before)\s(?:around\s)?(?:the\s)?(?:year[-\s])?(?:end(?:\sof)?|year-end)\s(?:of\s)?)|(?:in|during"
            rf"|for|of|by|throughout|through|until|before|as\sof)\s(?:the\s)?(?:year\s)?(?:around\s|early\s"
            rf"|late\s|mid-)?)"
            rf"(?P<which>{_YEAR}|this\syear|last\syear|the\syear|the\sprevious\syear)(?![0-9])(?!\s(?:list"
            rf"|version|edition|[A-Z][a-z]+\s(?:Forum|Conference|Fair)))",
            _year,
        ),
        (rf"(?<!\w)(?P<end>(?!))?(?P<which>this\syear|last\syear|(?<=\()(?:{_YEAR})(?=\)))\b", _year),
        (
            rf"\b(?:during|in|over|for|by\sthe\send\sof|throughout)\s(?:the\s)?{_QUOTE}(?P<number>1[0-9]th|tenth"
            rf"|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
            rf"|sixteenth){_QUOTE}\sFive-Year{_QUOTE}\s?(?:Plan)?{_QUOTE}(?:\s(?:period|\([^()]{{1,20}}\)\s?period))?",
            _plan_period,
        ),
        (
            rf"\b(?:over|in|within|during|for)\s(?P<label>(?:the\s)?(?:next|coming|following)\s(?P<count>{_COUNT}"
            rf"|few|several)?(?:\sto\s\w+)?\s?years?)\b",
            _ahead,
        ),
        (
            r"\b(?:during|over)\s(?P<label>the\s(?:[A-Z\"“][\w\"”'’-]*\s){1,5}(?:[a-z]+\s)?(?:holiday|festival"
            r"|spree|season|period)s?)",
            _event,
        ),
        (
            rf"\b(?:over|in|during|for)\s(?P<label>(?:the\s)?(?:past|last|recent)\s(?:{_COUNT}\s|few\s"
            rf"|several\s)?(?:years?|decades?))\b",
            _event,
        ),
    )
)

# --- Chinese -------------------------------------------------------------------------------------------------------


def _zh_year(match: re.Match[str], anchor: Anchor) -> tuple[int | None, bool]:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"]), False
    shift = {"去年": -1, "上年": -1, "前年": -2, "明年": 1}.get(groups.get("relative") or "", 0)
    return (anchor.year + shift if anchor.year is not None else None), True


def _zh_months(
    match: re.Match[str], first: int, last: int, label: str, anchor: Anchor, role: Role = "during"
) -> Period:
    year, inferred = _zh_year(match, anchor)
    open_year = match.groupdict().get("relative") or ""
    if year is not None and inferred and not open_year and anchor.month is not None and first > anchor.month:
        year -= 1
    begin, end = ((year, first), (year, last)) if year else (None, None)
    return Period(*match.span(), f"{year}年{label}" if year else open_year + label, role, begin, end, inferred)


def _zh_month_range(match: re.Match[str], anchor: Anchor) -> Period | None:
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if not 1 <= first <= last <= 12:
        return None
    label = f"{first}月" if first == last else f"{first}-{last}月"
    return _zh_months(match, first, last, f"{label}{match['end'] or ''}", anchor, "end" if match["end"] else "during")


def _zh_count(written: str) -> int:
    return int(written) if written.isdigit() else CHINESE_COUNTS[written]


def _zh_first(match: re.Match[str], anchor: Anchor) -> Period:
    count, unit = _zh_count(match["count"]), match["unit"]
    last = min(count * 3 if unit == "季度" else count, 12)
    return _zh_months(match, 1, last, f"前{match['count']}{'个月' if '月' in unit else unit}", anchor)


def _zh_quarter(match: re.Match[str], anchor: Anchor) -> Period | None:
    number = _zh_count(match["quarter"])
    return _zh_months(match, 3 * number - 2, 3 * number, f"{match['quarter']}季度", anchor) if number <= 4 else None


def _zh_half(match: re.Match[str], anchor: Anchor) -> Period:
    first, last = (1, 6) if match["half"] == "上" else (7, 12)
    return _zh_months(match, first, last, f"{match['half']}半年", anchor)


def _zh_this_month(match: re.Match[str], anchor: Anchor) -> Period:
    if anchor.year is None or anchor.month is None:
        return Period(*match.span(), match["which"])
    year, month = divmod(anchor.year * 12 + anchor.month - 1 - (match["which"] == "上月"), 12)
    return Period(
        *match.span(), f"{year}年{month + 1}月", "during", (year, month + 1), (year, month + 1), inferred=True
    )


def _zh_whole(match: re.Match[str], anchor: Anchor) -> Period:
    """A whole year or its end; 2014年以来 runs on, and 到2025年 is an end, ahead or behind."""
    year, inferred = _zh_year(match, anchor)
    tail = match["tail"] or ""
    role: Role = (
        "since"
        if tail in {"以来", "起", "至今"}
        else "by"
        if (match["by"] or "") in {"到", "至", "力争到"} or match[0].endswith("前")
        else "end"
        if match["by"] or tail.startswith(("底", "末", "年底", "年末"))
        else "during"
    )
    label = (f"{year}年" if year else match["relative"] or "") + {
        "初": "初",
        "起": "以来",
        "至今": "以来",
        "以来": "以来",
    }.get(tail, "底" if tail in {"底", "年底", "末", "年末"} else "")
    begin, end = ((year, 1), (year, 12)) if year else (None, None)
    return Period(*match.span(), label, role, begin, end, inferred)


def _zh_years(match: re.Match[str], anchor: Anchor) -> Period:
    first, last = int(match["first"]), int(match["last"])
    return Period(*match.span(), f"{first}-{last}年", "during", (first, 1), (last, 12))


CHINESE = _table(
    (
        (r"(?:恢复到|恢复至|相当于|较|比)(?:19|20)[0-9]{2}年(?:同期)?(?:底|末)?(?=的|[^0-9]{0,6}(?:增|提|上升|下降|降|减|高|低|多|少|快|翻))"
         r"|(?:较|比|同|与)?(?:上年|去年|前年|上一年)?同期(?:相比)?|(?:较|比)(?:上年末?|去年|上个?月|上季度|上一年度?|[0-9]{4}年(?:底|末)?)(?:同期"
         r"|相比)?|(?:较|比)?(?:[0-9]{1,2}[-—–至][0-9]{1,2}月)(?=(?:份)?(?:加快|增长|回升|提高|放缓|回落|下降)"
         r"[0-9.]{1,6}个百分点)", _comparison),
        (rf"(?:{_ZH_WHICH})?\s?(?:(?P<first>(?:1[0-2]|[1-9]))月?(?:[-—–~～至到](?P<last>(?:1[0-2]|[1-9])))?月(?:份"
         rf"|间)?(?P<end>底|末)?(?:当月)?(?![0-9]{{1,2}}日))", _zh_month_range),
        (rf"(?:{_ZH_WHICH})?\s?前(?P<count>{_ZH_COUNT})(?P<unit>个月|个?季度|季)", _zh_first),
        (rf"(?:{_ZH_WHICH})?\s?第?(?P<quarter>[一二三四1-4])季度", _zh_quarter),
        (rf"(?:{_ZH_WHICH})?\s?(?P<half>[上下])半年", _zh_half),
        (r"(?P<which>本月|上月|当月)", _zh_this_month),
        (rf"(?P<first>{_YEAR})年?\s?[-—–~～至到]\s?(?P<last>{_YEAR})年(?:间|期间)?", _zh_years),
        (
            rf"(?P<by>(?<![加高升降长大少展复])(?:到|(?<![截年月日])至)|截至|截止到?|力争到|在)?{_ZH_WHICH}(?P<tail>年底|年末|底|末|初|以来|起|至今"
            rf"|全年)?(?:前|之前|时|期间)?(?![0-9]{{1,2}}月)(?!同期)",
            _zh_whole,
        ),
        (rf"{_QUOTE}(?P<number>十[一二三四五六]|十){_QUOTE}?(?P<five>五){_QUOTE}(?:规划)?(?:时期|期间|末|"
         rf"以来)", _plan_period),
        (rf"(?:在)?(?P<label>(?:未来|今后|接下来)(?P<count>{_ZH_COUNT}|几)年|(?<![0-9近])(?P<within>{_ZH_COUNT})年(?:内|左右时间)"
         rf")", _ahead),
        (r"(?P<label>(?:近|最近|过去)(?:[一二三四五六七八九十两几0-9]{1,2})年(?:来|间)?|[0-9]{1,2}年来|(?:春节|国庆|五一|端午|中秋|双节|元旦|清明"
         r"|暑期)(?:假期|期间|黄金周)(?:期间)?)", _event),
    ),
    0,
)  # fmt: skip
