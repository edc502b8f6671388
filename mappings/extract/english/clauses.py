"""The actions in an English sentence: where each begins, where it ends, and what leads into it.

A lead ("plans to") opens a row of verbs; further verbs of the same form continue it ("…, plant trees and clean the
river"). Each verb takes what follows it up to the next one or to a stop. Nothing is decided here: every action comes
with the rules that speak for and against it.
"""

from typing import Any

from mappings.extract.english.chains import chained
from mappings.extract.english.ends import set_ends
from mappings.extract.english.leads import leads_in, stops_in
from mappings.extract.english.reading import Action, Reading
from mappings.extract.english.shapes import asked, finite, fragment, nominals, passives
from mappings.extract.english.words import words_of
from mappings.extract.normal import normal
from mappings.extract.vocabulary import Vocabulary

LONGEST = 420  # code points of an action

__all__ = ["Action", "actions_in"]


def actions_in(text: str, vocabulary: Vocabulary, tokens: Any = None, marker: str = "") -> list[Action]:
    """The actions that a sentence states, in their order; `tokens` is its parse, without which fewer are found."""
    words = words_of(text, vocabulary, tokens)
    if not any(each.role or each.tag in ("VB", "VBG", "VBN", "MD") for each in words):
        return []  # most often a heading or a figure
    plain = normal(text, "en")
    leads, stops = leads_in(plain, vocabulary), stops_in(plain, vocabulary)
    reading = Reading(plain, words, leads, stops, len(marker), tokens is not None)
    closing: set[int] = set()
    found = chained(reading, closing)
    shapes = (*passives(reading), *finite(reading), *asked(reading), *nominals(reading, found))
    found += [each for each in shapes if not any(one.start <= each.verb.start < one.verb.end for one in found)]
    if marker and not found and (item := fragment(reading)):
        found.append(item)
    found.sort(key=lambda each: (each.start, each.end))
    set_ends(reading, found, closing)
    return [each for each in found if _says_something(each) and each.end - each.start <= LONGEST]


def _says_something(action: Action) -> bool:
    """Whether there is more than a bare verb; passives and nouns may end where it does."""
    return action.end > action.verb.end - (action.form in ("passive", "noun"))
