"""Going back: an earlier release is served again, after it was found whole.

Nothing is deleted. What was minted since stays in the ledger and in the later releases, from which the site knows that
it exists. A mark beside `current` says that this is meant, so that a server that is started does not go forward again.
"""

from dataclasses import dataclass
from pathlib import Path

from ontology.errors import LedgerError, ReleaseError
from ontology.ledger import Ledger
from publish.release import publishing
from publish.release.checking import check_release
from publish.release.manifest import read_manifest

MARK = "rolled-back"  # a file with the name of the release that `current` was made to name
_SHOWN = 3  # damages in a message


@dataclass(frozen=True, slots=True)
class Return:
    """What a rollback did: from where to where, what was passed over, and what comes back that had been withdrawn."""

    before: Path
    now: Path
    damaged: tuple[str, ...]
    withdrawn_since: tuple[str, ...]


def roll_back(releases: Path, version: str = "", *, wait: bool = False) -> Return:
    """Make an earlier release the current one: the one of this version, else the newest whole one before the current.

    A version may also be a later one, which undoes a rollback. Every file is compared with its digest, and every part
    with the others, before `current` moves. Raises `BusyError` when a build is at work, and `ReleaseError` when there
    is no such release, it is damaged, or it names its things under another base.
    """
    with publishing.locked(releases, wait=wait):
        before = publishing.current_release(releases)
        if before is None:
            raise ReleaseError("no release is served from here", where=str(releases), fix="Name another: --releases.")
        now, damaged = _chosen(releases, before, version)
        publishing.write_atomically(releases / MARK, f"{now.name}\n".encode())
        publishing.point_current_at(now)
    return Return(before, now, damaged, _withdrawn_since(now, before))


def rolled_back(releases: Path) -> Path | None:
    """The release that is current because of a rollback; None when nobody rolled back, or a build came after it."""
    current, mark = publishing.current_release(releases), releases / MARK
    if current is None or not mark.is_file() or mark.read_text(encoding="utf-8").strip() != current.name:
        return None
    newest = publishing.release_folders(releases)[-1]
    return current if newest.resolve() != current else None


def _chosen(releases: Path, before: Path, version: str) -> tuple[Path, tuple[str, ...]]:
    """The release to go to, and those that were found damaged on the way."""
    folders = publishing.release_folders(releases)
    if version:
        named = [folder for folder in folders if version in (folder.name, folder.name.rpartition("-")[0])]
        if not named:
            known = ", ".join(folder.name.rpartition("-")[0] for folder in folders)
            raise ReleaseError("there is no such release here", where=version, fix=f"Name one of these: {known}.")
        if named[-1].resolve() == before:
            raise ReleaseError("is the current release already", where=version, fix="Name another one.")
        _check(named[-1], before)
        return named[-1], ()
    damaged: list[str] = []
    for folder in reversed(folders[: _place(folders, before)]):
        try:
            _check(folder, before)
        except ReleaseError as error:
            damaged.append(str(error))
        else:
            return folder, tuple(damaged)
    raise ReleaseError(
        f"there is no whole release before {before.name}" + "".join(f"; {each}" for each in damaged),
        where=str(releases),
        fix="Restore one from a copy, or mend the data and build again.",
    )


def _place(folders: list[Path], current: Path) -> int:
    return next((index for index, folder in enumerate(folders) if folder.name == current.name), len(folders))


def _check(folder: Path, before: Path) -> None:
    """Raises `ReleaseError` unless a release is whole, and of the same base as the one that is served."""
    damages = [damage for check in check_release(folder) for damage in check.damages]
    if damages:
        more = f" and {len(damages) - _SHOWN} more" if len(damages) > _SHOWN else ""
        raise ReleaseError(
            f"is damaged: {'; '.join(damages[:_SHOWN])}{more}", where=folder.name, fix="Restore it, or name another."
        )
    base, served = read_manifest(folder).base, _base(before)
    if served and base != served:
        raise ReleaseError(
            f"names its things under {base}, not {served}", where=folder.name, fix="Name a release of the same base."
        )


def _base(folder: Path) -> str:
    """The base of a release; empty when its manifest, for which one may go back, cannot be read."""
    try:
        return read_manifest(folder).base
    except ReleaseError:
        return ""


def _withdrawn_since(now: Path, before: Path) -> tuple[str, ...]:
    """What the release before had withdrawn and this one shows again: somebody may have had a reason."""
    try:
        gone = {name for name, _ in Ledger.read(before / "ledger.jsonl").departed()}
    except LedgerError:
        return ()
    return tuple(sorted(gone & set(read_manifest(now).things)))
