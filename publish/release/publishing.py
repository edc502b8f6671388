"""Putting a release in place so that readers see the old one or the new one, and never something between.

.tmp-…/   a release in the making: swept away by the next build when its own died
.lock     held by the one build that may write here
current   symbolic link to the release that is served; only ever replaced in one step
"""

import contextlib
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ontology.errors import ReleaseError
from publish.release.manifest import order

CURRENT = "current"
_TEMPORARY = ".tmp-"
_READ_ONLY = 0o444
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE)


class BusyError(ReleaseError):
    """Another build holds the releases folder."""


@contextlib.contextmanager
def locked(releases: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the releases folder alone; the kernel lets go when the process ends, however it ends.

    Raises `ReleaseError` when another build holds it and we are not to wait.
    """
    try:
        releases.mkdir(parents=True, exist_ok=True)
        handle = os.open(releases / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise _unwritable(releases, error) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise BusyError(
                "another build is at work here",
                where=str(releases),
                fix="Repeat the command when it is done, or use --wait.",
            ) from error
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise _unwritable(releases, error) from error  # wherever in the work it came from
    finally:
        os.close(handle)


def sweep(releases: Path) -> int:
    """Remove what dead builds left; the number of things removed. Call it while holding the lock."""
    leftovers = sorted(releases.glob(f"{_TEMPORARY}*"))
    for leftover in leftovers:
        if leftover.is_symlink() or not leftover.is_dir():
            leftover.unlink()
        else:
            shutil.rmtree(leftover)
    return len(leftovers)


@contextlib.contextmanager
def staging(releases: Path) -> Iterator[Path]:
    """A new folder to build in; gone at the end, unless it was published.

    Raises `ReleaseError` when the disk is full or may not be written.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=releases))
        folder.chmod(0o755)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise _unwritable(releases, error) from error


def publish(finished: Path, releases: Path) -> Path:
    """Move a finished folder, durably, among the releases, and make it the current one."""
    make_durable(finished)
    release = finished.rename(releases / finished.name)
    synchronise(releases)
    point_current_at(release)
    return release


def point_current_at(release: Path) -> None:
    """Make a release the one that is served, in one step."""
    link = release.parent / CURRENT
    fresh = release.parent / f"{_TEMPORARY}{CURRENT}-{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(release.name)
    fresh.replace(link)
    synchronise(release.parent)


def current_release(releases: Path) -> Path | None:
    """The folder of the release that is served; None when there is none yet."""
    link = releases / CURRENT
    return link.resolve() if link.is_dir() else None


def release_folders(releases: Path) -> list[Path]:
    """The release folders, oldest first."""
    if not releases.is_dir():
        return []
    found = [(order(folder.name), folder) for folder in releases.iterdir() if folder.is_dir()]
    return [folder for key, folder in sorted((key, folder) for key, folder in found if key)]


def next_version(releases: Path, date: str) -> str:
    """`YYYY.MM.N` for a release of this date: N counts the releases of the month."""
    year, month, _ = date.split("-")
    taken = [key[2] for folder in release_folders(releases) if (key := order(folder.name))
             and key[:2] == (int(year), int(month))]  # fmt: skip
    return f"{year}.{month}.{max(taken, default=0) + 1}"


def write_atomically(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Replace a file in one step: readers find the old content or the new. A cache need not survive a power cut."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        fresh.replace(path)
        if durable:
            synchronise(path.parent)
    finally:
        fresh.unlink(missing_ok=True)


def make_durable(folder: Path) -> None:
    """Force a folder, and all that is in it, to the disk; its files become read-only."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            path.chmod(_READ_ONLY)
        synchronise(path)
    synchronise(folder)


def synchronise(path: Path) -> None:
    """Force one file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(releases: Path, error: OSError) -> ReleaseError:
    return ReleaseError(
        f"cannot be written ({error.strerror or error})",
        where=str(error.filename or releases),
        fix="Check permissions and free space, or name another folder: --releases FOLDER.",
    )
