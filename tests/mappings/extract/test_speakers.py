"""Who speaks decides: the same words are a measure, a recommendation, or nothing that is handed out."""

from pathlib import Path

import pytest

from mappings.extract import parsing
from mappings.extract.candidate import Candidate
from mappings.extract.extraction import extract, read_context
from mappings.extract.persons import persons_in
from mappings.readers import read_article

pytestmark = pytest.mark.skipif(not parsing.is_installed(), reason="the language model is not installed")


def _read(folder: Path, text: str) -> list[Candidate]:
    file = folder / "article.txt"
    file.write_text(text, encoding="utf-8")
    found = extract(read_article(file))
    return [each for each in found if each.kind in ("measure", "recommendation") and each.status == "entry"]


def _kinds(found: list[Candidate], text: str) -> dict[str, str]:
    return {text[each.span.start : each.span.end]: each.kind for each in found}


DOCUMENT = """Ministry moves on libraries

The Ministry of Education issued a guideline on small libraries on Monday.

The guideline calls on towns to open reading rooms and to train more volunteers.
"""

EXPERT = """Ministry moves on libraries

The Ministry of Education issued a guideline on small libraries on Monday.

Anna Stone, a professor at Hill University, said towns should open reading rooms and train more volunteers.
"""

ESSAY = """What libraries need

By Anna Stone

Readers are growing old, and few towns notice.

First, open reading rooms. Second, train more volunteers. We should also lower fees.
"""

COMPANY = """A firm grows

Paul Reed, chief executive of Reed Books, said the company will open reading rooms and train more volunteers.
"""

OFFICIAL = """Ministry moves on libraries

"We will open reading rooms," said Mary Hill, deputy director of the library department of the Ministry of Education.

"At the same time, we will train more volunteers," Hill added.
"""


@pytest.mark.parametrize(
    ("text", "kind", "by"),
    [
        (DOCUMENT, "measure", None),
        (EXPERT, "recommendation", "Anna Stone"),
        (ESSAY, "recommendation", "Anna Stone"),
        (OFFICIAL, "measure", None),
    ],
    ids=["document", "expert", "essay", "official"],
)
def test_the_speaker_decides_the_kind(tmp_path: Path, text: str, kind: str, by: str | None) -> None:
    found = _read(tmp_path, text)
    kinds = _kinds(found, text)
    assert kinds["open reading rooms"] == kinds["train more volunteers"] == kind
    assert {each.fields.get("by") for each in found} == {by}


def test_what_a_company_will_do_is_neither(tmp_path: Path) -> None:
    assert _read(tmp_path, COMPANY) == []


def test_a_quotation_belongs_to_the_last_named_speaker(tmp_path: Path) -> None:
    text = f'{EXPERT}\n"Towns should also lower fees."\n'
    found = {text[each.span.start : each.span.end]: each for each in _read(tmp_path, text)}
    assert found["lower fees"].kind == "recommendation"
    assert found["lower fees"].fields["by"] == "Anna Stone"


def test_points_inherit_the_speaker_of_the_sentence_that_opens_them(tmp_path: Path) -> None:
    text = (
        "Anna Stone, a professor at Hill University, suggested three steps:\n\n"
        "1. Open reading rooms.\n2. Train volunteers.\n3. Lower fees.\n"
    )
    found = _read(tmp_path, text)
    assert {each.kind for each in found} == {"recommendation"}
    assert [each.fields["by"] for each in found] == ["Anna Stone"] * 3


def test_chinese_speakers_decide_as_well(tmp_path: Path) -> None:
    official = "水利部发言人王河21日表示，将修建步行桥，完善校车制度。\n"
    expert = "山城大学教授李石建议，应修建步行桥，完善校车制度。\n"
    assert {each.kind for each in _read(tmp_path, official)} == {"measure"}
    found = _read(tmp_path, expert)
    assert {each.kind for each in found} == {"recommendation"}
    assert {each.fields["by"] for each in found} == {"李石"}


def test_persons_get_their_mode_from_the_words_around_them(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(EXPERT + COMPANY.split("\n\n", 1)[1] + OFFICIAL.split("\n\n", 1)[1], encoding="utf-8")
    persons = persons_in(read_context(read_article(file)))
    assert {name: each.mode for name, each in persons.items()} == {
        "Anna Stone": "expert",
        "Paul Reed": "company",
        "Mary Hill": "official",
    }


def test_every_reason_names_a_rule_that_exists(tmp_path: Path) -> None:
    from mappings.extract.rules import load_rules

    names = {each.name for each in load_rules().values()}
    for each in _read(tmp_path, DOCUMENT + EXPERT):
        assert {reason.rule for reason in each.fired} <= names
