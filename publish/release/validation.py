"""Validation of a release in the making, unit by unit; a unit that did not change is not looked at again.

Articles that share things of their own are one unit, with the authorities they name and the vocabulary. The questions
that only the whole dataset can answer are asked of the whole, each time.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ontology.errors import ValidationError
from publish.release import inputs
from publish.release.publishing import write_atomically
from publish.store.dataset import Dataset
from shapes.report import to_html, to_text, to_turtle
from shapes.validation import Report, merged, validate_global, validate_graphs


@dataclass
class Validator:
    """Validates units, and keeps what it found in a folder; `looked_at` are the units it had to validate itself."""

    folder: Path
    used: set[Path] = field(default_factory=set)
    looked_at: list[int] = field(default_factory=list)

    def unit(self, number: int, dataset: Dataset) -> Report:
        """The findings about one unit."""
        lines = hashlib.sha256(b"\n".join([inputs.code().encode(), *dataset.by_line])).hexdigest()
        path = self.folder / f"{lines}.json"
        self.used.add(path)
        held = self._read(path)
        if held is not None:
            return held
        self.looked_at.append(number)
        report = validate_graphs(dataset.store())
        body = report.as_json().encode()
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(path, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        return report

    def whole(self, dataset: Dataset, units: Sequence[Report]) -> Report:
        """The findings about the units, and those about the whole dataset."""
        for path in self.folder.glob("*.json"):
            if path not in self.used:
                path.unlink()
        return merged([*units, validate_global(dataset.store())])

    def _read(self, path: Path) -> Report | None:
        """What was kept; None where there is nothing, or something damaged."""
        if not path.is_file():
            return None
        digest, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != digest:
            return None
        try:
            return Report.from_json(body.decode())
        except ValidationError:
            return None


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a validation, with the dataset that its report quotes from."""

    report: Report
    dataset: Dataset

    @property
    def conforms(self) -> bool:
        """Whether there is no violation."""
        return self.report.conforms

    def files(self) -> Mapping[str, bytes]:
        """The report as text, HTML and RDF."""
        store = self.dataset.store()
        return {
            "report.txt": to_text(self.report, store).encode(),
            "report.html": to_html(self.report, store).encode(),
            "report.ttl": to_turtle(self.report).encode(),
        }
