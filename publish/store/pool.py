"""Queries in processes of their own: a pool of workers that may be killed at any moment.

Each server process has a pool of its own: one shared by all would be a process more for every answer to pass through,
and one thing more that can fail. The pool never waits for a worker longer than the limits say; a worker that a query
has harmed is ended, not mended, and a new one stands in its place within a tenth of a second.
"""

import atexit
import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from ontology.errors import StoreError
from publish.store.frames import (
    DATA,
    END,
    FAILURE,
    HEAD,
    LIMIT,
    READY,
    REQUEST,
    SYNTAX,
    Request,
    frame,
    write_all,
)
from publish.store.limits import Limits
from publish.store.syntax import syntax_error

_START_SECONDS = 60.0
_RETRY_SECONDS = 1.0  # to wait after a worker did not start, and to try again after one was killed
_LOOK_ROUND_SECONDS = 0.25  # after how long a worker that died idle is found at the latest
_WAIT_SECONDS = 2.0  # for a worker to be free
_READ = 256 * 1024
_MALLOC, _KEEPS_MORE = "GLIBC_TUNABLES", "glibc.malloc.tcache_count=512"  # a tenth less time for a short query
Pieces = Generator[bytes, None, None]
OnLeave = Callable[[Callable[[], None]], None]  # told how to end the work, should the client leave
_log = logging.getLogger(__name__)


class BusyError(StoreError):
    """All workers are at work. HTTP: 503, and again a little later."""


class SlowQueryError(StoreError):
    """The query took longer than it may. HTTP: 503."""


class GreedyQueryError(StoreError):
    """The query took more memory than it may, or ended its process in another way. HTTP: 503."""


class LongAnswerError(StoreError):
    """The answer has more rows or bytes than it may. HTTP: 400."""

    def __init__(self, what: str, limit: str) -> None:
        super().__init__(what, where="query", fix="Add a LIMIT, or ask for less; /limits lists all limits.")
        self.limit = limit


class ClientLeftError(StoreError):
    """Nobody waits for the answer any more."""


class KilledError(GreedyQueryError):
    """Somebody killed the worker: the system for want of memory, or a person. HTTP: 503."""


class _WorkerDiedError(Exception):
    """The pipe of a worker broke."""


class _Worker:
    """One process, and the pipes to it."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 -- no shell, no word of a stranger
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={_MALLOC: _KEEPS_MORE, **os.environ},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout
        self._poll = select.poll()
        self._poll.register(self._output, select.POLLIN)
        self._unread = b""
        self.left = False  # by the client it worked for

    @property
    def alive(self) -> bool:
        """Whether the process runs; one that ended leaves no zombie."""
        return self._process.poll() is None

    def send(self, request: Request) -> None:
        """Raises `_WorkerDiedError` when there is nobody to take it."""
        try:
            write_all(self._input.fileno(), frame(REQUEST, request.encoded()))
        except OSError as error:
            raise _WorkerDiedError from error

    def fileno(self) -> int:
        """What becomes readable when it says something."""
        return self._output.fileno()

    def has_said(self) -> bool:
        """Whether a whole frame was read and not received yet."""
        return self._end_of_frame() > 0

    def receive(self, deadline: float) -> tuple[bytes, bytes]:
        """The next frame. Raises `TimeoutError` after the deadline."""
        while not (end := self._end_of_frame()):
            left = deadline - time.monotonic()
            if left <= 0 or not self._poll.poll(left * 1000):
                raise TimeoutError
            piece = os.read(self._output.fileno(), _READ)
            if not piece:
                raise _WorkerDiedError
            self._unread += piece
        kind: bytes = self._unread[:1]
        content = self._unread[HEAD.size : end]
        self._unread = self._unread[end:]
        return kind, content

    def _end_of_frame(self) -> int:
        """Where the next frame ends in what was read; 0 when it does not yet."""
        unread = self._unread
        if len(unread) < HEAD.size:
            return 0
        end = HEAD.size + int(HEAD.unpack_from(unread)[1])
        return end if len(unread) >= end else 0

    def leave(self) -> None:
        """End it, because its client left; from any thread."""
        self.left = True
        self._process.kill()

    def end(self) -> int:
        """End it, and wait until it is gone. What ended it, as a number of `subprocess`."""
        self._process.kill()
        code = self._process.wait()
        self._input.close()
        self._output.close()
        return code


class Begun:
    """A query that a worker has been given without waiting for anything: `pieces` is what `Pool.run` would give."""

    def __init__(self, worker: _Worker, pieces: Pieces) -> None:
        self._worker, self.pieces = worker, pieces
        next(pieces)  # from here on, closing it frees the worker

    def fileno(self) -> int:
        """What becomes readable when the answer begins, or goes on."""
        return self._worker.fileno()

    def next_is_there(self) -> bool:
        """Whether the next step of `pieces` will wait for nothing, as far as is known without looking."""
        return self._worker.has_said()


class _Task:
    """The work of a worker for one client: it can be left as long as it lasts, and not when the next one has begun."""

    def __init__(self, worker: _Worker) -> None:
        self._worker: _Worker | None = worker
        self._lock = threading.Lock()

    def leave(self) -> None:
        """End the worker, if it still works for us; from any thread."""
        with self._lock:
            if self._worker is not None:
                self._worker.leave()

    def finish(self) -> None:
        """From now on, the worker is somebody else's."""
        with self._lock:
            self._worker = None


class Pool:
    """Workers over one store. `start` makes them; queries may come from any thread."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        services = "services" if limits.services else ""
        self._command = [
            *(sys.executable, "-I", "-m", "publish.store.worker"),
            *(str(folder), str(limits.memory_megabytes), services),
        ]
        self._limits = limits
        self._lock = threading.Lock()
        self._free = threading.Condition(self._lock)  # a worker is; one condition for both would wake the keeper often
        self._lost = threading.Condition(self._lock)  # a worker is
        self._idle: list[_Worker] = []
        self._hopeful: deque[Callable[[], None]] = deque()
        self._busy: set[_Worker] = set()
        self._keeper: threading.Thread | None = None
        self._up = threading.Event()
        self._closed = False

    def start(self) -> None:
        """Make the workers, unless that was done."""
        with self._lock:
            if self._keeper is None and not self._closed:
                self._keeper = threading.Thread(target=self._keep, name="keeper of query workers", daemon=True)
                self._keeper.start()
                atexit.register(self.close)

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            self._closed = True
            self._free.notify_all()
            self._lost.notify_all()
        if self._keeper is not None:
            self._keeper.join()
        with self._lock:
            for worker in self._busy:
                worker.leave()
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()

    def run(self, request: Request, on_leave: OnLeave | None = None) -> Pieces:
        """The answer, piece by piece; the worker is held until the last one is taken or the iterator closed.

        `on_leave` is told how to end the work, for when the client leaves. A worker that somebody else killed at once,
        before it said anything, is replaced.

        Raises one of the errors of this module, or `StoreError` when it is no query.
        """
        last_retry = time.monotonic() + _RETRY_SECONDS
        while True:
            try:
                yield from self._attempt(request, on_leave)
            except KilledError:
                if time.monotonic() > last_retry:
                    raise
            else:
                return

    def begin(self, request: Request, on_leave: OnLeave | None) -> Begun | None:
        """The same for who must not wait: None when no worker is free now.

        Where somebody else kills the worker before it says anything, `pieces` raises `KilledError`: ask again.
        """
        self.start()
        with self._lock:
            worker = self._idle.pop() if self._idle and not self._closed else None
            if worker is None:
                return None
            self._busy.add(worker)
        try:
            worker.send(request)
        except _WorkerDiedError:
            self._give_back(worker, whole=False)
            return None
        return Begun(worker, self._answer(worker, request, on_leave))

    def when_free(self, call: Callable[[], None]) -> None:
        """Call this once, from any thread, when a worker may be free again."""
        with self._lock:
            if not self._idle:
                self._hopeful.append(call)
                return
        call()

    def _attempt(self, request: Request, on_leave: OnLeave | None) -> Pieces:
        pieces = self._answer(self._lend(request), request, on_leave)
        next(pieces)
        yield from pieces

    def _answer(self, worker: _Worker, request: Request, on_leave: OnLeave | None) -> Pieces:
        """The answer behind an empty piece, with which the worker is held."""
        task = _Task(worker)
        begun = whole = False
        try:
            if on_leave is not None:
                on_leave(task.leave)
            yield b""  # begun
            left = float(self._limits.seconds)
            while True:
                since = time.monotonic()
                kind, content = worker.receive(since + left)
                left -= time.monotonic() - since  # what a slow reader takes is not the query's fault
                if kind == DATA:
                    begun = True
                    yield content
                    continue
                whole = True
                if kind == END:
                    return
                raise self._error(kind, content.decode("utf-8", "replace"), request)
        except TimeoutError as error:
            raise self._too_slow() from error
        except _WorkerDiedError as error:
            raise self._reason(worker, begun=begun) from error
        finally:
            task.finish()
            self._give_back(worker, whole=whole)

    def _too_slow(self) -> SlowQueryError:
        return SlowQueryError(
            f"the query was stopped after {self._limits.seconds} seconds",
            where="query",
            fix="Make it simpler, or ask for less; /limits lists all limits.",
        )

    def _keep(self) -> None:
        """Have as many workers as there should be, until we close."""
        while True:
            with self._lock:
                if self._closed:
                    return
                dead = [worker for worker in self._idle if not worker.alive]
                self._idle = [worker for worker in self._idle if worker not in dead]
                missing = self._missing()
            for worker in dead:
                worker.end()
            self._add(missing)
            with self._lock:
                self._lost.wait_for(lambda: self._closed or self._missing(), _LOOK_ROUND_SECONDS)

    def _missing(self) -> int:
        return self._limits.workers - len(self._idle) - len(self._busy)

    def _add(self, number: int) -> None:
        """Start so many workers side by side; those that do not start are tried again a little later."""
        fresh = [_Worker(self._command) for _ in range(number)]
        failed = False
        for worker in fresh:
            try:
                kind, _ = worker.receive(time.monotonic() + _START_SECONDS)
            except (TimeoutError, _WorkerDiedError):
                kind = FAILURE
            if kind != READY:
                _log.error("a query worker did not start (%s)", worker.end())
                failed = True
                continue
            with self._lock:
                self._idle.append(worker)
                self._up.set()
                hopeful = self._hopeful.popleft() if self._hopeful else None
                self._free.notify_all()
            if hopeful is not None:
                hopeful()
        if failed:
            time.sleep(_RETRY_SECONDS)

    def _error(self, kind: bytes, said: str, request: Request) -> StoreError:
        if kind == SYNTAX:
            return syntax_error(said, request.text)
        if kind == LIMIT:
            allowed = {"rows": request.rows, "bytes": request.size}[said]
            return LongAnswerError(f"the answer has more than {allowed} {said}", said)
        assert kind == FAILURE
        return StoreError(f"cannot be answered: {said}", where="query", fix="Correct the query.")

    def _reason(self, worker: _Worker, *, begun: bool) -> StoreError:
        """Why a worker died at its work."""
        if worker.left:
            return ClientLeftError("the client left", where="query", fix="Ask again.")
        ended = worker.end()
        if ended == -signal.SIGXCPU:
            return self._too_slow()
        if ended == -signal.SIGKILL and not begun and not self._closed:
            return KilledError("its worker was killed", where="query", fix="Ask again.")
        _log.warning("a query ended its worker (%s)", ended)
        return GreedyQueryError(
            f"the query needs more memory than the {self._limits.memory_megabytes} MB it may have, or is too complex",
            where="query",
            fix="Make it simpler, or ask for less; /limits lists all limits.",
        )

    def _lend(self, request: Request) -> _Worker:
        """A free worker that has taken the request. Raises `BusyError` when there is none in time."""
        self.start()
        deadline = time.monotonic() + (_WAIT_SECONDS if self._up.is_set() else _START_SECONDS)
        while True:
            with self._lock:
                if not self._free.wait_for(lambda: self._idle or self._closed, deadline - time.monotonic()):
                    raise BusyError("all workers are at work", where="query", fix="Ask again in a few seconds.")
                if self._closed:
                    raise BusyError("the server is about to stop", where="query", fix="Ask again in a few seconds.")
                worker = self._idle.pop()
                self._busy.add(worker)
            try:
                worker.send(request)  # one that died has closed its end of the pipe
            except _WorkerDiedError:
                self._give_back(worker, whole=False)
            else:
                return worker

    def _give_back(self, worker: _Worker, *, whole: bool) -> None:
        whole = whole and not worker.left
        if not whole:
            worker.end()
        with self._lock:
            self._busy.discard(worker)
            if whole and not self._closed:
                self._idle.append(worker)
                self._free.notify()
            elif not self._closed:
                self._lost.notify()
            hopeful = self._hopeful.popleft() if self._hopeful else None
        if hopeful is not None:
            hopeful()
        if whole and self._closed:
            worker.end()
