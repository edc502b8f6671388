"""Evaluation: what counts as found, the fields that agree, intervals; and that the judge outside agrees with ours."""

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType

import pytest

from mappings.extract.evaluation import (
    KINDS,
    Counts,
    Judgement,
    agreement,
    f1_interval,
    grouped,
    judge,
    macro_f1,
    magnitude,
    matches,
    same_name,
    total,
    unit_class,
)

SCORE = Path(__file__).parents[4] / "shared" / "evaluation" / "score.py"


@pytest.fixture(scope="module")
def score() -> ModuleType:
    """The judge outside the repository."""
    if not SCORE.exists():
        pytest.skip(f"the judge is not at {SCORE}")
    spec = importlib.util.spec_from_file_location("score", SCORE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def span(start: int, end: int, **fields: object) -> dict[str, object]:
    return {"start": start, "end": end, **fields}


@pytest.mark.parametrize(
    ("gold", "found", "pairs"),
    [
        ([span(0, 10)], [span(0, 10)], [(0, 0)]),
        ([span(0, 10)], [span(0, 5)], [(0, 0)]),  # a half is enough
        ([span(0, 10)], [span(0, 4)], []),
        ([span(0, 10)], [span(20, 30)], []),
        ([span(0, 10), span(0, 12)], [span(0, 12)], [(1, 0)]),  # the most alike first
        ([span(0, 10)], [span(0, 10), span(0, 10)], [(0, 0)]),  # each once
        ([span(0, 4, alts=[span(50, 60)])], [span(51, 60)], [(0, 0)]),
        ([span(0, 10)], [{"start": None, "end": None}], []),
    ],
)
def test_measures_match_by_their_spans(gold: list, found: list, pairs: list) -> None:
    assert matches("measures", gold, found) == pairs


@pytest.mark.parametrize(
    ("gold", "found", "is_hit"),
    [
        ({"name": "Ministry of Parks"}, {"name": "the ministry of parks"}, True),
        ({"name": "Ministry of Parks", "aliases": ["公园部"]}, {"name": "公园部"}, True),
        ({"name": "Ministry of Parks"}, {"name": "MoP", "aliases": ["Ministry of Parks"]}, False),
        ({"name": "“Ministry” of Parks"}, {"name": "Ministry of  Parks"}, True),
        ({"name": "Ministry of Parks"}, {"name": ""}, False),
    ],
)
def test_agencies_match_by_any_name_of_the_marked_one(gold: dict, found: dict, is_hit: bool) -> None:
    assert bool(matches("agencies", [gold | span(0, 5)], [found | span(90, 99)])) is is_hit


def test_what_overlaps_an_optional_entry_counts_neither_way() -> None:
    gold = {"measures": [span(0, 10)], "optional": [span(20, 30, optional_for=["measures"])]}
    found = {"measures": [span(0, 10), span(20, 30), span(40, 50)], "targets": [span(20, 30)]}
    judged = judge("a", gold, found)
    assert judged.counts["measures"] == Counts(right=1, wrong=1, missed=0)
    assert judged.counts["targets"] == Counts(wrong=1)


def test_second_prediction_of_a_match_is_wrong_but_for_agencies() -> None:
    agency, measure = span(0, 9, name="Ministry of Parks"), span(0, 9)
    judged = judge(
        "a", {"agencies": [agency], "measures": [measure]}, {"agencies": [agency] * 2, "measures": [measure] * 2}
    )
    assert judged.counts["agencies"] == Counts(right=1)
    assert judged.counts["measures"] == Counts(right=1, wrong=1)


def test_measure_that_people_call_a_recommendation_is_a_modality_error() -> None:
    judged = judge("a", {"recommendations": [span(0, 10)]}, {"measures": [span(1, 10), span(50, 60)]})
    assert judged.modality_errors == 1


@pytest.mark.parametrize(
    ("figure", "number"),
    [
        ({"value": "1.5 billion", "unit": "yuan"}, 1.5e9),
        ({"value": "more than 3,200", "unit": "people"}, 3200.0),
        ({"value": "39.2万亿", "unit": "元"}, 39.2e12),
        ({"value": "5千万", "unit": "户"}, 5e7),
        ({"value": "half", "unit": "of all"}, None),
        ({}, None),
    ],
)
def test_numbers_are_compared_in_base_units(figure: dict, number: float | None) -> None:
    assert magnitude(figure) == number


@pytest.mark.parametrize(
    ("figure", "unit"),
    [
        ({"unit": "percentage points"}, "percentage point"),
        ({"unit": "个百分点"}, "percentage point"),
        ({"value": "8%"}, "percent"),
        ({"unit": "US dollars"}, "dollar"),
        ({"unit": "亿元"}, "yuan"),
        ({"unit": "万户"}, "户"),
        ({}, None),
    ],
)
def test_units_are_compared_by_their_class(figure: dict, unit: str | None) -> None:
    assert unit_class(figure) == unit


def test_fields_agree_where_people_say_something() -> None:
    gold = {
        "documents": [span(0, 9, title="Plan for Parks", aliases=["the Plan"], issuers=["Park Office"])],
        "agencies": [span(10, 19, name="Park Office", aliases=["PO"])],
        "measures": [span(20, 29, document="Plan for Parks"), span(30, 39, document=None)],
        "recommendations": [span(40, 49, by="Professor Ada Heron")],
    }
    found = {
        "documents": [span(0, 9, title="Plan for Parks", issuers=["the PO"])],
        "measures": [span(20, 29, document="the plan"), span(30, 39, document="Plan for Parks")],
        "recommendations": [span(40, 49, by="Ada Heron")],
    }
    agreed = agreement([judge("a", gold, found)])
    assert {name: (each.same, each.of) for name, each in agreed.items()} == {
        "by": (1, 1),
        "document": (1, 1),
        "issuers": (1, 1),
    }


def test_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    judged = [
        Judgement(str(number), counts={kind: Counts(right=number % 5, wrong=1, missed=2) for kind in KINDS})
        for number in range(12)
    ]
    found = f1_interval(judged, "measures")
    assert found.low < total(judged, "measures").f1 < found.high
    assert found == f1_interval(judged, "measures")
    assert f1_interval(judged[:1], "measures").low == f1_interval(judged[:1], "measures").high
    assert list(grouped(judged, lambda each: str(int(each.name) % 3))) == ["0", "1", "2"]


WORDS = ["Plan", "the", "Parks", "Ministry", "of", "规划", "公园部", "“A”", "b-c", "ＡＢ"]
VALUES = [None, "3", "1.5 billion", "39.2万亿", "more than 1,000", "8%", "5千万", "half", "-2", "２"]
UNITS = [None, "yuan", "percent", "%", "个百分点", "people", "万户", "US dollars", "thousand tonnes", "€"]
PERIODS = [None, "2024", "first half of 2020", "2021-2025", "1998"]


def generated(source: random.Random) -> dict[str, list[dict[str, object]]]:
    """A made-up annotation, full of near misses: few positions, few names."""

    def name() -> str:
        return " ".join(source.choices(WORDS, k=source.randint(1, 3)))

    def place() -> dict[str, object]:
        start = source.randrange(0, 40)
        return source.choice([span(start, start + source.randint(1, 12)), span(start, start + 8), {}])

    def entry() -> dict[str, object]:
        made: dict[str, object] = place()
        if source.random() < 0.4:
            made["alts"] = [place() for _ in range(source.randint(0, 2))]
        for key in ("title", "name", "document", "by"):
            if source.random() < 0.5:
                made[key] = source.choice([None, name(), "Plan", "Ministry"])
        made["aliases"] = source.choice([None, [], [name()], [name(), "Ministry"]])
        made["issuers"] = source.choice([None, [name()], ["Ministry"], ["the Ministry"], ["Ministry", name()]])
        made |= {"value": source.choice(VALUES), "unit": source.choice(UNITS)}
        made |= {source.choice(["period", "deadline"]): source.choice(PERIODS)}
        if source.random() < 0.3:
            made["optional_for"] = source.sample(KINDS, source.randint(0, 2))
        return made

    lists = [*KINDS, "optional"]
    return {kind: [entry() for _ in range(source.randint(0, 5))] for kind in lists if source.random() < 0.9}


def test_the_judge_outside_says_the_same(score: ModuleType, tmp_path: Path) -> None:
    source = random.Random(7)
    seen = set()
    for number in range(400):
        files, ours = [], []
        for part in range(source.randint(1, 3)):
            gold, found = generated(source), generated(source)
            paths = tmp_path / f"gold-{part}.json", tmp_path / f"found-{part}.json"
            for path, content in zip(paths, (gold, found), strict=True):
                path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            files.append(paths)
            ours.append(judge(f"{number}", gold, found))
        theirs = score.score(files)
        for kind in KINDS:
            counts = total(ours, kind)
            assert theirs[kind] == {
                "tp": counts.right,
                "fp": counts.wrong,
                "fn": counts.missed,
                "precision": round(counts.precision, 3),
                "recall": round(counts.recall, 3),
                "f1": round(counts.f1, 3),
            }, f"pair {number}, {kind}"
        assert theirs["modality_errors"] == sum(each.modality_errors for each in ours)
        assert theirs["macro_f1"] == round(macro_f1(ours), 3)
        fields = {name: {"agree": round(a.same / a.of, 3), "of": a.of} for name, a in agreement(ours).items()}
        assert theirs["fields"] == fields
        seen |= {name for name, part in fields.items() if 0 < part["agree"] < 1}
    assert seen == {"value", "unit", "period", "document", "by", "issuers"}, "the made-up pairs are too easy"


@pytest.mark.parametrize(
    ("text", "name"), [("The Ministry’s “Plan”", "ministry s plan"), ("ＡＢ", "ab"), (None, "none")]
)
def test_names_are_compared_without_case_width_quotes_and_article(text: object, name: str) -> None:
    assert same_name(text) == name
