"""Calibrating: from annotated articles to the weights of `confidence`, and how well they do on articles not seen.

How well is told by leaving one article out: each is judged with weights made from all the others. The bands begin where
that tells them to, so that what is published unseen is right nine times in ten. But the rules were written with these
articles in view, which leaving one out of the weights does not undo; so the least sure quarter of what is right is left
to reviewers all the same.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mappings.extract.candidate import Candidate
from mappings.extract.confidence import Weights, features
from mappings.extract.evaluation import Annotation, Statement, likeness, matches, neutral
from mappings.extract.gold import LISTS, entry_of

WANTED_PRECISION = 0.9
MARGIN = 0.02  # above it, because a threshold that is chosen on some articles does a little worse on others
MOST_SHARE = 0.75  # of the right ones in the band auto: the rules know these articles, so the figures flatter them
LEAST_PRECISION = 0.1  # below it a candidate is not worth a reviewer's time
HIGHEST_DISCARD = 0.2  # no candidate that may well be right is set aside for want of wrong ones to learn from
_RIDGE = 1.0
_ROUNDS = 30
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate of an article, and whether people marked it."""

    article: str
    candidate: Candidate
    is_right: bool


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights, and how they do on articles that they were not made from."""

    weights: Weights
    articles: int
    examples: int
    precision: float  # of the band auto
    share: float  # of the right candidates that are in it
    reviewed: int  # in the band review
    discarded: int
    lost: int  # right ones among those
    error: float  # the mean difference between a probability and how often it came true, over ten bins
    bins: tuple[tuple[float, float, int], ...]  # mean probability, share that was right, number


def examples(name: str, text: str, gold: Annotation, candidates: Iterable[Candidate]) -> list[Example]:
    """The candidates of an article as examples; what the annotators left open is none."""
    found = [each for each in candidates if each.status == "entry"]
    labelled = []
    for kind, listed in LISTS.items():
        mine = [each for each in found if each.kind == kind]
        entries: list[Statement] = [entry_of(text, each) for each in mine]
        right = {index for _, index in matches(listed, list(gold.get(listed) or ()), entries)}
        open_ = neutral(listed, gold)
        labelled += [
            Example(name, each, index in right)
            for index, each in enumerate(mine)
            if index in right or not any(likeness(listed, other, entries[index]) for other in open_)
        ]
    return labelled


def calibrate(known: Sequence[Example]) -> Calibration:
    """Weights made from all examples, and what leaving each article out in turn tells of them."""
    articles = sorted({each.article for each in known})
    predicted = np.zeros(len(known))
    for article in articles:
        weights = _fit([each for each in known if each.article != article])
        for index, each in enumerate(known):
            if each.article == article:
                predicted[index] = Weights(weights, 1.0, 0.0).probability(each.candidate)
    right = np.array([each.is_right for each in known], dtype=bool)
    auto = _begin_of_auto(predicted, right)
    review = _begin_of_review(predicted, right, auto)
    is_auto, is_review = predicted >= auto, (predicted < auto) & (predicted >= review)
    bins = tuple(_bins(predicted, right))
    return Calibration(
        weights=Weights(_fit(known), auto, review),
        articles=len(articles),
        examples=len(known),
        precision=float(right[is_auto].mean()) if is_auto.any() else 0.0,
        share=float((right & is_auto).sum() / max(right.sum(), 1)),
        reviewed=int(is_review.sum()),
        discarded=int((predicted < review).sum()),
        lost=int(right[predicted < review].sum()),
        error=sum(abs(mean - share) * number for mean, share, number in bins) / max(len(known), 1),
        bins=bins,
    )


def _fit(known: Sequence[Example]) -> dict[str, float]:
    """The weights of a logistic regression with a ridge, by Newton's method; its minimum is one and found exactly."""
    names = sorted({name for each in known for name, _ in features(each.candidate)})
    if not names:
        return {}
    column = {name: index for index, name in enumerate(names)}
    table: Array = np.zeros((len(known), len(names)))
    for row, each in enumerate(known):
        for name, value in features(each.candidate):
            table[row, column[name]] = value
    wanted: Array = np.array([each.is_right for each in known], dtype=float)
    ridge: Array = np.array([0.05 if name.startswith("kind:") else _RIDGE for name in names])
    weights: Array = np.zeros(len(names))
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (chance - wanted) + ridge * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-8:
            break
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def _begin_of_auto(predicted: Array, right: NDArray[np.bool_]) -> float:
    """The lowest probability from which on nine of ten are right, with a margin; 1 where there is none."""
    order = np.argsort(-predicted, kind="stable")
    hits = np.cumsum(right[order])
    precision = hits / np.arange(1, len(order) + 1)
    ends = np.append(predicted[order][1:] < predicted[order][:-1], True)  # those of one probability go together
    share = hits / max(int(right.sum()), 1)
    good = np.nonzero((precision >= WANTED_PRECISION + MARGIN) & ends & (share <= MOST_SHARE))[0]
    return _rounded_down(float(predicted[order][good[-1]])) if len(good) else 1.0


def _begin_of_review(predicted: Array, right: NDArray[np.bool_], auto: float) -> float:
    """The probability below which hardly any is right."""
    for step in range(1, int(100 * HIGHEST_DISCARD) + 1):
        below = predicted < step / 100
        if below.any() and right[below].mean() > LEAST_PRECISION:
            return min((step - 1) / 100, auto)
    return min(HIGHEST_DISCARD, auto)


def _rounded_down(value: float) -> float:
    return math.floor(value * 10_000) / 10_000


def _bins(predicted: Array, right: NDArray[np.bool_]) -> Iterable[tuple[float, float, int]]:
    places = np.minimum((predicted * 10).astype(int), 9)
    for place in range(10):
        here = places == place
        if here.any():
            yield float(predicted[here].mean()), float(right[here].mean()), int(here.sum())
