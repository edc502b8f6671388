"""Which patterns can match at all: a quick look for the literal words without which a pattern matches nothing.

A pattern that is spelled out from a vocabulary is slow where it fails, and it fails almost everywhere. What it cannot
do without is read from the pattern itself, so nobody has to keep it by hand; where a part of it is not understood,
that part asks for nothing. The words of all patterns are looked for at once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from re import _parser  # type: ignore[attr-defined]  # the only reader of patterns that agrees with `re`
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

Words = frozenset[str]
MOST_SPELLED = 400  # words that a sequence of parts is spelled out to
MOST_CHARACTERS = 24  # of a class such as [0-9]
REMEMBERED = 1024
LONGEST = 8  # characters of a word that are looked for
# Letters that `re` takes for these where letter case is ignored, and `str.lower` does not.
_ALIKE = (("İ", "i"), ("ı", "i"), ("ſ", "s"), ("\u212a", "k"))
_COMMON = frozenset(" abcdefghijklmnopqrstuvwxyz,.")  # alone they tell nothing


def folded(words: str) -> str:
    """The words in small letters, so that what `re` takes for equal is equal."""
    if not words.isascii():
        for letter, plain in _ALIKE:
            if letter in words:
                words = words.replace(letter, plain)
    return words.lower()


class Screen:
    """Several patterns, and which of them may match in some words."""

    def __init__(self, patterns: Sequence[re.Pattern[str] | None]) -> None:
        """Patterns in their order; None stands for something that may match anywhere."""
        self._needs: list[int] = []  # per pattern the bits that must be there
        bits: dict[str, int] = {}  # per word the bits that it sets
        one = 1
        for pattern in patterns:
            need = 0
            for words in needed(pattern) if pattern is not None else ():
                for word in words:
                    bits[word] = bits.get(word, 0) | one
                need |= one
                one <<= 1
            self._needs.append(need)
        self._bits = list(bits.values())
        self._known: dict[int, tuple[int, ...]] = {}  # what follows from the bits; few of them come together
        self._automaton = AhoCorasick(
            list(bits), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        )

    def possible(self, words: str) -> Sequence[int]:
        """The places of the patterns that may match; those left out surely do not."""
        found = 0
        for hit in self._automaton.find_matches_as_indexes(folded(words), overlapping=True):
            found |= self._bits[hit[0]]
        known = self._known.get(found)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = tuple(place for place, need in enumerate(self._needs) if need & found == need)
            self._known[found] = known
        return known


def needed(pattern: re.Pattern[str]) -> list[Words]:
    """Sets of words in small letters: whatever the pattern matches holds one word of each set.

    >>> [sorted(each) for each in needed(re.compile(r"(?:issued|adopted) [^.]{0,40}(?:plan|notice)s?"))]
    [['adopted ', 'issued '], ['notice', 'plan']]
    """
    ignores = bool(pattern.flags & re.IGNORECASE)
    _, needs = _of_sequence(_parser.parse(pattern.pattern, pattern.flags), ignores)
    return needs


# What a part of a pattern matches: exactly some words, or, where they are too many, only what it cannot do without.
_Found = tuple[Words | None, list[Words]]
_EMPTY: Words = frozenset([""])
_UNKNOWN: _Found = (None, [])


def _of_sequence(parts: Iterable[tuple[Any, Any]], ignores: bool) -> _Found:
    """Parts that follow each other; the last stretch that is spelled out is a need too."""
    needs: list[Words] = []
    spelled, whole = _EMPTY, True
    for name, argument in parts:
        exact, more = _of_part(str(name), argument, ignores)
        if exact is not None and len(spelled) * len(exact) <= max(MOST_SPELLED, len(exact)):
            spelled = frozenset(first + last for first in spelled for last in exact)
            continue
        needs += _need(spelled) + (more if exact is None else [])
        spelled, whole = exact or _EMPTY, False
    needs += _need(spelled)
    return (spelled if whole else None), needs


def _need(words: Words) -> list[Words]:
    """The words as a need, the shortest that are enough; none where one of them stands everywhere."""
    cut = {each[:LONGEST] for each in words}
    if any(each in _COMMON or not each.strip() for each in cut):
        return []
    kept: list[str] = []
    for each in sorted(cut, key=len) if len(cut) <= MOST_SPELLED else ():
        if not any(short in each for short in kept):
            kept.append(each)
    return [frozenset(kept or cut)]


def _of_part(name: str, argument: Any, ignores: bool) -> _Found:
    match name:
        case "LITERAL":
            return _characters([argument], ignores)
        case "IN":
            return _characters(list(_in_class(argument)), ignores)
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return _EMPTY, []
        case "SUBPATTERN":
            _, added, removed, parts = argument
            return _of_sequence(parts, (ignores or bool(added & re.IGNORECASE)) and not removed & re.IGNORECASE)
        case "ATOMIC_GROUP":
            return _of_sequence(argument, ignores)
        case "BRANCH":
            return _of_branches([_of_sequence(each, ignores) for each in argument[1]])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, parts = argument
            exact, needs = _of_sequence(parts, ignores)
            if least == 0:
                return (exact | _EMPTY, []) if exact is not None and int(most) == 1 else _UNKNOWN
            return (exact if int(most) == 1 else None), needs
    return _UNKNOWN


def _of_branches(branches: Sequence[_Found]) -> _Found:
    spelled = [exact for exact, _ in branches]
    if all(each is not None for each in spelled):
        words = frozenset[str]().union(*(each for each in spelled if each is not None))
        return words, _need(words)
    if not all(needs for _, needs in branches):
        return _UNKNOWN
    return None, [frozenset[str]().union(*(max(needs, key=_strength) for _, needs in branches))]


def _strength(words: Words) -> tuple[int, int]:
    """How much a need tells: long words tell more, and few."""
    return min(map(len, words)), -len(words)


def _in_class(items: Iterable[tuple[Any, Any]]) -> Iterator[int]:
    """The characters of a class; what cannot be listed counts as too many."""
    for name, argument in items:
        if str(name) == "LITERAL":
            yield argument
        elif str(name) == "RANGE" and argument[1] - argument[0] < MOST_CHARACTERS:
            yield from range(argument[0], argument[1] + 1)
        else:  # a negation, a category such as \w
            yield from range(MOST_CHARACTERS + 1)


def _characters(codes: Sequence[int], ignores: bool) -> _Found:
    if len(codes) > MOST_CHARACTERS or any(not _is_plain(chr(each), ignores) for each in codes):
        return _UNKNOWN
    return frozenset(chr(each).lower() for each in codes), []


def _is_plain(character: str, ignores: bool) -> bool:
    """Whether letter case makes no trouble: outside ASCII it has rules of its own, which `re` and `str` read apart."""
    return character.isascii() or character.lower() == character == character.upper()
