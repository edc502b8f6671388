"""The ledger: what every identifier was minted for, and what became of it.

Append-only and hash-chained: each line carries the SHA-256 of the line before, so a change to the past shows. What
holds, whatever happens: an identifier is never reused, never deleted, never changes its kind; what was replaced ends
at something live; reading the lines again gives the same table.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ontology.errors import LedgerError
from ontology.identifiers import KINDS, Kind, is_valid, mint

GENESIS = "0" * 64
LIVE, MERGED, SPLIT, WITHDRAWN = "live", "merged", "split", "withdrawn"


class Event(BaseModel):
    """One line of the ledger."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seq: int
    at: str
    op: str
    id: str
    type: str | None = None
    keys: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    by: str
    why: str | None = None
    see: str | None = None
    prev: str

    def line(self) -> str:
        """The event as it stands in the file: one line of JSON, fields in a fixed order, empty ones left out."""
        filled = {name: value for name, value in self.model_dump().items() if value not in (None, ())}
        return json.dumps(filled, ensure_ascii=False, separators=(", ", ": "))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one identifier today: its kind, its state, and, where it left, when, why and where to go."""

    kind: Kind
    state: str = LIVE
    into: tuple[str, ...] = ()
    at: str = ""
    why: str = ""
    see: str = ""


@dataclass
class Ledger:
    """The table of identifiers, and the lines it comes from. Only its methods change it, and each adds one line."""

    where: str = "ledger.jsonl"
    lines: list[str] = field(default_factory=list)
    table: dict[str, Standing] = field(default_factory=dict)
    keys: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Ledger":
        """The ledger in a file; an empty one where there is no file.

        Raises `LedgerError`, naming the line, when the chain is broken or an event is impossible.
        """
        ledger = cls(where=str(path))
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                ledger._apply(ledger._parse(line), line)
        return ledger

    def write(self, path: Path) -> int:
        """Append to the file what it does not have yet; the number of new lines.

        Raises `LedgerError` when the file is not a beginning of this ledger: somebody else wrote in between.
        """
        present = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        if present != self.lines[: len(present)]:
            raise LedgerError(
                "the file changed since it was read", where=str(path), fix="Read it again and repeat the command."
            )
        new = self.lines[len(present) :]
        if new:
            with path.open("a", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in new)
                file.flush()
                os.fsync(file.fileno())
        return len(new)

    def identify(self, kind: str, key: str, *, at: str, by: str) -> str:
        """The identifier of what `key` names: the one it has, or a new one."""
        known = self.keys.get((kind, key))
        return known if known else self.mint(kind, [key], at=at, by=by)

    def mint(self, kind: str, keys: Iterable[str], *, at: str, by: str) -> str:
        """A new identifier for what these keys name. The first key decides its letters."""
        names = tuple(keys)
        identifier = mint(KINDS[kind], names[0], self.table)
        self._append("mint", identifier, at=at, by=by, type=kind, keys=names)
        return identifier

    def alias(self, identifier: str, keys: Iterable[str], *, at: str, by: str, why: str) -> None:
        """Further keys that name the same thing."""
        self._append("alias", identifier, at=at, by=by, why=why, keys=tuple(keys))

    def merge(self, identifier: str, into: str, *, at: str, by: str, why: str) -> None:
        """Two identifiers turned out to name one thing: `identifier` leaves, `into` stays."""
        self._append("merge", identifier, at=at, by=by, why=why, into=(into,))

    def split(self, identifier: str, into: Iterable[str], *, at: str, by: str, why: str) -> None:
        """One identifier turned out to name several things."""
        self._append("split", identifier, at=at, by=by, why=why, into=tuple(into))

    def withdraw(self, identifier: str, *, at: str, by: str, why: str, see: str | None = None) -> None:
        """What the identifier named was an error; `see` may say where to look instead."""
        self._append("withdraw", identifier, at=at, by=by, why=why, see=see)

    def restore(self, identifier: str, *, at: str, by: str, why: str) -> None:
        """A thing that had left comes back."""
        self._append("restore", identifier, at=at, by=by, why=why)

    def resolve(self, identifier: str) -> tuple[str, ...]:
        """The live identifiers one ends at: itself, the survivor of its merges, the parts of its split; or none."""
        standing = self._standing(identifier)
        if standing.state == LIVE:
            return (identifier,)
        return tuple(dict.fromkeys(end for step in standing.into for end in self.resolve(step)))

    def departed(self) -> Iterator[tuple[str, Standing]]:
        """Each identifier that is not live any more, with its standing."""
        return ((identifier, standing) for identifier, standing in self.table.items() if standing.state != LIVE)

    def _append(
        self,
        op: str,
        identifier: str,
        *,
        at: str,
        by: str,
        type: str | None = None,
        keys: tuple[str, ...] = (),
        into: tuple[str, ...] = (),
        why: str | None = None,
        see: str | None = None,
    ) -> None:
        event = Event(
            seq=len(self.lines) + 1,
            at=at,
            op=op,
            id=identifier,
            type=type,
            keys=keys,
            into=into,
            by=by,
            why=why,
            see=see,
            prev=self._digest_of_last(),
        )
        self._apply(event, event.line())

    def _digest_of_last(self) -> str:
        return hashlib.sha256(self.lines[-1].encode()).hexdigest() if self.lines else GENESIS

    def _parse(self, line: str) -> Event:
        try:
            event = Event.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            field_name = ".".join(map(str, first["loc"])) or "line"
            raise self._error(f"{field_name}: {first['msg']}", "Restore the file from version control.") from error
        if event.seq != len(self.lines) + 1 or event.prev != self._digest_of_last():
            raise self._error(
                "the chain is broken: a line before this one was changed, added or removed",
                "Restore the file from version control; new events go to the end.",
            )
        return event

    def _error(self, what: str, fix: str) -> LedgerError:
        return LedgerError(what, where=f"{self.where}, line {len(self.lines) + 1}", fix=fix)

    def _standing(self, identifier: str) -> Standing:
        if identifier not in self.table:
            raise self._error(f"{identifier} was never minted", "Check the identifier, or mint it first.")
        return self.table[identifier]

    def _apply(self, event: Event, line: str) -> None:
        """Check an event against the rules, then take it into the table. Nothing changes when it is refused."""
        rule = _RULES.get(event.op)
        if rule is None:
            raise self._error(f"there is no event {event.op!r}", f"Use one of: {', '.join(_RULES)}.")
        rule(self, event)
        self.lines.append(line)

    def _apply_mint(self, event: Event) -> None:
        kind = KINDS.get(event.type or "")
        if kind is None or not is_valid(event.id, kind):
            raise self._error(f"{event.id} is no identifier of kind {event.type}", "Let the ledger mint it.")
        if event.id in self.table:
            raise self._error(f"{event.id} was minted before", "An identifier is never used again.")
        self._name(event, kind.name)
        self.table[event.id] = Standing(kind)

    def _apply_alias(self, event: Event) -> None:
        self._name(event, self._standing(event.id).kind.name)

    def _name(self, event: Event, kind: str) -> None:
        if not event.keys:
            raise self._error(f"no key says what {event.id} names", "Give at least one key.")
        for key in event.keys:
            if self.keys.get((kind, key), event.id) != event.id:
                raise self._error(f"the key {key!r} names {self.keys[kind, key]} already", "Merge the two instead.")
        self.keys.update(dict.fromkeys(((kind, key) for key in event.keys), event.id))

    def _apply_merge(self, event: Event) -> None:
        self._replace(event, MERGED, lowest=1, highest=1)

    def _apply_split(self, event: Event) -> None:
        self._replace(event, SPLIT, lowest=2, highest=len(self.table))

    def _replace(self, event: Event, state: str, *, lowest: int, highest: int) -> None:
        self._require_live(event.id)
        if not lowest <= len(set(event.into)) <= highest or event.id in event.into:
            raise self._error(f"{event.id} cannot be {state} into {', '.join(event.into) or 'nothing'}", "Name others.")
        for successor in event.into:
            self._require_live(successor)
            if self.table[successor].kind != self.table[event.id].kind:
                raise self._error(
                    f"{event.id} and {successor} are of different kinds", "Withdraw it and mint one of the other kind."
                )
        self._leave(event, state)

    def _apply_withdraw(self, event: Event) -> None:
        self._require_live(event.id)
        followers = [name for name, standing in self.departed() if event.id in standing.into]
        if followers:
            raise self._error(
                f"{', '.join(followers)} would lead nowhere: replaced by {event.id}", "Restore those first."
            )
        if not event.why:
            raise self._error(f"no reason says why {event.id} is withdrawn", "Give one: readers will see it.")
        self._leave(event, WITHDRAWN)

    def _apply_restore(self, event: Event) -> None:
        standing = self._standing(event.id)
        if standing.state == LIVE:
            raise self._error(f"{event.id} never left", "There is nothing to restore.")
        self.table[event.id] = Standing(standing.kind)

    def _require_live(self, identifier: str) -> None:
        state = self._standing(identifier).state
        if state != LIVE:
            raise self._error(f"{identifier} is {state} already", "Restore it first, or name what replaced it.")

    def _leave(self, event: Event, state: str) -> None:
        kind = self.table[event.id].kind
        self.table[event.id] = Standing(kind, state, event.into, event.at, event.why or "", event.see or "")


_RULES = {
    "mint": Ledger._apply_mint,
    "alias": Ledger._apply_alias,
    "merge": Ledger._apply_merge,
    "split": Ledger._apply_split,
    "withdraw": Ledger._apply_withdraw,
    "restore": Ledger._apply_restore,
}
