"""What the parser of queries says, in words that help: line, column, and what it would have taken there."""

import re

from ontology.errors import StoreError
from publish.store import guard

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def syntax_error(message: str, query: str) -> StoreError:
    """The parser's message about a query as an error of ours."""
    found = _POSITION.match(message)
    if found is None:
        return StoreError(f"not a SPARQL query: {message}", where="query", fix="Correct the syntax.")
    line, column, expected = found.groups()
    where = f"line {line}, column {column}"
    if undeclared := guard.undeclared_prefixes(query):
        names = ", ".join(f"{prefix}:" for prefix in undeclared)
        return StoreError(f"not a SPARQL 1.1 query: {names} is not declared", where=where, fix="Add PREFIX lines.")
    return StoreError(
        f"not a SPARQL 1.1 query: expected {_readable(expected)} here", where=where, fix="Correct the syntax."
    )


def _readable(expected: str) -> str:
    """What the parser would have taken, without its classes of characters."""
    words = re.findall(r'"[^"\s]+"|\b[A-Z][A-Z_]+\b', re.sub(r"\[[^\]]*\]", " ", expected))
    return " or ".join(words[:6]) or "something else"
