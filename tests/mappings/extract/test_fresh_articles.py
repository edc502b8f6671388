"""Articles of our own that the rules were not written for: what is reached on them may not fall again."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from mappings.extract import parsing
from mappings.extract.evaluation import Judgement, agreement, judge, total
from mappings.extract.extraction import extract
from mappings.extract.gold import gold_object
from mappings.readers import read_article

ARTICLES = Path(__file__).parents[2] / "cases" / "extract" / "unseen"
FLOORS = {
    "agencies": 0.80,
    "documents": 0.85,
    "measures": 0.93,
    "observations": 0.94,
    "recommendations": 0.94,
    "targets": 0.90,
}
AGREEMENT = {"by": 0.92, "unit": 0.94, "value": 0.97, "document": 0.92}

pytestmark = pytest.mark.skipif(not parsing.is_installed(), reason="the language model is not installed")


@pytest.fixture(scope="module")
def judgements() -> list[Judgement]:
    """Every article, read anew and judged by its annotation."""
    found = []
    for file in sorted(ARTICLES.glob("*.gold.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        article = read_article(ARTICLES / gold["file"])
        found.append(judge(gold["file"], gold, gold_object(article, extract(article)), language=gold["lang"]))
    return found


@pytest.mark.parametrize("kind", FLOORS)
def test_what_is_found_in_fresh_articles(judgements: Sequence[Judgement], kind: str) -> None:
    counts = total(judgements, kind)
    assert counts.f1 >= FLOORS[kind], counts


@pytest.mark.parametrize("field", AGREEMENT)
def test_fields_agree_in_fresh_articles(judgements: Sequence[Judgement], field: str) -> None:
    share = agreement(judgements)[field]
    assert share.same / share.of >= AGREEMENT[field], share


def test_annotations_quote_their_articles() -> None:
    files = sorted(ARTICLES.glob("*.gold.json"))
    assert len(files) >= 12
    for file in files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        text = (ARTICLES / gold["file"]).read_text(encoding="utf-8")
        kinds = ("documents", "agencies", "measures", "recommendations", "targets", "observations", "optional")
        for entry in (each for kind in kinds for each in gold[kind]):
            for span in (entry, *entry.get("alts", ())):
                assert text[span["start"] : span["end"]] == span["quote"], (file.name, span)
