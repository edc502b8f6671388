"""Figures and names in words, English and Chinese."""

import doctest
from decimal import Decimal

import pytest

from shapes import words
from shapes.words import figures, folded, holds_figure, key


def test_examples_in_the_docstrings_hold() -> None:
    outcome = doctest.testmod(words)
    assert outcome.attempted
    assert not outcome.failed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30 specific measures in nine aspects", "9"),
        ("twenty-one departments", "21"),
        ("forty two cities", "42"),
        ("1,234.5 billion yuan", "1234500000000"),
        ("320 hundred million users", "32000000000"),
        ("more than a share of 38.6%", "38.6"),
        ("等12部门", "12"),
        ("十五条措施", "15"),
        ("三百二十一项", "321"),
        ("两项", "2"),
        ("10万亿元", "10000000000000"),
        ("增长１４．６％", "14.6"),
        ("二〇二〇年", "2020"),
    ],
)
def test_text_holds_the_figure(text: str, value: str) -> None:
    assert holds_figure(text, Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("39.2 trillion yuan", "3920000000000"),
        ("someone attended", "1"),
        ("12 departments", "2"),
        ("1.25 percent", "25"),
        ("", "0"),
    ],
)
def test_text_does_not_hold_the_figure(text: str, value: str) -> None:
    assert not holds_figure(text, Decimal(value))


def test_long_rows_of_digits_are_read_in_no_time() -> None:
    assert len(list(figures("1" * 50_000 + " " * 50_000 + "一" * 4_000))) == 2


def test_names_are_compared_by_what_is_heard() -> None:
    assert folded("Ministry  of\nCommerce") in folded("the MINISTRY OF COMMERCE said")
    assert key("“A” Plan") == key("a plan")
    assert key("规划") != key("计划")
