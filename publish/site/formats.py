"""What can be sent, and which of it a client likes best: tables of formats, and one negotiator."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write something: the extension of its address, its media type, other names that clients ask for."""

    extension: str
    media_type: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type as it is sent: text is UTF-8, and says so."""
        textual = self.media_type.startswith("text/") or self.media_type in _TEXT_THAT_IS_NO_TEXT
        return f"{self.media_type}; charset=utf-8" if textual else self.media_type


_TEXT_THAT_IS_NO_TEXT = {"application/trig", "application/n-triples", "application/n-quads"}
HTML = Format("html", "text/html", "HTML", ("application/xhtml+xml",))
TURTLE = Format("ttl", "text/turtle", "Turtle", ("application/x-turtle", "text/n3"))
DOCUMENTS = (  # the first is sent to clients that do not mind
    HTML,
    TURTLE,
    Format("jsonld", "application/ld+json", "JSON-LD", ("application/json",)),
    Format("nt", "application/n-triples", "N-Triples", ("text/plain",)),
    Format("rdf", "application/rdf+xml", "RDF/XML", ("application/xml", "text/xml")),
    Format("trig", "application/trig", "TriG"),
    Format("nq", "application/n-quads", "N-Quads"),
)
RDF = DOCUMENTS[1:]
RESULTS = (
    Format("json", "application/sparql-results+json", "JSON", ("application/json",)),
    Format("xml", "application/sparql-results+xml", "XML", ("application/xml", "text/xml")),
    Format("csv", "text/csv", "CSV"),
    Format("tsv", "text/tab-separated-values", "TSV"),
)
CSV = Format("csv", "text/csv", "CSV")
FILES = {  # of a release, by the end of their name
    **{format.extension: format for format in DOCUMENTS},
    "json": Format("json", "application/json", "JSON"),
    "csv": CSV,
    "jsonl": Format("jsonl", "application/jsonl", "JSON lines"),
    "rq": Format("rq", "application/sparql-query", "SPARQL"),
    "tsv": Format("tsv", "text/tab-separated-values", "TSV"),
    "txt": Format("txt", "text/plain", "text"),
}
_RANGE = re.compile(r'(?:[^,"]|"[^"]*"?)+')  # up to a comma that is not quoted
_PARAMETER = re.compile(r'(?:[^;"]|"[^"]*"?)+')
OTHER = Format("", "application/octet-stream", "bytes")


def choose_format(accept: str | None, offered: Sequence[Format]) -> Format | None:
    """The format the client likes best, the first offered if it does not mind, or None when we have none it accepts."""
    if not accept or not re.search(r"[^\s,;]+/[^\s,;]+|\*", accept):
        return offered[0]  # no header, or nothing in it that names a media type
    by_media_type = {format.media_type: format for format in offered}
    for format in offered:
        for alias in format.aliases:
            by_media_type.setdefault(alias, format)
    wishes = parse_accept_header(without_parameters(accept), MIMEAccept)
    if not wishes:
        return offered[0]  # what it names has no weight that is a number
    best = wishes.best_match(by_media_type)
    return by_media_type[best] if best else None


def without_parameters(accept: str) -> str:
    """An Accept header with the weights alone: werkzeug takes `text/turtle; charset=utf-8` for another type.

    >>> without_parameters('text/turtle; charset=utf-8;q=0.5, *;q=0.1')
    'text/turtle;q=0.5,*/*;q=0.1'
    """
    return ",".join(_plain_range(each) for each in _RANGE.findall(accept))


def _plain_range(media_range: str) -> str:
    media_type, *parameters = [part.strip() for part in _PARAMETER.findall(media_range)] or [""]
    weight = next((part for part in parameters if re.match(r"q\s*=", part, re.IGNORECASE)), "")
    return ("*/*" if media_type == "*" else media_type) + (f";{weight.lower().replace(' ', '')}" if weight else "")


def by_extension(extension: str, offered: Sequence[Format]) -> Format | None:
    """The format whose addresses end so."""
    return next((format for format in offered if format.extension == extension), None)
