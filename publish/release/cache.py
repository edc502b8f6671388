"""What an earlier build found out about what has not changed since: evidence, lifted, and statements, accepted.

A cache and no more: it may be deleted at any time, and a damaged or foreign entry is not used. An entry is good for
one record, under one base, with the code and the words of now, as long as the ledger answers each name as it did.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mappings import Lifted, Names, Record, lift
from mappings.dataset import own_things
from mappings.lift.evidence import Evidence
from mappings.record.values import Span
from ontology.authority_files import Authorities
from ontology.ledger import Ledger
from publish.release import inputs, tables
from publish.release.manifest import sha256
from publish.release.publishing import write_atomically
from publish.store.dataset import Dataset, from_ntriples, to_ntriples
from publish.store.sorting import LineFile


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


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a lifted record without unfolding its evidence; `digest` is that of all there is to know."""

    name: str
    file: Path
    entry: Path
    text: str  # the digest of the article's text
    article: str | None  # the identifier that the record gives the article
    things: frozenset[str]
    digest: str


@dataclass
class Cache:
    """Lifted records in a folder, one file each: a digest, a line of what is asked first, and the evidence.

    `decisions` is the folder of the decisions: of those on proposals it depends what a record says.
    """

    folder: Path
    authorities: Authorities
    decisions: Path | None = None
    used: set[Path] = field(default_factory=set)

    def find(self, file: Path, ledger: Ledger) -> Held | None:
        """The record in a file as an earlier build lifted it; None where there is no good entry."""
        path = self._path(file)
        if not path.is_file():
            return None
        with path.open("rb") as entry:
            digest, head = entry.readline().strip(), entry.readline()
        if hashlib.sha256(head).hexdigest().encode() != digest:
            return None
        facts = json.loads(head)
        return _held(file, path, digest.decode(), facts) if _answers_as_before(facts, ledger) else None

    def keep(self, record: Record, file: Path, ledger: Ledger, date: str) -> Held:
        """Lift the record and keep the result."""
        watched = WatchedLedger.over(ledger)
        lifted = lift(record, self._names(watched, date))
        body = json.dumps(
            {
                "evidence": [_from_evidence(each) for each in lifted.evidence],
                "bookkeeping": to_ntriples(lifted.bookkeeping),
            },
            ensure_ascii=False,
        ).encode()
        facts = {
            "text": record.source.sha256,
            "article": record.article.id,
            "things": sorted(own_things(lifted)),
            "identified": watched.identified,
            "resolved": watched.resolved,
            "body": hashlib.sha256(body).hexdigest(),
        }
        head = json.dumps(facts, ensure_ascii=False).encode() + b"\n"
        digest = hashlib.sha256(head).hexdigest()
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(self._path(file), digest.encode() + b"\n" + head + body, durable=False)
        return _held(file, self._path(file), digest, facts)

    def lifted(self, held: Held, record: Record, ledger: Ledger, date: str) -> Lifted:
        """What was lifted from a record; lifted again where the entry is damaged."""
        names = self._names(ledger, date)
        with held.entry.open("rb") as entry:
            _, head, body = entry.readline(), entry.readline(), entry.read()
        if hashlib.sha256(body).hexdigest() != json.loads(head)["body"]:
            return lift(record, names)
        entry_body = json.loads(body)
        evidence = tuple(_to_evidence(each) for each in entry_body["evidence"])
        return Lifted(record, names.of_record(record), evidence, from_ntriples(entry_body["bookkeeping"]))

    def forget_others(self) -> None:
        """Remove the entries that were neither found nor kept since this cache was opened."""
        for path in self.folder.glob("*.json"):
            if path not in self.used:
                path.unlink()

    def _names(self, ledger: Ledger, date: str) -> Names:
        return Names(self.authorities.base, ledger, date, own=self.authorities)

    def _decided(self, file: Path) -> bytes:
        """The decisions on a record, if some are on proposals; all others are applied after lifting."""
        path = self.decisions / file.name if self.decisions else None
        decided = path.read_bytes() if path and path.is_file() else b""
        return decided if b"kind:" in decided else b""

    def _path(self, file: Path) -> Path:
        shared = f"{inputs.code()}\0{self.authorities.base}\0{self.authorities.digest}\0{file.name}\0"
        content = shared.encode() + file.read_bytes() + self._decided(file)
        path = self.folder / f"{hashlib.sha256(content).hexdigest()}.json"
        self.used.add(path)
        return path


def _held(file: Path, entry: Path, digest: str, facts: Mapping[str, Any]) -> Held:
    return Held(file.stem, file, entry, facts["text"], facts["article"], frozenset(facts["things"]), digest)


@dataclass
class UnitCache:
    """The statements of units in a folder: for each a file of sorted lines, and one of the authorities they name.

    Beside them stands what the unit contributes to the tables of a release; `terms` are the names of the vocabulary.
    """

    folder: Path
    authorities: Authorities
    terms: Mapping[str, int] = field(default_factory=dict)
    used: set[Path] = field(default_factory=set)

    def find(self, members: Iterable[Held], decisions: Path) -> tuple[Dataset, list[str]] | None:
        """The statements of a unit and the keys of its authorities; None where nothing good is kept."""
        path = self._path(members, decisions)
        facts = path.with_suffix(".json")
        if not (path.is_file() and facts.is_file()):
            return None
        held = json.loads(facts.read_bytes())
        for name, file in (("sha256", path), ("piece", _piece(path)), ("dumps", _dumps(path))):
            if not file.is_file() or sha256(file) != held[name]:
                return None
        return Dataset(LineFile(path)), held["authorities"]

    def keep(
        self, members: Iterable[Held], decisions: Path, lines: Iterable[bytes], authorities: Sequence[str]
    ) -> Dataset:
        """Keep the statements of a unit."""
        path = self._path(members, decisions)
        self.folder.mkdir(parents=True, exist_ok=True)
        content = b"".join(line + b"\n" for line in lines)
        write_atomically(path, content, durable=False)
        piece, dumps = tables.pieces(Dataset(LineFile(path)), self.authorities.base, self.terms)
        write_atomically(_piece(path), piece, durable=False)
        write_atomically(_dumps(path), dumps, durable=False)
        contents = {"sha256": content, "piece": piece, "dumps": dumps}
        held = {name: hashlib.sha256(each).hexdigest() for name, each in contents.items()} | {
            "authorities": authorities
        }
        write_atomically(path.with_suffix(".json"), json.dumps(held).encode(), durable=False)
        return Dataset(LineFile(path))

    def forget_others(self) -> None:
        """Remove the units that were neither found nor kept since this cache was opened."""
        for path in self.folder.glob("*.nq"):
            if path not in self.used:
                path.unlink()
                path.with_suffix(".json").unlink(missing_ok=True)
                _piece(path).unlink(missing_ok=True)
                _dumps(path).unlink(missing_ok=True)

    def piece_of(self, unit: Dataset) -> Path:
        """Where it is kept what a unit of this cache contributes to the tables of a release."""
        assert isinstance(unit.lines, LineFile)
        return _piece(unit.lines.path)

    def dumps_of(self, unit: Dataset) -> Path:
        """Where it is kept what a unit of this cache contributes to the dumps."""
        assert isinstance(unit.lines, LineFile)
        return _dumps(unit.lines.path)

    def _path(self, members: Iterable[Held], decisions: Path) -> Path:
        parts = hashlib.sha256(f"{inputs.code()}\0{self.authorities.base}\0{self.authorities.digest}".encode())
        for each in members:
            decided = decisions / each.file.name
            parts.update(f"\0{each.name}\0{each.digest}\0".encode())
            parts.update(decided.read_bytes() if decided.is_file() else b"")
        path = self.folder / f"{parts.hexdigest()}.nq"
        self.used.add(path)
        return path


def _piece(unit: Path) -> Path:
    return unit.with_suffix(".piece")


def _dumps(unit: Path) -> Path:
    return unit.with_suffix(".dumps")


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
