"""Tables made of pieces are those that are made of the whole, however the whole is divided."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ontology.ledger import Ledger
from publish.release import audit, changes, counting, dumps, index, naming, tables, things
from publish.release.build import Gathered
from publish.release.pieces import Pieces, parted
from publish.release.rooms import HouseRooms
from publish.store.dataset import Dataset
from publish.workspace import Workspace, open_workspace

from ..whole_dumps import whole_dumps

HOUSE = Path(__file__).parent.parent.parent.parent
DATE = "2026-11-25"
NOW = ("2026.11.1", DATE)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The samples: several articles, a disputed and a rejected reading, things merged, split and withdrawn."""
    folder = tmp_path_factory.mktemp("pieces") / "samples"
    shutil.copytree(HOUSE / "mappings" / "samples", folder, ignore=shutil.ignore_patterns("releases", "history"))
    return open_workspace(folder)


@pytest.fixture(scope="module")
def ledger(workspace: Workspace) -> Ledger:
    return Ledger.read(workspace.ledger)


@pytest.fixture(scope="module")
def gathered(workspace: Workspace, ledger: Ledger) -> Gathered:
    return HouseRooms().gather(workspace, ledger, DATE, lambda *_: None)


def made(pieces: Pieces, base: str, ledger: Ledger) -> dict[str, object]:
    """Every table, and what the release speaks of."""
    pages = changes.pages_of(pieces.of("changes"), pieces.shared, base, "a licence")
    files = {
        naming.FILE_NAME: naming.merged(pieces.of("names"), pieces.shared, base),
        **index.merged(pieces.of("index"), pieces.shared, base),
        changes.FILE_NAME: changes.merged(pages, NOW, None, {}),
    }
    lists = audit.merged(pieces.of("audit"), pieces.of("grounds"), pieces.shared, b"")
    spoken = things.merged(pieces.of("things"), pieces.shared, base, ledger)
    return {**{name: b"".join(lines) for name, lines in files.items()}, **lists, "spoken": spoken}


def first_of_each_kind(dataset: Dataset, base: str) -> Iterator[str]:
    """The first accepted thing of each kind that a catalogue names as an example."""
    subjects = sorted(each for each in dataset.each_subject(accepted=True) if "#" not in each)
    for path in ("article", "document", "measure", "recommendation", "observation"):
        yield from [each for each in subjects if each.startswith(f"{base}id/{path}/")][:1]


def test_units_give_what_the_whole_gives(gathered: Gathered, workspace: Workspace, ledger: Ledger) -> None:
    base = workspace.settings.base
    of_units = made(gathered.pieces, base, ledger)
    of_the_whole = made(tables.in_one_piece(gathered.dataset, base), base, ledger)
    assert len(gathered.units) > 2
    assert [name for name in of_units if of_units[name] != of_the_whole[name]] == []


def test_whole_dataset_without_pieces_gives_the_same(gathered: Gathered, workspace: Workspace, ledger: Ledger) -> None:
    base, dataset = workspace.settings.base, gathered.dataset
    of_units = made(gathered.pieces, base, ledger)
    expected: dict[str, object] = {
        naming.FILE_NAME: naming.names(dataset, base),
        **index.index_files(dataset, base),
        changes.FILE_NAME: changes.changes(dataset, base, NOW, None, {}, "a licence"),
        **audit.audit_files(dataset),
        "spoken": things.Spoken(
            tuple(things.minted_ids(dataset, base, ledger)),
            tuple(things.evidence_ids(dataset, base)),
            tuple(first_of_each_kind(dataset, base)),
        ),
    }
    assert {name for name in of_units.keys() | expected.keys() if of_units.get(name) != expected.get(name)} == set()


def test_dumps_of_units_are_those_of_the_whole(gathered: Gathered, workspace: Workspace, tmp_path: Path) -> None:
    expected = whole_dumps(gathered.dataset)
    for pieces in (gathered.pieces, tables.in_one_piece(gathered.dataset, workspace.settings.base)):
        dumps.write(pieces, tmp_path)
        assert [name for name, content in expected.items() if (tmp_path / name).read_bytes() != content] == []


def test_counts_of_units_are_those_of_the_whole(gathered: Gathered, workspace: Workspace) -> None:
    base, pieces = workspace.settings.base, gathered.pieces
    assert counting.merged(pieces.of("counts"), pieces.shared, base) == gathered.dataset.counts(f"{base}id/")


def test_what_two_units_share_is_no_unit_s_own(gathered: Gathered, workspace: Workspace) -> None:
    seen: dict[bytes, int] = {}
    for number, unit in enumerate(gathered.units):
        for each in parted(list(unit.statements()), workspace.settings.base).own:
            assert seen.setdefault(each.line, number) == number, each.line


@pytest.mark.parametrize("damaged", ["evidence", "cut off", "missing"])
def test_damaged_piece_is_made_again(gathered: Gathered, workspace: Workspace, ledger: Ledger, damaged: str) -> None:
    path = gathered.pieces.pieces[0]
    assert isinstance(path, Path)
    whole = path.read_bytes()
    path.unlink()
    if damaged != "missing":
        path.write_bytes(
            whole.replace(b"evidence", b"evidencf", 1) if damaged == "evidence" else whole[: len(whole) // 2]
        )
    again = HouseRooms().gather(workspace, ledger, DATE, lambda *_: None)
    assert path in again.pieces.pieces
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(whole).digest()


def test_statement_about_the_words_of_two_articles_alone_is_shared() -> None:
    """An authority that two units name: its own statements are shared, what an article reads of it is not."""
    base = "http://localhost:8000/"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/policygraph/ontology#PublicAgency>"
    rests = "<http://www.w3.org/ns/oa#hasTarget>"
    agency, given, read = (f"<{base}id/{each}>" for each in ("agent/n1", "evidence/v1", "evidence/v2"))
    lines = [
        f"{agency} {kind} .",
        f"{agency} {kind} {given} .",
        f"{agency} {kind} {read} .",
        f"{read} {rests} <{base}id/text/f1#char=0,5> .",
    ]
    parts = parted(list(Dataset.of_lines(map(str.encode, lines)).statements()), base)
    assert [each.line.decode() for each in parts.own] == lines[2:]
    assert [each.line.decode() for each in parts.shared] == lines[:2]
