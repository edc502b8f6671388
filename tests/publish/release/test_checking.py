"""Checking: a whole release is found whole, and each kind of damage is named."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ontology.errors import ReleaseError
from publish.release.build import build
from publish.release.checking import check_archive, check_release
from publish.release.manifest import FILE_NAME
from publish.release.rooms import HouseRooms, check_shapes
from publish.store.embedded import STORES, open_release
from publish.workspace import Workspace

SPANS = re.compile(r"#char=\d+,\d+> <https://w3id.org/policygraph/ontology#spanDigest>")
SPAN = re.compile(r"(\d+)-(\d+)")


@pytest.fixture
def release(workspace: Workspace) -> Path:
    """A release whose files may be written again, so that it can be damaged."""
    made = build(workspace, "2026-11-25", HouseRooms()).release
    for path in made.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return made


def damages(release: Path) -> list[str]:
    return [damage for check in check_release(release) for damage in check.damages]


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def claim_other_date(release: Path) -> None:
    manifest = json.loads((release / FILE_NAME).read_text(encoding="utf-8"))
    (release / FILE_NAME).write_text(json.dumps(manifest | {"date": "2026-01-01"}), encoding="utf-8")


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "bit flipped in the data": (
        lambda release: flip_a_bit(release / "data" / "dataset.nq"),
        "data/dataset.nq: its SHA-256",
    ),
    "bit flipped in the report": (
        lambda release: flip_a_bit(release / "report" / "report.html"),
        "report/report.html: its",
    ),
    "file cut off": (lambda release: (release / "catalogue.ttl").write_bytes(b""), "catalogue.ttl: has 0 bytes, not"),
    "file missing": (lambda release: (release / "ledger.jsonl").unlink(), "ledger.jsonl: is missing"),
    "file besides": (lambda release: (release / "data" / "more.nq").write_bytes(b""), "data/more.nq: does not belong"),
    "manifest of another date": (claim_other_date, "not named after this manifest"),
    "folder renamed": (lambda release: release.rename(release.with_name("2026.11.7-0123456789ab")), ""),
}


@pytest.mark.accept("X4")
@pytest.mark.parametrize("damage", DAMAGES, ids=[name.replace(" ", "-") for name in DAMAGES])
def test_damage_is_named(release: Path, damage: str) -> None:
    harm, expected = DAMAGES[damage]
    moved = harm(release)
    found = damages(moved if isinstance(moved, Path) else release)
    assert len(found) == 1
    assert expected in found[0]


@pytest.mark.accept("X4")
def test_damaged_store_is_told_from_the_dump(release: Path) -> None:
    open_release(release)
    other = release.parent / STORES / release.name
    dump = (release / "data" / "dataset.nq").read_bytes().splitlines(keepends=True)
    _replace_store(other, b"".join(dump[:-1]))
    assert [damage for damage in damages(release) if damage.startswith("store: lacks 1 statements")]


def _replace_store(place: Path, quads: bytes) -> None:
    """A store that claims to be that of the release, and lacks a statement."""
    import shutil

    import pyoxigraph as ox

    shutil.rmtree(place / "store")
    store = ox.Store(str(place / "store"))
    store.load(quads, format=ox.RdfFormat.N_QUADS)
    store.flush()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version": 1}'], ids=["empty", "half", "list", "other"])
@pytest.mark.accept("X4")
def test_manifest_that_is_none_is_refused(release: Path, content: bytes) -> None:
    (release / FILE_NAME).write_bytes(content)
    with pytest.raises(ReleaseError, match="is no manifest"):
        list(check_release(release))


def test_catalogue_that_counts_wrongly_is_found(release: Path) -> None:
    """The digests are put right again, so that only the count is wrong."""
    catalogue = release / "catalogue.ttl"
    text = catalogue.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "void:distinctSubjects" in line)
    _rewrite(release, "catalogue.ttl", text.replace(line, "    void:distinctSubjects 7 ;").encode())
    assert any("says 7 for http://rdfs.org/ns/void#distinctSubjects" in damage for damage in damages(_renamed(release)))


def test_dump_that_differs_from_the_others_is_found(release: Path) -> None:
    lines = (release / "data" / "accepted.ttl").read_text(encoding="utf-8")
    _rewrite(release, "data/accepted.ttl", (lines + "<urn:a> <urn:b> <urn:c> .\n").encode())
    assert any("accepted.ttl: has besides 1 statements" in damage for damage in damages(_renamed(release)))


def _rewrite(release: Path, name: str, content: bytes) -> None:
    """Change a file and make the manifest agree with it."""
    import hashlib

    (release / name).write_bytes(content)
    manifest = json.loads((release / FILE_NAME).read_text(encoding="utf-8"))
    manifest["files"][name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (release / FILE_NAME).write_text(json.dumps(manifest), encoding="utf-8")


def _renamed(release: Path) -> Path:
    import hashlib

    digest = hashlib.sha256((release / FILE_NAME).read_bytes()).hexdigest()
    return release.rename(release.with_name(f"2026.11.1-{digest[:12]}"))


@pytest.mark.accept("P02")
def test_spans_agree_with_the_texts(release: Path, workspace: Workspace) -> None:
    texts, spans = check_archive(release, workspace.archive)
    assert (texts.count, texts.damages) == (1, ())
    assert (spans.count, spans.damages) == (8, ())
    assert check_shapes(release, workspace.archive).damages == ()


@pytest.mark.accept("P02")
def test_text_that_changed_is_named(release: Path, workspace: Workspace) -> None:
    text = workspace.archive / "reading-rooms.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("1,204", "1,205"), encoding="utf-8")
    texts, *_ = check_archive(release, workspace.archive)
    assert len(texts.damages) == 1
    assert "reading-rooms.txt" in texts.damages[0]


@pytest.mark.accept("P03")
def test_quotes_of_a_text_that_changed_are_looked_for_and_none_is_guessed(release: Path, workspace: Workspace) -> None:
    """A paragraph put in moves what stands behind it; a figure that changed is not found; the rest is as it was."""
    path = workspace.archive / "reading-rooms.txt"
    title, _, rest = path.read_text(encoding="utf-8").partition("\n")
    path.write_text(f"{title}\n\nSnow fell.\n{rest.replace('1,204', '1,209')}", encoding="utf-8")
    *_, drift = check_archive(release, workspace.archive)
    assert drift.count == len(SPANS.findall((release / "data" / "dataset.nq").read_text(encoding="utf-8")))
    moved = [each for each in drift.damages if ": moved: " in each]
    assert moved
    for each in moved:
        before, after = SPAN.findall(each)
        assert (int(after[0]) - int(before[0]), int(after[1]) - int(before[1])) == (12, 12)
    assert len(moved) < len(drift.damages), "the figure that changed is told too"
    assert not [each for each in drift.damages if each.startswith(f"reading-rooms.txt, 0-{len(title)}:")]


@pytest.mark.accept("P02")
def test_text_that_is_missing_is_named(release: Path, tmp_path: Path) -> None:
    texts, spans = check_archive(release, tmp_path)
    assert "reading-rooms.txt" in texts.damages[0]
    assert spans.damages == ()


@pytest.mark.accept("P02")
def test_offsets_count_code_points(workspace: Workspace) -> None:
    """Astral characters before a span shift it by one each, as Python counts, and not by two."""
    import hashlib

    path = workspace.archive / "reading-rooms.txt"
    old = path.read_text(encoding="utf-8")
    new = (
        old.replace("8.5% more than a year before.\n", "8.5% more than a year before 𠮷😀\n".replace(" 𠮷😀", "."))
        + "𠮷😀"
    )
    path.write_text(new, encoding="utf-8")
    record = workspace.records / "reading-rooms.yaml"
    text = record.read_text(encoding="utf-8")
    head, _, spans = text.partition("\nspans:")
    head = head.replace(hashlib.sha256(old.encode()).hexdigest(), hashlib.sha256(new.encode()).hexdigest())
    head = head.replace("characters: 256", "characters: 258").replace("bytes: 256", f"bytes: {len(new.encode())}")
    head = head.replace("regions: [0-256]", "regions: [0-256, 256-258]")
    words = hashlib.sha256("𠮷😀".encode()).hexdigest()
    record.write_text(f'{head}\nspans:{spans}  256-258: {{sha256: {words}, exact: "𠮷😀"}}\n', encoding="utf-8")
    release = build(workspace, "2026-11-25", HouseRooms()).release
    assert [check.damages for check in check_archive(release, workspace.archive)] == [(), ()]
