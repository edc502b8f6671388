"""The functions that rules call by name: the actions of a sentence, by the way they were found."""

from collections.abc import Iterator
from typing import Any

from mappings.extract.english.clauses import actions_in
from mappings.extract.rules import Match, Matcher, matcher
from mappings.extract.vocabulary import Vocabulary

WAYS = (
    "english-led",
    "english-conjoined",
    "english-imperative",
    "english-participle",
    "english-passive",
    "english-finite",
    "english-asked",
    "english-nominal",
)


def _by(how: str) -> Matcher:
    def find(words: str, vocabulary: Vocabulary, tokens: Any) -> Iterator[Match]:
        for action in actions_in(words, vocabulary, tokens):
            if action.how == how:
                yield Match(action.start, action.end)

    find.__qualname__ = f"find_{how}"
    return find


for way in WAYS:
    matcher(way)(_by(way))
