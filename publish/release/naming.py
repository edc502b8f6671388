"""All names in the dataset, folded and sorted, so that a thing can be found by one without a search engine.

clean air plan <tab> http://…/id/document/d37vmg67      one line for each name of each thing
"""

from collections.abc import Iterator

from ontology.terms import DCTERMS, OWL, SKOS, VOCABULARY
from publish.store.dataset import Dataset
from publish.store.folding import fold
from publish.store.table import Row, table

FILE_NAME = "index/names.tsv"
LONGEST = 500  # characters: what is longer is no name
_NAMES = {str(term) for term in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, DCTERMS.title)}


def names(dataset: Dataset, base: str) -> bytes:
    """The table. What left its place has no name any more; names that were not accepted are none."""
    return table(_rows(dataset, base))


def _rows(dataset: Dataset, base: str) -> Iterator[Row]:
    rows, departed = [], set()
    for each in dataset.statements():
        if each.predicate == str(OWL.deprecated):
            departed.add(each.subject)
        ours = each.subject.startswith((f"{base}id/", f"{VOCABULARY}scheme/")) and "#" not in each.subject
        if each.predicate in _NAMES and not each.graph and ours:
            folded = fold(each.text)
            if folded and len(folded) <= LONGEST:
                rows.append((folded, each.subject))
    return (row for row in rows if row[1] not in departed)
