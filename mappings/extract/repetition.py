"""Repeated things are one with several evidences: the first mention in the body is quoted, the others are alternatives.

Two clauses of one kind say the same thing if they say it in the same words, words of manner aside, or if they share
their verb and head and one leaves out no more than an attribute. Two figures do if value, unit and period agree and
their indicators are worded alike.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from mappings.extract.candidate import Candidate
from mappings.extract.context import Context
from mappings.extract.normal import normal

CLAUSES = ("measure", "recommendation")
FIGURES = ("observation", "target")
_MANNER = re.compile(
    r"大力|积极|加快|进一步|持续|不断|切实|着力|深入|全面|有序|稳步|努力|充分|有效|扎实|全力|[\s，、的“”‘’\"']|等$"
)
_SMALL = re.compile(
    r"\b(?:the|a|an|of|for|to|and|in|on|its|their|vigorously|actively|further|also|will|should)\b|[^\w\s]"
)
_ENDING = re.compile(r"(?:ing|ed|es|s|e|ion|ment)$")
_HEAD = 2  # the last characters of a Chinese clause: the head of its object
_KEPT = 0.55  # how much of the longer clause the shorter one must keep
_REORDERED, _SHARED = 9, 0.8  # from this length on, the same characters in another order are the same clause
_ALIKE = 75  # indicators of one figure, in different words


@dataclass(frozen=True, slots=True)
class _Said:
    """A clause or figure with its words in the form that is compared."""

    candidate: Candidate
    language: str
    words: str  # Chinese without words of manner
    characters: frozenset[str]
    stems: tuple[str, ...]  # English without small words and endings


def merge(context: Context, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with repetitions folded into the first mention in the body, in the order given."""
    kept: list[Candidate] = []
    said: dict[str, list[tuple[int, _Said]]] = {}
    for candidate in candidates:
        same = None
        if candidate.kind in CLAUSES + FIGURES:
            now = _said(context, candidate)
            before = said.setdefault(candidate.kind, [])
            same = next((place for place, each in before if _is_same(each, now)), None)
            if same is None:
                before.append((len(kept), now))
        if same is None:
            kept.append(candidate)
        else:
            kept[same] = _joined(context, kept[same], candidate)
    return kept


def _said(context: Context, candidate: Candidate) -> _Said:
    sentence = context.sentences[candidate.sentence]
    language, words = sentence.language, ""
    stems: tuple[str, ...] = ()
    if candidate.kind in CLAUSES:
        words = normal(sentence.text, language)[candidate.start : candidate.end]
        if language == "zh":
            words = _MANNER.sub("", words)
        else:
            stems = tuple(_stems(words))
    return _Said(candidate, language, words, frozenset(words) if language == "zh" else frozenset(), stems)


def _joined(context: Context, first: Candidate, second: Candidate) -> Candidate:
    """One candidate of two: an entry before what is optional, the body before titles, then the earlier."""
    ranked = sorted((first, second), key=lambda each: (each.status != "entry", _in_title(context, each), each.span))
    main, other = ranked
    alts = dict.fromkeys((*main.alts, other.span, *other.alts))
    alts.pop(main.span, None)
    return replace(main, alts=tuple(alts))


def _in_title(context: Context, candidate: Candidate) -> bool:
    sentence = context.sentences[candidate.sentence]
    return sentence.block.region.part == "title" or sentence.block.kind == "title"


def _is_same(one: _Said, two: _Said) -> bool:
    if one.language != two.language:
        return False
    first, second = one.candidate, two.candidate
    if first.kind in FIGURES:
        return _is_same_figure(first, second)
    if first.sentence == second.sentence and first.start < second.end and second.start < first.end:
        return False  # overlapping readings of one stretch are for whoever proposes them
    return _is_same_chinese(one, two) if one.language == "zh" else _is_same_english(one.stems, two.stems)


def _is_same_chinese(one: _Said, two: _Said) -> bool:
    if one.words == two.words:
        return True
    short, long = (one, two) if len(one.words) <= len(two.words) else (two, one)
    size, limit = len(short.words), len(long.words)
    if not short.characters <= long.characters or size < _KEPT * limit:
        return False
    if size >= _REORDERED and size >= _SHARED * limit and not Counter(short.words) - Counter(long.words):
        return True
    if short.words[:2] != long.words[:2] or short.words[-_HEAD:] != long.words[-_HEAD:]:
        return False
    rest = iter(long.words)
    return all(each in rest for each in short.words)


def _is_same_english(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    if not first or not second or first[0] != second[0]:
        return False
    return len(set(first) & set(second)) >= 0.8 * len({*first, *second})


def _stems(words: str) -> list[str]:
    return [_ENDING.sub("", each) for each in _SMALL.sub(" ", words.lower()).split()]


def _is_same_figure(first: Candidate, second: Candidate) -> bool:
    if any(first.fields.get(name) != second.fields.get(name) for name in ("value", "unit")) or not first.fields.get(
        "value"
    ):
        return False
    if first.sentence == second.sentence:
        return False
    for name in ("period", "deadline"):
        ours, theirs = first.fields.get(name), second.fields.get(name)
        if ours and theirs and ours != theirs:
            return False
    ours, theirs = (str(each.fields.get("indicator") or "") for each in (first, second))
    return not ours or not theirs or fuzz.token_set_ratio(ours, theirs) >= _ALIKE
