"""The persons who speak in an article, with what their roles make of them: official, expert or business.

The words around a name are weighed: offices and public bodies on one side, titles of learning and research bodies on
another, companies on a third. A later mention by the surname alone means the person named before.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from mappings.extract.candidate import Mode
from mappings.extract.context import Context
from mappings.extract.normal import normal
from mappings.extract.rules import Match, Rule, likely, of_kind
from mappings.extract.sentences import Sentence
from mappings.extract.vocabulary import Hit, Vocabulary

_NEAR = 110  # how far from a name its role may stand
_LONGEST = 3  # words of a name


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is named, and the mode in which he speaks."""

    name: str
    mode: Mode
    first: int  # sentence


@dataclass(slots=True)
class _Weighed:
    first: int
    weights: dict[Mode, float] = field(default_factory=dict)


def persons_in(context: Context) -> dict[str, Person]:
    """The persons of an article by their full names."""
    found: dict[str, _Weighed] = {}
    without = of_kind("no-role")[0]
    for sentence in context.sentences:
        for name, around in _named(sentence, context):
            weighed = found.setdefault(name, _Weighed(sentence.index))
            known = list(_weights(around, sentence.language, context.vocabulary))
            if re.search(r"\b(?:[Ii]ts|[Tt]heir) ", around) and (body := _body_before(sentence, context)):
                known += list(_weights(body, sentence.language, context.vocabulary))  # "its spokeswoman": whose?
            if not known and not weighed.weights:
                before = sentence.text[: max(0, sentence.text.find(name))]
                known = list(_weights(before, sentence.language, context.vocabulary))
                known = known or [(_mode(without), without.weight)]
            for mode, weight in known:
                weighed.weights[mode] = weighed.weights.get(mode, 0.0) + weight
    return {
        name: Person(name, max(each.weights, key=lambda mode: (each.weights[mode], mode)), each.first)
        for name, each in found.items()
        if each.weights
    }


def _body_before(sentence: Sentence, context: Context) -> str | None:
    """The body, no authority, that was named last, in the sentence before or two before."""
    for index in range(sentence.index - 1, max(sentence.index - 3, -1), -1):
        words = context.sentences[index].text
        found = [
            words[match.start : match.end]
            for rule in likely(("organisation",), words, context.vocabulary, "en")
            for match in rule.find(words, context.vocabulary, language="en")
        ]
        if found:
            return found[-1]
    return None


def _named(sentence: Sentence, context: Context) -> Iterator[tuple[str, str]]:
    """Names that stand beside a role or a verb of speaking, with the words around them that tell the role."""
    words = normal(sentence.text, sentence.language)
    if sentence.language == "zh":
        yield from _named_in_chinese(words, context)
        return
    speaks = speaking(context.vocabulary, "en")
    for match in _names("en", words, context):
        name = _cut(words[match.start : match.end], context.vocabulary)
        if name is not None and words[: match.start].endswith(" of ") and len(name.split()) > 2:
            name = " ".join(name.split()[-2:])
        if name is None:
            continue
        start = words.rfind(name, match.start, match.end)
        part = words[:start].endswith((" of ", " for ", " the ", " at ")) and start == match.start
        if part or _in_agency(sentence, start, match.end, context):
            continue
        before, title = _beside(words, start, match.end, speaks)
        role = re.split(r"[,\"]", before)[-1]
        after = words[match.end : match.end + _NEAR]
        speaking_there = (
            re.match(rf"'s view|,? (?:(?:also|has|have|had|further|then) )*{speaks}\b|:", after)
            or re.search(rf"{speaks} (?:to )?(?:[a-z-]+ ){{0,3}}$", before)
            or re.search(r"(?:[Aa]ccording to|Author:) ?(?:[a-z-]+ ){0,3}$", before)
        )
        has_role = bool(role.strip()) and any(_weights(role, "en", context.vocabulary))
        if title or speaking_there or has_role:
            yield name, f"{role} {title}"


def _beside(words: str, start: int, end: int, speaks: str) -> tuple[str, str]:
    """What stands before a name in its clause, and what says behind it who that is."""
    before = re.split(r"[.;\"]|, (?=said|noted)|\bsaid\b", words[max(0, start - _NEAR) : start])[-1]
    after = words[end : end + _NEAR]
    behind = (
        re.match(r", ((?:an? |the )?[^\".;]*)", after)
        or re.match(r" ?\(([^)]*)", after)
        or re.match(r" (?:of|from|at|with) (?:the )?([^,.;:\"]*)", after)
    )
    title = re.split(rf"\b{speaks}\b|, who\b(?! (?:heads|leads|chairs|runs))", behind[1])[0] if behind else ""
    return before, title


def _named_in_chinese(words: str, context: Context) -> Iterator[tuple[str, str]]:
    for match in _names("zh", words, context):
        start, end = match.start, match.end
        name = words[start:end]
        if any(hit.start < end and start < hit.end for hit in _bodies(words, context.vocabulary)):
            continue
        begin = max(words.rfind(sign, 0, start) for sign in "，。；“") + 1
        yield name, f"{words[begin:start]} {match.part('role', words) or ''}"


def _names(language: str, words: str, context: Context) -> Iterator[Match]:
    for rule in likely(("name",), words, context.vocabulary, language):
        if rule.language == language:
            yield from rule.find(words, context.vocabulary, language=language)


def _bodies(words: str, vocabulary: Vocabulary) -> Iterator[Hit]:
    """Where authorities are named: no part of their names is a person."""
    return (hit for hit in vocabulary.find(words, "zh") if hit.label.group in ("agent", "place", "doctype"))


@lru_cache(maxsize=8)
def speaking(vocabulary: Vocabulary, language: str) -> str:
    """A regular expression for the verbs by which somebody says or asks something."""
    star = "*" if language == "en" else ""
    verbs = [vocabulary.alternation(f"speech/{kind}-verb{star}", language) for kind in ("report", "ask")]
    return f"(?:{'|'.join(verbs)})"


@lru_cache(maxsize=8)
def _titles(vocabulary: Vocabulary) -> frozenset[str]:
    """Single words that are offices, professions or kinds of bodies: they stand before a name or in other names."""
    return frozenset(
        word
        for rule in of_kind("role")
        for label in vocabulary.of(str(rule.pattern), "en")
        for word in label.text.split()
        if word not in ("of", "the", "for", "in", "to")
    )


@lru_cache(maxsize=4096)
def _is_no_name(word: str, vocabulary: Vocabulary) -> bool:
    rule = of_kind("no-name")[0]
    whole = any(each.end - each.start == len(word) for each in rule.find(word, vocabulary, language="en"))
    return whole or word.lower().rstrip(".") in _titles(vocabulary)


def _cut(name: str, vocabulary: Vocabulary) -> str | None:
    """The name without words that are no part of one."""
    words = name.split()
    while words and _is_no_name(words[0].rstrip("."), vocabulary):
        words = words[1:]
    if len(words) > 2 and words[0].isupper() and len(words[0]) > 2:
        words = words[1:]  # "NDRC Anna Stone"
    if len(words) < 2 or any(_is_no_name(each, vocabulary) for each in words):
        return None
    small = any(each[0].islower() for each in words)
    return " ".join(words if small else words[-_LONGEST:])


def _in_agency(sentence: Sentence, start: int, end: int, context: Context) -> bool:
    """Whether the words belong to a longer name of a body or to a title."""
    return any(
        each.end - each.start > end - start + 4 and (each.start <= start < each.end or each.start < end <= each.end)
        for each in context.mentions_in(sentence.index, "agency", "document")
    )


def _weights(around: str, language: str, vocabulary: Vocabulary) -> Iterator[tuple[Mode, float]]:
    pattern, roles = _roles(vocabulary, language)
    for match in pattern.finditer(normal(around, language)):
        for rule in roles.get(match[1].lower(), ()):
            yield _mode(rule), rule.weight
    public = next(rule for rule in of_kind("role") if str(rule.pattern).endswith("/public-body"))
    for hit in vocabulary.find(around, language):
        if hit.label.concept in vocabulary.public:
            yield "official", public.weight


@lru_cache(maxsize=8)
def _roles(vocabulary: Vocabulary, language: str) -> tuple[re.Pattern[str], dict[str, list[Rule]]]:
    """The words of all roles, the longest first: other schemes must not hide them ("Research Institute")."""
    roles: dict[str, list[Rule]] = {}
    for rule in of_kind("role"):
        for label in vocabulary.of(str(rule.pattern), language):
            roles.setdefault(label.text, []).append(rule)
    words = "|".join(re.escape(each) for each in sorted(roles, key=lambda each: (-len(each), each)))
    return re.compile(rf"(?<![A-Za-z])({words})(?![A-Za-z])", re.IGNORECASE), roles


def _mode(rule: Rule) -> Mode:
    return cast(Mode, rule.fields["mode"])


def person_named(words: str, persons: Mapping[str, Person], sentence: int) -> Person | None:
    """The person whom some words mean: by the full name, by the surname, or by a part of the name."""
    best: tuple[int, Person] | None = None
    for name, person in persons.items():
        if person.first > sentence:
            continue
        parts = [name] + ([part for part in name.split() if len(part) > 1] if " " in name else [])
        places = [place for part in parts for place in [_place(part, words)] if place >= 0]
        if places and (best is None or max(places) > best[0]):
            best = (max(places), person)
    return best[1] if best else None


def _place(part: str, words: str) -> int:
    if not part.isascii():
        return words.rfind(part)
    found = [match.start() for match in re.finditer(rf"\b{re.escape(part)}\b", words)]
    return found[-1] if found else -1
