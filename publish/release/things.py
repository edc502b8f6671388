"""Which identifiers a dataset speaks of: what a later release may not lose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ontology.errors import IdentifierError
from ontology.identifiers import KINDS, parse
from ontology.ledger import Ledger
from publish.release.pieces import Parted
from publish.store.dataset import Dataset, Statement


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a release speaks of: the minted identifiers of live things, those of evidence, and a thing of each kind."""

    minted: tuple[str, ...]
    evidence: tuple[str, ...]
    examples: tuple[str, ...]


def piece(parts: Parted, base: str) -> dict[str, list[str]]:
    """What a unit speaks of: subjects as they are called below `id/`, evidence, and the first thing of each kind."""
    start = f"{base}id/"
    subjects = {each.subject for each in (*parts.own, *parts.shared) if "#" not in each.subject}
    evidence = f"{start}{KINDS['evidence'].path}/"
    graphs = sorted({each.graph for each in parts.own if each.graph})
    return {
        "subjects": sorted(
            each.removeprefix(start) for each in subjects if each.startswith(start) and not each.startswith(evidence)
        ),
        "evidence": [name for iri in graphs if (name := _identifier(iri, base))],
        "examples": _first((each.subject for each in parts.own if not each.graph), base),
    }


def merged(pieces: Iterable[Mapping[str, list[str]]], shared: Iterable[Statement], base: str, ledger: Ledger) -> Spoken:
    """What the units speak of, and what they share."""
    minted, evidence, first = set[str](), set[str](), dict[str, str]()
    for each in shared:
        if name := _minted(each.subject, base, ledger):
            minted.add(name)
        if each.graph and (name := _identifier(each.graph, base)):
            evidence.add(name)
    for spoken in pieces:
        minted.update(name for each in spoken["subjects"] if (name := _minted(f"{base}id/{each}", base, ledger)))
        evidence.update(spoken["evidence"])
        for iri in spoken["examples"]:
            start = iri[: iri.rfind("/") + 1]
            first[start] = min(first.get(start, iri), iri)
    live = sorted(name for name in minted if ledger.resolve(name) == (name,))
    return Spoken(
        tuple(live), tuple(sorted(evidence)), tuple(first[each] for each in _looked_at(base) if each in first)
    )


def minted_ids(dataset: Dataset, base: str, ledger: Ledger) -> list[str]:
    """The minted identifiers of live things that some graph speaks about, sorted."""
    names = {name for iri in dataset.each_subject() if (name := _minted(iri, base, ledger))}
    return sorted(name for name in names if ledger.resolve(name) == (name,))


def evidence_ids(dataset: Dataset, base: str) -> list[str]:
    """The identifiers of the evidence graphs, sorted."""
    return sorted(name for iri in dataset.graph_names if (name := _identifier(iri, base)))


def _first(subjects: Iterable[str], base: str) -> list[str]:
    starts = _looked_at(base)
    first: dict[str, str] = {}
    for iri in subjects:
        start = iri[: iri.rfind("/") + 1]
        if start in starts and "#" not in iri:
            first[start] = min(first.get(start, iri), iri)
    return [first[start] for start in starts if start in first]


def _looked_at(base: str) -> list[str]:
    return [f"{base}id/{path}/" for path in ("article", "document", "measure", "recommendation", "observation")]


def _minted(iri: str, base: str, ledger: Ledger) -> str | None:
    """The identifier in an IRI, if it was minted for a thing of that place; the ledger spares us the parsing."""
    start, _, name = iri.rpartition("/")
    standing = ledger.table.get(name)
    return name if standing and start == f"{base}id/{standing.kind.path}" else None


def _identifier(iri: str, base: str) -> str | None:
    if "#" in iri:
        return None
    try:
        return parse(iri, base).identifier
    except IdentifierError:
        return None
