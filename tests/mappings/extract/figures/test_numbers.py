"""Numbers in both languages: read as people write them, and what is written is read again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.extract.figures.numbers import numbers, read

DIGITS = "零一二三四五六七八九"
ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["", "", *["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]]


@pytest.mark.parametrize(
    ("written", "language", "value"),
    [
        ("7", "en", "7"),
        ("1,234.5", "en", "1234.5"),
        ("3.2 million", "en", "3200000"),
        ("1.5bn", "en", "1500000000"),
        ("39.2 trillion", "en", "39200000000000"),
        ("seven", "en", "7"),
        ("twenty-three", "en", "23"),
        ("two hundred and five thousand", "en", "205000"),
        ("one in five", "en", "0.2"),
        ("23.5万", "zh", "235000"),
        ("2.17万亿", "zh", "2170000000000"),
        ("1亿2000万", "zh", "120000000"),
        ("100多", "zh", "100"),
        ("二十三万", "zh", "230000"),
        ("一亿二千万", "zh", "120000000"),
        ("一万零五十", "zh", "10050"),
        ("三点五亿", "zh", "350000000"),
        ("二〇二五", "zh", "2025"),
        ("百分之八十", "zh", "80"),
        ("三分之二", "zh", "0.666667"),
        ("1/5", "zh", "0.2"),
        ("一半", "zh", "0.5"),
        ("八成", "zh", "0.8"),
    ],
)
def test_number_has_its_value(written: str, language: str, value: str) -> None:
    assert read(written, language) == Decimal(value)


@pytest.mark.parametrize(
    ("words", "language"),
    [("COVID-19 came by 17:30", "en"), ("完成了任务，成立了渔会", "zh"), ("a boat", "en"), ("渔船", "zh")],
)
def test_these_words_hold_no_number_that_stands_alone(words: str, language: str) -> None:
    assert [words[each.start : each.end] for each in numbers(words, language)] in ([], ["17"])


def chinese(value: int) -> str:
    """A whole number in Chinese numerals."""
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if value >= scale:
            head, rest = divmod(value, scale)
            gap = "零" if rest and rest * 10 < scale else ""
            return chinese(head) + name + (gap + chinese(rest) if rest else "")
    return DIGITS[value]


def english(value: int) -> str:
    """A whole number in English words."""
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= scale:
            head, rest = divmod(value, scale)
            return f"{english(head)} {name}" + (f" {english(rest)}" if rest else "")
    if value < 20:
        return ONES[value]
    return TENS[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")


@given(st.integers(min_value=1, max_value=10**11))
def test_chinese_numeral_reads_as_the_number_it_was_written_for(value: int) -> None:
    assert read(chinese(value), "zh") == value


@given(st.integers(min_value=0, max_value=99_999))
def test_english_words_read_as_the_number_they_were_written_for(value: int) -> None:
    assert read(english(value), "en") == value


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["en", "zh"]))
def test_grouped_digits_read_as_plain_ones(value: int, language: str) -> None:
    assert read(f"{value:,}", language) == read(str(value), language) == value


@given(
    st.decimals(min_value=1, max_value=999, places=2),
    st.sampled_from([("million", "en", 6), ("万", "zh", 4), ("亿", "zh", 8)]),
)
def test_scale_word_multiplies(value: Decimal, scale: tuple[str, str, int]) -> None:
    word, language, power = scale
    written = f"{value} {word}" if language == "en" else f"{value}{word}"
    assert read(written, language) == value * 10**power


@given(
    st.text(alphabet="0123456789.,% 一二十百千万亿点分之成 abcdefghijmnotuwy-", max_size=60),
    st.sampled_from(["en", "zh"]),
)
def test_numbers_of_any_words_stand_in_order_and_apart(words: str, language: str) -> None:
    end = 0
    for number in numbers(words, language):
        assert end <= number.start < number.end <= len(words)
        end = number.end
