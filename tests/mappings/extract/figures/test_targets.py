"""Targets: a figure or a state that somebody with authority means to reach."""

from collections.abc import Callable

import pytest

from mappings.extract.candidate import Candidate

Find = Callable[[str], list[Candidate]]
Row = tuple[str, str, object, object, object]


def targets(found: list[Candidate]) -> list[Row]:
    names = ("kind", "value", "unit", "deadline")
    return [(each.label, *(each.fields[name] for name in names)) for each in found if each.kind == "target"]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "By 2030, the share of electric ferries will exceed 80 percent, according to the plan.",
            [
                (
                    "the share of electric ferries will exceed 80 percent",
                    "quantitative",
                    "more than 80",
                    "percent",
                    "2030",
                )
            ],
        ),
        (
            "The council aims to renovate about 100 piers and train more than 40,000 skippers by 2027.",
            [
                ("renovate about 100 piers", "quantitative", "about 100", "piers", "2027"),
                ("train more than 40,000 skippers by 2027", "quantitative", "more than 40,000", "skippers", "2027"),
            ],
        ),
        (
            "The council plans to link all islands by ferry by 2035.",
            [("link all islands by ferry by 2035", "qualitative", None, None, "2035")],
        ),
        (
            "By 2035, the bay will be free of plastic.",
            [("the bay will be free of plastic", "qualitative", None, None, "2035")],
        ),
        (
            "The bay will set a ferry standard by 2027 and strive to serve all towns by boat by 2030.",
            [
                ("The bay will set a ferry standard by 2027", "qualitative", None, None, "2027"),
                ("serve all towns by boat by 2030", "qualitative", None, None, "2030"),
            ],
        ),
        (
            "到2027年，培育100家以上龙头企业，渔业总产值突破5000亿元。",
            [
                ("培育100家以上龙头企业", "quantitative", "100以上", "家", "2027"),
                ("渔业总产值突破5000亿元", "quantitative", "超过5000亿", "元", "2027"),
            ],
        ),
        (
            "力争到2030年，基本形成现代渔业体系，渔民收入明显提高。",
            [
                ("基本形成现代渔业体系", "qualitative", None, None, "2030"),
                ("渔民收入明显提高", "qualitative", None, None, "2030"),
            ],
        ),
    ],
)
def test_target_with_its_value_and_deadline(find: Find, text: str, expected: list[Row]) -> None:
    assert targets(find(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The count of boats is expected to pass 380 million by 2034, analysts said.",
        "The company plans to open 200 shops.",
        "In the survey, 62.5 percent plan to buy a boat.",
        "The share reached 80 percent in 2019.",
        "Each boat is to get a grant of up to 500 yuan.",
        "预计到2035年，渔民将突破4亿人。",
        "Experts said the lake economy will be worth 30 trillion yuan by 2035.",
        "对渔民给予最高30万元补助。",
        "专家认为，到2035年渔业规模将达到30万亿元。",
    ],
)
def test_forecasts_companies_and_grants_set_no_target(find: Find, text: str) -> None:
    assert targets(find(text)) == []


def test_base_of_a_target_is_an_observation(find: Find) -> None:
    found = find("By 2030, the share of electric ferries will rise to 80 percent, up from 7.8 percent in 2020.")
    assert {(each.kind, each.fields["value"]) for each in found} == {("target", "80"), ("observation", "7.8")}


def test_forecast_does_not_make_the_level_of_today_a_target(find: Find) -> None:
    found = find("The lake economy is worth 7 trillion yuan, and is forecast to reach 30 trillion yuan by 2035.")
    assert [(each.kind, each.fields["value"]) for each in found] == [("observation", "7 trillion")]


def test_what_the_text_calls_targets_is_one_without_a_figure(find: Find) -> None:
    found = targets(find('Specific targets such as "clean the bay" and "light the quays" are named.'))
    assert [each[0] for each in found] == ["clean the bay", "light the quays"]


def test_state_told_twice_is_one_target(find: Find) -> None:
    (found,) = find(
        "The island plans to create a turtle-friendly society over the next five years.\n\n"
        "It announced its commitment to building a turtle-friendly society by 2031."
    )
    assert len(found.alts) == 1


def test_goal_in_a_document_may_be_expected(find: Find) -> None:
    found = find(
        "The circular was issued in 2017. "
        "According to the circular, catches are expected to expand to 6 million tons by 2020."
    )
    assert [(each.kind, each.fields["value"], each.fields["deadline"]) for each in found] == [
        ("target", "6 million", "2020")
    ]
