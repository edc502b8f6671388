"""Addresses of web archives: the page, and when it was captured, to the second in universal time."""

import re
from collections.abc import Iterator

from mappings.readers.article import Clue
from mappings.record.values import Span

_URL = r"https?://[^\s<>\"'|^`{}\\]+"
_ARCHIVED = re.compile(rf"https?://[^/\s]+/web/(?P<stamp>[0-9]{{14}})(?:[a-z]{{2}}_)?/(?P<url>{_URL})")
_REQUESTED = re.compile(rf"(?:https?://[^/\s]+/web/)?(?P<stamp>[0-9]{{4,14}})(?:[a-z]{{2}}_)?/(?P<url>{_URL})")
_ADDRESS = re.compile(_URL)


def address_clues(name: str, text: str, span: Span) -> Iterator[Clue]:
    """What an address says: that of a page, of its archived copy (`archived_at`), of a copy asked for."""
    words = text[span.start : span.end]
    if name == "requested_url":
        if found := _REQUESTED.fullmatch(words):
            yield Clue("requested", found["stamp"], span)
            yield Clue("url", found["url"], span)
    elif found := _ARCHIVED.fullmatch(words):
        stamp = found["stamp"]
        day, time = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}", f"{stamp[8:10]}:{stamp[10:12]}:{stamp[12:]}"
        yield Clue("archived_at", words, span)
        yield Clue("captured", f"{day}T{time}Z", span)
        yield Clue("url", found["url"], span)
    elif _ADDRESS.fullmatch(words):
        yield Clue("url", words, span)
