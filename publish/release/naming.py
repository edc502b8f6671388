"""All names in the dataset, folded and sorted, so that a thing can be found by one without a search engine.

clean air plan <tab> http://…/id/document/d37vmg67      one line for each name of each thing
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ontology.terms import DCTERMS, OWL, SKOS, VOCABULARY
from publish.release.pieces import Parted
from publish.store.dataset import Dataset, Statement
from publish.store.folding import fold
from publish.store.sorting import sorted_lines

FILE_NAME = "index/names.tsv"
LONGEST = 500  # characters: what is longer is no name
_NAMES = {str(term) for term in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, DCTERMS.title)}


def names(dataset: Dataset, base: str) -> bytes:
    """The table. What left its place has no name any more; names that were not accepted are none."""
    return b"".join(merged([], list(dataset.statements()), base))


def piece(parts: Parted, base: str) -> list[str]:
    """The rows of a unit's own things."""
    return sorted({f"{name}\t{thing}" for name, thing in _rows(parts.own, base)})


def merged(pieces: Iterable[Sequence[str]], shared: Iterable[Statement], base: str) -> Iterator[bytes]:
    """The lines of the table: of what units contribute, and of what they share."""
    statements = list(shared)
    departed = {each.subject.encode() for each in statements if each.predicate == str(OWL.deprecated)}
    rows = chain(("\t".join(row) for row in _rows(statements, base)), chain.from_iterable(pieces))
    return (
        line + b"\n"
        for line in sorted_lines(row.encode() for row in rows)
        if not departed or line.partition(b"\t")[2] not in departed
    )


def _rows(statements: Iterable[Statement], base: str) -> Iterator[tuple[str, str]]:
    for each in statements:
        ours = each.subject.startswith((f"{base}id/", f"{VOCABULARY}scheme/")) and "#" not in each.subject
        if each.predicate in _NAMES and not each.graph and ours:
            folded = fold(each.text)
            if folded and len(folded) <= LONGEST:
                yield folded, each.subject
