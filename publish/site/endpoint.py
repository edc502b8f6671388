"""The SPARQL endpoint: SPARQL 1.1 Protocol, queries only, and the form for people.

https://www.w3.org/TR/sparql11-protocol/
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import unquote_to_bytes, urlencode

from flask import Flask, Response, request
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from ontology.errors import StoreError
from ontology.terms import SD, VOID
from publish.site.document import write
from publish.site.examples import EXAMPLES
from publish.site.formats import HTML, RESULTS, choose_format
from publish.site.formats import RDF as RDF_FORMATS
from publish.site.languages import LANGUAGES, PAGE_TAG
from publish.site.pages import PageMaker, Value
from publish.site.responses import respond
from publish.site.site import Site
from publish.site.wording import wording
from publish.store import guard
from publish.store.interface import Answer, Form, Quad

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_ROWS_ON_A_PAGE = 1_000
_VARY = ["Accept"]
_FORMATS_SPACE = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle",
                 "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")  # fmt: skip


class RefusalError(Exception):
    """A request that is no query: the status and the reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: the text, and the dataset that the protocol names."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def register(app: Flask, site: Site) -> None:
    """Add the endpoint to an app."""
    app.add_url_rule("/sparql", view_func=Endpoint(site).answer, methods=["GET", "POST"])


class Endpoint:
    """The route of the endpoint."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def answer(self) -> Response:
        """The answer to a query; without a query, the form or the description of the service."""
        try:
            query = read_query()
            if query is None:
                return self._without_query()
            answer = self._site.store.query(
                query.text,
                base=self._site.addresses.absolute("sparql"),
                default_graphs=query.default_graphs,
                named_graphs=query.named_graphs,
            )
            return self._send(query, answer)
        except RefusalError as refusal:
            return self._problem(refusal.status, refusal.reason)
        except StoreError as error:
            return self._problem(400, str(error))

    def _send(self, query: Query, answer: Answer) -> Response:
        offered = (*(RDF_FORMATS if answer.form is Form.GRAPH else RESULTS), HTML)
        wished = request.values.get("format", "")
        format = next((each for each in offered if each.extension == wished), None)
        format = format or choose_format(request.headers.get("Accept"), offered)
        if format is None:
            names = ", ".join(each.media_type for each in offered)
            raise RefusalError(406, f"this answer comes as {names}")
        if format is HTML:
            return self._page(query.text, answer)
        return respond(answer.serialize(format.media_type), format.content_type, vary=_VARY)

    def _without_query(self) -> Response:
        format = choose_format(request.headers.get("Accept"), (*RDF_FORMATS, HTML))
        if format is None:
            raise RefusalError(406, "the description of this service comes as RDF, the form as HTML")
        if format is HTML:
            return self._page("", None)
        return respond(write(self._description(), format), format.content_type, vary=_VARY)

    def _page(self, query: str, answer: Answer | None, problem: str = "", status: int = 200) -> Response:
        language = self._site.language()
        pages, words = self._site.pages(language), wording(language)
        found = list(islice(answer.rows(), _ROWS_ON_A_PAGE + 1)) if answer else []
        rows = [[_cell(pages, cell) for cell in row] for row in found[:_ROWS_ON_A_PAGE]]
        other = next(each for each in LANGUAGES if each != language)
        body = self._site.render(
            "sparql.html",
            language,
            query=query or EXAMPLES[0],
            problem=problem,
            endpoint=self._site.addresses.absolute("sparql"),
            limits=words["limits"].format(**guard.LIMITS),
            columns=answer.variables if answer else (),
            rows=rows,
            capped=len(found) > _ROWS_ON_A_PAGE,
            formats=RESULTS + RDF_FORMATS,
            examples=() if query else EXAMPLES,
            other_language_href="?" + urlencode({"lang": other, **({"query": query} if query else {})}),
        )  # fmt: skip
        return respond(body, HTML.content_type, status=status, vary=["Accept", "Accept-Language"],
                       language=PAGE_TAG[language])  # fmt: skip

    def _problem(self, status: int, reason: str) -> Response:
        if status == 400 and choose_format(request.headers.get("Accept"), (*RESULTS, HTML)) is HTML:
            return self._page(request.values.get("query", ""), None, reason, status)
        return respond(f"{reason}\n", "text/plain; charset=utf-8", status=status, vary=_VARY)

    def _description(self) -> Sequence[Quad]:
        """The service description: https://www.w3.org/TR/sparql11-service-description/."""
        endpoint = URIRef(self._site.addresses.absolute("sparql"))
        service, dataset, graph = (URIRef(f"{endpoint}#{name}") for name in ("service", "dataset", "default-graph"))
        triples = [
            (service, RDF.type, SD.Service),
            (service, SD.endpoint, endpoint),
            (service, SD.supportedLanguage, SD.SPARQL11Query),
            (service, SD.defaultDataset, dataset),
            (service, DCTERMS.license, URIRef(self._site.release.licence)),
            (dataset, RDF.type, SD.Dataset),
            (dataset, SD.defaultGraph, graph),
            (dataset, DCTERMS.source, URIRef(self._site.addresses.absolute(self._site.release.local))),
            (graph, RDF.type, SD.Graph),
            (graph, VOID.uriSpace, Literal(f"{self._site.addresses.base}id/")),
            *((service, SD.resultFormat, URIRef(_FORMATS_SPACE + name)) for name in _FORMAT_NAMES),
        ]
        return [(*triple, None) for triple in triples]


def _cell(pages: PageMaker, term: Node | None) -> Value | None:
    """A term of a result: an IRI is shown itself, not its name."""
    shown = pages.value(term) if term is not None else None
    return replace(shown, text=shown.iri, language="") if shown and shown.iri else shown


def read_query() -> Query | None:
    """The query of this request, None where there is none. Raises `RefusalError` for what is no query operation."""
    if request.method != "POST":
        return _from_parameters(_strict_parameters())
    match request.mimetype:
        case "application/x-www-form-urlencoded":
            if request.args:
                raise RefusalError(400, "a form carries all its parameters in its body")
            return _from_parameters(request.form.to_dict(flat=False)) or _refuse_empty()
        case "application/sparql-query":
            charset = request.mimetype_params.get("charset", "utf-8").lower()
            if charset not in ("utf-8", "utf8"):
                raise RefusalError(415, f"a query is UTF-8, not {charset}")
            parameters = _strict_parameters()
            if "query" in parameters:
                raise RefusalError(400, "there is a query in the address and one in the body")
            return _from_parameters({**parameters, "query": [_decoded(request.get_data())]})
        case "application/sparql-update":
            raise RefusalError(403, "this endpoint is read-only")
    raise RefusalError(415, f"send a query as {_FORM} or {_DIRECT}")


def _from_parameters(parameters: dict[str, list[str]]) -> Query | None:
    if "update" in parameters:
        raise RefusalError(403, "this endpoint is read-only")
    queries = parameters.get("query", [])
    if len(queries) > 1:
        raise RefusalError(400, "there is more than one query")
    if not queries:
        return None
    text = queries[0].removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if not text.strip():
        raise RefusalError(400, "the query is empty")
    graphs = (tuple(parameters.get(f"{kind}-graph-uri", ())) for kind in ("default", "named"))
    return Query(text, *graphs)


def _strict_parameters() -> dict[str, list[str]]:
    _decoded(unquote_to_bytes(request.query_string))
    return request.args.to_dict(flat=False)


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise RefusalError(400, f"not UTF-8: byte {content[error.start]:#04x} at position {error.start}") from error


def _refuse_empty() -> Query:
    raise RefusalError(400, "there is no query")
