"""Periods at the precision stated; what is worked out from the article's date says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.extract.figures.periods import Anchor, latest_year, periods

NOVEMBER = Anchor("2020-11-18")
NOWHERE = Anchor()


@pytest.mark.parametrize(
    ("words", "anchor", "label", "edtf", "inferred"),
    [
        ("in 2016", NOVEMBER, "2016", "2016", False),
        ("by the end of 2019", NOVEMBER, "end of 2019", "2019", False),
        ("In the first half of 2019", NOVEMBER, "first half of 2019", "2019-01/2019-06", False),
        ("in the first half of the year", NOVEMBER, "first half of 2020", "2020-01/2020-06", True),
        ("in the third quarter", NOVEMBER, "third quarter of 2020", "2020-07/2020-09", True),
        ("in the first seven months of this year", NOVEMBER, "January-July 2020", "2020-01/2020-07", True),
        ("from January to October this year", NOVEMBER, "January-October 2020", "2020-01/2020-10", True),
        ("last month", NOVEMBER, "October 2020", "2020-10", True),
        ("in December", NOVEMBER, "December 2019", "2019-12", True),
        ("in the last ten months", NOVEMBER, "January-October 2020", "2020-01/2020-10", True),
        ("last year", NOVEMBER, "2019", "2019", True),
        ("since 2014", NOVEMBER, "since 2014", "2014", False),
        ('during the "14th Five-Year Plan" period', NOVEMBER, "2021-2025", "2021/2025", False),
        ("last month", NOWHERE, "last month", None, False),
        ("this year", NOWHERE, "this year", None, True),
    ],
)
def test_english_period(words: str, anchor: Anchor, label: str, edtf: str | None, inferred: bool) -> None:
    (period,) = periods(f"It rained {words}, they say", "en", anchor) or periods(words, "en", anchor)
    assert (period.label, period.edtf, period.inferred) == (label, edtf, inferred)


@pytest.mark.parametrize(
    ("words", "anchor", "label", "edtf", "inferred"),
    [
        ("2019年", NOVEMBER, "2019年", "2019", False),
        ("截至2018年底", NOVEMBER, "2018年底", "2018", False),
        ("去年", NOVEMBER, "2019年", "2019", True),
        ("今年1至10月", NOVEMBER, "2020年1-10月", "2020-01/2020-10", True),
        ("5月份", NOVEMBER, "2020年5月", "2020-05", True),
        ("12月份", NOVEMBER, "2019年12月", "2019-12", True),
        ("2019年上半年", NOVEMBER, "2019年上半年", "2019-01/2019-06", False),
        ("前三季度", NOVEMBER, "2020年前三季度", "2020-01/2020-09", True),
        ("2014年以来", NOVEMBER, "2014年以来", "2014", False),
        ("2021年至2023年", NOVEMBER, "2021-2023年", "2021/2023", False),
        ("“十四五”期间", NOVEMBER, "2021-2025", "2021/2025", False),
        ("一季度", NOWHERE, "一季度", None, True),
    ],
)
def test_chinese_period(words: str, anchor: Anchor, label: str, edtf: str | None, inferred: bool) -> None:
    (period,) = periods(f"{words}多雨", "zh", anchor)
    assert (period.label, period.edtf, period.inferred) == (label, edtf, inferred)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("up on the same period of last year", "en"),
        ("more than in 2018", "en"),
        ("较上年同期", "zh"),
        ("比上个月多雨", "zh"),
    ],
)
def test_base_of_a_comparison_is_no_period_of_the_figure(words: str, language: str) -> None:
    assert all(each.is_comparison for each in periods(words, language, NOVEMBER) if "up on" not in words)
    assert not [each for each in periods(words, language, NOVEMBER) if each.edtf == "2018"]


@pytest.mark.parametrize(
    ("words", "language", "past"),
    [
        ("in 2019", "en", True),
        ("in the first half of 2020", "en", True),
        ("by 2020", "en", False),
        ("by 2035", "en", False),
        ("over the next five years", "en", False),
        ("到2025年", "zh", False),
        ("截至2018年底", "zh", True),
        ("2014年以来", "zh", True),
    ],
)
def test_period_lies_behind_or_ahead_of_the_article(words: str, language: str, past: bool) -> None:
    (period,) = periods(words, language, NOVEMBER)
    assert period.is_past(NOVEMBER) is past


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("In 2016, boats rose. By 2035 they will fly.", 2016),
        ("截至2018年底有船。到2035年建成。", 2018),
        ("The Boat Report (2021) is out.", 2021),
        ("Boats sail.", None),
    ],
)
def test_latest_year_is_one_that_was(words: str, year: int | None) -> None:
    assert latest_year(words) == year


@given(
    st.text(alphabet="0123456789年月日季度上下半前-至到 inbyofthelasmorequ", max_size=80), st.sampled_from(["en", "zh"])
)
def test_periods_of_any_words_stand_in_order_and_apart(words: str, language: str) -> None:
    end = 0
    for period in periods(words, language, NOVEMBER):
        assert end <= period.start < period.end <= len(words)
        end = period.end
