"""The release folder as the site sees it: its manifest, its files, its vocabulary and its ledger."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from rdflib import DCTERMS, URIRef

from ontology.errors import ReleaseError
from ontology.ledger import Ledger
from publish.store.interface import Quad
from publish.store.writing import parse

LICENCE = "http://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Release:
    """One release: `folder` holds the files that the manifest lists."""

    folder: Path
    version: str
    date: str
    base: str
    files: dict[str, dict[str, object]]
    evidence: dict[str, str]

    @property
    def name(self) -> str:
        """The name of the folder: version and digest."""
        return self.folder.name

    @property
    def local(self) -> str:
        """The local address of the release."""
        return f"release/{self.version}"

    @property
    def modified(self) -> datetime:
        """The beginning of the day of the release, in UTC."""
        return datetime.fromisoformat(self.date).replace(tzinfo=UTC)

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
    def catalogue(self) -> list[Quad]:
        """The release as DCAT and VoID."""
        return self._statements("catalogue.ttl")

    @cached_property
    def licence(self) -> str:
        """The licence of the data, as the catalogue has it."""
        iri = URIRef(f"{self.base}{self.local}")
        return next((str(o) for s, p, o, _ in self.catalogue if s == iri and p == DCTERMS.license), LICENCE)

    def has(self, name: str) -> bool:
        """Whether the manifest lists a file of this name, so that it may be sent."""
        return name in self.files or name == "manifest.json"

    def _statements(self, *names: str) -> list[Quad]:
        present = [name for name in names if name.endswith(".ttl") and (self.folder / name).is_file()]
        content = b"\n".join((self.folder / name).read_bytes() for name in present)
        return parse(content, "text/turtle", self.base)


def read_release(folder: Path) -> Release:
    """The release in a folder, a symbolic link resolved, so that it stays the same while `current` moves on.

    Raises `ReleaseError` when it has no manifest that we can read.
    """
    place = folder.resolve()
    try:
        manifest = json.loads((place / "manifest.json").read_bytes())
        return Release(
            place,
            version=manifest["version"],
            date=manifest["date"],
            base=manifest["base"],
            files=manifest["files"],
            evidence=manifest.get("evidence", {}),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(
            f"no readable manifest ({error})", where=str(folder), fix="Name a release folder, or build one."
        ) from error
