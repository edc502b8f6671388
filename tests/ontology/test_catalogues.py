"""Every question of the catalogues we follow is asked by a check, or left out for a reason in CONTRIBUTING.md."""

import re
from pathlib import Path

import pytest

from ontology.quality import read_checks

TABLE = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
OOPS = " ".join(f"P{number:02}" for number in range(1, 42))
FOOPS = """
    CN1 DOC1 FIND1 FIND2 FIND3 FIND_3_BIS HTTP1 OM1 OM2 OM3 OM4.1 OM4.2 OM5.1 OM5.2 PURL1 URI1 URI2 VER1 VER2
    VOC1 VOC2 VOC3 VOC4
"""
ROBOT = """
    annotation_whitespace deprecated_boolean_datatype deprecated_class_reference deprecated_property_reference
    duplicate_definition duplicate_exact_synonym duplicate_label duplicate_label_synonym duplicate_scoped_synonym
    equivalent_class_axiom_no_genus equivalent_pair illegal_use_of_built_in_vocabulary invalid_entity_uri invalid_xref
    label_formatting label_whitespace lowercase_definition missing_definition missing_label missing_obsolete_label
    missing_ontology_description missing_ontology_license missing_ontology_title missing_subset_declaration
    missing_superclass missing_synonymtype_declaration misused_obsolete_label misused_replaced_by
    multiple_asserted_superclasses multiple_definitions multiple_equivalent_class_definitions
    multiple_equivalent_classes multiple_labels
"""


def asked(catalogue: str) -> set[str]:
    """The questions of a catalogue that the heads of the checks name."""
    sources = [part.strip() for check in read_checks() for part in check.source.split(";")]
    named = [part.removeprefix(f"{catalogue} ") for part in sources if part.startswith(f"{catalogue} ")]
    return {question for part in named for question in part.split(", ")}


def left_out(catalogue: str) -> set[str]:
    """The questions that the table leaves out, each with its reason."""
    rows = re.findall(rf"^\| {re.escape(catalogue)} \| ([^|]+) \| [^|]{{20,}} \|$", TABLE, flags=re.MULTILINE)
    return {question for row in rows for question in row.split(", ")}


@pytest.mark.parametrize(("catalogue", "questions"), [("OOPS!", OOPS), ("FOOPS!", FOOPS), ("ROBOT", ROBOT)])
def test_every_question_is_asked_or_left_out_with_its_reason(catalogue: str, questions: str) -> None:
    assert asked(catalogue) & left_out(catalogue) == set()
    assert asked(catalogue) | left_out(catalogue) == set(questions.split())


def test_table_names_checks_and_tests_that_exist() -> None:
    names = {check.name for check in read_checks()}
    section = TABLE.partition("## The checks of ontology and schemes")[2].partition("\n## ")[0]
    assert {name for name in re.findall(r"`([a-z]+(?:-[a-z]+)+)`", section) if name not in names} == set()
    root = Path(__file__).parents[2]
    assert [
        path for path in re.findall(r"`(tests/[^`]+)`", section) if not (root / path.split("NAME")[0]).exists()
    ] == []
