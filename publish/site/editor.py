"""What the query editor knows of our words, so that it can complete them."""

import json

from rdflib import OWL, RDF, URIRef

from ontology.terms import PREFIXES
from publish.site.names import shortened
from publish.site.site import Site

POLICY = (  # scripts of ours, and icons within the editor's own style sheet; else as strict as anywhere
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_KINDS = {OWL.Class: "class", OWL.ObjectProperty: "property", OWL.DatatypeProperty: "property"}


def editor_terms(site: Site) -> str:
    """Prefixes and terms as JSON: each term with its short form, its kind, and its names for the list."""
    kinds = {s: _KINDS[o] for s, p, o, _ in site.release.ontology if p == RDF.type and o in _KINDS}  # type: ignore[index]
    terms = [
        {"iri": str(iri), "short": shortened(str(iri)), "kind": kind, "names": dict(site.names.labels(iri))}
        for iri, kind in sorted(kinds.items(), key=lambda item: str(item[0]))
        if isinstance(iri, URIRef)
    ]
    return json.dumps({"prefixes": dict(PREFIXES), "terms": terms}, ensure_ascii=False).replace("<", "\\u003c")
