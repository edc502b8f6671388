"""What a query may look like before anybody parses it: the parser and the planner can be killed by a few kilobytes.

All limits are counted on tokens, outside strings, comments and IRIs. `SERVICE` is refused: a query must not make this
machine talk to another. The parser needs no blank between two keywords, so any word that contains it counts, and any
prefix that does.
"""

import re
from collections.abc import Iterator

from ontology.errors import StoreError

MAX_BYTES = 8 * 1024
MAX_NESTING = 32
MAX_PATTERNS = 100  # triple patterns and groups: the planner's time grows with their fourth power
MAX_CONNECTORS = 320  # these, and steps of paths, items of lists, members of sums
MAX_UNARY_RUN = 16
LIMITS = {"bytes": MAX_BYTES, "nesting": MAX_NESTING, "patterns": MAX_PATTERNS, "parts": MAX_CONNECTORS}  # to publish

_TOKEN = re.compile(
    r"""
      (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                |\"(?:[^"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+ | @[\w-]+)
    | (?P<name>(?P<prefix>[\w.-]*):[\w%-]*)
    | (?P<open><<\(?|[({\[])
    | (?P<close>\)?>>|[)}\]])
    | (?P<word>[^\W\d]\w*)
    | (?P<unary>[!])
    | (?P<connector>&&|\|\||[.;,/|^*+=-])
    | (?P<other>\s+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check(query: str) -> None:
    """Raises `StoreError` when a query breaks a limit or calls a service; says nothing about its syntax."""
    size = len(query.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise StoreError(
            f"the query has {size} bytes; the limit is {MAX_BYTES}",
            where="query",
            fix="Ask in several smaller queries.",
        )
    for reading in {query, _without_escapes(query)}:
        _check_tokens(_tokens(reading))


def undeclared_prefixes(query: str) -> list[str]:
    """The prefixes that a query uses and does not declare, for its error message."""
    declared, used, before = set(), dict[str, None](), ""
    for kind, text in _tokens(query):
        if kind == "name":
            prefix = text.partition(":")[0]
            if before.upper() == "PREFIX":
                declared.add(prefix)
            else:
                used[prefix] = None
        before = text
    return [prefix for prefix in used if prefix not in declared and prefix != "_"]


def _check_tokens(tokens: Iterator[tuple[str, str]]) -> None:
    open_brackets: list[str] = []
    patterns = connectors = unary = 0
    for kind, text in tokens:
        if kind == "open":
            open_brackets.append(text)
        elif kind == "close" and open_brackets:
            open_brackets.pop()
        connectors += kind in ("connector", "close")
        patterns += text in ".;}" or (text == "," and open_brackets[-1:] != ["("])
        unary = unary + 1 if kind == "unary" else 0
        if kind in ("word", "name") and "SERVICE" in text.partition(":")[0].upper():
            raise StoreError("SERVICE is not allowed here", where="query", fix="Ask the other endpoint yourself.")
        if len(open_brackets) > MAX_NESTING or unary > MAX_UNARY_RUN:
            raise StoreError(
                f"the query is nested too deeply; the limit is {MAX_NESTING}", where="query", fix="Flatten it."
            )
        if patterns > MAX_PATTERNS or connectors > MAX_CONNECTORS:
            raise StoreError(
                f"the query has more than {MAX_PATTERNS} patterns or {MAX_CONNECTORS} parts",
                where="query",
                fix="Ask several smaller queries.",
            )


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(query):
        kind = "name" if match["name"] else match.lastgroup
        if kind not in (None, "comment") and not (kind == "other" and match[0].isspace()):
            yield str(kind), match[0]


def _without_escapes(query: str) -> str:
    """The query as SPARQL reads it: escaped code points may spell a keyword."""
    return _ESCAPE.sub(lambda match: _character(int(match[1] or match[2], 16)), query)


def _character(code_point: int) -> str:
    return chr(code_point) if code_point <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}"
