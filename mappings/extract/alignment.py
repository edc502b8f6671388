"""Original, translation and summary of one article: one thing, several evidences.

Sentences are aligned first, by dynamic programming over their lengths, their numbers and the concepts they name
(after Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora", Computational Linguistics 19, 1993).
Inside a pair, things are matched in their order. The original is what is quoted; the other version gives further
spans. What only a translation or summary claims of a thing of the original stays visible as a competing claim.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from mappings.extract.candidate import Candidate
from mappings.extract.context import Context
from mappings.extract.figures.numbers import numbers
from mappings.extract.repetition import CLAUSES, FIGURES
from mappings.extract.sentences import Sentence

_LENGTH = 3.4  # English characters for one Chinese character
_SKIP = 3.0  # what it costs to leave a sentence without a partner
_BEADS = ((1, 1, 0.0), (1, 2, 0.8), (2, 1, 0.8), (2, 2, 1.4), (1, 0, _SKIP), (0, 1, _SKIP))
_ORDINALS = re.compile(r"^(?:the )?(first|second|third|fourth|fifth|sixth)", re.IGNORECASE)
_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth")
_CHINESE = "一二三四五六"


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of the original and those of the other version that say the same."""

    original: tuple[int, ...]
    other: tuple[int, ...]


def align(context: Context, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with those of translations and summaries folded into those of the original, in the order given."""
    versions = {each.block.region.version for each in context.sentences}
    if "original" not in versions or len(versions) < 2:
        return list(candidates)
    folding = _Folding(context, candidates)
    for bead in beads(context, "translation"):
        folding.fold(bead)
    folding.fold_figures()
    folding.settle()
    return folding.result()


class _Folding:
    """Candidates by sentence, and what becomes of them."""

    def __init__(self, context: Context, candidates: Sequence[Candidate]) -> None:
        self._context = context
        self._order = list(range(len(candidates)))
        self._now: dict[int, Candidate | None] = dict(enumerate(candidates))
        self._by_sentence: dict[int, list[int]] = {}
        for place, each in enumerate(candidates):
            self._by_sentence.setdefault(each.sentence, []).append(place)

    def fold(self, bead: Bead) -> None:
        """Match what a bead's two sides hold, kind by kind, in the order of the text."""
        for kinds in (CLAUSES, ("document",), ("agency",)):
            ours, theirs = (self._held(side, kinds) for side in (bead.original, bead.other))
            entries = [each for each in ours if self._candidate(each).status == "entry"]
            for match in (entries, ours) if kinds == CLAUSES else (ours,):
                if match and len(match) == len(theirs):
                    for our, their in zip(match, theirs, strict=True):
                        self._join(our, their)
                    break
            else:
                if kinds == CLAUSES and entries and theirs:
                    self._join_nearest(entries, theirs)

    def _join_nearest(self, ours: Sequence[int], theirs: Sequence[int]) -> None:
        """Where the counts differ, each span goes to the clause at the same share of the way through."""
        for number, their in enumerate(theirs):
            share = (number + 0.5) / len(theirs)
            self._join(ours[min(int(share * len(ours)), len(ours) - 1)], their)

    def fold_figures(self) -> None:
        """A figure of another version is that of the original with the same number."""
        for place, each in list(self._now.items()):
            if each is None or each.kind not in FIGURES or not self._is_other(each):
                continue
            for other, ours in self._now.items():
                if ours is not None and ours.kind in FIGURES and not self._is_other(ours) and _same_number(ours, each):
                    self._join(other, place)
                    break

    def settle(self) -> None:
        """A translation adds no action of its own, and a summary none that counts: what is left over is optional."""
        for place, each in self._now.items():
            if each is not None and each.kind in CLAUSES and self._is_other(each):
                self._now[place] = replace(each, status="optional")

    def result(self) -> list[Candidate]:
        """What is left, in the order given."""
        return [each for place in self._order if (each := self._now[place]) is not None]

    def _held(self, sentences: Sequence[int], kinds: Sequence[str]) -> list[int]:
        found = [place for each in sentences for place in self._by_sentence.get(each, ()) if self._now[place]]
        kept = [place for place in found if self._candidate(place).kind in kinds]
        return sorted(kept, key=lambda place: self._candidate(place).span)

    def _candidate(self, place: int) -> Candidate:
        found = self._now[place]
        assert found is not None
        return found

    def _is_other(self, candidate: Candidate) -> bool:
        return self._context.sentences[candidate.sentence].block.region.version != "original"

    def _join(self, ours: int, theirs: int) -> None:
        """One thing: the original is quoted, the other version is a further span; its contradictions compete."""
        one, two = self._candidate(ours), self._candidate(theirs)
        alts = dict.fromkeys((*one.alts, two.span, *two.alts))
        self._now[ours] = replace(one, alts=tuple(alts), fields={**one.fields, **_competing(one, two)})
        self._now[theirs] = None


def _competing(one: Candidate, two: Candidate) -> Mapping[str, tuple[str, ...]]:
    """What another version says differently: aliases are added, other values compete."""
    found: dict[str, tuple[str, ...]] = {}
    name = two.fields.get("title") or two.fields.get("name")
    if isinstance(name, str):
        known = _tuple(one.fields.get("aliases"))
        found["aliases"] = tuple(dict.fromkeys((*known, name, *_tuple(two.fields.get("aliases")))))
    claims = [
        f"{field}: {two.fields[field]}"
        for field in ("value", "unit", "date", "deadline")
        if one.fields.get(field) and two.fields.get(field) and _differs(field, one, two)
    ]
    ours, theirs = _tuple(one.fields.get("issuers")), _tuple(two.fields.get("issuers"))
    if ours and theirs and len(ours) != len(theirs):
        claims.append(f"issuers: {', '.join(theirs)}")
    if claims:
        found["competing"] = (*_tuple(one.fields.get("competing")), *claims)
    return found


def _differs(field: str, one: Candidate, two: Candidate) -> bool:
    if field in ("value", "unit"):
        return field == "value" and not _same_number(one, two)
    return one.fields[field] != two.fields[field]


def _tuple(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _same_number(one: Candidate, two: Candidate) -> bool:
    first, second = _magnitudes(one), _magnitudes(two)
    return bool(first) and first == second


def _magnitudes(candidate: Candidate) -> tuple[str, ...]:
    value = str(candidate.fields.get("value") or "")
    language = "zh" if re.search("[\u4e00-\u9fff]", value) else "en"
    return tuple(str(each.value.normalize()) for each in numbers(value, language))


def beads(context: Context, version: str) -> list[Bead]:
    """The sentences of the original aligned with those of another version, part by part, in order."""
    found = []
    for part in ("title", "body"):
        ours = [each for each in context.sentences if _is(each, "original", part)]
        theirs = [each for each in context.sentences if _is(each, version, part)]
        if ours and theirs and ours[0].language != theirs[0].language:
            found += _aligned(context, ours, theirs)
    return found


def _is(sentence: Sentence, version: str, part: str) -> bool:
    region = sentence.block.region
    return region.version == version and region.part == part


def _aligned(context: Context, ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> list[Bead]:
    """The cheapest way through both, in beads of at most two sentences a side."""
    marks = {each.index: _marks(context, each) for each in (*ours, *theirs)}
    costs: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            if (i, j) not in costs:
                continue
            for taken, given, price in _BEADS:
                after = (i + taken, j + given)
                if after[0] > len(ours) or after[1] > len(theirs):
                    continue
                cost = costs[i, j][0] + price
                if taken and given:
                    cost += _cost(ours[i : after[0]], theirs[j : after[1]], marks)
                if after not in costs or cost < costs[after][0]:
                    costs[after] = (cost, (i, j))
    return _path(costs, ours, theirs)


def _path(
    costs: Mapping[tuple[int, int], tuple[float, tuple[int, int]]], ours: Sequence[Sentence], theirs: Sequence[Sentence]
) -> list[Bead]:
    place, found = (len(ours), len(theirs)), []
    while place != (0, 0):
        before = costs[place][1]
        original = tuple(each.index for each in ours[before[0] : place[0]])
        other = tuple(each.index for each in theirs[before[1] : place[1]])
        if original and other:
            found.append(Bead(original, other))
        place = before
    return found[::-1]


def _cost(ours: Sequence[Sentence], theirs: Sequence[Sentence], marks: Mapping[int, frozenset[str]]) -> float:
    """How unlike two stretches are: their lengths, and the numbers, ordinals and concepts that only one of them has."""
    long = _weight(ours) + 1
    short = _weight(theirs) + 1
    lengths = max(long, short) / min(long, short) - 1
    one = frozenset().union(*(marks[each.index] for each in ours))
    two = frozenset().union(*(marks[each.index] for each in theirs))
    both = len(one | two)
    return min(lengths, 3.0) + (1.5 * (1 - len(one & two) / both) if both else 0.5)


def _weight(sentences: Sequence[Sentence]) -> float:
    return sum(len(each.text) * (_LENGTH if each.language == "zh" else 1) for each in sentences)


def _marks(context: Context, sentence: Sentence) -> frozenset[str]:
    """What a translation keeps: numbers, ordinals, and the concepts of names."""
    found = set(re.findall(r"\d+(?:\.\d+)?", sentence.text))
    ordinal = _ordinal(sentence.marker)
    if ordinal:
        found.add(f"point {ordinal}")
    for mention in context.mentions_in(sentence.index):
        if mention.concept:
            found.add(mention.concept)
    return frozenset(found)


@lru_cache(maxsize=256)
def _ordinal(marker: str) -> int | None:
    english = _ORDINALS.match(marker.strip())
    if english:
        return _ENGLISH.index(english[1].lower()) + 1
    chinese = re.match(f"第?[（(]?([{_CHINESE}])(?:是|、|，|[）)])", marker)
    return _CHINESE.index(chinese[1]) + 1 if chinese else None
