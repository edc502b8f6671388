"""Words that look like another: letters of several alphabets in one word, or accents that stand beside their letters.

They are told and never changed, since offsets and digests are of the text as it is; and never taken for the word that
they look like. See Unicode Technical Standard 39, section 5.1, on mixed scripts.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_ALPHABETS = {
    "Latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    "Greek": re.compile(r"[\u0370-\u03ff]"),
    "Cyrillic": re.compile(r"[\u0400-\u052f]"),
    "full-width Latin": re.compile(r"[\uff21-\uff3a\uff41-\uff5a]"),
}
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u0300-\u052f\uff21-\uff3a\uff41-\uff5a]+")
_SINGLE = 2  # letters: a symbol such as μm or Ωm is no word


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A word, where it begins, and what is odd about it."""

    word: str
    start: int
    why: str


def lookalikes(text: str) -> Iterator[Lookalike]:
    """The odd words of a text, in their order."""
    if text.isascii():
        return
    for found in _WORD.finditer(text):
        word = found[0]
        if word.isascii():
            continue
        alphabets = [name for name, letters in _ALPHABETS.items() if letters.search(word)]
        if len(alphabets) > 1 and len(word) > _SINGLE:
            yield Lookalike(word, found.start(), f"mixes {' and '.join(alphabets)} letters")
        elif not unicodedata.is_normalized("NFC", word):
            yield Lookalike(word, found.start(), "has accents beside its letters (it is not in NFC)")
