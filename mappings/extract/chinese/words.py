"""The verbs of Chinese policy clauses and the words of manner before them, looked up at a place in a sentence.

They are labels of the scheme `action`: hidden labels are verbs, alternative labels are verbs that are nouns as often
("服务", "建设"). A word is a verb where a verb can stand, so nothing is cut into words first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from mappings.extract.vocabulary import Vocabulary

SCHEME = "action"
MANNER = "manner"


@dataclass(frozen=True, slots=True)
class Word:
    """A verb or word of manner at a place."""

    start: int
    end: int
    text: str
    role: str  # the concept of the scheme: "create", "move", "manner" …
    nominal: bool = False  # a noun as often: behind "和" or "、" it begins no clause of its own


class Lexicon:
    """The labels by their text, with the lengths that begin with each character."""

    def __init__(self, roles: Mapping[str, tuple[str, bool]]) -> None:
        self._roles = roles
        lengths: dict[str, set[int]] = {}
        for text in roles:
            lengths.setdefault(text[0], set()).add(len(text))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def at(self, words: str, place: int, end: int) -> Word | None:
        """The longest word that begins at a place and ends by `end`."""
        for length in self._lengths.get(words[place : place + 1], ()):
            text = words[place : place + length]
            if place + length <= end and text in self._roles:
                return Word(place, place + length, text, *self._roles[text])
        return None


@lru_cache(maxsize=8)
def lexicon(vocabulary: Vocabulary) -> Lexicon:
    """The verbs that a vocabulary holds; one character alone is never taken for a verb."""
    labels = (each for each in vocabulary.labels if each.group == SCHEME and each.language == "zh")
    return Lexicon({each.text: (each.slug, each.strength == "alternative") for each in labels if len(each.text) > 1})
