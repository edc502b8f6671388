"""What speaks for and against a figure: the rules that fire on the words around it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from mappings.extract.candidate import Fired
from mappings.extract.context import Context
from mappings.extract.figures.told import Figure, is_scaled
from mappings.extract.rules import Match, Rule, likely, load_rules, of_kind
from mappings.extract.sentences import Sentence
from mappings.extract.vocabulary import Vocabulary

AROUND = ("observed", "planned", "projected", "passing", "target")  # kinds of rules that look at a figure's words
_NAMES = {"en": "english", "zh": "chinese"}


@cache
def rules_for(language: str, *kinds: str) -> tuple[Rule, ...]:
    """The rules of some kinds that know a language."""
    return tuple(rule for rule in of_kind(*kinds) if rule.language in (language, "any"))


def fired(rule: Rule, sentence: Sentence, start: int, end: int, weight: float | None = None) -> Fired:
    """The rule with its weight, or another, and the words of the file that it rests on."""
    span = sentence.passage.locate(start, end) if start < end else None
    return Fired(rule.name, rule.weight if weight is None else weight, span)


def base(figure: Figure) -> Fired:
    """How likely a quantity of this kind is a figure, before anything else is known."""
    quantity = figure.quantity
    kind: str = quantity.kind
    if kind == "bare":
        kind = "scaled" if is_scaled(quantity) else "decimal" if "." in quantity.written else "bare"
    elif kind == "count" and not any(each.isdigit() for each in quantity.written) and not is_scaled(quantity):
        kind = "words"
    elif kind == "measure" and quantity.amount < 2 and quantity.relation == "exact":
        kind = "bare"
    rule = load_rules()[f"figure-quantity-{_NAMES[figure.language]}"]
    return fired(rule, figure.sentence, quantity.start, quantity.end, float(rule.fields[kind]))


def around(context: Context, figure: Figure, *kinds: str) -> Iterator[tuple[Rule, Fired]]:
    """The rules of some kinds that fire at the places they look at, each once."""
    matches = _matches(figure.sentence.text, context.vocabulary, figure.language)
    for rule, reaches in _by_patterns(figure.language, kinds):
        match = _nearest(rule, matches[rule.id], figure) if rule.id in matches else None
        if match:
            yield rule, fired(rule, figure.sentence, match.start, match.end)
        elif reaches and (found := _beside(context, rule, figure)):
            yield rule, found


@cache
def _by_patterns(language: str, kinds: tuple[str, ...]) -> tuple[tuple[Rule, bool], ...]:
    """The rules that are patterns, and whether each reaches beyond its sentence."""
    assert set(kinds) <= set(AROUND), kinds
    rules = (rule for rule in rules_for(language, *kinds) if rule.engine != "matcher")
    return tuple((rule, rule.fields.get("where") == "near") for rule in rules)


@lru_cache(maxsize=64)
def _matches(words: str, vocabulary: Vocabulary, language: str) -> Mapping[str, tuple[Match, ...]]:
    """What the rules around figures find in a sentence, by rule; all its figures ask, and those of its neighbours."""
    rules = [rule for rule in likely(AROUND, words, vocabulary, language) if rule.engine != "matcher"]
    found = {rule.id: tuple(rule.find(words, vocabulary, language=language)) for rule in rules}
    return {rule: matches for rule, matches in found.items() if matches}


def _nearest(rule: Rule, matches: Sequence[Match], figure: Figure) -> Match | None:
    """The last match that stands where the rule looks at."""
    stands = _PLACES[rule.fields.get("where", "sentence")]
    return next((match for match in reversed(matches) if stands(figure, match)), None)


def _inside(figure: Figure, match: Match) -> bool:
    return figure.region[0] <= match.start and match.end <= figure.region[1]


def _before(figure: Figure, match: Match) -> bool:
    return match.start < figure.quantity.number_start and not _parted(figure, match)


def _at_end(figure: Figure, match: Match) -> bool:
    return match.start <= figure.quantity.number_start and abs(match.end - figure.quantity.end) < 2


_PLACES: Mapping[str, Callable[[Figure, Match], bool]] = {
    "clause": _inside,
    "around": lambda figure, match: _inside(figure, match) or _before(figure, match),
    "clause-before": lambda figure, match: _inside(figure, match) and match.start < figure.quantity.number_start,
    "clause-after": lambda figure, match: match.start >= figure.quantity.number_end and match.end <= figure.region[1],
    "before": lambda figure, match: _before(figure, match),
    "at-end": _at_end,
    "at": lambda figure, match: match.start <= figure.quantity.number_start < match.end,
    "part": lambda figure, match: not _parted(figure, match),
    "sentence": lambda figure, match: True,
    "near": lambda figure, match: True,
}


def _parted(figure: Figure, match: Match) -> bool:
    """Whether a full stop of thought stands between the words and the figure."""
    first, last = sorted((match.end, figure.quantity.number_start))
    between = figure.words[first:last]
    return any(mark in between for mark in (";", "；", ". "))


def _beside(context: Context, rule: Rule, figure: Figure) -> Fired | None:
    """The rule fires in the sentence before, or in the one whose list this continues."""
    sentence = figure.sentence
    for index in (sentence.index - 1, sentence.parent):
        if index is None or not 0 <= index < len(context.sentences):
            continue
        other = context.sentences[index]
        if (
            other.block_index == sentence.block_index
            or index == sentence.parent
            or abs(other.block_index - sentence.block_index) == 1
        ):
            if other.language == figure.language:
                match = next(iter(_matches(other.text, context.vocabulary, other.language).get(rule.id, ())), None)
            else:
                match = next(rule.find(other.text, context.vocabulary, language=other.language), None)
            if match:
                return fired(rule, other, match.start, match.end, rule.weight / 2)
    return None


def of_period(figure: Figure, past: bool | None) -> list[Fired]:
    """The weight of a period that lies behind or ahead of the article."""
    if figure.period is None or past is None:
        return []
    rule = load_rules()[f"figure-period-{'past' if past else 'ahead'}-{_NAMES[figure.language]}"]
    inherited = figure.period.end > len(figure.words) or figure.period.inferred
    weight = rule.weight * (0.7 if past and inherited else 1)
    start, end = min(figure.period.start, len(figure.words)), min(figure.period.end, len(figure.words))
    return [fired(rule, figure.sentence, start, end, weight)]


def continued(figure: Figure) -> Fired:
    """The weight of going on from a figure that was intended or expected."""
    rule = load_rules()[f"figure-continued-{_NAMES[figure.language]}"]
    return fired(rule, figure.sentence, figure.quantity.start, figure.quantity.end)
