"""What the dumps of a dataset must be: all of it written at once by the store's library."""

import json

import pyoxigraph as ox

from ontology.terms import PREFIXES
from publish.store.dataset import Dataset


def whole_dumps(dataset: Dataset) -> dict[str, bytes]:
    """The dumps but that of N-Quads, by name: sorted, the default graph first, then the others by their names."""
    quads = list(dataset.quads())
    accepted = [quad for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph)]
    named = [quad for quad in quads if isinstance(quad.graph_name, ox.NamedNode)]
    triples = [quad.triple for quad in accepted]
    in_order = accepted + sorted(named, key=lambda quad: (quad.graph_name.value, str(quad)))
    nodes = json.loads(ox.serialize(triples, format=ox.RdfFormat.JSON_LD, prefixes=PREFIXES) or b"")
    lines = ",\n".join(json.dumps(node, ensure_ascii=False, sort_keys=True) for node in nodes)
    return {
        "accepted.ttl": ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"",
        "accepted.jsonld": f"[\n{lines}\n]\n".encode(),
        "dataset.trig": ox.serialize(in_order, format=ox.RdfFormat.TRIG, prefixes=PREFIXES) or b"",
    }
