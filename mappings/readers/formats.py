"""The formats that articles come in, told by their content: the first that recognises a text reads it."""

from collections.abc import Callable
from dataclasses import dataclass

from mappings.readers import digest, dump, markdown, plain, web
from mappings.readers.article import Content


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how it is told, and how it is read."""

    name: str
    recognises: Callable[[str], bool]
    read: Callable[[str], Content]


FORMATS = (
    Format("html", web.recognises, web.read),
    Format("dump", dump.recognises, dump.read),
    Format("digest", digest.recognises, digest.read),
    Format("markdown", markdown.recognises, markdown.read),
    Format("plain", lambda text: True, plain.read),
)


def format_of(text: str) -> Format:
    """The format of a text, whatever its file is called."""
    return next(format for format in FORMATS if format.recognises(text))
