"""What a validation gives: findings in one order, kept and read again, the same from chunks as from the whole."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pyoxigraph import Quad, Store

from ontology.errors import ValidationError
from shapes.validation import Finding, Report, Severity, merged, validate, validate_global, validate_graphs

CASES = Path(__file__).parents[1] / "cases" / "shapes"
BROKEN = ("policy-document-without-title", "measure-without-instrument", "issuers-declared-but-not-named")


@pytest.fixture
def broken(store: Store, change: Callable[[Store, str], None]) -> Store:
    """The dataset with a fault of each severity."""
    for name in BROKEN:
        change(store, (CASES / f"{name}.ru").read_text(encoding="utf-8"))
    return store


def test_worst_comes_first_and_only_violations_stop_a_release(broken: Store) -> None:
    report = validate(broken)
    assert [finding.severity for finding in report] == ["Violation", "Warning", "Info"]
    assert report.counts == {Severity.VIOLATION: 1, Severity.WARNING: 1, Severity.INFO: 1}
    assert not report.conforms
    assert Report.of(list(report)[1:]).conforms


def test_finding_tells_number_thing_property_and_remedy(broken: Store) -> None:
    first, _, last = validate(broken)
    assert first.identifier == "S01"
    assert first.path == "http://purl.org/dc/terms/title"
    assert first.message_en == "A work needs a title: add dcterms:title with a language tag."
    assert "dcterms:title" in first.message_zh
    assert last.value == '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert last.message_en == "It claims 1 issuers, and 2 are named."


def test_report_comes_back_as_it_was_kept(broken: Store) -> None:
    report = validate(broken)
    assert Report.from_json(report.as_json()) == report


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"shape": "x"}]', '[{"severity": "Bad"}]'])
def test_damaged_report_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Report.from_json(text)


def test_order_of_the_data_does_not_matter(broken: Store) -> None:
    quads: list[Quad] = list(broken)
    random.Random(1).shuffle(quads)  # any order will do, but the same one every time
    shuffled = Store()
    for quad in quads:
        shuffled.add(quad)
    assert validate(shuffled) == validate(broken)


def test_chunks_share_findings_without_repeating_them(broken: Store) -> None:
    report = validate_graphs(broken)
    assert merged([report, report]) == report
    assert merged([report, validate_global(broken)]) == validate(broken)


def test_validation_leaves_the_data_alone(broken: Store, conforming_texts: Mapping[str, str]) -> None:
    before = set(broken)
    validate(broken, texts=conforming_texts)
    assert set(broken) == before


def test_archive_questions_wait_for_an_archive(store: Store, conforming_texts: Mapping[str, str]) -> None:
    (text,) = conforming_texts
    assert validate_global(store).findings == ()
    assert validate_global(store, {"http://localhost:8000/id/text/another": "no text of this dataset"}).findings == ()
    other = {text: conforming_texts[text].replace("Lake", "Pond")}
    assert {finding.identifier for finding in validate_global(store, other)} >= {"S25", "S26"}


def test_empty_dataset_has_nothing_wrong() -> None:
    assert validate(Store()) == Report()


def test_findings_are_values() -> None:
    finding = Finding("x:s", "S01", Severity.INFO, "x:f", None, None, "Mend it.", "请修正。")
    assert Report.of([finding, finding]).findings == (finding,)
