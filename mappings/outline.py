"""Outlines: where the sentences of a text begin and end, as offsets and nothing else.

An outline holds no words, so it may stand where the text may not. With it, everybody sees which sentences of an article
no statement rests on. `policygraph anchor` writes one for each record, beside the digests of its spans.

    # 4fffcf1d…      the SHA-256 of the text: an outline of another text is none
    0 <tab> 53       one line for each sentence, in the order of the text; the second number is its end, exclusive
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mappings.record.model import Record
from mappings.record.values import Span
from ontology.errors import RecordError

_UNSEEN = re.compile(r"<script\b.*?</script>|<style\b.*?</style>|<head\b.*?</head>|<!--.*?-->|<[^<>]+>", re.S | re.I)
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|cite|code|em|i|mark|q|small|span|strong|sub|sup|time|u)\b", re.I)
_LINES = re.compile(r"[^\r\n\u2028\u2029]+")
# After a full stop in Latin letters there must be a blank and a beginning: so dates, numbers and file names stay whole.
_ENDS = re.compile(r"""[。！？；!?]+["”’」』）)]*|\.["”’)]*(?=\s+["“‘(]?[A-Z0-9\u3400-\u9fff])""")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|No|Nos|vol|pp|St|vs|etc|e\.g|i\.e)\.$")
_WORD = re.compile(r"\w")
_DIGEST = re.compile(r"# ([0-9a-f]{64})")
_MARKED_UP = (".html", ".htm", ".xhtml")


def sentences(text: str, regions: Iterable[Span], *, marked_up: bool = False) -> Iterator[Span]:
    """The sentences and headings in the regions of a text, in their order; tags of `marked_up` text are no words.

    >>> [str(each) for each in sentences("Boats go. 船开了。人到了。", [Span(0, 18)])]
    ['0-9', '10-14', '14-18']
    """
    seen = _UNSEEN.sub(_blank, text) if marked_up else text
    for region in sorted(regions):
        for line in _LINES.finditer(seen, region.start, region.end):
            yield from _parts(seen, *line.span())


def outline(record: Record, text: str) -> list[Span]:
    """The sentences of a record's text: of its regions, or of all of it where it has none."""
    regions = {region for expression in record.expressions for region in expression.regions}
    marked_up = record.source.file.lower().endswith(_MARKED_UP)
    return list(sentences(text, regions or {Span(0, len(text))}, marked_up=marked_up))


def write_outline(path: Path, sha256: str, found: Iterable[Span]) -> None:
    """Write the outline of the text with this digest."""
    path.parent.mkdir(exist_ok=True)
    lines = [f"# {sha256}\n", *(f"{each.start}\t{each.end}\n" for each in found)]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def read_outline(path: Path) -> tuple[str, list[Span]]:
    """The digest of the text that an outline is of, and its sentences. Raises `RecordError` where it is no outline."""
    head, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    try:
        return _DIGEST.fullmatch(head)[1], [Span.parse(line.replace("\t", "-")) for line in lines]  # type: ignore[index]
    except (TypeError, ValueError) as error:
        raise RecordError(
            f"is no outline: {error}", where=str(path), fix="Write it again: policygraph anchor."
        ) from error


def _blank(tag: re.Match[str]) -> str:
    """What stands in the place of a tag: a blank within a line, line ends between lines, and offsets stay."""
    return (" " if _INLINE.match(tag[0]) else "\n") * len(tag[0])


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """A line in sentences."""
    begun = start
    for stop in _ENDS.finditer(text, start, end):
        if _ABBREVIATED.search(text, begun, stop.start() + 1):
            continue
        yield from _trimmed(text, begun, stop.end())
        begun = stop.end()
    yield from _trimmed(text, begun, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """A stretch without blanks around it; none without a word in it."""
    stretch = text[start:end]
    if _WORD.search(stretch):
        yield Span(start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip()))
