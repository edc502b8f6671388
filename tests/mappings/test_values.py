"""Values: spans, stated dates and periods are checked at birth."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.record.values import Span, first_day, last_day


@given(st.integers(0, 10**8), st.integers(1, 10**6))
def test_a_span_reads_as_it_is_written(start, length):
    span = Span(start, start + length)
    assert Span.parse(str(span)) == span
    assert len(span) == length


@pytest.mark.parametrize("written", ["", "5", "5-5", "7-3", "-1-4", "1-4 ", "01-4", "1–4", "1-4-9", "a-b", "1.0-4"])
def test_what_is_no_span_is_refused(written):
    with pytest.raises(ValueError, match="is no span"):
        Span.parse(written)


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_a_day_lies_in_its_month_and_its_year(day):
    for stated in (day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}"):
        assert first_day(stated) <= day <= last_day(stated)


@pytest.mark.parametrize("stated", ["2023-13", "2023-02-29", "23", "2023-1", "2023/01", "20230101", "0000"])
def test_what_is_no_date_is_refused(stated):
    with pytest.raises(ValueError, match=r"."):
        first_day(stated)
