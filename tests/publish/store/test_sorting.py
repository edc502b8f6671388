"""Sorting and datasets that do not fit in memory: the same lines, the same bytes, the same counts."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology.errors import StoreError
from publish.store import dataset as datasets
from publish.store import embedded, sorting
from publish.store.dataset import Dataset, blocks, to_lines, write_dumps
from publish.store.embedded import prepare
from publish.store.sorting import LineFile, fingerprint, sorted_lines

from ..whole_dumps import whole_dumps

THING, NAME = ox.NamedNode("http://localhost:8000/id/measure/m1"), ox.NamedNode("http://purl.org/dc/terms/title")


def quads() -> list[ox.Quad]:
    things = [ox.NamedNode(f"http://localhost:8000/id/measure/m{number}") for number in range(40)]
    graphs = [ox.NamedNode(f"http://localhost:8000/id/evidence/v{number % 3}") for number in range(40)]
    named = [ox.Quad(thing, NAME, ox.Literal("一\t\n", language="zh"), graph)
             for thing, graph in zip(things, graphs, strict=True)]  # fmt: skip
    return named + [ox.Quad(thing, NAME, other) for thing, other in zip(things, reversed(things), strict=True)]


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """So little memory that the smallest data has to be sorted in files."""
    monkeypatch.setattr(sorting, "AT_ONCE", 7)
    monkeypatch.setattr(datasets, "_AT_ONCE", 3)
    monkeypatch.setattr(datasets, "_LOADED_AT_ONCE", 9)
    monkeypatch.setattr(datasets, "_BLOCKS_AT_ONCE", 5)
    monkeypatch.setattr(embedded, "_LOADED_AT_ONCE", 300)


@pytest.mark.parametrize("number", [0, 1, 6, 7, 8, 50])
def test_lines_are_sorted_and_stand_once(few_at_once: None, number: int) -> None:
    lines = [b"%d" % (each * 17 % 31) for each in range(number)]
    assert list(sorted_lines(lines)) == sorted(set(lines))


def test_fingerprint_does_not_depend_on_the_order_and_counts_repetitions() -> None:
    assert fingerprint([b"a", b"b"]) == fingerprint([b"b", b"a"]) != fingerprint([b"a", b"b", b"b"])
    assert fingerprint([]) == (0, 0)


def test_dumps_are_those_of_the_whole_in_whatever_order_their_blocks_come(few_at_once: None, tmp_path: Path) -> None:
    dataset = Dataset.of(quads())
    accepted = list(dataset.accepted_lines())
    named = [line for line in dataset.lines if line not in accepted]
    write_dumps(reversed(list(blocks(accepted, named))), tmp_path)
    for name, content in whole_dumps(dataset).items():
        assert (tmp_path / name).read_bytes() == content, name
        lines = set(Dataset.read(tmp_path / name).lines)
        assert lines == set(dataset.lines if name == "dataset.trig" else accepted)


def test_dump_of_a_file_has_the_bytes_of_one_of_memory(few_at_once: None, tmp_path: Path) -> None:
    expected, written = tmp_path / "expected.nq", tmp_path / "written.nq"
    Dataset.of(quads()).write(expected)
    merged(tmp_path).write(written)
    assert written.read_bytes() == expected.read_bytes()


def test_dataset_in_a_file_says_what_one_in_memory_says(few_at_once: None, tmp_path: Path) -> None:
    one, other = Dataset.of(quads()), merged(tmp_path)
    assert list(other.lines) == list(one.lines)
    assert len(other) == len(one) == 80
    assert other.counts("http://localhost:8000/id/") == one.counts("http://localhost:8000/id/")
    assert other.graph_names == one.graph_names
    assert other.subjects() == one.subjects()
    assert list(other.default_graph.lines) == list(one.default_graph.lines)
    assert set(one.store()) == set(prepare(tmp_path / "whole.nq", tmp_path / "stores")) == set(quads())


def test_order_and_spelling_are_checked(tmp_path: Path) -> None:
    lines = list(Dataset.of(quads()).lines)
    assert Dataset(lines).is_in_order()
    assert not Dataset([*lines[1:], lines[0]]).is_in_order()
    assert not Dataset([lines[0], *lines]).is_in_order()
    assert not Dataset([lines[0].replace(b" .", b"  ."), *lines[1:]]).is_in_order()


@pytest.mark.parametrize("faulty", [ox.Quad(ox.BlankNode(), NAME, THING), ox.Quad(THING, NAME, ox.BlankNode())])
def test_blank_node_is_refused(tmp_path: Path, faulty: ox.Quad) -> None:
    with pytest.raises(StoreError, match="blank node"):
        Dataset.merged(to_lines([*quads(), faulty]), tmp_path / "whole.nq")
    Dataset.of([ox.Quad(THING, NAME, ox.Literal("_:b _:c"))])


def test_file_that_is_no_data_is_named(tmp_path: Path) -> None:
    (tmp_path / "dataset.nq").write_bytes(b"no data\n")
    with pytest.raises(StoreError, match=r"dataset\.nq"):
        list(Dataset(LineFile(tmp_path / "dataset.nq")).quads())


def merged(folder: Path) -> Dataset:
    """The quads in a file, given in disorder and twice."""
    return Dataset.merged([*reversed(to_lines(quads())), *to_lines(quads())], folder / "whole.nq")
