"""Asking an endpoint over HTTP: the client of `policygraph query`, with SPARQLWrapper."""

import ast
import re
import socket
from dataclasses import dataclass
from urllib.error import HTTPError, URLError

from SPARQLWrapper import SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from ontology.errors import StoreError

_HEAD = re.compile(r"\A(\s*#[^\n]*\n)+")
RETURN_FORMATS = {"json": "json", "xml": "xml", "csv": "csv", "tsv": "tsv", "turtle": "turtle", "json-ld": "json-ld"}


@dataclass(frozen=True, slots=True)
class RemoteAnswer:
    """The bytes that an endpoint sent, and what it called them."""

    body: bytes
    media_type: str


def ask(endpoint: str, query: str, return_format: str = "json", timeout: int = 30) -> RemoteAnswer:
    """What an endpoint answers, in the format that was wished for where it has it.

    Raises `StoreError` when it cannot be reached, refuses the query, or takes longer than `timeout` seconds.
    """
    client = SPARQLWrapper(endpoint, agent="policygraph")
    client.setQuery(_without_head(query))
    client.setReturnFormat(RETURN_FORMATS[return_format])
    client.setMethod("POST")
    client.setTimeout(timeout)
    try:
        response = client.query().response
        return RemoteAnswer(response.read(), response.headers.get_content_type())
    except SPARQLWrapperException as error:
        raise StoreError(_reason(error), where=endpoint, fix="Correct the query.") from error
    except HTTPError as error:
        with error:
            reason = error.read().decode("utf-8", "replace").strip(" \n.") or str(error)
        raise StoreError(reason, where=endpoint, fix="Correct the query.") from error
    except (URLError, socket.timeout, ConnectionError) as error:  # noqa: UP041 — SPARQLWrapper sets socket time-outs
        raise StoreError(f"no answer: {error}", where=endpoint, fix="Start it with `policygraph serve`.") from error


def _reason(error: SPARQLWrapperException) -> str:
    """What the endpoint said: SPARQLWrapper gives it as the `repr` of bytes at the end of its own words."""
    said = str(error).partition("Response:\n")[2]
    try:
        content = ast.literal_eval(said)
    except (SyntaxError, ValueError):
        return str(error)
    return content.decode("utf-8", "replace").strip(" \n.") if isinstance(content, bytes) else str(error)


def _without_head(query: str) -> str:
    """The query without its leading comments, lines kept: SPARQLWrapper takes words in comments for the operation."""
    return _HEAD.sub(lambda head: "\n" * head[0].count("\n"), query)
