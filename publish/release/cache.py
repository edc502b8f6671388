"""What an earlier build found out about a record that has not changed since: its evidence, lifted.

A cache and no more: it may be deleted at any time, and a damaged or foreign entry is not used. An entry is good for
one record, under one base, with the code and the words of now, as long as the ledger answers each name as it did.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mappings import Lifted, Names, Record, lift
from mappings.lift.evidence import Evidence
from mappings.record.values import Span
from ontology.ledger import Ledger
from publish.release import inputs
from publish.release.publishing import write_atomically
from publish.store.dataset import from_ntriples, to_ntriples


@dataclass
class WatchedLedger(Ledger):
    """A ledger that remembers what it was asked; it shares its table with the one it watches."""

    identified: dict[str, str] = field(default_factory=dict)
    resolved: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def over(cls, ledger: Ledger) -> "WatchedLedger":
        """The watched view of a ledger."""
        return cls(ledger.where, ledger.lines, ledger.table, ledger.keys)

    def identify(self, kind: str, key: str, *, at: str, by: str) -> str:
        """See `Ledger.identify`."""
        identifier = super().identify(kind, key, at=at, by=by)
        self.identified[f"{kind} {key}"] = identifier
        return identifier

    def resolve(self, identifier: str) -> tuple[str, ...]:
        """See `Ledger.resolve`."""
        ends = super().resolve(identifier)
        self.resolved[identifier] = ends
        return ends


@dataclass
class Cache:
    """Lifted records in a folder, one file each."""

    folder: Path
    base: str
    used: set[Path] = field(default_factory=set)

    def find(self, record: Record, file: Path, ledger: Ledger, date: str) -> Lifted | None:
        """The record, lifted by an earlier build; None where there is no good entry."""
        entry = self._read(self._path(file))
        if entry is None or not _answers_as_before(entry, ledger):
            return None
        names = Names(self.base, ledger, date).of_record(record)
        evidence = tuple(_to_evidence(each) for each in entry["evidence"])
        return Lifted(record, names, evidence, from_ntriples(entry["bookkeeping"]))

    def keep(self, record: Record, file: Path, ledger: Ledger, date: str) -> Lifted:
        """Lift the record and keep the result."""
        watched = WatchedLedger.over(ledger)
        lifted = lift(record, Names(self.base, watched, date))
        entry = {
            "identified": watched.identified,
            "resolved": watched.resolved,
            "evidence": [_from_evidence(each) for each in lifted.evidence],
            "bookkeeping": to_ntriples(lifted.bookkeeping),
        }
        body = json.dumps(entry, ensure_ascii=False).encode()
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(self._path(file), hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        return lifted

    def forget_others(self) -> None:
        """Remove the entries that were neither found nor kept since this cache was opened."""
        for path in self.folder.glob("*.json"):
            if path not in self.used:
                path.unlink()

    def _path(self, file: Path) -> Path:
        content = f"{inputs.code()}\0{self.base}\0{file.name}\0".encode() + file.read_bytes()
        path = self.folder / f"{hashlib.sha256(content).hexdigest()}.json"
        self.used.add(path)
        return path

    def _read(self, path: Path) -> dict[str, Any] | None:
        if not path.is_file():
            return None
        digest, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != digest:
            return None
        entry: dict[str, Any] = json.loads(body)
        return entry


def _answers_as_before(entry: Mapping[str, Any], ledger: Ledger) -> bool:
    """Whether the ledger gives each name that the lifting asked for the identifier and the standing it had then."""
    names = (tuple(name.split(" ", 1)) for name in entry["identified"])
    known = all(
        ledger.keys.get((kind, key)) == identifier
        for (kind, key), identifier in zip(names, entry["identified"].values(), strict=True)
    )
    return known and all(
        identifier in ledger.table and list(ledger.resolve(identifier)) == ends
        for identifier, ends in entry["resolved"].items()
    )


def _from_evidence(evidence: Evidence) -> dict[str, str]:
    return {
        "iri": evidence.iri,
        "kind": evidence.kind,
        "assertions": to_ntriples(evidence.assertions),
        "about": to_ntriples(evidence.about),
        "entry": evidence.entry,
        "span": str(evidence.span or ""),
    }


def _to_evidence(held: Mapping[str, str]) -> Evidence:
    return Evidence(
        iri=held["iri"],
        kind=held["kind"],
        assertions=from_ntriples(held["assertions"]),
        about=from_ntriples(held["about"]),
        entry=held["entry"],
        span=Span.parse(held["span"]) if held["span"] else None,
    )
