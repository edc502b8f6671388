"""Which identifiers a dataset speaks of: what a later release may not lose."""

from ontology.errors import IdentifierError
from ontology.identifiers import parse
from ontology.ledger import Ledger
from publish.store.dataset import Dataset


def minted_ids(dataset: Dataset, base: str, ledger: Ledger) -> list[str]:
    """The minted identifiers of live things that some graph speaks about, sorted."""
    names = {name for iri in dataset.subjects() if (name := _identifier(iri, base))}
    return sorted(name for name in names if name in ledger.table and ledger.resolve(name) == (name,))


def evidence_ids(dataset: Dataset, base: str) -> list[str]:
    """The identifiers of the evidence graphs, sorted."""
    return sorted(name for iri in dataset.graph_names if (name := _identifier(iri, base)))


def examples(dataset: Dataset, base: str) -> list[str]:
    """One thing of each kind that a visitor would look at first."""
    subjects = sorted(iri for iri in dataset.default_graph.subjects() if "#" not in iri)
    starts = [f"{base}id/{path}/" for path in ("article", "document", "measure", "recommendation", "observation")]
    return [found for start in starts if (found := next((iri for iri in subjects if iri.startswith(start)), None))]


def _identifier(iri: str, base: str) -> str | None:
    if "#" in iri:
        return None
    try:
        return parse(iri, base).identifier
    except IdentifierError:
        return None
