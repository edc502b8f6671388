"""Rules: how something is recognised, as data with a name, a version, a weight, examples and counter-examples.

`mappings/rules/*.yaml` holds them. A rule's examples are its test. What no pattern says readably is a Python function
that a rule calls by name (`engine: matcher`), and whose examples stand in the rule all the same.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError

from mappings.extract.normal import normal
from mappings.extract.screening import Screen
from mappings.extract.vocabulary import Vocabulary
from mappings.record.values import Key, Model
from ontology.errors import OntologyError

FOLDER = Path(__file__).parents[1] / "rules"
Engine = Literal["regex", "phrase", "dependency", "matcher"]
_PLACE = re.compile(r"\{([a-z][a-z0-9-]*(?:/[a-z0-9-]+)?\*?)\}")
Groups = Mapping[str, tuple[int, int]]


class Example(Model):
    """A text of ours and the words that the rule finds in it."""

    text: str
    spans: tuple[str, ...] = ()


class Rule(Model):
    """One way to recognise one kind of thing."""

    id: Key
    version: int = Field(default=1, ge=1)
    kind: str
    language: Literal["en", "zh", "any"]
    engine: Engine = "regex"
    pattern: Any = ""  # a regular expression, the name of a vocabulary or matcher, a dependency pattern
    flags: str = ""  # "i": letters of either case
    weight: float = 0.0
    fields: dict[str, str] = Field(default_factory=dict)  # what else the rule says of what it finds
    comment: str = ""
    examples: tuple[Example, ...] = Field(min_length=1)
    counter: tuple[str, ...] = Field(min_length=1)

    @property
    def name(self) -> str:
        """Name and version, as evidence cites them."""
        return f"{self.id}@{self.version}"

    def find(
        self, words: str, vocabulary: Vocabulary, tokens: Any = None, language: str | None = None
    ) -> Iterator["Match"]:
        """The stretches of a sentence that the rule recognises; `tokens` is its parse where there is one.

        Patterns are applied to the normalised words, which are as long as the words themselves.
        """
        language = language or ("en" if self.language == "any" else self.language)
        return _ENGINES[self.engine](self, words, vocabulary, tokens, language)


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule has found: a stretch of the sentence, and the named parts of it."""

    start: int
    end: int
    groups: Groups = field(default_factory=dict)
    concept: str | None = None

    def part(self, name: str, words: str) -> str | None:
        """The words of a named part."""
        place = self.groups.get(name)
        return words[place[0] : place[1]] if place else None


Matcher = Callable[[str, Vocabulary, Any], Iterator[Match]]
_MATCHERS: dict[str, Matcher] = {}


def matcher(name: str) -> Callable[[Matcher], Matcher]:
    """Register a function under the name by which rules call it."""

    def register(function: Matcher) -> Matcher:
        if name in _MATCHERS and _MATCHERS[name].__qualname__ != function.__qualname__:
            raise OntologyError(f"two matchers are called {name}", where=function.__module__, fix="Rename one of them.")
        _MATCHERS[name] = function
        return function

    return register


@cache
def load_rules() -> Mapping[str, Rule]:
    """The rules by name, in the order of their files.

    Raises `OntologyError`, naming the file, for what is no rule, or for two rules of one name.
    """
    found: dict[str, Rule] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for rule in read_rules(path):
            if rule.id in found:
                raise OntologyError(f"there are two rules {rule.id}", where=str(path), fix="Rename one of them.")
            found[rule.id] = rule
    return found


def read_rules(path: Path) -> Iterator[Rule]:
    """The rules in one file."""
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) or []
    except yaml.YAMLError as error:
        raise OntologyError(f"no YAML: {error}", where=str(path), fix="Correct the syntax.") from error
    for entry in entries:
        name = entry.get("id", "?") if isinstance(entry, dict) else "?"
        try:
            yield Rule.model_validate(entry)
        except ValidationError as error:
            raise OntologyError(f"no rule: {error}", where=f"{path}, {name}", fix="Correct the entry.") from error


@cache
def of_kind(*kinds: str) -> tuple[Rule, ...]:
    """The rules of some kinds."""
    return tuple(rule for rule in load_rules().values() if rule.kind in kinds)


def likely(kinds: tuple[str, ...], words: str, vocabulary: Vocabulary, language: str) -> list[Rule]:
    """The rules of some kinds for a language, without those that surely find nothing in these words."""
    rules, screen = _screened(kinds, vocabulary, language)
    return [rules[place] for place in screen.possible(normal(words, language))]


@lru_cache(maxsize=256)
def _screened(kinds: tuple[str, ...], vocabulary: Vocabulary, language: str) -> tuple[tuple[Rule, ...], Screen]:
    rules = tuple(rule for rule in of_kind(*kinds) if rule.language in (language, "any"))
    return rules, Screen([_expression(rule, vocabulary, language) for rule in rules])


def _expression(rule: Rule, vocabulary: Vocabulary, language: str) -> re.Pattern[str] | None:
    if rule.engine != "regex":
        return None
    return compiled(rule.id, str(rule.pattern), rule.flags, vocabulary, language)


@cache
def rules_digest() -> str:
    """The digest of all rule files."""
    parts = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.yaml")):
        parts.update(path.name.encode() + b"\0" + path.read_bytes())
    return parts.hexdigest()


@lru_cache(maxsize=4096)
def compiled(rule: str, pattern: str, flags: str, vocabulary: Vocabulary, language: str) -> re.Pattern[str]:
    """A rule's regular expression with its vocabularies written out.

    Raises `OntologyError` where it is no regular expression.
    """
    written = _PLACE.sub(lambda place: vocabulary.alternation(place[1], language), pattern)
    try:
        return re.compile(written, re.IGNORECASE if "i" in flags else 0)
    except re.error as error:
        raise OntologyError(f"no regular expression: {error}", where=rule, fix="Correct its pattern.") from error


def _regex(rule: Rule, words: str, vocabulary: Vocabulary, tokens: Any, language: str) -> Iterator[Match]:
    pattern = compiled(rule.id, str(rule.pattern), rule.flags, vocabulary, language)
    named = pattern.groupindex
    for found in pattern.finditer(normal(words, language)):
        groups = {name: found.span(name) for name in named if found.start(name) >= 0} if named else {}
        start, end = groups.get("span", found.span())
        if start < end:
            yield Match(start, end, groups)


def _phrase(rule: Rule, words: str, vocabulary: Vocabulary, tokens: Any, language: str) -> Iterator[Match]:
    group, _, slug = str(rule.pattern).partition("/")
    for hit in vocabulary.find(words, language):
        if hit.label.group == group and slug in ("", hit.label.slug):
            yield Match(hit.start, hit.end, {}, hit.label.concept)


def _dependency(rule: Rule, words: str, vocabulary: Vocabulary, tokens: Any, language: str) -> Iterator[Match]:
    if tokens is None:
        return
    from mappings.extract.parsing import dependency_matches

    for places, first in dependency_matches(rule.id, rule.pattern, tokens, vocabulary):
        start, end = places.get("span", first)
        yield Match(start, end, places)


def _matcher(rule: Rule, words: str, vocabulary: Vocabulary, tokens: Any, language: str) -> Iterator[Match]:
    if rule.pattern not in _MATCHERS:
        raise OntologyError(
            f"there is no matcher {rule.pattern!r}",
            where=rule.id,
            fix=f"Use one of: {', '.join(sorted(_MATCHERS)) or 'none is loaded'}.",
        )
    yield from _MATCHERS[rule.pattern](words, vocabulary, tokens)


_ENGINES: Mapping[str, Callable[[Rule, str, Vocabulary, Any, str], Iterator[Match]]] = {
    "regex": _regex,
    "phrase": _phrase,
    "dependency": _dependency,
    "matcher": _matcher,
}
