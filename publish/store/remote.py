"""Asking an endpoint over HTTP, with SPARQLWrapper: the client of `policygraph query`, and of remote stores.

Every wait ends: each read has a socket time-out, and the whole answer a deadline. Errors of the network and of the
endpoint become ours here: `StoreError` for a query that is refused, `UnavailableError` or `TimedOutError` else.
"""

import ast
import contextlib
import os
import re
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from math import ceil
from urllib.error import HTTPError, URLError

from SPARQLWrapper import SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointInternalError,
    EndPointNotFound,
    QueryBadFormed,
    SPARQLWrapperException,
    Unauthorized,
    URITooLong,
)

from ontology.errors import StoreError
from publish.store.interface import TimedOutError, UnavailableError

CREDENTIALS = ("POLICYGRAPH_STORE_USER", "POLICYGRAPH_STORE_PASSWORD")  # the environment that holds them
RETURN_FORMATS = {"json": "json", "xml": "xml", "csv": "csv", "tsv": "tsv", "turtle": "turtle", "json-ld": "json-ld"}
_HEAD = re.compile(r"\A(\s*#[^\n]*\n)+")
_PIECE = 64 * 1024
_LONGEST_REASON = 400
_CUT_OFF = ("X-SPARQL-MaxRows", "X-SQL-State")  # Virtuoso sends them with answers that it did not finish
_QUERY_FAULTS = (QueryBadFormed, URITooLong)
_NO_ENTRY = (403, 407)
_TOO_SLOW = (408, 504)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an endpoint is, and who asks: user and password go as HTTP Basic authentication."""

    address: str
    user: str = ""
    password: str = ""


def endpoint_at(address: str) -> Endpoint:
    """An endpoint; user and password come from the environment alone, never from an address or a file."""
    return Endpoint(address, *(os.environ.get(name, "") for name in CREDENTIALS))


@dataclass(frozen=True, slots=True)
class Most:
    """What an answer may cost: time until it is here, bytes and rows."""

    seconds: float = 30.0
    size: int = 256 * 1024 * 1024
    rows: int = 1_000_000


@dataclass(frozen=True, slots=True)
class RemoteAnswer:
    """The bytes that an endpoint sent, and what it called them."""

    body: bytes
    media_type: str


def ask(endpoint: str, query: str, return_format: str = "json", timeout: int = 30) -> RemoteAnswer:
    """What an endpoint answers, in the format that was wished for where it has it.

    Raises `StoreError` when it cannot be reached, refuses the query, or takes longer than `timeout` seconds.
    """
    client = _client(Endpoint(endpoint))
    client.setQuery(_without_head(query))
    client.setReturnFormat(RETURN_FORMATS[return_format])
    return _answer(client, Most(timeout))


def fetch(
    endpoint: Endpoint,
    query: str,
    operation: str,
    accept: str,
    most: Most,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> RemoteAnswer:
    """What an endpoint answers to a query of a known operation (SELECT, ASK, CONSTRUCT, DESCRIBE), as `accept` says.

    Raises `UnavailableError` also when it says itself that its answer is not complete.
    """
    client = _client(endpoint)
    client.setOnlyConneg(True)  # the header alone says which format we wish for
    client.queryString, client.queryType = query, operation  # `setQuery` would guess the operation from the words
    client.addCustomHttpHeader("Accept", accept)
    for graph in default_graphs:
        client.addParameter("default-graph-uri", graph)
    for graph in named_graphs:
        client.addParameter("named-graph-uri", graph)
    return _answer(client, most)


def _client(endpoint: Endpoint) -> SPARQLWrapper:
    client = SPARQLWrapper(endpoint.address, agent="policygraph")
    client.setMethod("POST")
    if endpoint.user:
        client.setCredentials(endpoint.user, endpoint.password)
    return client


def _answer(client: SPARQLWrapper, most: Most) -> RemoteAnswer:
    """What comes back, whole, before the deadline."""
    deadline = time.monotonic() + most.seconds
    client.setTimeout(max(1, ceil(most.seconds)))  # whole seconds, for each read
    with _translated(client.endpoint), contextlib.closing(client.query().response) as response:
        pieces, size = [], 0
        while piece := response.read1(_PIECE):
            size += len(piece)
            if time.monotonic() > deadline:
                raise _too_slow(client.endpoint, f"the answer was not complete after {most.seconds:g} seconds")
            if size > most.size:
                raise StoreError("the answer is too large", where=client.endpoint, fix="Ask for less: add a LIMIT.")
            pieces.append(piece)
        headers = response.headers
        if headers.get("Content-Length", str(size)) != str(size):
            raise _unavailable(client.endpoint, "the answer broke off")
        if any(name in headers for name in _CUT_OFF):
            raise _unavailable(
                client.endpoint, "it cut the answer off", "Raise the limits of the store, or add a LIMIT."
            )
        return RemoteAnswer(b"".join(pieces), headers.get_content_type())


@contextlib.contextmanager
def _translated(address: str) -> Iterator[None]:
    """Errors of SPARQLWrapper, HTTP and sockets, as ours."""
    try:
        yield
    except _QUERY_FAULTS as error:
        raise StoreError(_reason(error), where=address, fix="Correct the query.") from error
    except Unauthorized as error:
        raise _no_entry(address, _reason(error)) from error
    except EndPointNotFound as error:
        raise _unavailable(address, "there is no SPARQL endpoint", "Correct the address.") from error
    except EndPointInternalError as error:
        raise _unavailable(
            address, f"it failed: {_reason(error)}", "Make the query simpler, or see its log."
        ) from error
    except SPARQLWrapperException as error:
        raise StoreError(_reason(error), where=address, fix="Correct the query.") from error
    except HTTPError as error:
        raise _http_error(address, error) from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError | socket.timeout):
            raise _too_slow(address, "no answer in time") from error
        raise _unavailable(address, f"no answer: {error.reason}") from error
    except TimeoutError as error:
        raise _too_slow(address, "no answer in time") from error
    except (OSError, HTTPException) as error:
        raise _unavailable(address, f"the answer broke off: {error or type(error).__name__}") from error


def _http_error(address: str, error: HTTPError) -> StoreError:
    """The statuses that SPARQLWrapper has no exception for."""
    said = ""
    with error, contextlib.suppress(OSError, HTTPException):
        said = error.read(_PIECE).decode("utf-8", "replace")
    reason = _shortened(said) or f"{error.code} {error.reason}"
    if error.code in _NO_ENTRY:
        return _no_entry(address, reason)
    if error.code in _TOO_SLOW:
        return _too_slow(address, f"it gave up: {reason}")
    if 400 <= error.code < 500:
        return StoreError(reason, where=address, fix="Correct the query.")
    return _unavailable(address, f"it failed: {reason}")


def _no_entry(address: str, reason: str) -> UnavailableError:
    what = f"it does not let us in: {reason}"
    return _unavailable(address, what, f"Check {' and '.join(CREDENTIALS)} in the environment.")


def _unavailable(
    address: str, what: str, fix: str = "Start it (ours: `policygraph serve`), or correct its address."
) -> UnavailableError:
    return UnavailableError(what, where=address, fix=fix)


def _too_slow(address: str, what: str) -> TimedOutError:
    return TimedOutError(what, where=address, fix="Make the query simpler, or try again later.")


def _reason(error: SPARQLWrapperException) -> str:
    """What the endpoint said: SPARQLWrapper gives it as the `repr` of bytes at the end of its own words."""
    said = str(error).partition("Response:\n")[2]
    try:
        content = ast.literal_eval(said)
    except (SyntaxError, ValueError):
        return _shortened(str(error))
    return _shortened(content.decode("utf-8", "replace") if isinstance(content, bytes) else str(error))


def _shortened(said: str) -> str:
    text = said.strip(" \n.")
    return text if len(text) <= _LONGEST_REASON else f"{text[:_LONGEST_REASON]}…"


def _without_head(query: str) -> str:
    """The query without its leading comments, lines kept: SPARQLWrapper takes words in comments for the operation."""
    return _HEAD.sub(lambda head: "\n" * head[0].count("\n"), query)
