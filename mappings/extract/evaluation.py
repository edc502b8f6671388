"""Evaluation: how well statements found in articles agree with those that people marked, kind by kind.

What counts as found is fixed by the annotation guidelines, and told here once: one-to-one, best overlap first;
measures, recommendations, targets and observations by their span (intersection over union of at least a half, with the
entry or one of its `alts`); documents and agencies by their name too. What overlaps an `optional` entry counts neither
for nor against. Intervals come from resampling whole articles: statements of one article are not independent.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any

KINDS = ("documents", "agencies", "measures", "recommendations", "targets", "observations")
NAMED = frozenset({"documents", "agencies"})
CONFUSED = {"measures": "recommendations", "recommendations": "measures"}  # told apart by who speaks
LEAST_OVERLAP = 0.5
RESAMPLES = 1000
SEED = 20260101  # so that the same judgements give the same interval

Statement = Mapping[str, Any]  # one entry of a list, as `extract --json` prints it and gold files hold it
Annotation = Mapping[str, Any]  # the six lists of one article

# Longest first, so that 万亿 is not read as 万.
_SCALES = (
    *(("thousand", 1e3), ("trillion", 1e12), ("million", 1e6), ("billion", 1e9)),
    *(("千万", 1e7), ("bn", 1e9), ("万亿", 1e12), ("千", 1e3), ("万", 1e4), ("亿", 1e8)),
)
_UNITS = (
    ("percentage point", re.compile(r"percentage point|个百分点|age point")),
    ("percent", re.compile(r"%|percent|per cent|百分")),
    ("dollar", re.compile(r"\$|dollar|usd|美元")),
    ("yuan", re.compile(r"yuan|rmb|cny|元")),
    ("euro", re.compile(r"€|euro|欧元")),
    ("pound", re.compile(r"£|pound|英镑")),
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_UNIT = re.compile(r"[\d.,\s]|" + "|".join(word for word, _ in _SCALES))
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Counts:
    """Statements found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def marked(self) -> int:
        """How many people marked."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        """The share of what people marked that was found; 0 where they marked nothing."""
        return self.right / (self.marked or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of matched statements on which people say something of a field: how many say the same."""

    same: int = 0
    of: int = 0

    def __add__(self, other: "Agreement") -> "Agreement":
        return Agreement(self.same + other.same, self.of + other.of)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one article came out."""

    name: str
    language: str = ""
    genre: str = ""
    counts: Mapping[str, Counts] = field(default_factory=dict)
    fields: Mapping[str, Agreement] = field(default_factory=dict)
    modality_errors: int = 0
    missed: Mapping[str, Sequence[Statement]] = field(default_factory=dict)
    wrong: Mapping[str, Sequence[Statement]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which values 95 of 100 resamples lie."""

    low: float
    high: float


def judge(name: str, gold: Annotation, found: Annotation, *, language: str = "", genre: str = "") -> Judgement:
    """What was found in an article, against what people marked there."""
    counts, missed, wrong = {}, {}, {}
    agreements: dict[str, Agreement] = {}
    modality_errors = 0
    for kind in KINDS:
        wanted, got = list(gold.get(kind) or ()), list(found.get(kind) or ())
        pairs = matches(kind, wanted, got)
        hit, hitting = {index for index, _ in pairs}, {index for _, index in pairs}
        open_ = neutral(kind, gold)
        missed[kind] = [each for index, each in enumerate(wanted) if index not in hit]
        wrong[kind] = [
            each
            for index, each in enumerate(got)
            if index not in hitting and not any(likeness(kind, other, each) for other in open_)
        ]
        counts[kind] = Counts(len(pairs), len(wrong[kind]), len(missed[kind]))
        for mine, theirs in pairs:
            for part, same in compared_fields(kind, wanted[mine], got[theirs], gold):
                agreements[part] = agreements.get(part, Agreement()) + Agreement(int(same), 1)
        others = gold.get(CONFUSED.get(kind, "")) or ()
        modality_errors += sum(any(overlap(other, each) >= LEAST_OVERLAP for other in others) for each in wrong[kind])
    return Judgement(name, language, genre, counts, agreements, modality_errors, missed, wrong)


def matches(kind: str, gold: Sequence[Statement], found: Sequence[Statement]) -> list[tuple[int, int]]:
    """Which marked statement is which found one, by their places in the lists: each once, the most alike first."""
    alike = [(likeness(kind, one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(found)]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in sorted(alike, key=lambda row: (-row[0], row[1], row[2])):
        if score > 0 and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return list(pairs.items())


def likeness(kind: str, gold: Statement, found: Statement) -> float:
    """1 for a document or agency of the same name; else how far the spans overlap, and 0 below a half."""
    if kind in NAMED and _own_name(found) and _own_name(found) in _names(gold):
        return 1.0
    best = overlap(gold, found)
    return best if best >= LEAST_OVERLAP else 0.0


def overlap(gold: Statement, found: Statement) -> float:
    """The largest intersection over union of the found span with a marked statement's spans."""
    return max(_overlap(span, found) for span in (gold, *(gold.get("alts") or ())))


def _overlap(one: Statement, other: Statement) -> float:
    start, end, from_, to = one.get("start"), one.get("end"), other.get("start"), other.get("end")
    if start is None or end is None or from_ is None or to is None:
        return 0.0
    union = max(end, to) - min(start, from_)
    return float(max(min(end, to) - max(start, from_), 0) / (union or 1))


def neutral(kind: str, gold: Annotation) -> list[Statement]:
    """What it is no error to find again, or to find at all."""
    optional = [each for each in gold.get("optional") or () if kind in (each.get("optional_for") or KINDS)]
    return optional + (list(gold.get(kind) or ()) if kind in NAMED else [])


def same_name(text: object) -> str:
    """A name so that case, width, quotation marks and a leading article do not count."""
    folded = unicodedata.normalize("NFKC", str(text)).casefold()
    return _BETWEEN_WORDS.sub(" ", folded).strip().removeprefix("the ")


def _own_name(statement: Statement) -> str:
    return same_name(statement.get("title") or statement.get("name") or "")


def _names(statement: Statement) -> set[str]:
    named = [statement.get("title"), statement.get("name"), *(statement.get("aliases") or ())]
    return {same_name(each) for each in named if each} - {""}


def compared_fields(kind: str, gold: Statement, found: Statement, article: Annotation) -> Iterator[tuple[str, bool]]:
    """Each field of a matched statement on which people say something, and whether the found one says the same."""
    for name, compare in _FIELDS.get(kind, ()):
        same = compare(gold, found, article)
        if same is not None:
            yield name, same


def magnitude(statement: Statement) -> float | None:
    """The number of a figure in base units; None where it has no digits."""
    value = statement.get("value")
    number = _NUMBER.search(str(value).replace(",", "")) if value is not None else None
    if number is None:
        return None
    words = f"{value} {statement.get('unit') or ''}".casefold()
    scale = next((factor for word, factor in _SCALES if word in words), None)
    return round(float(number.group()) * scale if scale else float(number.group()), 6)


def unit_class(statement: Statement) -> str | None:
    """The kind of unit: a share, a difference of shares, a currency, or the word for what is counted."""
    words = f"{statement.get('unit') or ''} {statement.get('value') or ''}".casefold()
    known = next((name for name, pattern in _UNITS if pattern.search(words)), None)
    return known or _NO_UNIT.sub("", str(statement.get("unit") or "").casefold()) or None


def _value(gold: Statement, found: Statement, _: Annotation) -> bool | None:
    wanted = magnitude(gold)
    return None if wanted is None else wanted == magnitude(found)


def _unit(gold: Statement, found: Statement, _: Annotation) -> bool | None:
    wanted = unit_class(gold)
    return None if magnitude(gold) is None or not wanted else wanted == unit_class(found)


def _years(statement: Statement) -> set[str]:
    return set(_YEAR.findall(str(statement.get("period") or statement.get("deadline") or "")))


def _period(gold: Statement, found: Statement, _: Annotation) -> bool | None:
    return _years(gold) == _years(found) if _years(gold) else None


def _document(gold: Statement, found: Statement, article: Annotation) -> bool | None:
    title = gold.get("document")
    if not title:
        return None
    marked = (each for each in article.get("documents") or () if each.get("title") == title)
    return same_name(found.get("document") or "") in _names(next(marked, {"title": title}))


def _by(gold: Statement, found: Statement, _: Annotation) -> bool | None:
    if not gold.get("by"):
        return None
    wanted, got = same_name(gold["by"]), same_name(found.get("by") or "")
    ours, theirs = set(wanted.split()), set(got.split())
    return wanted == got or (bool(ours & theirs) and 2 * len(ours & theirs) >= len(ours | theirs))


def _issuers(gold: Statement, found: Statement, article: Annotation) -> bool | None:
    if not gold.get("issuers"):
        return None
    known = {name: _own_name(each) for each in article.get("agencies") or () for name in _names(each)}

    def bodies(names: Iterable[object]) -> set[str]:
        return {known.get(same_name(name), same_name(name)) for name in names}

    return bodies(gold["issuers"]) == bodies(found.get("issuers") or ())


_Compare = Callable[[Statement, Statement, Annotation], bool | None]
_FIGURE: tuple[tuple[str, _Compare], ...] = (("value", _value), ("unit", _unit), ("period", _period))
_FIELDS: Mapping[str, tuple[tuple[str, _Compare], ...]] = {
    "observations": _FIGURE,
    "targets": (*_FIGURE, ("document", _document)),
    "measures": (("document", _document),),
    "recommendations": (("by", _by),),
    "documents": (("issuers", _issuers),),
}


def total(judgements: Iterable[Judgement], kind: str) -> Counts:
    """The counts of one kind over some articles."""
    return reduce(add, (each.counts[kind] for each in judgements), Counts())


def agreement(judgements: Iterable[Judgement]) -> dict[str, Agreement]:
    """The agreement on each field over some articles, by the field's name."""
    found: dict[str, Agreement] = {}
    for each in judgements:
        for name, part in each.fields.items():
            found[name] = found.get(name, Agreement()) + part
    return dict(sorted(found.items()))


def macro_f1(judgements: Sequence[Judgement]) -> float:
    """The mean F1 of the kinds that people marked at all."""
    totals = [total(judgements, kind) for kind in KINDS]
    present = [round(each.f1, 3) for each in totals if each.marked]
    return sum(present) / (len(present) or 1)


def interval(judgements: Sequence[Judgement], figure: Callable[[Sequence[Judgement]], float]) -> Interval:
    """The 95 % interval of a figure, by resampling the articles with replacement (percentile bootstrap)."""
    articles = list(judgements)
    if not articles:
        return Interval(0.0, 0.0)
    source = random.Random(SEED)  # noqa: S311 (a statistic, no secret)
    figures = sorted(figure(source.choices(articles, k=len(articles))) for _ in range(RESAMPLES))
    tail = RESAMPLES * 25 // 1000
    return Interval(figures[tail], figures[-1 - tail])


def f1_interval(judgements: Sequence[Judgement], kind: str) -> Interval:
    """The 95 % interval of the F1 of one kind."""
    return interval(judgements, lambda sample: total(sample, kind).f1)


def grouped(judgements: Iterable[Judgement], by: Callable[[Judgement], str]) -> dict[str, list[Judgement]]:
    """The judgements by language, genre or whatever `by` tells, in the order of its values."""
    found: dict[str, list[Judgement]] = {}
    for each in judgements:
        found.setdefault(by(each), []).append(each)
    return dict(sorted(found.items()))
