"""HTML as a flat row of tags, texts and comments with their offsets, cut as browsers cut it.

One pass and no tree: soup, unclosed tags and a hundred thousand nested elements cost no more than their length.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_SIGN = re.compile(r"<(?=/?[A-Za-z]|[!?])")
_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_QUIET = re.compile(r"[^>\"']*")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
WITHOUT_TAGS = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_CLOSES = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in WITHOUT_TAGS}


class Token(NamedTuple):
    """A tag, a text or a comment; the content of a script or title is a text under the name of its element."""

    kind: Literal["open", "close", "text", "comment"]
    start: int
    end: int
    name: str = ""


class Attribute(NamedTuple):
    """A value of an opening tag and where it stands in the file."""

    value: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a page in their order; a tag or script that never ends hides what follows, as in a browser."""
    at, scan = 0, _Scan(text)
    while at < len(text):
        sign = _SIGN.search(text, at)
        start = sign.start() if sign else len(text)
        if start > at:
            yield Token("text", at, start)
        if sign is None or not (token := scan.token(start)):
            return
        yield token
        at = token.end
        if token.kind == "open" and token.name in WITHOUT_TAGS and (end := scan.content(token.name, at)) > at:
            yield Token("text", at, end, token.name)
            at = end


def attributes(text: str, tag: Token) -> dict[str, Attribute]:
    """The attributes of an opening tag; of two with one name the first."""
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(text, tag.start + 1 + len(tag.name), tag.end - 1):
        group = next((index for index in (2, 3, 4) if match[index] is not None), 0)
        value = Attribute(match[group], *match.span(group)) if group else Attribute("", *match.span())
        found.setdefault(match[1].lower(), value)
    return found


class _Scan:
    """Finds the ends of tags, and remembers what is nowhere to be found any more: so no search is made twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.absent: set[str] = set()

    def token(self, at: int) -> Token | None:
        """The token that begins with the `<` there; None where it never ends."""
        closing = self.text.startswith("/", at + 1)
        if name := _NAME.match(self.text, at + 1 + closing):
            end = self._end_of_tag(name.end())
            return Token("close" if closing else "open", at, end, name[0].lower()) if end else None
        if self.text.startswith("<!--", at):
            end = self._find("-->", at + 2)
            return Token("comment", at, end + 3) if end >= 0 else None
        end = self._find(">", at)
        return Token("comment", at, end + 1) if end >= 0 else None

    def content(self, name: str, at: int) -> int:
        """Where the content of a script or title ends; a title that is not closed has none."""
        if name not in self.absent:
            if close := _CLOSES[name].search(self.text, at):
                return close.start()
            self.absent.add(name)
        return len(self.text) if name in ("script", "style") else at

    def _end_of_tag(self, at: int) -> int | None:
        """Past the `>` of a tag; one inside a quoted value does not count."""
        while at < len(self.text):
            quiet = _QUIET.match(self.text, at)
            at = quiet.end() if quiet else at
            sign = self.text[at : at + 1]
            if sign == ">":
                return at + 1
            close = self._find(sign, at + 1) if sign and quiet and quiet[0].rstrip().endswith("=") else -1
            at = max(close, at) + 1
        return None

    def _find(self, words: str, at: int) -> int:
        if words in self.absent:
            return -1
        found = self.text.find(words, at)
        if found < 0:
            self.absent.add(words)
        return found
