"""The words of an English sentence with what is known of them: from the parse, or else from the lexicon."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mappings.extract.normal import normal
from mappings.extract.vocabulary import Vocabulary, verb_forms

AUXILIARY = frozenset(
    [
        "be",
        "have",
        "do",
        "can",
        "may",
        "will",
        "shall",
        "would",
        "could",
        "might",
        "must",
        "should",
        "need",
        "dare",
        "is",
        "are",
        "was",
        "were",
    ]
)  # lemmas, and forms where there is no lemma

SCHEME = "deed"
MANNER = "manner"
_TOKEN = re.compile(r"[A-Za-z][A-Za-z'&+-]*|\d[\d.,]*%?|[^\sA-Za-z\d]")
_PHRASES = frozenset(
    ["nsubj", "nsubjpass", "expl", "dobj", "pobj", "attr", "conj", "appos", "csubj"]
)  # whose extent matters
_ADVERBS = frozenset(
    [
        "also",
        "further",
        "better",
        "not",
        "only",
        "then",
        "still",
        "even",
        "more",
        "continuously",
        "fully",
        "well",
        "soon",
        "again",
        "always",
        "together",
        "both",
        "instead",
        "meanwhile",
        "first",
        "second",
        "third",
    ]
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or sign."""

    index: int
    start: int
    end: int
    text: str
    tag: str  # VB, VBG, RB, NN …; without a model a guess
    lemma: str
    lower: str
    is_adverb: bool  # it says how: it may stand before a verb and belongs to it
    role: str | None  # the concept of the scheme of actions: "create", "move", "aim" …; None for other words
    relation: str = ""  # to its head
    head: int = -1
    left: int = -1  # the first word that depends on it
    right: int = -1


def words_of(text: str, vocabulary: Vocabulary, tokens: Any = None) -> Sequence[Word]:
    """The words of a sentence; `tokens` is its parse, beginning where the text begins."""
    if tokens is None:
        return _guessed(text, vocabulary)
    roles = verb_roles(vocabulary)
    offset, first = (tokens[0].idx, tokens[0].i) if len(tokens) else (0, 0)
    offset -= len(text) - len(text.lstrip())
    known = _known(vocabulary)
    found: list[Word] = []
    for token in tokens:
        lower, lemma, relation = token.lower_, token.lemma_.lower(), token.dep_
        role = roles.get(lemma) or roles.get(_stem(lower, known) or "")
        edges = (token.left_edge.i - first, token.right_edge.i - first) if relation in _PHRASES else (-1, -1)
        start = token.idx - offset
        tag = "SPACE" if token.is_space else token.tag_
        head = token.head.i - first
        adverb = lower in _ADVERBS or role == MANNER or (tag == "RB" and lower.endswith("ly"))
        end = start + len(token)
        found.append(Word(len(found), start, end, token.text, tag, lemma, lower, adverb, role, relation, head, *edges))
    return found


def _guessed(text: str, vocabulary: Vocabulary) -> Sequence[Word]:
    roles, known = verb_roles(vocabulary), _known(vocabulary)
    found: list[Word] = []
    for match in _TOKEN.finditer(normal(text, "en")):
        lower = match[0].lower()
        stem = _stem(lower, known)
        tag = "PUNCT" if not match[0][0].isalnum() else "NN"
        if lower in _ADVERBS or roles.get(lower) == MANNER or lower.endswith("ly"):
            tag = "RB"
        elif stem:
            tag = "VB" if stem == lower else "VBG" if lower.endswith("ing") else "VBD"
        role = roles.get(stem or lower)
        word = Word(len(found), match.start(), match.end(), match[0], tag, stem or lower, lower, tag == "RB", role)
        found.append(word)
    return found


@lru_cache(maxsize=4)
def verb_roles(vocabulary: Vocabulary) -> Mapping[str, str]:
    """The concept of each English verb of the scheme of actions, the first word standing for a phrase."""
    found: dict[str, str] = {}
    for each in sorted(vocabulary.of(SCHEME, "en"), key=lambda label: (" " in label.text, label)):
        if each.strength == "hidden":
            found.setdefault(each.text.partition(" ")[0], each.slug)
    return found


@lru_cache(maxsize=4)
def _known(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(verb_roles(vocabulary))


@lru_cache(maxsize=16384)
def _stem(lower: str, known: frozenset[str]) -> str | None:
    """The verb of which a word is a regular form."""
    if lower in known:
        return lower
    for end in ("ing", "ed", "es", "s", "d"):
        if lower.endswith(end):
            base = lower[: -len(end)]
            for guess in (base, f"{base}e", f"{base[:-1]}y" if base.endswith("i") else base, base[:-1]):
                if guess in known and (lower in verb_forms(guess) or guess == base[:-1]):
                    return guess
    return None
