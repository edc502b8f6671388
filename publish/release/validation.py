"""Validation of a release in the making, unit by unit; a unit that did not change is not looked at again.

Articles that share things of their own are one unit, with the authorities they name and the vocabulary. The questions
that only the whole dataset can answer are asked of the whole, each time.
"""

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ontology.errors import ValidationError
from publish.release import inputs
from publish.release.publishing import write_atomically
from publish.store.dataset import Dataset, Store
from shapes.report import to_html, to_text, to_turtle
from shapes.validation import Report, merged, validate_global, validate_graphs

CORES = len(os.sched_getaffinity(0))
MANY = 24  # units: for fewer, starting processes takes longer than they save
RENEWED_AFTER = 200  # units for each process: the validator's libraries keep a little of each


@dataclass
class Validator:
    """Validates units, and keeps what it found in a folder; `looked_at` are the units it had to validate itself."""

    folder: Path
    vocabulary: Dataset
    used: set[Path] = field(default_factory=set)
    looked_at: list[int] = field(default_factory=list)

    def units(self, units: Sequence[Dataset], progress: Callable[[int], object]) -> Iterator[Report]:
        """The findings about each unit, those that were kept first; many units share the cores of the machine."""
        paths = [self._path(unit) for unit in units]
        held = [self._read(path) for path in paths]
        yield from (report for report in held if report is not None)
        waiting = [index for index, report in enumerate(held) if report is None]
        self.looked_at += [index + 1 for index in waiting]
        self.folder.mkdir(parents=True, exist_ok=True)
        found = _validated([units[index] for index in waiting], self.vocabulary)
        for number, (index, report) in enumerate(zip(waiting, found, strict=True), start=1):
            body = report.as_json().encode()
            write_atomically(paths[index], hashlib.sha256(body).hexdigest().encode() + b"\n" + body, durable=False)
            progress(len(units) - len(waiting) + number)
            yield report

    def whole(self, store: Store, units: Iterable[Report]) -> "Found":
        """The findings about the units, and those about the whole dataset, which a store holds."""
        for path in self.folder.glob("*.json"):
            if path not in self.used:
                path.unlink()
        report = merged([*units, validate_global(store)])
        return Found(report.conforms, report_files(report, store))

    def _path(self, unit: Dataset) -> Path:
        parts = hashlib.sha256(inputs.code().encode())  # the vocabulary is part of it
        for line in unit.lines:
            parts.update(b"\n" + line)
        path = self.folder / f"{parts.hexdigest()}.json"
        self.used.add(path)
        return path

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


def _validated(units: Sequence[Dataset], vocabulary: Dataset) -> Iterator[Report]:
    """The report of each unit, in their order."""
    look_at = partial(_report, vocabulary)
    if len(units) < MANY or CORES < 2:
        yield from map(look_at, units)
        return
    spawn = multiprocessing.get_context("spawn")
    try:
        # A new pool now and then: `max_tasks_per_child` would do the same, but in Python 3.11 a pool that renews its
        # processes may wait for ever (CPython issue 115634).
        for first in range(0, len(units), CORES * RENEWED_AFTER):
            with ProcessPoolExecutor(CORES, spawn) as workers:
                yield from workers.map(look_at, units[first : first + CORES * RENEWED_AFTER], chunksize=4)
    except BrokenProcessPool as error:
        raise ValidationError(
            "a process that validates was ended", where="shapes", fix="Build again, with more memory free."
        ) from error


def _report(vocabulary: Dataset, unit: Dataset) -> Report:
    return validate_graphs(Dataset.of_lines([*vocabulary.lines, *unit.lines]).store())


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a validation: whether there is no violation, and the report by file name."""

    conforms: bool
    reports: Mapping[str, bytes]

    def files(self) -> Mapping[str, bytes]:
        """The report as text, HTML and RDF."""
        return self.reports


def report_files(report: Report, store: Store) -> Mapping[str, bytes]:
    """The report as text, HTML and RDF; it quotes from the store."""
    return {
        "report.txt": to_text(report, store).encode(),
        "report.html": to_html(report, store).encode(),
        "report.ttl": to_turtle(report).encode(),
    }
