"""Which rules never fire on annotated articles, which in one alone, and which are wrong more often than right."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mappings.extract import parsing
from mappings.extract.candidate import Candidate
from mappings.extract.evaluation import likeness, matches, neutral
from mappings.extract.gold import LISTS, gold_object
from mappings.extract.rules import Rule, load_rules
from mappings.extract.sentences import Sentence, sentences_of
from mappings.extract.vocabulary import Vocabulary, shipped_vocabulary
from mappings.readers import ReadArticle

POOR = 0.5  # the precision below which a rule is named
Annotated = tuple[Mapping[str, Any], ReadArticle, Sequence[Candidate]]


@dataclass(frozen=True, slots=True)
class Usage:
    """How often a rule fired, and how often the statements that rest on it were right or wrong."""

    rule: str
    weight: float
    fired: int = 0
    right: int = 0
    wrong: int = 0
    articles: int = 0  # in how many of them it fired: what fires in one alone may be made for it

    @property
    def precision(self) -> float | None:
        """The share of right ones; None where no statement rests on the rule, as with a word of issuing."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def is_poor(self) -> bool:
        """Whether it speaks for statements most of which are wrong. A rule that speaks against them may not be poor."""
        return self.weight > 0 and self.precision is not None and self.precision < POOR


def usage(annotated: Iterable[Annotated], vocabulary: Vocabulary | None = None) -> list[Usage]:
    """How each rule did on some annotated articles, in the order of the rule files."""
    vocabulary = vocabulary or shipped_vocabulary()
    rules = load_rules()
    found = {rule.name: Usage(rule.name, rule.weight) for rule in rules.values()}
    cited: set[str] = set()
    for annotation, article, candidates in annotated:
        before = {name: each.fired for name, each in found.items()}
        for name, right in _judged(annotation, article, candidates):
            if name in found:
                cited.add(name)
                held = found[name]
                found[name] = replace(
                    held, fired=held.fired + 1, right=held.right + (right is True), wrong=held.wrong + (right is False)
                )
        silent = [rule for rule in rules.values() if rule.name not in cited]
        for name, times in _firing(silent, article, vocabulary):
            found[name] = replace(found[name], fired=found[name].fired + times)
        for name, each in found.items():
            if each.fired > before[name]:
                found[name] = replace(each, articles=each.articles + 1)
    return list(found.values())


def report(annotated: Iterable[Annotated]) -> str:
    """The same as text: rules that never fire, those that fire in one article, those mostly wrong, and then all."""
    table = usage(annotated)
    silent = [each.rule for each in table if not each.fired]
    alone = [each.rule for each in table if each.articles == 1]
    poor = [_line(each) for each in table if each.is_poor]
    return "\n".join(
        [
            f"{len(silent)} of {len(table)} rules never fire:",
            *(f"  {name}" for name in silent),
            f"{len(alone)} rules fire in one article only:",
            *(f"  {name}" for name in alone),
            f"{len(poor)} rules are right less than {POOR:.0%} of the time:",
            *poor,
            "all rules:",
            *(_line(each) for each in table),
        ]
    )


def _line(each: Usage) -> str:
    precision = "     -" if each.precision is None else f"{each.precision:6.3f}"
    fired = f"fired {each.fired:4} in {each.articles:3}"
    return f"  {each.rule:44} {fired}  right {each.right:4}  wrong {each.wrong:4}  precision {precision}"


def _judged(
    annotation: Mapping[str, Any], article: ReadArticle, candidates: Sequence[Candidate]
) -> Iterator[tuple[str, bool | None]]:
    """The rules of each candidate with whether it is right; None for what counts neither way or is not handed out."""
    for kind, name in LISTS.items():
        stated = [each for each in candidates if each.kind == kind and each.status == "entry"]
        entries = [gold_object(article, [each])[name][0] for each in stated]
        marked = list(annotation.get(name) or [])
        right = {found for _, found in matches(name, marked, entries)}
        open_ones = neutral(name, annotation)
        for index, each in enumerate(stated):
            is_open = index not in right and any(likeness(name, one, entries[index]) for one in open_ones)
            for fired in {one.rule for one in each.fired}:
                yield fired, None if is_open else index in right
    for each in candidates:
        if each.status != "entry":
            for fired in {one.rule for one in each.fired}:
                yield fired, None


def _firing(rules: Sequence[Rule], article: ReadArticle, vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    """How often rules that no candidate names fire on the sentences, such as anaphors and words of issuing."""
    sentences = sentences_of(article)
    parsed = parsing.parse(sentences) if any(rule.engine in ("dependency", "matcher") for rule in rules) else None
    for rule in rules:
        yield rule.name, sum(_times(rule, each, vocabulary, parsed) for each in sentences)


def _times(rule: Rule, sentence: Sentence, vocabulary: Vocabulary, parsed: parsing.Parse | None) -> int:
    if rule.language not in ("any", sentence.language):
        return 0
    parse = parsed.of(sentence.index) if parsed else None
    tokens = parse.tokens if parse else None
    return sum(1 for _ in rule.find(sentence.text, vocabulary, tokens, sentence.language))
