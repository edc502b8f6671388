"""Samples for an audit: fair shares, the same draw for the same seed, and an interval that is Wilson's."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import RecordError
from publish.release.sampling import SHEET, allotted, read_verdicts, samples, wilson

Z = 1.959963984540054  # between -Z and Z lie 95 percent of a standard normal distribution


@pytest.mark.parametrize(("found", "of"), [(0, 50), (1, 20), (5, 50), (49, 50), (50, 50), (3, 4)])
def test_ends_of_the_interval_are_as_far_from_the_rate_as_the_score_test_allows(found: int, of: int) -> None:
    """What defines the interval: at its ends, the rate is Z standard errors away, the error being that at the end."""
    interval = wilson(found, of)
    for end in (interval.low, interval.high):
        assert (interval.rate - end) ** 2 == pytest.approx(Z**2 * end * (1 - end) / of, abs=1e-12)
    assert interval.low < interval.high


@given(st.integers(0, 200), st.integers(1, 200))
def test_interval_holds_the_rate_and_stays_a_share(found: int, of: int) -> None:
    if found > of:
        with pytest.raises(ValueError, match="of"):
            wilson(found, of)
        return
    interval = wilson(found, of)
    assert 0 <= interval.low <= interval.rate + 1e-12
    assert interval.rate <= interval.high + 1e-12 <= 1 + 1e-9
    assert wilson(found * 4, of * 4).high - wilson(found * 4, of * 4).low < interval.high - interval.low


@given(st.dictionaries(st.text("abcd", min_size=1, max_size=3), st.integers(1, 500), min_size=1), st.integers(1, 300))
def test_each_part_gets_its_share(population: dict[str, int], size: int) -> None:
    shares = allotted(Counter(population), size)
    total = sum(population.values())
    assert sum(shares.values()) == min(size, total)
    for part, number in population.items():
        assert abs(shares[part] - number * min(size, total) / total) < 1
        assert shares[part] <= number


def sheet(path: Path, *verdicts: tuple[str, str], by: str = "editors") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, SHEET)
        writer.writeheader()
        for predicate, verdict in verdicts:
            filled = {"release": "2026.11.1", "seed": "3", "predicate": predicate, "verdict": verdict, "by": by}
            writer.writerow({column: filled.get(column, "") for column in SHEET})
    return path


def test_error_rate_is_that_of_what_was_judged(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", ("p", "right"), ("p", "wrong"), ("q", "Right "), ("q", "unclear"), ("q", ""))
    whole, p, q = samples(read_verdicts([path]))
    assert whole[:7] == ("2026.11.1", "3", "all", "5", "3", "1", "1")
    assert whole[7] == "0.3333"
    assert (p[2:6], q[2:6]) == (("p", "2", "2", "1"), ("q", "3", "1", "0"))


@pytest.mark.parametrize(
    ("verdict", "by", "message"), [("maybe", "editors", "'maybe' is no verdict"), ("right", " ", "a verdict by nobody")]
)
def test_what_is_no_verdict_is_refused_with_its_line(tmp_path: Path, verdict: str, by: str, message: str) -> None:
    path = sheet(tmp_path / "a.csv", ("p", ""), ("p", verdict), by=by)
    with pytest.raises(RecordError, match=message) as caught:
        list(read_verdicts([path]))
    assert caught.value.where.endswith("line 3")


def test_sheet_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(RecordError, match="has the columns"):
        list(read_verdicts([tmp_path / "a.csv"]))
