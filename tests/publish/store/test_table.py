"""Tables that are searched on disk give what a list in memory would give."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.store.folding import fold
from publish.store.table import SortedTable, table

KEY = st.text(alphabet="ab 政策é\U00020bb7", max_size=4)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(KEY, st.sampled_from(["x", "yy"])), max_size=30), key=KEY)
def test_found_are_all_rows_of_a_key_and_no_others(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], key: str
) -> None:
    path = tmp_path_factory.mktemp("table") / "table.tsv"
    path.write_bytes(table(rows))
    found = SortedTable(path)
    assert found.of(key) == sorted({row for row in rows if row[0] == key})
    assert sorted(found.rows()) == sorted(set(rows))
    assert set(found.beginning(key, 100)) == {row for row in rows if row[0].startswith(key)}


def test_table_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert SortedTable(tmp_path / "no.tsv").of("a") == []
    (tmp_path / "empty.tsv").touch()
    assert list(SortedTable(tmp_path / "empty.tsv").rows()) == []


@given(st.text())
def test_folded_name_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert not set(fold(text)) & set("\t\n\r")
