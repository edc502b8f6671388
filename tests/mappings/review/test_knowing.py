"""What words stand for: numbers, units, periods, types; and nothing for what is not known."""

from decimal import Decimal

import pytest

from mappings.review import knowing
from ontology.authority_files import shipped_authorities
from ontology.terms import DEFAULT_BASE


@pytest.mark.parametrize(
    ("value", "unit", "number"),
    [
        ("39.2 trillion", "yuan", "39200000000000"),
        ("more than 3,200", "people", "3200"),
        ("1.2亿", "人", "120000000"),
        ("3.5万亿", "元", "3500000000000"),
        ("8.50", "percent", "8.5"),
        ("half", None, None),
    ],
)
def test_numbers_in_base_units(value: str, unit: str | None, number: str | None) -> None:
    assert knowing.number(value, unit) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2024", "2024"),
        ("first half of 2020", "2020-01/2020-06"),
        ("2020年上半年", "2020-01/2020-06"),
        ("January to October 2021", "2021-01/2021-10"),
        ("2021年1—10月", "2021-01/2021-10"),
        ("2021年1至10月", "2021-01/2021-10"),
        ("2021年5月", "2021-05"),
        ("2021-2025", "2021/2025"),
        ("2025-2021", None),
        ("2021-13", None),
        ("last spring", None),
        ("not-stated", "not-stated"),
    ],
)
def test_periods(words: str, period: str | None) -> None:
    assert knowing.period(words) == period


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("May 3, 2024", "2024-05-03"),
        ("2024年5月3日", "2024-05-03"),
        ("by the end of 2025", "2025"),
        ("2020-04", "2020-04"),
        ("recently", None),
    ],
)
def test_dates_are_as_precise_as_the_words(words: str, date: str | None) -> None:
    assert knowing.date(words) == date


@pytest.mark.parametrize(
    ("title", "type_"),
    [
        ("关于点亮湖灯的指导意见", "guiding-opinions"),
        ("湖灯三年实施方案（2024—2026年）", "implementation-plan"),
        ("Guiding Opinions on the Plan for Lamps", "guiding-opinions"),
        ("Notice on Lanterns", "notice"),
        ("Lanterns", None),
    ],
)
def test_type_of_a_document_by_its_title(title: str, type_: str | None) -> None:
    assert knowing.document_type(title) == type_


@pytest.mark.parametrize(
    ("words", "unit"),
    [("percent", "PERCENT"), ("个百分点", "percentage-point"), ("亿元", "CCY_CNY"), ("lanterns", None)],
)
def test_units(words: str, unit: str | None) -> None:
    assert knowing.unit(words) == unit


def test_authorities_by_name_or_key_and_no_other() -> None:
    authorities = shipped_authorities(DEFAULT_BASE)
    assert knowing.authority(authorities, ["the Ministry of Commerce"]) == "mofcom"
    assert knowing.authority(authorities, ["Ministry of Nothing", "商务部"]) == "mofcom"
    assert knowing.authority(authorities, ["mofcom"]) == "mofcom"
    assert knowing.authority(authorities, ["Ministry of Nothing"]) is None
