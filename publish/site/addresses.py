"""Every address of the site is made here: of things, of the documents about them, and of the links between pages.

Things are named under the base, our vocabulary under w3id.org; the site answers both trees by path.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from rdflib import URIRef

from ontology.terms import ONTOLOGY, VOCABULARY
from publish.site.formats import Format

_WEB_PAGE = re.compile(r"https?://", re.IGNORECASE)
_URI_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"  # what `quote` shall leave as it is, besides letters, digits and `-._`


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses under one base. `by_path`: the server stands elsewhere than the base says, so links are paths."""

    base: str
    by_path: bool = False

    @property
    def root(self) -> str:
        """The path of the front page: `/`, or what the base has behind the host."""
        return urlsplit(self.base).path

    def path(self, local: str) -> str:
        """The address of a page of ours without the host; `local` has no leading slash."""
        return quote(self.root + local, safe=_URI_CHARACTERS)

    def absolute(self, local: str) -> str:
        """The full address of a page of ours, for headers and RDF."""
        return quote(self.base + local, safe=_URI_CHARACTERS)

    def redirect(self, local: str) -> str:
        """Where to send a client: a full address, or a path where the base leads to another server."""
        return self.path(local) if self.by_path else self.absolute(local)

    def local(self, iri: str) -> str | None:
        """The part of an IRI of ours behind base or vocabulary; None for those of others."""
        for start in (self.base, VOCABULARY):
            if iri.startswith(start):
                return iri.removeprefix(start)
        return None

    def href(self, iri: str) -> str | None:
        """What a link to this IRI leads to; None where it would lead to something that is no web page.

        >>> Addresses("http://localhost:8000/").href("https://w3id.org/policygraph/scheme/modality/guide")
        '/scheme/modality/guide'
        >>> Addresses("http://localhost:8000/").href("javascript:alert(1)") is None
        True
        """
        local = self.local(iri)
        if local is not None:
            return self.path(local)
        if _WEB_PAGE.match(iri):
            return quote(str(iri), safe=_URI_CHARACTERS)
        return None

    def document(self, thing: str) -> str:
        """The local address of the document about a thing: without host, without format.

        >>> Addresses("http://localhost:8000/").document("http://localhost:8000/id/measure/m1#x")
        'doc/measure/m1'
        """
        if thing.startswith(f"{ONTOLOGY}#"):
            return "ontology"
        local = (self.local(thing) or "").partition("#")[0]
        return f"doc/{local.removeprefix('id/')}" if local.startswith("id/") else local

    def document_iri(self, thing: str) -> URIRef:
        """The name of the document about a thing, in RDF."""
        return URIRef(self.absolute(self.document(thing)))

    def part(self, document: str, number: int) -> str:
        """The local address of one part of a document that is shown in several; the first is the document itself."""
        return document if number == 1 else f"{document}/more/{number}"

    def representation(self, document: str, format: Format, language: str | None = None) -> str:
        """The local address of one representation of a document; pages also come by language."""
        query = f"?{urlencode({'lang': language})}" if language else ""
        return f"{document}.{format.extension}{query}"

    def query(self, text: str) -> str:
        """The path of a query's answer."""
        return f"{self.path('sparql')}?{urlencode({'query': text})}"
