"""Building a release: records, decisions and ledger in; an immutable folder out, or a report that says why not.

    lock → sweep → lift and accept → validate → write → verify → fsync → rename → ledger → `current`

Killed anywhere, `current` names the old release or the new one, and the same command makes the same bytes again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from rdflib import URIRef

from ontology.errors import LedgerError, ReleaseError
from ontology.ledger import Ledger
from publish.release import audit, catalogue, changes, counting, dumps, index, inputs, naming, publishing, things
from publish.release.checking import check_written
from publish.release.manifest import FILE_NAME, FileEntry, Manifest, describe, read_manifest
from publish.release.pieces import Pieces
from publish.release.things import Spoken
from publish.store.dataset import Counts, Dataset
from publish.workspace import Workspace

Progress = Callable[[str, int, int], None]
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The whole dataset, the units in which it can be validated (each with the vocabulary), and their pieces."""

    dataset: Dataset
    units: tuple[Dataset, ...]
    vocabulary: Dataset
    pieces: Pieces


class Verdict(Protocol):
    """What the validation found."""

    @property
    def conforms(self) -> bool:
        """Whether there is no violation."""
        ...

    def files(self) -> Mapping[str, bytes]:
        """The report by file name: text, HTML and RDF."""
        ...


class Rooms(Protocol):
    """What the rooms before this one do for a build. Tests hand in small ones."""

    def gather(self, workspace: Workspace, ledger: Ledger, date: str, progress: Progress) -> Gathered:
        """The accepted dataset; new things are minted in the ledger (not in its file)."""
        ...

    def validate(self, workspace: Workspace, gathered: Gathered, progress: Progress) -> Verdict:
        """What the shapes say of it."""
        ...

    def publisher(self, base: str) -> URIRef:
        """The agent that publishes the data."""
        ...

    def fixed_files(self) -> Mapping[str, bytes]:
        """The ontology, schemes and shapes, by their path in the release."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """The release that is current now, and whether this build made it."""

    release: Path
    is_new: bool


class RefusedError(ReleaseError):
    """The data breaks a shape; `report` is what the validation found, as text."""

    def __init__(self, report: str, kept: Path) -> None:
        super().__init__(
            "the data breaks the shapes, so nothing was published",
            where=str(kept / "report.txt"),
            fix="Mend what the report lists, and build again.",
        )
        self.report = report


def build(
    workspace: Workspace, date: str, rooms: Rooms, progress: Progress = lambda *_: None, *, wait: bool = False
) -> Outcome:
    """Make the release of a workspace on a date, and make it the current one; nothing is made of unchanged input.

    Raises `RefusedError` on violations, `BusyError` when another build is at work, `ReleaseError` when an identifier
    would be lost, and the errors of the rooms before. `current` stays as it was then.
    """
    with publishing.locked(workspace.releases, wait=wait):
        publishing.sweep(workspace.releases)
        previous = _previous(workspace)
        ledger = _ledger(workspace, previous)
        if previous and previous[1].input == inputs.digest(workspace, ledger):
            return _keep(workspace, previous[0])
        _check_continuity(workspace, date, previous)
        return _make(workspace, date, rooms, progress, previous, ledger)


Previous = tuple[Path, Manifest]


def _make(
    workspace: Workspace, date: str, rooms: Rooms, progress: Progress, previous: Previous | None, ledger: Ledger
) -> Outcome:
    gathered = rooms.gather(workspace, ledger, date, progress)
    dataset = gathered.dataset
    if not len(dataset):
        raise ReleaseError("there is nothing to publish", where=str(workspace.records), fix="Add a record first.")
    verdict = rooms.validate(workspace, gathered, progress)
    report = verdict.files()
    if not verdict.conforms:
        raise RefusedError(report["report.txt"].decode(), _keep_report(workspace, report))
    spoken = things.merged(gathered.pieces.of("things"), gathered.pieces.shared, workspace.settings.base, ledger)
    _check_nothing_lost(previous, spoken, workspace, ledger)
    progress("Writing the release", 0, 2)
    with publishing.staging(workspace.releases) as staged:
        folder = staged / "release"
        folder.mkdir()
        version, base = publishing.next_version(workspace.releases, date), workspace.settings.base
        fixed, publisher = rooms.fixed_files(), rooms.publisher(base)
        material = _Material(workspace, version, date, previous, ledger, gathered, spoken, report, fixed, publisher)
        manifest, description = _write(folder, material)
        if previous and _says_the_same(manifest, description, previous):
            return _keep(workspace, previous[0])
        named = folder.rename(staged / manifest.folder_name())  # before the checks, which look at the name too
        progress("Writing the release", 1, 2)
        _verify(named)
        _write_ledger(workspace, ledger)
        release = publishing.publish(named, workspace.releases)
    progress("Writing the release", 2, 2)
    return Outcome(release, is_new=True)


def _previous(workspace: Workspace) -> Previous | None:
    """The newest release with its manifest. Raises `ReleaseError` when it cannot be read: things would be lost."""
    folders = publishing.release_folders(workspace.releases)
    return (folders[-1], read_manifest(folders[-1])) if folders else None


def _ledger(workspace: Workspace, previous: Previous | None) -> Ledger:
    """The workspace's ledger. Raises `LedgerError` when it is not a continuation of the released one."""
    ledger = Ledger.read(workspace.ledger)
    if previous:
        released = Ledger.read(previous[0] / "ledger.jsonl").lines
        if ledger.lines[: len(released)] != released:
            raise LedgerError(
                f"is no continuation of the ledger in {previous[0].name}",
                where=str(workspace.ledger),
                fix=f"Restore it from version control, or from {previous[0] / 'ledger.jsonl'}.",
            )
    return ledger


def _keep(workspace: Workspace, release: Path) -> Outcome:
    """Nothing changed: the newest release stays, or becomes, the current one, if it is whole."""
    _verify(release)
    if publishing.current_release(workspace.releases) != release.resolve():
        publishing.point_current_at(release)
    return Outcome(release, is_new=False)


def _check_continuity(workspace: Workspace, date: str, previous: Previous | None) -> None:
    """Raises `ReleaseError` when the base changed, or the date runs backwards."""
    if previous is None:
        return
    folder, manifest = previous
    if manifest.base != workspace.settings.base:
        raise ReleaseError(
            f"the base is {workspace.settings.base}, but {folder.name} was published under {manifest.base}: "
            "every IRI would be lost",
            where=str(workspace.root / "policygraph.toml"),
            fix="Put the base back; or, if no release was ever public, begin in an empty folder: --releases FOLDER.",
        )
    if date < manifest.date:
        raise ReleaseError(
            f"{date} is before the date of {folder.name}", where="--date", fix=f"Use {manifest.date} or a later day."
        )


def _check_nothing_lost(previous: Previous | None, spoken: Spoken, workspace: Workspace, ledger: Ledger) -> None:
    """Raises `ReleaseError` naming the things of the previous release that the new one neither holds nor buried."""
    if previous is None:
        return
    here = set(spoken.minted)
    buried = {name for name, _ in ledger.departed()}
    lost = sorted(set(previous[1].things) - here - buried)
    if lost:
        shown = ", ".join(f"{name} ({_key(ledger, name)})" for name in lost[:10])
        more = f" and {len(lost) - 10} more" if len(lost) > 10 else ""
        raise ReleaseError(
            f"{len(lost)} things of {previous[0].name} would be lost: {shown}{more}",
            where=str(workspace.records),
            fix="Put their entries back; or merge or withdraw them in the ledger, so that their IRIs still answer.",
        )


def _key(ledger: Ledger, identifier: str) -> str:
    return next((key for (_, key), name in ledger.keys.items() if name == identifier), "no key")


@dataclass(frozen=True, slots=True)
class _Material:
    """All that a release is written from."""

    workspace: Workspace
    version: str
    date: str
    previous: Previous | None
    ledger: Ledger
    gathered: Gathered
    spoken: Spoken
    report: Mapping[str, bytes]
    fixed: Mapping[str, bytes]
    publisher: URIRef

    @property
    def base(self) -> str:
        """What all IRIs begin with."""
        return self.workspace.settings.base

    @property
    def before(self) -> Path | None:
        """The folder of the release before."""
        return self.previous[0] if self.previous else None


def _write(folder: Path, this: _Material) -> tuple[Manifest, catalogue.Description]:
    """All files of a release, the manifest last."""
    _write_tables(folder, this)
    (folder / "data").mkdir()
    this.gathered.dataset.write(folder / "data" / "dataset.nq")
    dumps.write(this.gathered.pieces, folder / "data")
    pieces = this.gathered.pieces
    counts = counting.merged(pieces.of("counts"), pieces.shared, this.base)
    description = catalogue.Description(
        settings=this.workspace.settings,
        version=this.version,
        date=this.date,
        previous_version=this.previous[1].version if this.previous else None,
        publisher=this.publisher,
        counts=counts,
        examples=this.spoken.examples,
        files=describe(folder),
    )
    _put(folder / catalogue.FILE_NAME, [catalogue.catalogue(description)])
    manifest = _manifest(this, counts, describe(folder))
    _put(folder / FILE_NAME, [manifest.encoded()])
    return manifest, description


def _write_tables(folder: Path, this: _Material) -> None:
    """All files but the dumps and what describes them."""
    pieces, licence = this.gathered.pieces, this.workspace.settings.text("licence")
    pages = changes.pages_of(pieces.of("changes"), pieces.shared, this.base, licence)
    files: dict[str, Iterable[bytes]] = {
        naming.FILE_NAME: naming.merged(pieces.of("names"), pieces.shared, this.base),
        **index.merged(pieces.of("index"), pieces.shared, this.base),
        changes.FILE_NAME: changes.merged(pages, (this.version, this.date), this.before, this.fixed),
    }
    lists = audit.merged(
        pieces.of("audit"),
        pieces.of("grounds"),
        pieces.shared,
        this.report.get("report.ttl", b""),
        this.workspace.outline_files(),
        this.workspace.judged_sheets(),
    )
    reports = {f"report/{name}": content for name, content in this.report.items()}
    written = b"".join(f"{line}\n".encode() for line in this.ledger.lines)
    files |= {name: [each] for name, each in {**this.fixed, **reports, **lists, "ledger.jsonl": written}.items()}
    for name, lines in files.items():
        _put(folder / name, lines)
    rows = changes.changed(folder / changes.FILE_NAME, this.version, this.before)
    _put(folder / audit.CHANGES, [audit.changes_file(rows)])


def _put(path: Path, lines: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(lines)


def _manifest(this: _Material, counts: Counts, files: Mapping[str, FileEntry]) -> Manifest:
    spoken, previous = this.spoken, this.previous
    return Manifest(
        version=this.version,
        date=this.date,
        base=this.base,
        previous=previous[0].name if previous else None,
        input=inputs.digest(this.workspace, this.ledger),
        files=files,
        counts={
            "triples": counts.triples,
            "entities": counts.entities,
            "evidence": len(spoken.evidence),
            "evidence_triples": counts.graph_triples,
            "articles": len(this.workspace.record_files()),
        },
        things=spoken.minted,
        evidence={**(previous[1].evidence if previous else {}), **dict.fromkeys(spoken.evidence, this.version)},
    )


def _says_the_same(manifest: Manifest, description: catalogue.Description, previous: Previous) -> bool:
    """Whether nothing but version and date differs from the previous release: other code, the same result."""
    folder, held = previous
    if any(manifest.files.get(name) != held.files.get(name) for name in manifest.files.keys() | held.files.keys()
           if name not in (catalogue.FILE_NAME, audit.CHANGES)):  # fmt: skip
        return False
    before = held.previous.rpartition("-")[0] if held.previous else None
    then = replace(description, version=held.version, date=held.date, previous_version=before)
    return (folder / catalogue.FILE_NAME).read_bytes() == catalogue.catalogue(then)


def _verify(folder: Path) -> None:
    """Raises `ReleaseError` when a release is not whole."""
    damages = [damage for check in check_written(folder) for damage in check.damages]
    if damages:
        raise ReleaseError(
            f"{len(damages)} faults, the first: {damages[0]}",
            where=str(folder),
            fix="Move this folder away and build again; `policygraph check` lists all faults.",
        )


def _write_ledger(workspace: Workspace, ledger: Ledger) -> None:
    """The lines that this build minted, into the workspace's ledger, in one step."""
    present = Ledger.read(workspace.ledger).lines
    if present == ledger.lines:
        return
    if present != ledger.lines[: len(present)]:
        raise LedgerError(
            "somebody else wrote to it during the build, so nothing was published",
            where=str(workspace.ledger),
            fix="Build again.",
        )
    try:
        publishing.write_atomically(workspace.ledger, "".join(f"{line}\n" for line in ledger.lines).encode())
    except OSError as error:
        raise LedgerError(
            f"cannot be written ({error.strerror}), so nothing was published",
            where=str(workspace.ledger),
            fix="New things need a ledger that can be written: copy the workspace to a folder of your own.",
        ) from error


def _keep_report(workspace: Workspace, report: Mapping[str, bytes]) -> Path:
    """The report of a refused build, where the message says."""
    folder = workspace.releases / REFUSED
    folder.mkdir(exist_ok=True)
    for name, content in report.items():
        publishing.write_atomically(folder / name, content)
    return folder
