"""What a request to the endpoint asks: SPARQL 1.1 Protocol, queries only.

https://www.w3.org/TR/sparql11-protocol/
"""

from urllib.parse import unquote_to_bytes

from flask import request

from publish.store.queries import Query

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
Parameters = dict[str, list[str]]


class RefusalError(Exception):
    """A request that is not carried out: the status, the reason, and when to come again, if that helps."""

    def __init__(self, status: int, reason: str, retry_after: int = 0) -> None:
        super().__init__(reason)
        self.status, self.reason, self.retry_after = status, reason, retry_after


def read_query(base: str) -> Query | None:
    """The query of this request, None where there is none. Raises `RefusalError` for what is no query operation."""
    in_address = _address_parameters()
    if request.method != "POST":
        return _from_parameters(in_address, base)
    if request.mimetype not in _BODIES:
        raise RefusalError(415, f"send a query as {_FORM} or {_DIRECT}")
    in_body = _BODIES[request.mimetype]()
    if "query" in in_address and "query" in in_body:
        raise RefusalError(400, "there is a query in the address and one in the body")
    names = {**in_address, **in_body}
    query = _from_parameters({name: in_address.get(name, []) + in_body.get(name, []) for name in names}, base)
    if query is None:
        raise RefusalError(400, "there is no query")
    return query


def _form_parameters() -> Parameters:
    _decoded(unquote_to_bytes(request.get_data()))
    return request.form.to_dict(flat=False)


def _direct_parameters() -> Parameters:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8"):
        raise RefusalError(415, f"a query is UTF-8, not {charset}")
    return {"query": [_decoded(request.get_data())]}


def _update_parameters() -> Parameters:
    raise RefusalError(403, "this endpoint is read-only")


_BODIES = {_FORM: _form_parameters, _DIRECT: _direct_parameters, _UPDATE: _update_parameters}


def _address_parameters() -> Parameters:
    _decoded(unquote_to_bytes(request.query_string))
    return request.args.to_dict(flat=False)


def _from_parameters(parameters: Parameters, base: str) -> Query | None:
    if "update" in parameters:
        raise RefusalError(403, "this endpoint is read-only")
    queries = parameters.get("query", [])
    if len(queries) > 1:
        raise RefusalError(400, "there is more than one query")
    if not queries:
        return None
    text = queries[0].removeprefix(_BYTE_ORDER_MARK)
    if not text.strip():
        raise RefusalError(400, "the query is empty")
    if "\0" in text:
        raise RefusalError(400, f"there is a NUL character at position {text.index(chr(0))}")
    default, named = (tuple(parameters.get(f"{kind}-graph-uri", ())) for kind in ("default", "named"))
    return Query(text, base, default, named)


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise RefusalError(400, f"not UTF-8: byte {content[error.start]:#04x} at position {error.start}") from error
