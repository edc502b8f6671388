"""What became of an identifier: in use, merged, split, withdrawn, superseded, never minted, or mistyped."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from rdflib import URIRef

from ontology import ledger
from ontology.errors import IdentifierError
from ontology.identifiers import parse, thing_iri
from publish.site.release import Release
from publish.store.interface import PolicyStore


class State(Enum):
    """What became of an identifier."""

    LIVE = "live"
    MERGED = "merged"
    SPLIT = "split"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"
    MISTYPED = "mistyped"


GONE = (State.WITHDRAWN, State.SUPERSEDED)
NOWHERE = (State.UNKNOWN, State.MISTYPED)


@dataclass(frozen=True, slots=True)
class Life:
    """The state of a thing, and, where it left, when, why and where to go."""

    state: State
    into: tuple[URIRef, ...] = ()
    at: str = ""
    why: str = ""
    see: tuple[URIRef, ...] = ()
    last_release: str = ""


def life_of(thing: URIRef, release: Release, store: PolicyStore, last_with: Callable[[str], str]) -> Life:
    """What became of a thing of ours, by ledger, store and manifest; `last_with` tells the last release that had it."""
    try:
        name = parse(str(thing), release.base)
    except IdentifierError:
        return Life(State.MISTYPED)
    standing = release.ledger.table.get(name.identifier)
    if standing is not None and standing.kind.path == name.path:
        life = _by_ledger(name.identifier, standing, release)
        return replace(life, last_release=last_with(name.identifier)) if life.state in GONE else life
    if store.contains(thing):
        return Life(State.LIVE)
    if name.path == "evidence" and name.identifier in release.evidence:
        return Life(
            State.SUPERSEDED,
            at=next((date for _, _, _, date in release.changes.of(f"id/evidence/{name.identifier}")), ""),
            why="newer readings took its place",
            last_release=release.evidence[name.identifier],
        )
    return Life(State.UNKNOWN)


def _by_ledger(identifier: str, standing: ledger.Standing, release: Release) -> Life:
    if standing.state == ledger.LIVE:
        return Life(State.LIVE)
    ends = release.ledger.resolve(identifier)  # a chain of merges collapses to one hop
    into = tuple(_thing(end, release) for end in ends)
    see = (_thing(standing.see, release),) if standing.see in release.ledger.table else ()
    if standing.state == ledger.WITHDRAWN:
        return Life(State.WITHDRAWN, (), standing.at, standing.why, see)
    return Life(State.MERGED if len(into) == 1 else State.SPLIT, into, standing.at, standing.why, see)


def _thing(identifier: str, release: Release) -> URIRef:
    return URIRef(thing_iri(release.base, release.ledger.table[identifier].kind, identifier))
