"""The digest of a stretch of text."""

import hashlib

from mappings.record.values import Span


def digest(text: str, span: Span) -> str:
    """The SHA-256 of the UTF-8 bytes of the words at a span, in hexadecimal."""
    return hashlib.sha256(text[span.start : span.end].encode()).hexdigest()
