"""Who issued a document, and when, as the sentence that names it says."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mappings.extract.candidate import Mention
from mappings.extract.context import Context
from mappings.extract.normal import normal
from mappings.extract.rules import of_kind
from mappings.extract.sentences import Sentence
from mappings.extract.titles import Title
from mappings.readers.dates import MONTHS, dates

NEAR = 60  # code points between the word of issuing and the title
_LIST = {  # what stands between joint issuers
    "en": re.compile(
        r"^(?:[\s,]|\band\b|\bthe\b|\bas well as\b|\balong with\b|\btogether with\b|\([A-Za-z]{2,10}\))*$"
    ),
    "zh": re.compile(r"^(?:[\s、，]|和|与|及|以及|近日|日前|今日|会同|联合|经商)*$"),
}
_OTHERS = {
    "en": re.compile(
        r"(?:,| and|,? along with|,? together with)?(?: the)? (?:\w+ )?other \w+"
        r" (?:departments|ministries|agencies|organs|bodies|commissions).*$"
    ),
    "zh": re.compile(r"等.{0,12}$"),
}
_THIS_YEAR = re.compile(r"\b(?P<month>[A-Z][a-z]{2,8}) (?:of )?this year|今年\s?(?P<number>\d{1,2})\s?月")
_BEGINS = re.compile(
    r"(?:\b(?:force|effect|effective|operation)|实施|施行|生效)[^.。,，;；]{0,12}$|自$"
)  # not the date of issue
_YEAR_IN_TITLE = re.compile(r"[(（](?P<year>(?:19|20)\d\d)(?:年)?[)）]$")


@dataclass(frozen=True, slots=True)
class Issue:
    """What one sentence says of the issuing of a document."""

    issuers: tuple[str, ...] = ()
    date: str | None = None
    is_issued: bool = False


def issue_of(title: Title, context: Context, agencies: Sequence[Mention]) -> Issue:
    """Issuers and date as the sentence around a title states them."""
    sentence = title.sentence
    words = normal(sentence.text, sentence.language)
    verbs = [
        match
        for rule in of_kind("issue")
        if rule.language == sentence.language
        for match in rule.find(words, context.vocabulary)
    ]
    here = [
        each for each in agencies if each.sentence == sentence.index and not _approves(each, words, context, sentence)
    ]
    for verb in sorted(verbs, key=lambda each: -each.start):
        between = words[verb.end : title.start]
        if verb.end <= title.start and len(between) <= NEAR and not re.search(r"[.。；;]", between):
            issuers = _before(here, verb.start, words, sentence.language)
            return Issue(issuers or _in_title(title, agencies), _date(words, verb.start, context, title), True)
    for verb in sorted(verbs, key=lambda each: each.start):
        between = words[title.end : verb.start]
        if verb.start >= title.end and len(between) <= NEAR and "." not in between.strip('" '):
            after = _after(here, verb.end, words, sentence.language)
            date = _date(words, verb.start, context, title)
            if after or sentence.language == "en":
                return Issue(after or _in_title(title, agencies), date, True)
    return Issue(_in_title(title, agencies), _year(title))


def _approves(agency: Mention, words: str, context: Context, sentence: Sentence) -> bool:
    for rule in of_kind("approval"):
        if rule.language == sentence.language:
            for match in rule.find(words, context.vocabulary):
                if rule.language == "zh" and match.start <= agency.start < match.end:
                    return True
                if rule.language == "en" and 0 <= agency.start - match.end <= 5:
                    return True
    return False


def _before(agencies: Iterable[Mention], verb: int, words: str, language: str) -> tuple[str, ...]:
    """The list of agencies that ends nearest before the word of issuing."""
    left = sorted((each for each in agencies if each.end <= verb), key=lambda each: -each.end)
    found: list[Mention] = []
    for each in left:
        if found:
            between = _OTHERS[language].sub("", words[each.end : found[-1].start])
            if not _LIST[language].match(between):
                break
        found.append(each)
    return tuple(dict.fromkeys(each.fields["identity"] for each in reversed(found)))


def _after(agencies: Iterable[Mention], verb: int, words: str, language: str) -> tuple[str, ...]:
    """The agencies behind “issued by”."""
    right = sorted((each for each in agencies if each.start >= verb), key=lambda each: each.start)
    found: list[Mention] = []
    at = verb
    for each in right:
        between = words[at : each.start]
        if found:
            if not _LIST[language].match(between):
                break
        elif not re.match(r"^(?: jointly| recently)? by\b[^.;]{0,40}$", between):
            break
        found.append(each)
        at = each.end
    return tuple(dict.fromkeys(each.fields["identity"] for each in found))


def _in_title(title: Title, agencies: Iterable[Mention]) -> tuple[str, ...]:
    """Issuers that the title itself begins with: 《港务部等3部门关于…》."""
    inside = [
        each
        for each in agencies
        if each.sentence == title.sentence.index and title.start <= each.start and each.end <= title.end
    ]
    if title.sentence.language == "zh":
        inside = [each for each in inside if "关于" in title.sentence.text[each.end : title.end]]
    else:
        inside = [each for each in inside if re.search(r"\b(?:on|for|to)\b", title.sentence.text[each.end : title.end])]
    return tuple(dict.fromkeys(each.fields["identity"] for each in inside))


def _date(words: str, verb: int, context: Context, title: Title) -> str | None:
    """The date stated nearest to the word of issuing; a month of this year where the article is dated."""
    stated = [
        each
        for each in dates(words)
        if not title.start <= each.span.start < title.end and not _BEGINS.search(words[: each.span.start])
    ]
    near = sorted(stated, key=lambda each: min(abs(each.span.start - verb), abs(each.span.end - verb)))
    for each in near:
        left = min(each.span.start, verb)
        right = max(each.span.end, verb)
        if not re.search(r"[.。；;]\s", words[left:right].replace(words[title.start : title.end], "")):
            return each.date
    if found := _THIS_YEAR.search(words[max(0, verb - 300) : verb + 200]):
        issued = context.article.clue("issued")
        month = int(found["number"]) if found["number"] else _month(found["month"])
        if issued and month:
            return f"{issued.value[:4]}-{month:02}"
    return _year(title)


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in MONTHS else 0


def _year(title: Title) -> str | None:
    """The year that a report bears in its title."""
    found = _YEAR_IN_TITLE.search(title.title)
    return (
        found["year"]
        if found and re.search(r"paper|report|白皮书|蓝皮书|报告|公报", title.title, re.IGNORECASE)
        else None
    )
