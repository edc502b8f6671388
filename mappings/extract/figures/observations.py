"""Observations: figures that say what is or was the case, weighed against those that are intended or expected."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from mappings.extract.candidate import Candidate, Fired
from mappings.extract.context import Context
from mappings.extract.figures import evidence
from mappings.extract.figures.periods import Anchor
from mappings.extract.figures.told import Figure, flat
from mappings.record.values import Span

Found = dict[tuple[Decimal, str | None], list[tuple[Figure, Candidate]]]  # by value and unit
Weighed = dict[tuple[int, int], tuple[Fired, ...]]  # by the figure's sentence and its place there
_DOUBTED = -1.5  # so much against it makes a figure no fact, and those that go on from it
_OWN_STATUS = ("observed", "planned", "projected")
_FINITE = ("figure-rose-english", "figure-stood-english", "figure-being-english", "figure-base", "figure-done-chinese")


def weigh(context: Context, told: Sequence[Sequence[Figure]], anchor: Anchor) -> Weighed:
    """For every figure the reasons for and against its being an observation."""
    weighed: Weighed = {}
    for sentence in told:
        unrealised = False
        for figure in sentence:
            weighed[figure.key], unrealised = _weighed(context, figure, unrealised, anchor)
    return weighed


def observations(told: Sequence[Sequence[Figure]], weighed: Weighed, sources: Sequence[str | None]) -> list[Candidate]:
    """A candidate for every figure; its score says whether it is one. A repeated figure is an alt of the first."""
    found: Found = {}
    for figure in flat(told):
        _keep(found, figure, _candidate(figure, weighed[figure.key], sources[figure.sentence.index]))
    return [candidate for same in found.values() for _, candidate in same]


def _weighed(context: Context, figure: Figure, unrealised: bool, anchor: Anchor) -> tuple[tuple[Fired, ...], bool]:
    """The reasons, and whether the figure is no fact yet, so that those which go on from it are none either."""
    reasons = [evidence.base(figure)]
    past = figure.period.is_past(anchor) if figure.period else None
    reasons += evidence.of_period(figure, past)
    own = list(evidence.around(context, figure, *_OWN_STATUS, "passing"))
    # What the text dates to the past is a fact, even where a machine wrote "will" or "is projected to".
    here = figure.period is not None and figure.period.end <= len(figure.words) and not figure.period.inferred
    realised = (past is True and here) or any(rule.id.startswith("figure-base") for rule, _ in own)
    damped = {"planned": 0.4, "projected": 0.4} if realised else {}
    reasons += [
        replace(reason, weight=reason.weight * damped[rule.kind]) if rule.kind in damped else reason
        for rule, reason in own
    ]
    doubt = sum(reason.weight for rule, reason in own if rule.kind in {"planned", "projected"})
    against = doubt < _DOUBTED or past is False
    if figure.quantity.relation in {"less-than", "up-to"} and figure.quantity.kind in {"count", "measure"}:
        reasons.append(replace(reasons[0], weight=-0.8))
    speaks = against or any(
        rule.kind == "observed" and rule.fields.get("where") == "clause" and _is_finite(rule.id) for rule, _ in own
    )
    if unrealised and not speaks and past is not True:
        reasons.append(evidence.continued(figure))
    if figure.is_conversion:
        reasons.append(replace(reasons[0], weight=-6.0))
    if figure.sentence.block.region.part == "title" or figure.sentence.is_heading:
        reasons.append(replace(reasons[0], weight=-1.5))
    return tuple(reasons), (against and past is not True) or (unrealised and not speaks)


def _is_finite(rule: str) -> bool:
    """Whether a rule's words make a statement of their own; "accounting for" only goes on."""
    return rule.startswith(_FINITE)


def _candidate(figure: Figure, reasons: tuple[Fired, ...], source: str | None) -> Candidate:
    start, end = figure.clause.start, figure.clause.end
    period = figure.period
    label = figure.sentence.text[start:end]
    return Candidate(
        "observation",
        figure.sentence.passage.locate(start, end),
        figure.sentence.index,
        start,
        end,
        label,
        {
            **figure.fields(),
            "period": period.label if period else None,
            "source": source,
            **({"note": _note(figure)} if period and period.inferred else {}),
        },
        reasons,
        alts=_whole_list(figure),
    )


def _whole_list(figure: Figure) -> tuple[Span, ...]:
    """The predicate with all its values, where the figure is one of several."""
    start, end = figure.clause.scope_start, figure.clause.scope_end
    words = figure.words[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return (figure.sentence.passage.locate(start, end),) if figure.clause.is_listed else ()


def _note(figure: Figure) -> str:
    words = figure.words[figure.period.start : figure.period.end] if figure.period else ""
    if figure.language == "zh":
        return "时期系推定" if not words else f"时期据“{words}”推定"
    return f'period inferred from "{words}"' if words else "period inferred from the sentence before"


def _keep(found: Found, figure: Figure, candidate: Candidate) -> None:
    """Add a figure, or make it an alt of the one it repeats; the better told of the two stays."""
    alike = found.setdefault((figure.quantity.amount, figure.quantity.unit), [])
    for index, (other, kept) in enumerate(alike):
        same_region = other.sentence.block.region is figure.sentence.block.region
        if (same_region or _is_title(other, figure)) and _same(other, figure):
            better, worse = (candidate, kept) if candidate.score > kept.score else (kept, candidate)
            told = figure if better is candidate else other
            alike[index] = (told, replace(better, alts=(*better.alts, worse.span, *worse.alts)))
            return
    alike.append((figure, candidate))


def _is_title(first: Figure, second: Figure) -> bool:
    return "title" in (first.sentence.block.region.part, second.sentence.block.region.part)


def _same(first: Figure, second: Figure) -> bool:
    """Whether two equal values are one figure told twice: of the same thing, or too precise to agree by chance."""
    if first.sentence.index == second.sentence.index and first.place == second.place:
        return False
    digits = len(first.quantity.amount.normalize().as_tuple().digits)
    return first.indicator == second.indicator or digits >= 3 or (digits >= 2 and _shared(first, second) >= 3)


def _shared(first: Figure, second: Figure) -> int:
    """How many words the two indicators share; in Chinese, how many characters."""
    one, other = (each.indicator.lower() for each in (first, second))
    return len(set(one.split()) & set(other.split()) if first.language == "en" else set(one) & set(other))
