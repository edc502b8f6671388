"""Figures that were measured: one entry each, in the smallest words that say it; forecasts and aims are none."""

from collections.abc import Callable

import pytest

from mappings.extract.candidate import Candidate

Find = Callable[[str], list[Candidate]]


def told(found: list[Candidate], kind: str = "observation") -> list[tuple[str, object, object]]:
    return [(each.label, each.fields["value"], each.fields["unit"]) for each in found if each.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In the first half of 2024, catches rose by 4.2 percent to 310,000 tons, 25 percent of the total.",
            [
                ("catches rose by 4.2 percent", "4.2", "percent"),
                ("to 310,000 tons", "310,000", "tons"),
                ("25 percent of the total", "25", "percent"),
            ],
        ),
        (
            "In 2023, the island had 1,240 ferries, 35 more than in 2022.",
            [("the island had 1,240 ferries", "1,240", "ferries"), ("35 more than in 2022", "35", "ferries")],
        ),
        (
            "Ferries provide 30 percent of jobs, 40 percent of taxes and 50 percent of trips.",
            [
                ("Ferries provide 30 percent of jobs", "30", "percent"),
                ("40 percent of taxes", "40", "percent"),
                ("50 percent of trips", "50", "percent"),
            ],
        ),
        (
            "The share is higher than rivers (38.6%), lakes (21.0%) and ponds (8.9%).",
            [
                ("rivers (38.6%)", "38.6", "percent"),
                ("lakes (21.0%)", "21.0", "percent"),
                ("ponds (8.9%)", "8.9", "percent"),
            ],
        ),
        (
            "Prices in Bay, Cove and Creek rose 3.1, 4.5 and 5.2 percent, respectively.",
            [("3.1", "3.1", "percent"), ("4.5", "4.5", "percent"), ("5.2 percent", "5.2", "percent")],
        ),
        (
            "Two thirds of the islanders pay by phone, while one in five has no account.",
            [
                ("Two thirds of the islanders pay by phone", "Two thirds", None),
                ("one in five has no account", "one in five", None),
            ],
        ),
        (
            "2022年，全县建成渔村驿站983个、渔港中心41个；网上销售额达2.17亿元，同比增长3.6%，占全市的28.6%。",
            [
                ("全县建成渔村驿站983个", "983", "个"),
                ("渔港中心41个", "41", "个"),
                ("网上销售额达2.17亿元", "2.17亿", "元"),
                ("同比增长3.6%", "3.6", "%"),
                ("占全市的28.6%", "28.6", "%"),
            ],
        ),
        (
            "渔船数量超过3000万艘，贡献了全国50%以上的渔获、60%以上的就业。",
            [
                ("渔船数量超过3000万艘", "超过3000万", "艘"),
                ("贡献了全国50%以上的渔获", "50以上", "%"),
                ("60%以上的就业", "60以上", "%"),
            ],
        ),
    ],
)
def test_every_figure_is_an_entry_of_its_own(find: Find, text: str, expected: list[tuple[str, object, object]]) -> None:
    assert told(find(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Their count is expected to pass 380 million by 2034.",
        "The market is likely to grow 40 percent a year.",
        "The notice, issued by 12 departments, lists 19 measures in five areas.",
        "Owners can get a subsidy of up to 2,000 yuan per boat.",
        "Firms with revenue of more than 20 million yuan shall report within 30 days.",
        "通知由12个部门印发，提出5个方面18条措施。",
        "预计到2035年，渔民将突破4亿人。",
        "对新购渔船给予每艘不超过30万元的补贴。",
        "2023-08-01 10:22 566",
    ],
)
def test_forecasts_counts_and_conditions_are_no_observations(find: Find, text: str) -> None:
    assert told(find(text)) == []


def test_past_figure_is_a_fact_though_a_machine_wrote_will(find: Find) -> None:
    (found,) = find("The Bay Report (2022) shows that the bay will earn 39.2 billion yuan in 2020.")
    assert (found.kind, found.fields["period"]) == ("observation", "2020")


def test_last_year_is_past_even_where_the_article_has_no_date(find: Find) -> None:
    found = find('"We must keep the rate at 60 percent," the mayor said, adding that it was 55 percent last year.')
    assert [(each.kind, each.fields["value"]) for each in found] == [("observation", "55"), ("target", "60")]


def test_conversion_in_brackets_is_no_second_figure(find: Find) -> None:
    assert told(find("Sales stood at 3.45 billion yuan (about 505 million U.S. dollars) in 2016.")) == [
        ("Sales stood at 3.45 billion yuan", "3.45 billion", "yuan")
    ]


def test_repeated_figure_is_one_entry_with_two_places(find: Find) -> None:
    (found,) = find(
        "Online sales of fish reached 17.45 million yuan.\n\nThe online sales of fish stood at 17.45 million yuan."
    )
    assert len(found.alts) == 1


def test_period_is_taken_from_the_sentence_before_and_says_so(find: Find) -> None:
    first, second = find("In 2016, the ferries served 600 million people. There were 585 captains on the payroll.")
    assert (first.fields["period"], second.fields["period"]) == ("2016", "2016")
    assert "inferred" in str(second.fields["note"])
    assert "note" not in first.fields


def test_indicator_names_the_subject_of_the_sentence(find: Find) -> None:
    found = find("Online sales of fish reached 40 billion yuan, up 9 percent year on year.")
    assert [each.fields["indicator"] for each in found] == [
        "Online sales of fish",
        "Online sales of fish, year-on-year growth",
    ]


def test_values_for_the_graph_stand_beside_those_of_the_text(find: Find) -> None:
    (found,) = find("In the first half of 2019, sales exceeded 1.5 million yuan.")
    assert (found.fields["amount"], found.fields["qualifier"], found.fields["edtf"]) == (
        "1500000",
        "more-than",
        "2019-01/2019-06",
    )


def test_source_is_who_the_sentence_names(find: Find) -> None:
    (found,) = find("According to the Bay Statistics Office, sales fell 3 percent.")
    assert found.fields["source"] == "Bay Statistics Office"


def test_table_of_numbers_is_no_sentence(find: Find) -> None:
    assert find("Boats: " + ", ".join(f"{each} percent" for each in range(100, 200)) + ".") == []


def test_every_reason_names_a_rule_and_the_words_it_rests_on(find: Find) -> None:
    (found,) = find("Data show that sales rose 3 percent in 2019.")
    assert {each.rule.partition("@")[0] for each in found.fired} >= {"figure-quantity-english", "figure-rose-english"}
    assert found.score == pytest.approx(sum(each.weight for each in found.fired))
