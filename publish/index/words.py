"""Words of texts and queries as the index keeps them: Chinese by pairs of characters, English by stem.

Width, case and traditional characters make no difference. Each word knows where it stands, so that what was found can
be marked in the text as it is shown.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

import snowballstemmer
from opencc import OpenCC  # type: ignore[import-untyped]

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|[^\W_{_HAN}]+")
LONGEST_QUERY = 200  # characters
MOST_PHRASES = 12


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the index keeps it, and where it stands in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side. The last may go on where it is one Chinese character."""

    words: tuple[str, ...]
    goes_on: bool = False

    def as_query(self) -> str:
        """The phrase in the language of SQLite's full-text search. Words are letters and digits, so nothing escapes."""
        return f'"{" ".join(self.words)}"' + (" *" if self.goes_on else "")


def words(text: str) -> list[Word]:
    """The words of a text. A run of Chinese characters gives its pairs, and its last character alone.

    >>> [each.text for each in words("數字 Ｐlatforms 2030")]
    ['数字', '字', 'platform', '2030']
    """
    folded, places = _folded(text)
    found = []
    for run in _RUN.finditer(folded):
        if run["han"]:
            for start in range(run.start(), run.end()):
                end = min(start + 2, run.end())
                found.append(Word(folded[start:end], places[start], places[end - 1] + 1))
        else:
            found.append(Word(_stem(run[0]), places[run.start()], places[run.end() - 1] + 1))
    return found


def phrases(query: str) -> list[Phrase]:
    """What a query asks for: what stands between blanks is one phrase.

    >>> [each.as_query() for each in phrases("養老 〔２０２１〕23号")]
    ['"养老"', '"2021 23 号" *']
    """
    found = [_phrase(part) for part in query[:LONGEST_QUERY].split()]
    return list(dict.fromkeys(each for each in found if each))[:MOST_PHRASES]


def marked(text: str, wanted: Sequence[Phrase]) -> list[tuple[str, bool]]:
    """The text in pieces, and of each whether it was asked for.

    >>> marked("Open the Platforms", phrases("platform"))
    [('Open the ', False), ('Platforms', True)]
    """
    hits = [False] * len(text)
    for start, end in _hits(words(text), wanted):
        hits[start:end] = [True] * (end - start)
    groups = groupby(range(len(text)), key=lambda at: hits[at])
    return [("".join(text[at] for at in places), hit) for hit, places in groups]


def _hits(found: Sequence[Word], wanted: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    for phrase in wanted:
        length = len(phrase.words)
        for at in range(len(found) - length + 1):
            window = found[at : at + length]
            texts = tuple(each.text for each in window)
            goes_on = phrase.goes_on and texts[-1].startswith(phrase.words[-1])
            if texts[:-1] == phrase.words[:-1] and (texts[-1] == phrase.words[-1] or goes_on):
                asked = window[-1].start + 1 if phrase.goes_on else window[-1].end
                yield window[0].start, asked


def _phrase(part: str) -> Phrase | None:
    """A run of Chinese at the end may go on in the text: its last character alone is no word of the phrase."""
    found = [each.text for each in words(part)]
    if not found:
        return None
    ends_in_han = len(found[-1]) == 1 and re.fullmatch(f"[{_HAN}]", found[-1]) is not None
    is_alone = len(found) == 1 or not re.fullmatch(f"[{_HAN}]{{2}}", found[-2])
    if ends_in_han and not is_alone:
        return Phrase(tuple(found[:-1]))
    return Phrase(tuple(found), goes_on=ends_in_han)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text in one dress, and of each of its characters the place in the text as it was."""
    if text.isascii():
        return text.lower(), range(len(text))
    folded, places = [], list[int]()
    for place, character in enumerate(text):
        for each in _fold(character):
            folded.append(each)
            places.append(place)
    return "".join(folded), places


@lru_cache(maxsize=20_000)
def _fold(character: str) -> str:
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    if len(plain) == 1 and re.fullmatch(f"[{_HAN}]", plain):
        simple = str(_simplifier().convert(plain))
        return simple if len(simple) == 1 else plain
    return plain


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word)) if word.isascii() and word.isalpha() else word


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@cache
def _stemmer() -> "snowballstemmer.EnglishStemmer":
    return snowballstemmer.stemmer("english")
