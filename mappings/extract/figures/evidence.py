"""What speaks for and against a figure: the rules that fire on the words around it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from mappings.extract.candidate import Fired
from mappings.extract.context import Context
from mappings.extract.figures.told import Figure, is_scaled
from mappings.extract.rules import Match, Rule, load_rules, of_kind
from mappings.extract.sentences import Sentence

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
    for rule in rules_for(figure.language, *kinds):
        if rule.engine == "matcher":
            continue
        matches = list(rule.find(figure.sentence.text, context.vocabulary, language=figure.language))
        match = _nearest(rule, matches, figure)
        if match:
            yield rule, fired(rule, figure.sentence, match.start, match.end)
        elif rule.fields.get("where") == "near" and (found := _beside(context, rule, figure.sentence)):
            yield rule, found


def _nearest(rule: Rule, matches: Sequence[Match], figure: Figure) -> Match | None:
    quantity, (start, end) = figure.quantity, figure.region
    tests: Mapping[str, bool]
    best = None
    for match in matches:
        inside = start <= match.start and match.end <= end
        tests = {
            "clause": inside,
            "around": inside or (match.start < quantity.number_start and not _parted(figure, match)),
            "clause-before": inside and match.start < quantity.number_start,
            "clause-after": match.start >= quantity.number_end and match.end <= end,
            "before": match.start < quantity.number_start and not _parted(figure, match),
            "at-end": match.start <= quantity.number_start and abs(match.end - quantity.end) < 2,
            "at": match.start <= quantity.number_start < match.end,
            "part": not _parted(figure, match),
            "sentence": True,
            "near": True,
        }
        if tests[rule.fields.get("where", "sentence")]:
            best = match
    return best


def _parted(figure: Figure, match: Match) -> bool:
    """Whether a full stop of thought stands between the words and the figure."""
    first, last = sorted((match.end, figure.quantity.number_start))
    between = figure.words[first:last]
    return any(mark in between for mark in (";", "；", ". "))


def _beside(context: Context, rule: Rule, sentence: Sentence) -> Fired | None:
    """The rule fires in the sentence before, or in the one whose list this continues."""
    for index in (sentence.index - 1, sentence.parent):
        if index is None or not 0 <= index < len(context.sentences):
            continue
        other = context.sentences[index]
        if (
            other.block_index == sentence.block_index
            or index == sentence.parent
            or abs(other.block_index - sentence.block_index) == 1
        ):
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
