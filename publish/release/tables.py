"""All tables of a release that are made from pieces: what a unit contributes to each."""

from collections.abc import Mapping

from publish.release import audit, changes, counting, dumps, index, naming, things
from publish.release.pieces import Parted, Pieces, parted, written
from publish.store.dataset import Dataset


def pieces(unit: Dataset, base: str, terms: Mapping[str, int]) -> tuple[bytes, bytes]:
    """What a unit contributes to the tables and to the dumps, to be kept.

    `terms` are `changes.names_of_terms` of the vocabulary.
    """
    parts = parted(list(unit.statements()), base)
    return _tables(parts, base, terms), dumps.piece(parts)


def _tables(parts: Parted, base: str, terms: Mapping[str, int]) -> bytes:
    lists, grounds = audit.piece(parts)
    tables = {
        "changes": changes.piece(parts, base, terms),
        "index": index.piece(parts, base),
        "names": naming.piece(parts, base),
        "things": things.piece(parts, base),
        "audit": lists,
        "grounds": grounds,
        "counts": counting.piece(parts),
    }
    return written(tables, parts.shared)


def in_one_piece(dataset: Dataset, base: str) -> Pieces:
    """The same of a whole dataset, for those who know no units."""
    table, dump = pieces(dataset, base, changes.names_of_terms(dataset.statements(), base))
    return Pieces([table], dumps=[dump])
