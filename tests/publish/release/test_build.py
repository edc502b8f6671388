"""Building: what a release holds, when one is made, and when it is refused."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from ontology.errors import LedgerError, RecordError, ReleaseError
from ontology.ledger import Ledger
from publish.release import inputs
from publish.release.build import Outcome, RefusedError, build
from publish.release.checking import check_release
from publish.release.manifest import read_manifest
from publish.release.publishing import current_release
from publish.release.rooms import HouseRooms
from publish.store.dataset import Dataset
from publish.store.terms import to_oxigraph
from publish.workspace import Workspace, open_workspace

DATE = "2026-11-25"


def made(workspace: Workspace, date: str = DATE) -> Outcome:
    return build(workspace, date, HouseRooms())


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def without_the_recommendation(workspace: Workspace) -> None:
    path = workspace.records / "reading-rooms.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("recommendations:"), text.index("observations:")
    path.write_text(text[:start] + text[end:], encoding="utf-8")


def test_release_is_whole_and_current(workspace: Workspace) -> None:
    outcome = made(workspace)
    assert outcome.is_new
    assert current_release(workspace.releases) == outcome.release.resolve()
    checks = list(check_release(outcome.release))
    assert [check.damages for check in checks] == [()] * 6
    assert all(check.count > 0 for check in checks)


def test_dataset_is_sorted_and_has_no_blank_nodes(workspace: Workspace) -> None:
    lines = (made(workspace).release / "data" / "dataset.nq").read_bytes().splitlines()
    assert lines == sorted(set(lines))
    assert not [line for line in lines if line.startswith(b"_:") or b" _:" in line.split(b'"')[0]]


@pytest.mark.accept("D06")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the parsers of rdflib use what rdflib deprecates
@pytest.mark.parametrize(
    ("name", "form"), [("dataset.trig", "trig"), ("accepted.ttl", "turtle"), ("accepted.jsonld", "json-ld")]
)
def test_dumps_hold_the_same_in_rdflib_as_in_pyoxigraph(workspace: Workspace, name: str, form: str) -> None:
    data = made(workspace).release / "data"
    quads = {(*quad.triple, graph_name(quad)) for quad in ox.parse(path=str(data / "dataset.nq"))}
    if form != "trig":
        quads = {quad for quad in quads if quad[3] is None}
    other = rdflib.Dataset()
    other.parse(data=(data / name).read_bytes(), format=form)
    assert {(*map(to_oxigraph, quad[:3]), named(quad[3])) for quad in other.quads()} == quads


def graph_name(quad: ox.Quad) -> str | None:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else None


def named(graph: object) -> str | None:
    return None if graph in (None, DATASET_DEFAULT_GRAPH_ID) else str(graph)


def test_same_input_and_date_give_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    twin = open_workspace(Path(shutil.copytree(workspace.root, tmp_path / "twin")))
    shutil.rmtree(twin.archive)  # whatever archive is at hand
    one, two = made(workspace).release, made(twin).release
    assert one.name == two.name
    assert contents(one) == contents(two)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.accept("X7")
@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"},
    ],
    ids=["shanghai", "st-johns"],
)
def test_bytes_do_not_depend_on_the_surroundings(
    workspace: Workspace, tmp_path: Path, surroundings: Mapping[str, str]
) -> None:
    twin = Path(shutil.copytree(workspace.root, tmp_path / "twin"))
    expected = made(workspace).release
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    subprocess.run(
        [sys.executable, "-m", "publish.cli", "build", str(twin), "--date", DATE],
        env=os.environ | surroundings,
        cwd=elsewhere,
        check=True,
        capture_output=True,
    )
    assert contents(twin / "releases" / expected.name) == contents(expected)


def test_unchanged_input_keeps_the_release(workspace: Workspace) -> None:
    first = made(workspace)
    again = made(workspace, "2026-12-31")
    assert again == Outcome(first.release, is_new=False)
    assert len(list(workspace.releases.glob("2026.*"))) == 1


def test_other_code_with_the_same_result_keeps_the_release(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(workspace)
    monkeypatch.setattr(inputs, "code", lambda: "another version of the program")
    rooms = HouseRooms()
    assert build(workspace, "2026-12-31", rooms) == Outcome(first.release, is_new=False)
    assert rooms.lifted == ["reading-rooms"]
    assert rooms.validated == [1]


def test_other_title_makes_the_next_release(workspace: Workspace) -> None:
    first = made(workspace).release
    edit(workspace.root / "policygraph.toml", "A policy graph", "Reading rooms")
    second = made(open_workspace(workspace.root)).release
    assert (first / "data" / "dataset.nq").read_bytes() == (second / "data" / "dataset.nq").read_bytes()
    assert second.name.startswith("2026.11.2-")


def test_changed_record_makes_the_next_release(workspace: Workspace) -> None:
    first = made(workspace).release
    edit(workspace.records / "reading-rooms.yaml", "zh: 街街有阅览室", "zh: 每条街都有阅览室")
    second = made(workspace).release
    manifest = read_manifest(second)
    assert (manifest.version, manifest.previous) == ("2026.11.2", first.name)
    assert current_release(workspace.releases) == second.resolve()
    assert read_manifest(first).things == manifest.things


def test_unchanged_articles_are_not_lifted_or_validated_again(workspace: Workspace) -> None:
    add_second_article(workspace)
    rooms = HouseRooms()
    build(workspace, DATE, rooms)
    assert sorted(rooms.lifted) == ["reading-rooms", "street-libraries"]
    edit(workspace.records / "street-libraries.yaml", "zh: 街街有阅览室", "zh: 每条街都有图书馆")
    rooms = HouseRooms()
    changed = build(workspace, DATE, rooms)
    assert rooms.lifted == ["street-libraries"]
    assert rooms.validated == [2]
    shutil.rmtree(workspace.releases / ".cache")
    shutil.rmtree(changed.release)
    assert build(workspace, DATE, HouseRooms()).release.name == changed.release.name


def test_damaged_cache_is_not_used(workspace: Workspace) -> None:
    expected = made(workspace).release
    shutil.rmtree(expected)
    for entry in (workspace.releases / ".cache" / "lifted").iterdir():
        content = entry.read_bytes()
        entry.write_bytes(content.replace(b"Reading", b"Writing"))
    assert made(workspace).release.name == expected.name


def add_second_article(workspace: Workspace) -> None:
    """The same article once more, with another text: another name, other offsets stay the same."""
    text = (workspace.archive / "reading-rooms.txt").read_text(encoding="utf-8")
    import hashlib

    other = text.replace("1,204", "1,205")
    (workspace.archive / "street-libraries.txt").write_text(other, encoding="utf-8")
    record = (
        (workspace.records / "reading-rooms.yaml")
        .read_text(encoding="utf-8")
        .replace("reading-rooms", "street-libraries")
    )
    for whole in (text, other):
        record = record.replace(hashlib.sha256(text.encode()).hexdigest(), hashlib.sha256(whole.encode()).hexdigest())
    (workspace.records / "street-libraries.yaml").write_text(record, encoding="utf-8")
    decisions = (workspace.decisions / "reading-rooms.yaml").read_text(encoding="utf-8")
    (workspace.decisions / "street-libraries.yaml").write_text(
        decisions.replace("reading-rooms", "street-libraries"), encoding="utf-8"
    )


@pytest.mark.accept("C05")
def test_thing_of_the_previous_release_may_not_be_lost(workspace: Workspace) -> None:
    first = made(workspace).release
    without_the_recommendation(workspace)
    with pytest.raises(ReleaseError, match=r"would be lost: r.* \(reading-rooms#r1\)"):
        made(workspace)
    assert current_release(workspace.releases) == first.resolve()


@pytest.mark.accept("C05")
def test_withdrawn_thing_leaves_with_a_tombstone(workspace: Workspace) -> None:
    made(workspace)
    without_the_recommendation(workspace)
    ledger = Ledger.read(workspace.ledger)
    identifier = ledger.keys["recommendation", "reading-rooms#r1"]
    ledger.withdraw(identifier, at=f"{DATE}T12:00:00Z", by="editors", why="The librarians only wished for it.")
    ledger.write(workspace.ledger)
    second = made(workspace).release
    assert identifier not in read_manifest(second).things
    dump = (second / "data" / "dataset.nq").read_text(encoding="utf-8")
    assert f"id/recommendation/{identifier}> <https://w3id.org/policygraph/ontology#tombstoneReason>" in dump


def test_ledger_that_changed_during_the_build_is_not_overwritten(workspace: Workspace) -> None:
    @dataclass
    class Disturbed(HouseRooms):
        """The rooms, while somebody else mints."""

        def fixed_files(self) -> Mapping[str, bytes]:
            other = Ledger.read(workspace.ledger)
            other.mint("measure", ["elsewhere#m1"], at=f"{DATE}T12:00:00Z", by="editors")
            other.write(workspace.ledger)
            return super().fixed_files()

    with pytest.raises(LedgerError, match="somebody else wrote"):
        build(workspace, DATE, Disturbed())
    assert list(Ledger.read(workspace.ledger).keys) == [("measure", "elsewhere#m1")]
    assert current_release(workspace.releases) is None


@pytest.mark.accept("X4")
def test_damaged_release_is_not_kept_as_current(workspace: Workspace) -> None:
    dump = made(workspace).release / "data" / "dataset.trig"
    dump.chmod(0o644)
    dump.write_bytes(b"")
    with pytest.raises(ReleaseError, match=r"dataset\.trig: has 0 bytes"):
        made(workspace)


def test_evidence_of_earlier_releases_is_remembered(workspace: Workspace) -> None:
    first = read_manifest(made(workspace).release)
    edit(workspace.records / "reading-rooms.yaml", "instrument: public-service", "instrument: infrastructure")
    second = read_manifest(made(workspace).release)
    gone = {name for name, version in second.evidence.items() if version == first.version}
    assert gone
    assert gone < set(first.evidence)
    assert set(second.evidence.values()) == {first.version, second.version}


def test_things_are_minted_once_and_remembered_in_the_workspace(workspace: Workspace) -> None:
    first = made(workspace).release
    assert (first / "ledger.jsonl").read_bytes() == workspace.ledger.read_bytes()
    assert set(read_manifest(first).things) <= Ledger.read(workspace.ledger).table.keys()


def test_ledger_that_forgot_released_lines_is_refused(workspace: Workspace) -> None:
    made(workspace)
    lines = workspace.ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    workspace.ledger.write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(LedgerError, match="no continuation"):
        made(workspace)


def test_other_base_after_a_release_is_refused(workspace: Workspace) -> None:
    made(workspace)
    edit(workspace.root / "policygraph.toml", "http://localhost:8000/", "https://data.example.org/")
    with pytest.raises(ReleaseError, match="every IRI would be lost"):
        made(open_workspace(workspace.root))


def test_date_before_the_previous_release_is_refused(workspace: Workspace) -> None:
    made(workspace)
    edit(workspace.records / "reading-rooms.yaml", "zh: 街街有阅览室", "zh: 每条街都有阅览室")
    with pytest.raises(ReleaseError, match="before the date"):
        made(workspace, "2026-11-24")


def test_empty_workspace_publishes_nothing(workspace: Workspace) -> None:
    (workspace.records / "reading-rooms.yaml").unlink()
    (workspace.decisions / "reading-rooms.yaml").unlink()
    with pytest.raises(ReleaseError, match="nothing to publish"):
        made(workspace)


@pytest.mark.accept("U19")
def test_one_text_in_two_records_is_refused(workspace: Workspace) -> None:
    record = (workspace.records / "reading-rooms.yaml").read_text(encoding="utf-8")
    twin = record.replace("name: reading-rooms", "name: twin").replace("file: reading-rooms", "file: twin")
    (workspace.records / "twin.yaml").write_text(twin, encoding="utf-8")
    with pytest.raises(RecordError, match="the same text as reading-rooms"):
        made(workspace)


def test_decisions_about_no_record_are_refused(workspace: Workspace) -> None:
    (workspace.decisions / "reading-rooms.yaml").rename(workspace.decisions / "reading-room.yaml")
    with pytest.raises(RecordError, match="no record of this name"):
        made(workspace)


@dataclass
class Refusing(HouseRooms):
    """The rooms, with shapes that nothing satisfies."""

    def validate(self, *_: object) -> "Findings":
        return Findings()


@dataclass
class Findings:
    conforms: bool = False

    def files(self) -> Mapping[str, bytes]:
        return {"report.txt": b"m1 needs a label: add one\n", "report.html": b"<p>", "report.ttl": b""}


def test_violation_refuses_the_release_and_keeps_the_report(workspace: Workspace) -> None:
    ledger = workspace.ledger.read_bytes()
    with pytest.raises(RefusedError) as caught:
        build(workspace, DATE, Refusing())
    assert caught.value.report == "m1 needs a label: add one\n"
    kept = Path(caught.value.where)
    assert kept.read_text(encoding="utf-8") == caught.value.report
    assert current_release(workspace.releases) is None
    assert workspace.ledger.read_bytes() == ledger
    assert not list(workspace.releases.glob(".tmp-*"))


def test_interrupted_publication_is_finished(workspace: Workspace) -> None:
    """Killed between the renaming of the folder and the change of `current`."""
    first = made(workspace).release
    edit(workspace.records / "reading-rooms.yaml", "zh: 街街有阅览室", "zh: 每条街都有阅览室")
    second = made(workspace).release
    (workspace.releases / "current").unlink()
    (workspace.releases / "current").symlink_to(first.name)
    assert made(workspace) == Outcome(second, is_new=False)
    assert current_release(workspace.releases) == second.resolve()


@pytest.mark.accept("P01")
def test_every_domain_triple_has_live_evidence_and_no_graph_is_an_orphan(workspace: Workspace) -> None:
    dataset = Dataset.read(made(workspace).release / "data" / "dataset.nq")
    quads = list(dataset.by_line.values())
    things = {str(quad.subject) for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    supported = {quad.triple for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    about = [
        quad.triple for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph) and str(quad.subject) in things
    ]
    assert about
    assert [each for each in about if each not in supported] == []
    described = dataset.default_graph.subjects()
    assert [name for name in dataset.graph_names if name not in described] == []


def test_manifest_lists_every_file(workspace: Workspace) -> None:
    release = made(workspace).release
    listed = json.loads((release / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert set(listed) == set(contents(release)) - {"manifest.json"}
    assert {"data/dataset.nq", "ontology/policy.ttl", "report/report.html", "ledger.jsonl", "catalogue.ttl"} <= set(
        listed
    )
    assert [name for name in listed if name.startswith("shapes/")]
    assert [name for name in listed if name.startswith("ontology/schemes/")]
