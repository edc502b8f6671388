"""What a query may look like before anybody parses it: the parser and the planner can be killed by a few kilobytes.

All limits are counted on tokens, outside strings, comments and IRIs. `SERVICE` is refused unless it names an endpoint
of a list: a query must not make this machine talk to another. The parser needs no blank between two keywords, so any
word that contains it counts, and any prefix that does.
"""

import re
from collections.abc import Collection, Iterator

from ontology.errors import StoreError

MAX_BYTES = 64 * 1024
MAX_NESTING = 32
MAX_PATTERNS = 100  # triple patterns and groups: the planner's time grows with their fourth power
MAX_CONNECTORS = 320  # these, and steps of paths, items of lists, members of sums
MAX_PATH_STEPS = 50  # without a group, a pattern or an object in between
MAX_UNARY_RUN = 16
LIMITS = {"bytes": MAX_BYTES, "nesting": MAX_NESTING, "patterns": MAX_PATTERNS, "parts": MAX_CONNECTORS,
          "steps": MAX_PATH_STEPS}  # fmt: skip
OPERATIONS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

_STRING = r"""\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
             |\"(?:[^"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*'"""
_COMMENT = r"\#[^\n\r]*"
_IRI = r"""<[^<>"{}|^`\\\x00-\x20]*>"""
_TOKEN = re.compile(
    rf"""
      (?P<string>{_STRING})
    | (?P<comment>{_COMMENT})
    | (?P<iri>{_IRI})
    | (?P<variable>[?$]\w+ | @[\w-]+)
    | (?P<name>(?P<prefix>[\w.-]*):[\w%-]*)
    | (?P<open><<\(?|[({{\[])
    | (?P<close>\)?>>|[)}}\]])
    | (?P<word>[^\W\d]\w*)
    | (?P<unary>[!])
    | (?P<connector>&&|\|\||[.;,/|^*+=-])
    | (?P<other>\s+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_WHOLE_OR_BLANK = re.compile(  # of the tokens, those that may hold a blank or the beginning of a comment
    rf"(?P<blank>(?:[ ](?=[\s#])|[^\S ]|{_COMMENT})(?:\s|{_COMMENT})*) | {_STRING} | <<\(? | {_IRI}",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check(query: str, services: Collection[str] = ()) -> None:
    """Raises `StoreError` when a query breaks a limit or calls a service not listed; says nothing about its syntax."""
    size = len(query.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise StoreError(
            f"the query has {size} bytes; the limit is {MAX_BYTES}",
            where="query",
            fix="Ask in several smaller queries.",
        )
    if _is_surely_small(query) and "SERVICE" not in query.upper():
        return
    for reading in {query, without_escapes(query)}:
        _check_size(_tokens(reading))
        if "SERVICE" in reading.upper():
            _check_services(_tokens(reading), services)


def operation(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE: the first word behind the prefixes, escapes resolved as SPARQL does.

    Raises `StoreError` for anything else: an update, a dialect of a store, or no query at all.

    >>> operation("PREFIX select: <http://example.org/> ASK { ?s ?p select:x }")
    'ASK'
    """
    for kind, text in _tokens(without_escapes(query)):
        word = text.upper()
        if kind == "word" and word in OPERATIONS:
            return word
        if kind not in ("name", "iri") and word not in ("BASE", "PREFIX"):
            break
    raise StoreError(
        "not a SPARQL 1.1 query: expected SELECT, ASK, CONSTRUCT or DESCRIBE behind the prefixes",
        where="query",
        fix="Correct the syntax.",
    )


def normalised(query: str) -> str:
    """The query without comments, and with one blank or line end for many: what differs only there asks the same.

    >>> normalised("ASK  { # why? \\n  ?s ?p '  ' }")
    "ASK {\\n?s ?p '  ' }"
    """
    return _WHOLE_OR_BLANK.sub(_blank_for_blanks, query).strip()


def _blank_for_blanks(match: re.Match[str]) -> str:
    found = match[0]
    if match["blank"] is None:
        return found
    return "\n" if "#" in found or "\n" in found or "\r" in found else " "


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


def _is_surely_small(query: str) -> bool:
    """Whether there are too few characters for the tokens that are counted, wherever they stand: most queries."""
    if "\\" in query:
        return False
    count = query.count
    steps, closing, separators = sum(map(count, "/|^")), sum(map(count, "])>")), sum(map(count, ".;,"))
    braces = count("}")
    return (
        sum(map(count, "({[<")) <= MAX_NESTING
        and count("!") <= MAX_UNARY_RUN
        and steps <= MAX_PATH_STEPS
        and separators + braces <= MAX_PATTERNS
        and separators + braces + closing + steps + sum(map(count, "&*+=-")) <= MAX_CONNECTORS
    )


def _check_size(tokens: Iterator[tuple[str, str]]) -> None:
    open_brackets: list[str] = []
    patterns = connectors = unary = steps = 0
    for kind, text in tokens:
        if kind == "open":
            open_brackets.append(text)
        elif kind == "close" and open_brackets:
            open_brackets.pop()
        connectors += kind in ("connector", "close")
        patterns += text in ".;}" or (text == "," and open_brackets[-1:] != ["("])
        steps = 0 if text in ".;,{}" else steps + (text in "/|^")
        unary = unary + 1 if kind == "unary" else 0
        if len(open_brackets) > MAX_NESTING or unary > MAX_UNARY_RUN:
            raise _too_much(f"the query is nested too deeply; the limit is {MAX_NESTING}", "Flatten it.")
        if steps > MAX_PATH_STEPS:
            raise _too_much(f"a path has more than {MAX_PATH_STEPS} steps", "Ask for it in parts.")
        if patterns > MAX_PATTERNS or connectors > MAX_CONNECTORS:
            raise _too_much(
                f"the query has more than {MAX_PATTERNS} patterns or {MAX_CONNECTORS} parts",
                "Ask several smaller queries.",
            )


def _too_much(what: str, fix: str) -> StoreError:
    return StoreError(what, where="query", fix=fix)


def _check_services(tokens: Iterator[tuple[str, str]], services: Collection[str]) -> None:
    called = False  # by a keyword that stands alone; its endpoint comes next
    for kind, text in tokens:
        word = text.partition(":")[0].upper()
        if called and word != "SILENT":
            if kind != "iri" or text[1:-1] not in services:
                raise _no_service(services)
            called = False
        elif kind in ("word", "name") and "SERVICE" in word:
            if not services or text.upper() != "SERVICE":
                raise _no_service(services)
            called = True


def _no_service(services: Collection[str]) -> StoreError:
    allowed = f"; allowed are {', '.join(services)}" if services else ""
    return StoreError(
        f"SERVICE is not allowed here{allowed}", where="query", fix="Ask the other endpoint yourself, by its full IRI."
    )


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(query):
        kind = "name" if match["name"] else match.lastgroup
        if kind not in (None, "comment") and not (kind == "other" and match[0].isspace()):
            yield str(kind), match[0]


def without_escapes(query: str) -> str:
    """The query as SPARQL reads it: escaped code points may spell a keyword."""
    if "\\" not in query:
        return query
    return _ESCAPE.sub(lambda match: _character(int(match[1] or match[2], 16)), query)


def _character(code_point: int) -> str:
    return chr(code_point) if code_point <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}"
