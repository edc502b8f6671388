"""A figure is measured or intended, never both: the stronger reading weighs against the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mappings.extract.candidate import Candidate, Fired
from mappings.extract.rules import load_rules

_LOST = -3.0  # below this nothing is kept: a conversion, a count of departments


def one_reading(observations: Sequence[Candidate], targets: Sequence[Candidate]) -> Iterator[Candidate]:
    """All candidates; of two readings of the same words the weaker one carries the weight of the other against it."""
    told = {kind: _by_sentence(found) for kind, found in (("target", observations), ("observation", targets))}
    for candidate in (*observations, *targets):
        rivals = [each for each in told[candidate.kind].get(candidate.sentence, ()) if _same_words(candidate, each)]
        best = max(rivals, key=lambda each: each.score, default=None)
        if best is not None and candidate.score > 0 and best.score >= candidate.score:
            rule = load_rules()["figure-other-reading"]
            reason = Fired(rule.name, rule.weight - candidate.score, best.span)
            candidate = replace(candidate, fired=(*candidate.fired, reason))
        if candidate.score > _LOST:
            yield candidate if candidate.score > 0 else replace(candidate, status="optional")


def beside_actions(figures: Sequence[Candidate], clauses: Sequence[Candidate]) -> Iterator[Candidate]:
    """All figures; one that stands inside an action that somebody will or should take is hardly measured yet."""
    rule = load_rules()["figure-in-action"]
    actions = [each for each in clauses if each.status == "entry"]
    for figure in figures:
        around = [each for each in actions if figure.kind == "observation" and _shared(each, figure) > 0]
        covered = sum(_shared(each, figure) for each in around)
        if figure.score > 0 and covered * 2 >= figure.end - figure.start:
            figure = replace(figure, fired=(*figure.fired, Fired(rule.name, rule.weight, around[0].span)))
            figure = figure if figure.score > 0 else replace(figure, status="optional")
        yield figure


def _shared(action: Candidate, figure: Candidate) -> int:
    shared = min(action.end, figure.end) - max(action.start, figure.start)
    return max(shared, 0) if action.sentence == figure.sentence else 0


def _by_sentence(found: Sequence[Candidate]) -> dict[int, list[Candidate]]:
    """Those that speak for themselves, by their sentence."""
    rows: dict[int, list[Candidate]] = {}
    for each in found:
        if each.score > 0:
            rows.setdefault(each.sentence, []).append(each)
    return rows


def _same_words(one: Candidate, other: Candidate) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared * 2 > min(one.end - one.start, other.end - other.start)
