"""How much of an article may stand in the project: the whole of a short span, or its first and last words.

Texts under an open licence or out of copyright are quoted whole; for all others `ontology.quotation` has the limits.
"""

import itertools
import re

from mappings.record.model import Anchor
from mappings.record.values import Span
from mappings.span import digest
from ontology.quotation import END, TOKEN, WHOLE, fits

OPEN = re.compile(r"^https?://(creativecommons\.org/|rightsstatements\.org/vocab/NoC-)")


def anchor(text: str, span: Span, rights: str) -> Anchor:
    """What a record may keep of the words at a span of `text` under a rights statement."""
    words = text[span.start : span.end]
    sha256 = digest(text, span)
    if OPEN.match(rights) or fits(words, WHOLE):
        return Anchor(sha256=sha256, exact=words)
    return Anchor(sha256=sha256, opens=_first(words), closes=_last(words))


def _first(words: str) -> str:
    ends = [token.end() for token in TOKEN.finditer(words)]
    return words[: [*itertools.takewhile(lambda end: fits(words[:end], END), ends)][-1]]


def _last(words: str) -> str:
    starts = [token.start() for token in TOKEN.finditer(words)]
    return words[[*itertools.takewhile(lambda start: fits(words[start:], END), reversed(starts))][-1] :]
