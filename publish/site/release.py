"""The release folder as the site sees it: its manifest, its files, its vocabulary and its ledger.

A release is served when every file has the digest that the manifest says, and the folder bears that of the manifest.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path

from rdflib import DCTERMS, URIRef

from ontology.errors import ReleaseError
from ontology.ledger import Ledger
from ontology.quality import Check, read_checks
from publish.index.things import AGGREGATES
from publish.store.interface import Quad
from publish.store.table import SortedTable
from publish.store.writing import parse

LICENCE = "http://creativecommons.org/licenses/by/4.0/"
_MANIFEST = "manifest.json"
_FOLDER = re.compile(r"(?P<year>\d{4})\.(?P<month>\d{2})\.(?P<number>[1-9]\d*)-(?P<digest>[0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Since:
    """The first release in which something is as it is now, and the date of that release."""

    version: str
    date: str

    @property
    def moment(self) -> datetime:
        """The beginning of that day, in UTC."""
        return datetime.fromisoformat(self.date).replace(tzinfo=UTC)


@dataclass(frozen=True)
class Release:
    """One release: `folder` holds the files that the manifest lists."""

    folder: Path
    version: str
    date: str
    base: str
    files: dict[str, dict[str, object]]
    evidence: dict[str, str]
    counts: dict[str, int]
    digest: str  # SHA-256 of the manifest

    @property
    def name(self) -> str:
        """The name of the folder: version and digest."""
        return self.folder.name

    @property
    def local(self) -> str:
        """The local address of the release."""
        return f"release/{self.version}"

    @property
    def itself(self) -> Since:
        """Version and date of this release."""
        return Since(self.version, self.date)

    @property
    def modified(self) -> datetime:
        """The beginning of the day of the release, in UTC."""
        return self.itself.moment

    @cached_property
    def changes(self) -> SortedTable:
        """Since when each page is as it is: address, digest, version, date."""
        return SortedTable(self.folder / "index" / "changes.tsv")

    @cached_property
    def names(self) -> SortedTable:
        """Folded names, and the IRIs of what bears them."""
        return SortedTable(self.folder / "index" / "names.tsv")

    def evidence_here(self) -> list[str]:
        """The identifiers of the evidence that this release has."""
        return [name for name, version in sorted(self.evidence.items()) if version == self.version]

    @cached_property
    def aggregates(self) -> SortedTable:
        """Counts that pages show, made when the release was built."""
        return SortedTable(self.folder / AGGREGATES)

    def since(self, key: str) -> Since:
        """Since when the description of `id/…`, `scheme/…`, `ontology` or `shape` is as it is; else, this release."""
        return next((Since(version, date) for _, _, version, date in self.changes.of(key)), self.itself)

    @cached_property
    def ledger(self) -> Ledger:
        """What every identifier was minted for."""
        return Ledger.read(self.folder / "ledger.jsonl")

    @cached_property
    def ontology(self) -> list[Quad]:
        """The statements of the ontology file."""
        return self._statements("ontology/policy.ttl")

    @cached_property
    def alignments(self) -> list[Quad]:
        """How our terms stand to those of others."""
        return self._statements("ontology/alignments.ttl")

    @cached_property
    def shapes(self) -> list[Quad]:
        """The statements of all shape files."""
        return self._statements(*sorted(name for name in self.files if name.startswith("shapes/")))

    @cached_property
    def report(self) -> list[Quad]:
        """What the validation of the release found."""
        return self._statements("report/report.ttl")

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks of ontology and schemes; releases from before there were any have none."""
        return read_checks(self.folder / "ontology" / "checks")

    @cached_property
    def catalogue(self) -> list[Quad]:
        """The release as DCAT and VoID."""
        return self._statements("catalogue.ttl")

    @cached_property
    def licence(self) -> str:
        """The licence of the data, as the catalogue has it."""
        iri = URIRef(f"{self.base}{self.local}")
        return next((str(o) for s, p, o, _ in self.catalogue if s == iri and p == DCTERMS.license), LICENCE)

    @cached_property
    def publisher(self) -> str:
        """The agent who publishes the data, as the catalogue has it; empty where it names none."""
        iri = URIRef(f"{self.base}{self.local}")
        said = (o for s, p, o, _ in self.catalogue if s == iri and p == DCTERMS.publisher)
        return next((str(each) for each in said if isinstance(each, URIRef)), "")

    def has(self, name: str) -> bool:
        """Whether the manifest lists a file of this name, so that it may be sent."""
        return name in self.files or name == _MANIFEST

    def knows(self, path: str, identifier: str) -> bool:
        """Whether an identifier of this kind was minted when the release was made, whatever became of it since."""
        standing = self.ledger.table.get(identifier)
        return (standing is not None and standing.kind.path == path) or (
            path == "evidence" and identifier in self.evidence
        )

    def _statements(self, *names: str) -> list[Quad]:
        present = [name for name in names if name.endswith(".ttl") and (self.folder / name).is_file()]
        content = b"\n".join((self.folder / name).read_bytes() for name in present)
        return parse(content, "text/turtle", self.base)


class Releases:
    """The release that is served, and those before it that stand beside it: they are published for ever."""

    def __init__(self, served: Release) -> None:
        self._served = served
        self._read = lru_cache(maxsize=8)(self._readable)  # manifests are long
        self.last_with = lru_cache(maxsize=1_000)(self._last_with)

    def all(self) -> list[Release]:
        """All of them, the newest first."""
        folders = release_folders(self._served.folder.parent)
        found = [each for version in folders if (each := self.find(version))]
        return found if self._served.version in folders else [self._served, *found]

    def find(self, version: str) -> Release | None:
        """The release of this version, if it is ours and its manifest can be read."""
        if version == self._served.version:
            return self._served
        folder = release_folders(self._served.folder.parent).get(version)
        return self._read(folder) if folder else None

    def later_with(self, path: str, identifier: str = "") -> str:
        """The newest release after the one that is served, as after a rollback, that knows an address; else empty.

        `path` is the local address of a page without format, or the kind of a thing with its identifier.
        """
        key = f"id/{path}/{identifier}" if identifier else path
        for version in self._later():
            release = self.find(version)
            if release and (release.changes.of(key) or (identifier and release.knows(path, identifier))):
                return version
        return ""

    def _later(self) -> Iterator[str]:
        own = _order(self._served.folder)
        for version, folder in release_folders(self._served.folder.parent).items() if own else ():
            if own is None or (_order(folder) or own) <= own:
                return
            yield version

    def _readable(self, folder: Path) -> Release | None:
        try:
            release = read_release(folder)
        except ReleaseError:
            return None
        return release if release.base == self._served.base else None

    def _last_with(self, identifier: str) -> str:
        """The version of the newest release that describes a thing; empty where none of those at hand does."""
        for release in self.all():
            manifest = json.loads((release.folder / _MANIFEST).read_bytes())
            if identifier in manifest.get("things", ()):
                return release.version
        return ""


def read_release(folder: Path) -> Release:
    """The release in a folder, a symbolic link resolved, so that it stays the same while `current` moves on.

    Raises `ReleaseError` when it has no manifest that we can read.
    """
    place = folder.resolve()
    try:
        content = (place / _MANIFEST).read_bytes()
        manifest = json.loads(content)
        return Release(
            place,
            version=manifest["version"],
            date=manifest["date"],
            base=manifest["base"],
            files=manifest["files"],
            evidence=manifest.get("evidence", {}),
            counts=manifest.get("counts", {}),
            digest=hashlib.sha256(content).hexdigest(),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(
            f"no readable manifest ({error})", where=str(folder), fix="Name a release folder, or build one."
        ) from error


def verify(folder: Path) -> Release:
    """The release in a folder, every file of it read and found whole.

    Raises `ReleaseError` naming the first file that is missing or is not what the manifest says.
    """
    release = read_release(folder)
    name = _FOLDER.fullmatch(release.name)
    if name and not release.digest.startswith(name["digest"]):
        raise _damage(release.folder / _MANIFEST, "is not the manifest that the folder is named after")
    for file, entry in sorted(release.files.items()):
        path = release.folder / file
        try:
            with path.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
        except OSError as error:
            raise _damage(path, f"cannot be read ({error.strerror})") from error
        if digest != entry.get("sha256"):
            raise _damage(path, "was changed since the release was made")
    return release


def verified_or_older(folder: Path) -> tuple[Release, tuple[tuple[str, ReleaseError], ...]]:
    """The release in a folder if it is whole, else the newest one older than it that is; and what was refused, and why.

    Raises the `ReleaseError` of the first when there is no other that is whole.
    """
    refused: list[tuple[str, ReleaseError]] = []
    for candidate in (folder.resolve(), *_older(folder.resolve())):
        try:
            return verify(candidate), tuple(refused)
        except ReleaseError as error:
            refused.append((candidate.name, error))
    raise refused[0][1]


def release_folders(releases: Path) -> dict[str, Path]:
    """The release folders in a folder by their version, the newest first."""
    found = sorted(((_order(place), place) for place in releases.iterdir() if _order(place)), reverse=True)
    return {place.name.rpartition("-")[0]: place for _, place in found}


def _older(folder: Path) -> Iterator[Path]:
    if (own := _order(folder)) and folder.parent.is_dir():
        yield from (place for place in release_folders(folder.parent).values() if (_order(place) or own) < own)


def _order(folder: Path) -> tuple[int, int, int] | None:
    name = _FOLDER.fullmatch(folder.name)
    return (int(name["year"]), int(name["month"]), int(name["number"])) if name else None


def _damage(path: Path, what: str) -> ReleaseError:
    return ReleaseError(what, where=str(path), fix="Restore the release from a copy, or build it again.")
