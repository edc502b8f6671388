"""Which identifiers a dataset speaks of: what a later release may not lose."""

from ontology.errors import IdentifierError
from ontology.identifiers import parse
from ontology.ledger import Ledger
from publish.store.dataset import Dataset


def minted_ids(dataset: Dataset, base: str, ledger: Ledger) -> list[str]:
    """The minted identifiers of live things that some graph speaks about, sorted."""
    names = {name for iri in dataset.each_subject() if (name := _minted(iri, base, ledger))}
    return sorted(name for name in names if ledger.resolve(name) == (name,))


def evidence_ids(dataset: Dataset, base: str) -> list[str]:
    """The identifiers of the evidence graphs, sorted."""
    return sorted(name for iri in dataset.graph_names if (name := _identifier(iri, base)))


def examples(dataset: Dataset, base: str) -> list[str]:
    """One thing of each kind that a visitor would look at first."""
    starts = [f"{base}id/{path}/" for path in ("article", "document", "measure", "recommendation", "observation")]
    first: dict[str, str] = {}
    for iri in dataset.each_subject(accepted=True):
        start = iri[: iri.rfind("/") + 1]
        if start in starts and "#" not in iri:
            first[start] = min(first.get(start, iri), iri)
    return [first[start] for start in starts if start in first]


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
