"""How much of an article may stand in the project: the whole of a short span, or its first and last words.

The numbers are those of the quotation rule in CONTRIBUTING.md. Texts under an open licence or out of copyright are
quoted whole.
"""

import itertools
import re

from mappings.record.model import Anchor
from mappings.record.values import Span
from mappings.span import digest

TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
WHOLE = (12, 32)  # words, Han characters
END = (6, 16)
OPEN = re.compile(r"^https?://(creativecommons\.org/|rightsstatements\.org/vocab/NoC-)")


def anchor(text: str, span: Span, rights: str) -> Anchor:
    """What a record may keep of the words at a span of `text` under a rights statement."""
    words = text[span.start : span.end]
    sha256 = digest(text, span)
    if OPEN.match(rights) or _weight(words, WHOLE) <= 1:
        return Anchor(sha256=sha256, exact=words)
    return Anchor(sha256=sha256, opens=_first(words), closes=_last(words))


def _weight(words: str, limit: tuple[int, int]) -> float:
    """How much of the limit a text uses up; words and Han characters count together."""
    tokens = TOKEN.findall(words)
    han = sum("\u3400" <= token[0] <= "\u9fff" for token in tokens)
    return float((len(tokens) - han) / limit[0] + han / limit[1])


def _first(words: str) -> str:
    ends = [token.end() for token in TOKEN.finditer(words)]
    return words[: [*itertools.takewhile(lambda end: _weight(words[:end], END) <= 1, ends)][-1]]


def _last(words: str) -> str:
    starts = [token.start() for token in TOKEN.finditer(words)]
    return words[[*itertools.takewhile(lambda start: _weight(words[start:], END) <= 1, reversed(starts))][-1] :]
