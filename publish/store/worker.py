"""A query worker: a process that opens a store read-only, gives up everything else, and answers until it is killed.

Once confined it can make no socket and write no file, whatever the query says; its memory has a cap that ends the
process, and each query a bound on its processor time, should nobody be left to end it. It knows pyoxigraph and little
else, so that a new one stands within a tenth of a second.
"""

import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from publish.store.confinement import forbid_sockets
from publish.store.counting import COUNTERS, RowCounter
from publish.store.frames import DATA, END, FAILURE, LIMIT, READY, SYNTAX, Request, frame, read_frame, write_all

_PIECE = 64 * 1024
_NICENESS = 5  # pages come first
_GRACE = 2  # seconds of processor time beyond the limit: the pool counts on the wall and is the first to end it
_SOCKETS = 256  # open files where some other endpoint may be asked


class _LimitReachedError(Exception):
    """The answer is longer than it may be."""


class _Answer:
    """Where the store's library writes an answer: it goes out in pieces, counted."""

    def __init__(self, pipe: int, request: Request) -> None:
        self._pipe, self._request = pipe, request
        self._piece = bytearray()
        self._rows: RowCounter = COUNTERS.get(request.media_type, RowCounter)()
        self._size = 0
        self.limit = ""

    def write(self, content: bytes) -> int:
        """Take some bytes; raises when a limit is reached."""
        self._piece += content
        if len(self._piece) >= _PIECE:
            write_all(self._pipe, self.take())
            if self.limit:
                raise _LimitReachedError
        return len(content)

    def flush(self) -> None:
        """The library's last call. What is there now goes with the last frame."""

    def take(self) -> bytes:
        """What is there, as a frame; `limit` then tells whether it was too much."""
        piece = bytes(self._piece)
        self._piece.clear()
        if not self._size and len(piece) <= min(self._request.rows, self._request.size, _PIECE - 1):
            return frame(DATA, piece)  # the whole of a short answer: each row has a byte
        self._size += len(piece)
        self._rows.add(piece)
        if self._size > self._request.size:
            self.limit = "bytes"
        if self._rows.rows > self._request.rows:
            self.limit = "rows"
        return frame(DATA, piece)

    def counted(self, triples: ox.QueryTriples) -> Iterator[ox.Triple]:
        """The triples of a graph, as many as it may have: they are its rows."""
        for number, triple in enumerate(triples):
            if number >= self._request.rows:
                self.limit = "rows"
                return
            yield triple


def main(folder: str, megabytes: str, services: str) -> None:
    """Open the store, be confined, answer."""
    requests, answers = os.fdopen(0, "rb"), os.dup(1)
    os.dup2(2, 1)  # nothing but frames shall get into the pipe
    store = ox.Store.read_only(folder)
    _warm(store)
    _confine(int(megabytes), _SOCKETS if services == "services" else _files(Path(folder)))
    write_all(answers, frame(READY))
    while (read := read_frame(requests.read)) is not None:
        write_all(answers, _answer(store, Request.decoded(read[1]), answers))


def _warm(store: ox.Store) -> None:
    for _ in store.quads_for_pattern(None, None, None, None):
        break
    for text in ("SELECT * { ?s ?p ?o } LIMIT 1", "ASK { GRAPH ?g { ?s ?p ?o } }"):
        result = store.query(text)
        assert not isinstance(result, ox.QueryTriples)
        result.serialize(format=ox.QueryResultsFormat.JSON)


def _files(store: Path) -> int:
    """How many files may be open where no other endpoint may be asked: those of the store, which opens them late.

    A socket would count as one of them, so the system refuses to make any; where it cannot, there is room for no file,
    and queries over a store of many files end their worker.
    """
    if not forbid_sockets():
        return 0
    here = max(int(each.name) for each in Path("/proc/self/fd").iterdir())
    return here + 1 + sum(1 for _ in store.glob("*.sst"))


def _confine(megabytes: int, files: int) -> None:
    os.nice(_NICENESS)
    with open("/proc/self/statm", encoding="ascii") as numbers:  # noqa: PTH123 -- before the limit on open files
        now = int(numbers.read().split()[0]) * resource.getpagesize()
    cap = now + megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (cap, cap))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the server, and it tells us


def _answer(store: ox.Store, request: Request, pipe: int) -> bytes:
    """Send the answer; what comes back are its last frames."""
    _bound(request.seconds)
    answer = _Answer(pipe, request)
    try:
        _serialise(_result(store, request), answer, request.media_type)
        last = answer.take()
        return last + _end(answer)  # in one go: most answers are one piece
    except SyntaxError as error:
        return frame(SYNTAX, str(error).encode())
    except _LimitReachedError:
        return _end(answer)
    except (ValueError, OSError, RuntimeError, TypeError, MemoryError) as error:
        return _end(answer) if answer.limit else frame(FAILURE, f"{type(error).__name__}: {error}".encode())


def _bound(seconds: float) -> None:
    """Let the system end this process after so much more processor time."""
    used = time.process_time()
    bound = int(used + seconds) + _GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (bound, resource.RLIM_INFINITY))


def _end(answer: _Answer) -> bytes:
    return frame(LIMIT, answer.limit.encode()) if answer.limit else frame(END)


def _result(store: ox.Store, request: Request) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None = None
    named: list[ox.NamedNode | ox.BlankNode] | None = None
    if request.default_graphs or request.named_graphs:
        default = [ox.NamedNode(each) for each in request.default_graphs]
        named = [ox.NamedNode(each) for each in request.named_graphs]
    return store.query(request.text, base_iri=request.base, default_graph=default, named_graphs=named)


def _serialise(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, answer: _Answer, media_type: str) -> None:
    """Raises `ValueError` where the kind of result does not come in this format."""
    if isinstance(result, ox.QueryTriples):
        graph_format = ox.RdfFormat.from_media_type(media_type)
        if graph_format is None:
            raise ValueError(f"a graph does not come as {media_type}")
        ox.serialize(answer.counted(result), cast("IO[bytes]", answer), graph_format)
        return
    table_format = ox.QueryResultsFormat.from_media_type(media_type)
    if table_format is None:
        raise ValueError(f"a table does not come as {media_type}")
    result.serialize(cast("IO[bytes]", answer), table_format)


if __name__ == "__main__":
    main(*sys.argv[1:])
