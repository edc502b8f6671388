"""Confidence: how likely a candidate is right, and what happens to it: published, reviewed, or set aside.

The probability is logistic in the score of the rules, by kind, and in which rules fired. Its weights stand in
`weights.tsv`; `policygraph evaluate --calibrate` makes them from annotated articles, of which they hold no word.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from mappings.extract.candidate import Candidate
from ontology.errors import OntologyError

Band = Literal["auto", "review", "discard"]
FILE = Path(__file__).parent / "weights.tsv"
AUTO, REVIEW = "threshold:auto", "threshold:review"  # from which probability on a band begins
PLUGIN = "plugin-"  # how the rule of a plug-in begins: what it says is never published unseen
_HIGHEST_SCORE = 8.0  # what is beyond adds nothing: rules that agree are not independent


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the log-odds, and where the bands begin."""

    features: Mapping[str, float]
    auto: float
    review: float

    def probability(self, candidate: Candidate) -> float:
        """How likely the candidate is right."""
        odds = sum(self.features.get(name, 0.0) * value for name, value in features(candidate))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))

    def band(self, candidate: Candidate) -> Band:
        """What happens to the candidate. What is neither right nor wrong is set aside."""
        probability = self.probability(candidate)
        if candidate.status == "optional" or probability < self.review:
            return "discard"
        is_plugin = any(each.rule.startswith(PLUGIN) for each in candidate.fired)
        return "auto" if probability >= self.auto and not is_plugin else "review"

    def lines(self) -> Iterator[str]:
        """The file, line by line."""
        yield "# Made by `policygraph evaluate --calibrate`: what each feature adds to the log-odds, and thresholds."
        rows = {AUTO: self.auto, REVIEW: self.review, **self.features}
        yield from (f"{name}\t{value:.4f}" for name, value in sorted(rows.items()))


def features(candidate: Candidate) -> Iterator[tuple[str, float]]:
    """What the probability depends on: the kind, the score, and the rules that fired, each once."""
    yield f"kind:{candidate.kind}", 1.0
    yield f"score:{candidate.kind}", max(-_HIGHEST_SCORE, min(_HIGHEST_SCORE, candidate.score))
    for rule in dict.fromkeys(each.rule.partition("@")[0] for each in candidate.fired):
        yield f"rule:{rule}", 1.0


def probability(candidate: Candidate) -> float:
    """How likely the candidate is right, by the weights that are shipped."""
    return shipped_weights().probability(candidate)


def band(candidate: Candidate) -> Band:
    """What happens to the candidate, by the weights that are shipped."""
    return shipped_weights().band(candidate)


@cache
def shipped_weights() -> Weights:
    """The weights of this version."""
    return read_weights(FILE)


def read_weights(path: Path) -> Weights:
    """The weights in a file. Raises `OntologyError` where it is none."""
    try:
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
        found = {name: float(value) for name, value in rows}
        return Weights(found, auto=found.pop(AUTO), review=found.pop(REVIEW))
    except (OSError, ValueError, KeyError) as error:
        raise OntologyError(
            f"no weights: {error}", where=str(path), fix="Make them: policygraph evaluate GOLD… --calibrate."
        ) from error
