"""How an article becomes triples: `read_record`, `lift`, `accept`, then `dataset` for what the articles share.

names = Names(base, ledger, today)
articles = [lift(read_record(path), names) for path in records]     # evidence graphs, one for each reading
for unit in units(articles):                                        # articles that share minted things
    accept(unit, decisions, base)                                   # quads: default graph and evidence graphs
authority_quads(quads, names), vocabulary_quads(), tombstones(ledger, base)
"""

from mappings.accept import accept
from mappings.anchoring import anchor_record
from mappings.archive import Archive, verify
from mappings.beginning import begin_record
from mappings.dataset import authority_quads, tombstones, units, vocabulary_quads
from mappings.lift import Lifted, lift
from mappings.names import Names
from mappings.record import Decisions, Record, read_decisions, read_draft, read_record

__all__ = [
    "Archive",
    "Decisions",
    "Lifted",
    "Names",
    "Record",
    "accept",
    "anchor_record",
    "authority_quads",
    "begin_record",
    "lift",
    "read_decisions",
    "read_draft",
    "read_record",
    "tombstones",
    "units",
    "verify",
    "vocabulary_quads",
]
