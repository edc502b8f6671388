"""The names by which rules call the reading of clauses: each finds the stretches for which its reason was given."""

import re
from collections.abc import Iterator
from typing import Any

from mappings.extract.chinese.clauses import reader_of, restates
from mappings.extract.normal import normal
from mappings.extract.rules import Match, Matcher, matcher
from mappings.extract.vocabulary import Vocabulary

# The reason in an action, and the rule that says its weight.
_MARKER = re.compile("^[一二三四五六七八九十]{1,3}是")
RULES = {
    "chinese-action": "chinese-action",
    "chinese-modal": "chinese-modal-action",
    "chinese-stated": "chinese-stated-action",
    "chinese-unknown-verb": "chinese-unknown-verb",
    "chinese-list": "chinese-listed-action",
    "chinese-for": "chinese-for",
    "chinese-subject": "chinese-subject",
    "chinese-noun-first": "chinese-noun-first",
    "chinese-purpose": "chinese-purpose",
    "chinese-principle": "chinese-principle",
    "chinese-stress": "chinese-stress",
    "chinese-past": "chinese-past",
    "chinese-described": "chinese-described",
    "chinese-effect": "chinese-expected",
    "chinese-leader": "chinese-leading",
    "chinese-aimed-at": "chinese-aimed-at",
}


def _firing(reason: str) -> Matcher:
    def find(words: str, vocabulary: Vocabulary, tokens: Any) -> Iterator[Match]:
        for action in reader_of(vocabulary).actions(normal(words, "zh")):
            if reason in action.reasons:
                yield Match(action.start, action.end)

    find.__qualname__ = f"find_{reason}"
    return find


for _reason in RULES:
    matcher(_reason)(_firing(_reason))


@matcher("chinese-restated")
def find_restated(words: str, vocabulary: Vocabulary, tokens: Any) -> Iterator[Match]:
    """The actions behind the first full stop that say no more than the title before it."""
    plain = normal(words, "zh")
    title, _, _ = _MARKER.sub("", plain).partition("。")
    for action in reader_of(vocabulary).actions(plain):
        if action.start > plain.find("。") and restates(plain[action.start : action.end], action.verb.text, title):
            yield Match(action.start, action.end)
