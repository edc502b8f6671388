"""A web page as blocks: runs of text between block tags, each with its place in the file and among the containers.

What no reader of the page sees (scripts, hidden parts) is left out; what is no part of any article (menus, footers,
boxes of links, by the names of their tags and classes) is marked as around it.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass, field

from mappings.readers.article import BlockKind, Passage, Piece
from mappings.readers.lines import BLANK
from mappings.readers.tags import Attribute, Token, attributes, tokens
from ontology.errors import QuarantineError


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_CONTAINERS = _tags("html body div section article main td blockquote form center layer header footer nav aside figure")
_BREAKING = _CONTAINERS | _tags(
    "address br caption dd details dl dt fieldset figcaption frameset h1 h2 h3 h4 h5 h6 hr li menu ol option p pre "
    "summary table tbody tfoot th thead title tr ul select button noscript template svg dialog"
)
_UNSEEN = _tags("select button noscript template svg math object dialog head datalist audio video canvas")
_AROUND = _tags("nav aside footer menu")
_VOID = _tags("area base br col embed frame hr img input link meta param source track wbr")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_AROUND_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|bread|breadcrumbs?|crumbs?|sidebar|side|aside|foot|footer|copyright|share|social"
    r"|related|recommend(?:ed|ation)?s?|comments?|ads?|advert\w*|banner|toolbar|pagination|pager|hot|rank(?:ing)?|login"
    r"|subscribe|newsletter|cookie\w*|popup|qrcode|disclaimer|tags?)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
_ARTICLE_WORDS = re.compile(r"article|content|main|text|detail|story|editor|zoom|正文", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?")
_LEADING = re.compile(rf"[{BLANK}]+")
_CLEANED = re.compile(rf"{_REFERENCE.pattern}|(?:[{BLANK[1:]}]| (?=[{BLANK}]))[{BLANK}]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SHOWN = _tags("p span ul ol li table tr dl font strong h1 h2 h3 h4 h5 h6 a")  # may be hidden or named
MOST_BLOCKS = 200_000
META = frozenset({"meta", "link", "html", "time"})


@dataclass(slots=True, eq=False)
class Element:
    """A container: where it begins and ends, and the one around it."""

    name: str
    start: int
    parent: "Element | None"
    end: int = 0
    around: bool = False
    names_article: bool = False


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A run of text of a page."""

    kind: BlockKind
    level: int  # of a heading; 0 for all others
    passage: Passage
    linked: int  # characters inside of links
    container: Element
    around: bool


@dataclass(slots=True)
class Page:
    """What is on a page."""

    blocks: list[PageBlock] = field(default_factory=list)
    title: Passage | None = None
    marks: list[tuple[str, dict[str, Attribute]]] = field(default_factory=list)  # tags that hold metadata
    data: list[Token] = field(default_factory=list)  # scripts with linked data
    comments: list[Token] = field(default_factory=list)
    framed: bool = False


def read_page(text: str) -> Page:
    """The blocks and metadata of a page. Raises `QuarantineError` where it has more paragraphs than any article."""
    return _Reader(text).read()


@dataclass(slots=True)
class _Open:
    name: str
    container: Element | None
    unseen: bool
    around: bool


class _Reader:
    """Walks the tokens with a stack of open elements."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.page = Page()
        self.root = Element("", 0, None, len(text))
        self.container = self.root
        self.stack: list[_Open] = []
        self.open = Counter[str]()
        self.unseen = self.around = 0
        self.runs: list[tuple[int, int, bool]] = []
        self.kind: tuple[BlockKind, int] = ("paragraph", 0)
        self.script = ""

    def read(self) -> Page:
        for token in tokens(self.text):
            if token.kind == "text":
                self._text(token)
            elif token.kind == "open":
                self._opens(token)
            elif token.kind == "close":
                self._closes(token)
            elif token.kind == "comment" and self.text.startswith("<!--", token.start):
                self.page.comments.append(token)
        self._flush()
        while self.stack:
            self._pop(len(self.text))
        return self.page

    def _text(self, token: Token) -> None:
        if token.name == "title":
            if self.page.title is None and not self.open["svg"]:
                self.page.title = clean(self.text, [(token.start, token.end)])
        elif token.name == "script":
            if self.script.startswith("application/ld+json"):
                self.page.data.append(token)
        elif not token.name and not self.unseen:
            self.runs.append((token.start, token.end, self.open["a"] > 0))

    def _opens(self, token: Token) -> None:
        name = token.name
        if name in _BREAKING:
            self._flush()
        if name == "frameset":
            self.page.framed = True
        elif name == "a" and self.open["a"]:
            self._close("a", token.start)
        elif name == "body":
            self._close("head", token.start)
        found = attributes(self.text, token) if name in META or name in _CONTAINERS or name in _SHOWN else {}
        if name in META:
            self.page.marks.append((name, found))
        if name == "script":
            self.script = attributes(self.text, token).get("type", Attribute("", 0, 0)).value.strip().lower()
        if name in _VOID or (name not in _CONTAINERS and self.text.startswith("/>", token.end - 2)):
            return
        if name in _HEADINGS:
            self.kind = ("heading", int(name[1]))
        elif name == "li":
            self.kind = ("item", 0)
        elif name in _BREAKING:
            self.kind = ("paragraph", 0)
        self._push(token, found)

    def _push(self, token: Token, found: dict[str, Attribute]) -> None:
        name = token.name
        words = " ".join(found[key].value for key in ("id", "class") if key in found)
        hidden = "hidden" in found or ("style" in found and _HIDDEN.search(found["style"].value) is not None)
        named = _ARTICLE_WORDS.search(words) is not None or name in ("article", "main")
        around = name in _AROUND or (
            name not in ("html", "body", "article", "main") and not named and _AROUND_WORDS.search(words) is not None
        )
        container = None
        if name in _CONTAINERS:
            container = Element(name, token.start, self.container, around=around, names_article=named)
            self.container = container
        entry = _Open(name, container, name in _UNSEEN or hidden, around)
        self.stack.append(entry)
        self.open[name] += 1
        self.unseen += entry.unseen
        self.around += entry.around

    def _closes(self, token: Token) -> None:
        if token.name in _BREAKING:
            self._flush()
        if token.name in _HEADINGS or token.name == "li":
            self.kind = ("paragraph", 0)
        self._close(token.name, token.end)

    def _close(self, name: str, end: int) -> None:
        """Close the innermost open element of a name, and all that were left open in it."""
        while self.open[name]:
            if self._pop(end) == name:
                return

    def _pop(self, end: int) -> str:
        entry = self.stack.pop()
        self.open[entry.name] -= 1
        self.unseen -= entry.unseen
        self.around -= entry.around
        if entry.container:
            entry.container.end = end
            self.container = entry.container.parent or self.root
        return entry.name

    def _flush(self) -> None:
        runs, self.runs = self.runs, []
        if runs and (passage := clean(self.text, [(start, end) for start, end, _ in runs])):
            linked = sum(end - start for start, end, is_link in runs if is_link)
            if len(self.page.blocks) == MOST_BLOCKS:
                raise QuarantineError(
                    f"the page has more than {MOST_BLOCKS} paragraphs", where="HTML", fix="Save one article per page."
                )
            kind, level = self.kind
            self.page.blocks.append(PageBlock(kind, level, passage, linked, self.container, self.around > 0))


def clean(text: str, runs: list[tuple[int, int]]) -> Passage | None:
    """The words of some runs without entities, and with one space for each run of blanks; None where there are none."""
    words: list[str] = []
    pieces: list[Piece] = []
    length = 0

    def add(clean: str, start: int, end: int) -> None:
        nonlocal length
        if clean.startswith(" ") and (not words or words[-1].endswith(" ")):
            clean, start = clean[1:], start + 1
        if clean:
            words.append(clean)
            pieces.append((length, start, end))
            length += len(clean)

    for start, end in runs:
        at = start
        if blank := _LEADING.match(text, start, end):
            at = blank.end()
            add(" ", start, at)
        for match in _CLEANED.finditer(text, at, end):
            add(text[at : match.start()], at, match.start())
            at = match.end()
            add(_replacement(match[0]), match.start(), at)
        add(text[at:end], at, end)
    if words and words[-1].endswith(" "):
        clean_start, raw_start, raw_end = pieces.pop()
        words[-1] = words[-1][:-1]
        if words[-1]:
            pieces.append((clean_start, raw_start, raw_end - 1))
    return Passage("".join(words), tuple(pieces)) if pieces else None


def _replacement(found: str) -> str:
    if found[0] != "&":
        return " "
    kept = _CONTROL.sub("", html.unescape(found))
    return " " if kept and not kept.strip(BLANK) else kept
