"""Every rule is broken by a case: a dataset that differs from the conforming one by one statement.

A case is a SPARQL update of `conforming.trig`. Its first lines say what is wrong, which rule must notice (`Expect`),
whether it takes the archive to see it (`Needs`), and, where one statement cannot be changed alone, why not.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pyoxigraph import Quad, Store

from ontology.terms import SHAPE
from shapes.catalogue import catalogue
from shapes.validation import validate

CASES = sorted((Path(__file__).parents[1] / "cases" / "shapes").glob("*.ru"))
HEADER = re.compile(r"^# (Expect|Needs|More than one statement): (.+)$", re.MULTILINE)


def header(case: Path) -> dict[str, str]:
    return dict(HEADER.findall(case.read_text(encoding="utf-8")))


def statements(store: Store) -> set[str]:
    """What the dataset says, wherever it says it: a statement and its copy in an evidence graph count once."""
    return {f"{quad.subject} {quad.predicate} {quad.object}" for quad in store}


def test_conforming_dataset_has_no_findings(store: Store, conforming_texts: Mapping[str, str]) -> None:
    assert validate(store).findings == ()
    assert validate(store, texts=conforming_texts).findings == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case_is_reported_by_its_rule_and_no_other(
    case: Path, store: Store, conforming_texts: Mapping[str, str], change: Callable[[Store, str], None]
) -> None:
    expected = header(case)
    change(store, case.read_text(encoding="utf-8"))
    report = validate(store, texts=conforming_texts if "Needs" in expected else None)
    assert {finding.shape.removeprefix(str(SHAPE)) for finding in report} == {expected["Expect"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case_changes_one_statement(
    case: Path, store: Store, conforming: tuple[Quad, ...], change: Callable[[Store, str], None]
) -> None:
    before, places = statements(store), set(conforming)
    change(store, case.read_text(encoding="utf-8"))
    after = statements(store)
    changed = max(len(before - after), len(after - before))
    moved = set(store) ^ places
    assert moved, "the case changes nothing"
    assert changed <= 1 or "More than one statement" in header(case)


def test_every_rule_is_broken_by_a_case() -> None:
    broken = {str(SHAPE[header(case)["Expect"]]) for case in CASES}
    assert sorted(set(catalogue().constraints) - broken) == []
