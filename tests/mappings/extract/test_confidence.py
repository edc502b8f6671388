"""Confidence: the bands, the weights file, and that calibrating tells right from wrong on articles it has not seen."""

from pathlib import Path

import pytest

from mappings.extract.calibrating import Example, calibrate, examples
from mappings.extract.candidate import Candidate, Fired, Status
from mappings.extract.confidence import FILE, Weights, band, features, probability, read_weights, shipped_weights
from mappings.record.values import Span
from ontology.errors import OntologyError


def candidate(rule: str, weight: float = 1.0, start: int = 0, status: Status = "entry") -> Candidate:
    return Candidate(
        "measure",
        Span(start, start + 9),
        0,
        start,
        start + 9,
        "words",
        {},
        (Fired(f"{rule}@1", weight),),
        status=status,
    )


def made_up() -> list[Example]:
    """Twelve articles: what rule `good` finds is right, what `bad` finds is wrong, `even` half and half."""
    return [
        Example(f"article-{article}", candidate(rule, start=10 * number), is_right)
        for article in range(12)
        for number, (rule, is_right) in enumerate(
            [("good", True)] * 6 + [("bad", False)] * 4 + [("even", True), ("even", False)] * 3
        )
    ]


def test_calibrating_tells_rules_apart_on_articles_it_has_not_seen() -> None:
    made = calibrate(made_up())
    assert made.precision >= 0.9
    assert made.share >= 0.5
    assert made.error < 0.1
    weights = made.weights
    assert weights.band(candidate("good")) == "auto"
    assert weights.band(candidate("even")) == "review"
    assert weights.probability(candidate("bad")) < weights.probability(candidate("even"))


def test_calibrating_chance_publishes_nothing() -> None:
    even = [Example(f"a{n % 9}", candidate("even"), n % 2 == 0) for n in range(90)]
    made = calibrate(even)
    assert made.share == 0
    assert made.weights.band(candidate("even")) == "review"


def test_weights_are_read_as_they_are_written(tmp_path: Path) -> None:
    made = calibrate(made_up()).weights
    path = tmp_path / "weights.tsv"
    path.write_text("".join(f"{line}\n" for line in made.lines()), encoding="utf-8")
    assert read_weights(path) == made


@pytest.mark.parametrize("content", ["", "kind:measure\tmany\n", "threshold:auto\t0.9\n"])
def test_what_are_no_weights_is_said(tmp_path: Path, content: str) -> None:
    path = tmp_path / "weights.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(OntologyError, match="no weights"):
        read_weights(path)


def test_shipped_weights_hold_names_and_numbers_and_no_text() -> None:
    for line in FILE.read_text(encoding="utf-8").splitlines()[1:]:
        name, value = line.split("\t")
        group, _, rest = name.partition(":")
        assert group in ("threshold", "kind", "score", "rule")
        assert rest.replace("-", "").isalnum()
        assert rest.isascii()
        assert -40 <= float(value) <= 40


def test_optional_candidates_and_plugins_are_never_published_unseen() -> None:
    sure = Weights({"kind:measure": 9.0}, auto=0.8, review=0.1)
    assert sure.band(candidate("a-rule")) == "auto"
    assert sure.band(candidate("plugin-model")) == "review"
    assert sure.band(candidate("a-rule", status="optional")) == "discard"


def test_unknown_rules_add_nothing_and_huge_scores_stay_a_probability() -> None:
    assert 0 < probability(candidate("never-seen", 1e9)) < 1
    assert band(candidate("never-seen", -1e9)) == "discard"
    assert dict(features(candidate("a-rule", 3.0)))["rule:a-rule"] == 1.0
    assert 0 < shipped_weights().review <= shipped_weights().auto <= 1


def test_what_annotators_left_open_is_no_example() -> None:
    text = "x" * 100
    gold = {
        "measures": [{"start": 0, "end": 9}],
        "optional": [{"start": 20, "end": 29, "optional_for": ["measures"]}],
    }
    found = examples("a", text, gold, [candidate("r", start=0), candidate("r", start=20), candidate("r", start=40)])
    assert [each.is_right for each in found] == [True, False]
