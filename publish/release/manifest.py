"""The manifest: what belongs to a release, file by file, and what it says about itself."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ontology.errors import ReleaseError

FILE_NAME = "manifest.json"
FORMAT = "policygraph-release/1"
_FOLDER = re.compile(r"(?P<year>\d{4})\.(?P<month>\d{2})\.(?P<number>[1-9]\d*)-(?P<digest>[0-9a-f]{12})")
_BLOCK = 1 << 20


class FileEntry(BaseModel):
    """Size and digest of one file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bytes: int
    sha256: str


class Manifest(BaseModel):
    """What a release says about itself. Equal content, equal bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str = FORMAT
    version: str
    date: str
    base: str
    previous: str | None  # the folder name of the release before
    input: str  # digest of everything the release was made from, its date left out
    files: Mapping[str, FileEntry]
    counts: Mapping[str, int]
    things: tuple[str, ...]  # the minted identifiers that the release describes
    evidence: Mapping[str, str]  # every evidence ever released → the version of the last release that has it

    def encoded(self) -> bytes:
        """The bytes of the file: sorted keys, one entry a line."""
        return (json.dumps(self.model_dump(), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

    def folder_name(self) -> str:
        """The name of the release's folder: its version, and the beginning of the digest of this manifest."""
        return f"{self.version}-{hashlib.sha256(self.encoded()).hexdigest()[:12]}"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a release folder.

    Raises `ReleaseError` when it is missing, is no manifest, or is not the one that the folder is named after.
    """
    path = folder / FILE_NAME
    try:
        content = path.read_bytes()
        manifest = Manifest.model_validate_json(content)
    except OSError as error:
        raise ReleaseError(
            f"cannot be read ({error.strerror})",
            where=str(path),
            fix="Name a release folder, or restore it from a copy.",
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "content"
        raise ReleaseError(
            f"is no manifest of a release ({place}: {first['msg']})", where=str(path), fix="Restore it from a copy."
        ) from error
    if manifest.format != FORMAT:
        raise ReleaseError(
            f"has the format {manifest.format!r}", where=str(path), fix=f"This program reads {FORMAT!r}."
        )
    return manifest


def name_fits(folder: Path) -> bool:
    """Whether a release folder bears the digest of the manifest in it."""
    name = _FOLDER.fullmatch(folder.resolve().name)
    digest = hashlib.sha256((folder / FILE_NAME).read_bytes()).hexdigest()
    return name is not None and digest.startswith(name["digest"])


def order(folder_name: str) -> tuple[int, int, int] | None:
    """Year, month and number of a release folder's name, to sort by; None for any other name.

    >>> order("2026.11.2-0123456789ab")
    (2026, 11, 2)
    """
    name = _FOLDER.fullmatch(folder_name)
    return (int(name["year"]), int(name["month"]), int(name["number"])) if name else None


def describe(folder: Path) -> dict[str, FileEntry]:
    """Each file of a folder by its path in it, the manifest left out."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    names = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: FileEntry(bytes=path.stat().st_size, sha256=sha256(path)) for name, path in names.items()
            if name != FILE_NAME}  # fmt: skip


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
