"""What each unit of articles contributes to the tables of a release, so that only what changed is looked at again.

A piece is made of the statements of one unit and may be kept beside them; the tables are merged from all pieces. Most
of what a unit says is about things that no other unit speaks of: of that, the piece holds finished rows. The rest is
about agents, places and periods, or is said by an authority file: its lines are kept as they are, because other units
may hold the same ones, and are looked at once for all units.

    index …     one line of JSON for each table, in the order of `TABLES`
    things …
    <http://…   then the shared lines, as N-Quads
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ontology.terms import OA, PROV
from publish.store.dataset import Dataset, Statement

# Whatever names or describes a thing of these paths stands in one unit; evidence is told apart by what it rests on.
_OWN = frozenset(
    ("measure", "document", "target", "recommendation", "observation", "group", "directive", "issue", "article",
     "expression", "capture", "text", "run", "review")
)  # fmt: skip
_SOURCES = frozenset((str(OA.hasTarget), str(PROV.wasDerivedFrom)))
TABLES = ("changes", "index", "names", "things", "audit", "grounds", "counts")
Piece = Any  # whatever JSON can hold: each table knows its own


@dataclass(frozen=True, slots=True)
class Parted:
    """The statements of a unit: those that no other unit can make, and those that any may make."""

    own: Sequence[Statement]
    shared: Sequence[Statement]
    is_own: "Owned"


class Owned:
    """Whether an IRI names something that one unit alone speaks of. Any part of a page goes with the page."""

    def __init__(self, base: str, evidence: frozenset[str]) -> None:
        self._start, self._evidence, self._known = f"{base}id/", evidence, dict[str, bool]()

    def __call__(self, iri: str) -> bool:
        known = self._known.get(iri)
        if known is None:
            page = iri.partition("#")[0]
            path = page.removeprefix(self._start).partition("/")[0] if page.startswith(self._start) else ""
            known = self._known[iri] = path in _OWN or (path == "evidence" and page in self._evidence)
        return known


def parted(statements: Sequence[Statement], base: str) -> Parted:
    """The statements told apart.

    An evidence belongs to the unit when it asserts something of, or rests on, what belongs to the unit; one that an
    authority file gives does not, and any unit that names the authority repeats it.
    """
    owned = _own_evidence(statements, Owned(base, frozenset()))
    is_own = Owned(base, owned)
    own, shared = list[Statement](), list[Statement]()
    for each in statements:
        here = is_own(each.graph) if each.graph else is_own(each.subject) or is_own(each.object)
        (own if here else shared).append(each)
    return Parted(own, shared, is_own)


def _own_evidence(statements: Iterable[Statement], is_own: Owned) -> frozenset[str]:
    owned, premises = set[str](), list[tuple[str, str]]()
    for each in statements:
        if each.graph:
            if is_own(each.subject) or is_own(each.object):
                owned.add(each.graph)
        elif each.predicate in _SOURCES:
            premises.append((each.subject, each.object))
            if is_own(each.object):
                owned.add(each.subject)
    while more := {one for one, other in premises if other in owned and one not in owned}:
        owned |= more
    return frozenset(owned)


@dataclass(frozen=True)
class Pieces:
    """The pieces of all units, each in a file or at hand, and the lines that stand in no unit: words and tombstones.

    `dumps` are what the units contribute to the dumps, in the same order.
    """

    pieces: Sequence[Path | bytes]
    common: Sequence[bytes] = ()
    dumps: Sequence[Path | bytes] = ()

    def of(self, table: str) -> "Contributions":
        """What each unit contributes to a table."""
        return Contributions(self.pieces, TABLES.index(table))

    @cached_property
    def shared(self) -> Sequence[Statement]:
        """What several units may say, and the common lines: each once, in order."""
        lines = set(self.common)
        for each in self.pieces:
            content = each if isinstance(each, bytes) else each.read_bytes()
            lines.update(content.split(b"\n", len(TABLES))[-1].splitlines())
        return list(Dataset.of_lines(lines).statements())


@dataclass(frozen=True, slots=True)
class Contributions:
    """What each unit contributes to one table, read anew each time that it is asked for."""

    pieces: Sequence[Path | bytes]
    line: int

    def __iter__(self) -> Iterator[Piece]:
        for each in self.pieces:
            if isinstance(each, bytes):
                yield json.loads(each.split(b"\n", self.line + 1)[self.line])
                continue
            with each.open("rb") as file:
                for _ in range(self.line):
                    file.readline()
                content = file.readline()
            yield json.loads(content)


def written(tables: Mapping[str, Piece], shared: Iterable[Statement]) -> bytes:
    """The bytes of a piece."""
    lines = [json.dumps(tables[name], ensure_ascii=False, separators=(",", ":")).encode() for name in TABLES]
    return b"\n".join([*lines, *(each.line for each in shared)])
