"""What a pool and its query workers say to each other: frames of one byte of kind, four of length, and content.

A request is one frame with a JSON object. The answer is any number of `DATA`, and then one of the others.
"""

import json
import os
import struct
from collections.abc import Callable
from typing import NamedTuple

READY = b"R"  # the worker has opened its store
REQUEST = b"Q"
DATA = b"D"  # a piece of the answer
END = b"E"  # the answer is whole
SYNTAX = b"S"  # not a query: what the parser said
LIMIT = b"L"  # the answer is longer than it may be: the name of the limit
FAILURE = b"X"  # anything else that the store said

HEAD = struct.Struct(">cI")


class Request(NamedTuple):
    """A query and how much its answer may hold; `media_type` is one of `writing`."""

    text: str
    media_type: str
    base: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    rows: int
    size: int
    seconds: float

    def encoded(self) -> bytes:
        """As the content of a frame."""
        return json.dumps(self).encode()

    @classmethod
    def decoded(cls, content: bytes) -> "Request":
        """What `encoded` gave."""
        return cls(*json.loads(content))


def frame(kind: bytes, content: bytes | bytearray = b"") -> bytes:
    """A frame as it goes over the pipe."""
    return HEAD.pack(kind, len(content)) + content


def read_frame(read: Callable[[int], bytes]) -> tuple[bytes, bytes] | None:
    """The next frame of a pipe, None at its end; `read` gives exactly as many bytes as asked, or fewer at the end."""
    head = read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, length = HEAD.unpack(head)
    return kind, read(length)


def write_all(pipe: int, content: bytes) -> None:
    """Write to a pipe however long it takes: a reader that is slow makes the writer wait."""
    left = memoryview(content)
    while left:
        left = left[os.write(pipe, left) :]
