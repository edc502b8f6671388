"""Knowing: what the words of a proposal stand for, among the authorities, concepts, units and dates that we have.

Everything here answers None for words that it does not know: a person may say what they mean, a program never guesses.
"""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache

from rdflib import SKOS

from mappings.extract.evaluation import same_name, unit_class
from mappings.record.reading import QUDT_UNITS
from mappings.record.values import NOT_STATED, last_day
from ontology import loading
from ontology.authority_files import Authorities
from ontology.terms import concept as concept_iri

NAMES = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
# Powers of ten, the longest word first, so that 万亿 is not read as 万.
_SCALES = {
    **{"thousand": 3, "trillion": 12, "million": 6, "billion": 9, "bn": 9},
    **{"万亿": 12, "千万": 7, "百万": 6, "亿": 8, "万": 4, "千": 3},
}
_UNITS = {"percent": "PERCENT", "percentage point": "percentage-point", "yuan": "CCY_CNY"}
_NUMBER = re.compile(r"\d[\d,]{0,30}(?:\.\d{1,15})?")
_YEAR = r"((?:19|20)\d\d)"
_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTH = f"({'|'.join(_MONTHS)})"
_HALVES = {"first": ("01", "06"), "second": ("07", "12"), "上": ("01", "06"), "下": ("07", "12")}
_HALF = re.compile(rf"\b(first|second) half(?: of)?(?: the year)?,? {_YEAR}", re.I)
_HALF_ZH = re.compile(rf"{_YEAR}年(上|下)半年")
_MONTHS_EN = re.compile(rf"{_MONTH}(?:(?: to |-|–){_MONTH})?,? (?:of )?{_YEAR}")
_MONTHS_ZH = re.compile(rf"{_YEAR}年(\d\d?)月?(?:[-—–至到](\d\d?))?月")
_DAY_EN = re.compile(rf"{_MONTH} (\d\d?),? {_YEAR}")
_DAY_ZH = re.compile(rf"{_YEAR}年(\d\d?)月(\d\d?)日")
_ISO = re.compile(rf"{_YEAR}(?:-\d\d){{0,2}}(?:/{_YEAR}(?:-\d\d){{0,2}})?")
_YEARS = re.compile(rf"{_YEAR}(?:年?(?: to |[-—–至到]){_YEAR})?")


@lru_cache(maxsize=8)
def _keys_by_name(authorities: Authorities) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key in authorities.iris:
        for name in names_of(authorities, key):
            found[same_name(name)].add(key)
    return {name: frozenset(keys) for name, keys in found.items()}


def names_of(authorities: Authorities, key: str) -> list[str]:
    """All names of an authority."""
    return sorted({str(name) for each in NAMES for name in authorities.graph.objects(authorities.iris[key], each)})


def authority(authorities: Authorities, names: Iterable[str]) -> str | None:
    """The key of the authority that bears the first of these names that only one bears; a key names itself."""
    by_name = _keys_by_name(authorities)
    for name in names:
        if name in authorities.iris:
            return name
        keys = by_name.get(same_name(name), frozenset())
        if len(keys) == 1:
            return next(iter(keys))
    return None


@cache
def _labels(scheme: str) -> Mapping[str, str]:
    """The slug of each concept of a scheme by its folded labels, the longest first."""
    graph = loading.schemes_graph()
    found = {
        same_name(label): slug
        for slug in sorted(loading.concepts(scheme))
        for predicate in NAMES
        for label in graph.objects(concept_iri(scheme, slug), predicate)
    }
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def concept(scheme: str, words: str) -> str | None:
    """The concept that the words name, by its slug or a label of it."""
    return words if words in loading.concepts(scheme) else _labels(scheme).get(same_name(words))


def concept_within(scheme: str, words: str) -> str | None:
    """The concept whose label stands in the words, the longest one of those."""
    folded = same_name(words)
    return next((slug for label, slug in _labels(scheme).items() if _stands_in(label, folded)), None)


def document_type(title: str) -> str | None:
    """The concept of the scheme `doctype` that a title names: in Chinese its last word, in English its first such."""
    plain = same_name(re.sub(r"[（(][^（()）]*[)）]\s*$", "", title))
    places = []
    for label, slug in _labels("doctype").items():
        if not label.isascii() and plain.endswith(label):
            return slug
        if label.isascii() and (found := re.search(rf"\b{re.escape(label)}\b", plain)):
            places.append((found.start(), -len(label), slug))
    return min(places)[2] if places else None


def _stands_in(label: str, words: str) -> bool:
    return f" {label} " in f" {words} " if label.isascii() else label in words


def number(value: str, unit: str | None) -> Decimal | None:
    """The figure in base units: `39.2 trillion` of yuan is 39200000000000."""
    found = _NUMBER.search(value)
    if not found:
        return None
    words = f"{value} {unit or ''}".casefold()
    power = next((power for word, power in _SCALES.items() if word in words), 0)
    return (Decimal(found[0].replace(",", "")).scaleb(power) + 0).normalize()


def unit(words: str | None, value: str = "") -> str | None:
    """The unit of ours or QUDT's that the words name."""
    if words in QUDT_UNITS or words in loading.concepts("unit"):
        return words
    kind = unit_class({"unit": words, "value": value})
    return _UNITS.get(kind or "") or (concept("unit", words) if words else None)


def qualifier(value: str) -> str:
    """Whether a figure is exact or a bound, by the words around its number."""
    return concept_within("qualifier", value) or "exact"


def period(words: str) -> str | None:
    """The period that the words name, in EDTF: a day, month, year, half year or a range of them."""
    if words == NOT_STATED or _ISO.fullmatch(words):
        return _valid(words)
    if found := _HALF.search(words):
        first, last = _HALVES[found[1].casefold()]
        return f"{found[2]}-{first}/{found[2]}-{last}"
    if found := _HALF_ZH.search(words):
        first, last = _HALVES[found[2]]
        return f"{found[1]}-{first}/{found[1]}-{last}"
    if found := _MONTHS_EN.search(words):
        first, last = f"{_MONTHS[found[1]]:02}", f"{_MONTHS[found[2] or found[1]]:02}"
        return _range(f"{found[3]}-{first}", f"{found[3]}-{last}")
    if found := _MONTHS_ZH.search(words):
        first, last = f"{int(found[2]):02}", f"{int(found[3] or found[2]):02}"
        return _range(f"{found[1]}-{first}", f"{found[1]}-{last}")
    found = _YEARS.search(words)
    return _range(found[1], found[2] or found[1]) if found else None


def date(words: str) -> str | None:
    """The date that the words name, as precise as they are; of several years none."""
    if _ISO.fullmatch(words):
        return _valid(words.partition("/")[2] or words)
    if found := _DAY_EN.search(words):
        return _valid(f"{found[3]}-{_MONTHS[found[1]]:02}-{int(found[2]):02}")
    if found := _DAY_ZH.search(words):
        return _valid(f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}")
    named = period(words)
    return named.rpartition("/")[2] if named and named != NOT_STATED else None


def _range(first: str, last: str) -> str | None:
    return _valid(first if first == last else f"{first}/{last}")


def _valid(written: str) -> str | None:
    """The same, if its dates are in the calendar and in order."""
    if written == NOT_STATED:
        return written
    try:
        days = [last_day(part) for part in written.split("/")]
    except ValueError:
        return None
    return written if days == sorted(days) else None
