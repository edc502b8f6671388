"""Quantities: value as written, unit, relation; and numbers that are none."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.extract.figures.periods import periods
from mappings.extract.figures.quantities import Quantity, covered, quantities
from mappings.extract.vocabulary import Vocabulary, shipped_vocabulary


def found(words: str, language: str) -> list[Quantity]:
    return [each for each in quantities(words, language, periods(words, language)) if each.kind != "bare"]


@pytest.mark.parametrize(
    ("words", "language", "written", "unit", "relation"),
    [
        ("rose by 4.3 percent", "en", "4.3", "percent", "exact"),
        ("a 3.3-percent gain", "en", "3.3", "percent", "exact"),
        ("seven percent sail", "en", "seven", "percent", "exact"),
        ("fell 5.6 percentage points", "en", "5.6", "percentage points", "exact"),
        ("fell 5.6 age points", "en", "5.6", "percentage points", "exact"),
        ("hit 39.2 trillion yuan", "en", "39.2 trillion", "yuan", "exact"),
        ("cost RMB 1.5 bn", "en", "1.5 bn", "yuan", "exact"),
        ("cost US$300 million", "en", "300 million", "U.S. dollars", "exact"),
        ("exceeded 10 trillion yuan", "en", "more than 10 trillion", "yuan", "more-than"),
        ("over 3.2 million small boats", "en", "over 3.2 million", "boats", "more-than"),
        ("nearly 300 million citizens", "en", "nearly 300 million", "people", "about"),
        ("at least 40 docks", "en", "at least 40", "docks", "at-least"),
        ("up to 40 docks", "en", "up to 40", "docks", "up-to"),
        ("fewer than 40 docks", "en", "fewer than 40", "docks", "less-than"),
        ("1.3 live births per woman", "en", "1.3", "live births per woman", "exact"),
        ("4,000 to 6,000 ferries", "en", "4,000 to 6,000", "ferries", "exact"),
        ("more than 400,000 active boat builders", "en", "more than 400,000", "builders", "more-than"),
        ("增长8.6%", "zh", "8.6", "%", "exact"),
        ("快1.4个百分点", "zh", "1.4", "个百分点", "exact"),
        ("达16.1万亿元", "zh", "16.1万亿", "元", "exact"),
        ("超过了3000万家", "zh", "超过3000万", "家", "more-than"),
        ("50%以上", "zh", "50以上", "%", "at-least"),
        ("近7倍", "zh", "近7", "倍", "about"),
        ("不低于30艘", "zh", "不低于30", "艘", "at-least"),
        ("3万元左右", "zh", "3万左右", "元", "about"),
        ("约1/5", "zh", "约1/5", None, "about"),
        ("一半以上", "zh", "一半以上", None, "at-least"),
        ("百分之八十", "zh", "八十", "%", "exact"),
        ("载客二十三万人次", "zh", "二十三万", "人次", "exact"),
    ],
)
def test_quantity(words: str, language: str, written: str, unit: str | None, relation: str) -> None:
    (quantity,) = found(words, language)
    assert (quantity.written, quantity.unit, quantity.relation) == (written, unit, relation)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("as was shown [3][14]", "en"),
        ("on Nov 18, 2020 at 17:01", "en"),
        ("the 19th fair, No. 15, Group 2: boats", "en"),
        ("5G boats and COVID-19", "en"),
        ("people aged 60 or above", "en"),
        ("over a 5-year plan", "en"),
        ("see https://example.org/2020/12%20percent/3", "en"),
        ("1. Boats", "en"),
        ("the Boat Plan (2021-2025)", "en"),
        ("渔发〔2021〕103号", "zh"),
        ("6月17日第20次会议", "zh"),
        ("60岁及以上的老人", "zh"),
        ("《渔业规划（2021—2025年）》第3条", "zh"),
        ("“千船百港”工程", "zh"),
        ("双11期间4G网络", "zh"),
        ("十分重要，一系列活动", "zh"),
    ],
)
def test_these_numbers_are_no_quantities(words: str, language: str) -> None:
    assert found(words, language) == []


def test_new_label_of_a_qualifier_is_found() -> None:
    words = "a whisker above 40 docks"
    shipped = shipped_vocabulary()
    concept = next(each for each in shipped.labels if (each.group, each.slug) == ("qualifier", "more-than"))
    richer = Vocabulary((*shipped.labels, replace(concept, text="a whisker above", language="en")))
    assert quantities(words, "en")[0].written == "above 40"
    assert quantities(words, "en", vocabulary=richer)[0].written == "a whisker above 40"


def test_values_of_a_list_share_the_unit_of_the_last() -> None:
    rose = found("boats, carts and sleds rose 3, 4 and 5 percent", "en")
    assert [(each.written, each.unit) for each in rose] == [("3", "percent"), ("4", "percent"), ("5", "percent")]


@given(
    st.text(alphabet='0123456789%.,;()[]“”"《》一二百万亿元家个 percntmilo$-', max_size=80),
    st.sampled_from(["en", "zh"]),
)
def test_covering_keeps_every_offset(words: str, language: str) -> None:
    assert len(covered(words)) == len(words)
    for quantity in quantities(words, language):
        assert 0 <= quantity.start <= quantity.number_start < quantity.number_end <= quantity.end <= len(words)
