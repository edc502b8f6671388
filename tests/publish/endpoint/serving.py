"""`policygraph serve --data` in a process of its own, asked over HTTP, and looked at from outside."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from ...questions.serving import START, free_port

PATIENCE = 30.0
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `whole` is false where the connection broke off."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float
    whole: bool = True

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    process: "subprocess.Popen[bytes]"

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        client: str = "127.0.0.1",
    ) -> Answer:
        """One request, over a connection of its own, from an address of this machine."""
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE, source_address=(client, 0))
        with contextlib.closing(connection):
            connection.connect()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # a body that it does not want
                connection.request(method, path, body, dict(headers or {}))
            response = http.client.HTTPResponse(connection.sock, method=method)
            response.begin()
            try:
                content, whole = response.read(), True
            except http.client.IncompleteRead as error:
                content, whole = error.partial, False
            sent = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, sent, content, time.monotonic() - began, whole)

    def ask(self, query: str, accept: str = "*/*", client: str = "127.0.0.1", **parameters: str) -> Answer:
        """A query by GET."""
        path = "/sparql?" + urlencode({"query": query, **parameters})
        return self.send("GET", path, headers={"Accept": accept}, client=client)

    def post(self, query: str, accept: str = "*/*", client: str = "127.0.0.1") -> Answer:
        """A query by POST."""
        return self.send("POST", "/sparql", query.encode(), {"Content-Type": DIRECT, "Accept": accept}, client)

    def answers(self) -> bool:
        """Whether it does."""
        assert self.process.poll() is None, "the server ended"
        try:
            return self.ask("ASK {}").status == 200
        except (OSError, http.client.HTTPException):  # before it listens, a client may even meet itself
            return False

    def workers(self) -> set[int]:
        """The ids of the processes that answer queries."""
        return {pid for pid in _descendants(self.process.pid) if b"publish.store.worker" in _read(pid, "cmdline")}

    def zombies(self) -> set[int]:
        """Processes of the server that ended, and that nobody took notice of."""
        return {pid for pid in _descendants(self.process.pid) if _stat(pid)[0] == "Z"}

    def is_idle(self) -> bool:
        """Whether no worker computes; watches for a tenth of a second."""
        before = {pid: _ticks(pid) for pid in self.workers()}
        time.sleep(0.1)
        return all(_ticks(pid) == ticks for pid, ticks in before.items())


@contextlib.contextmanager
def serving(files: Sequence[Path], environment: Mapping[str, str]) -> Iterator[Server]:
    """A server over these files."""
    port = free_port()
    data = [part for file in files for part in ("--data", str(file))]
    command = [str(Path(sys.executable).with_name("policygraph")), "serve", *data, "--port", str(port)]
    with running(command, port, files[0].parent, environment) as server:
        yield server


@contextlib.contextmanager
def serving_release(release: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    """A server over a release, with its pages."""
    port = free_port()
    with running([sys.executable, "-c", START, str(release), str(port)], port, release.parent, environment) as server:
        yield server


@contextlib.contextmanager
def running(command: list[str], port: int, place: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    """The server that a command starts; it is stopped, as by Ctrl-C, at the end."""
    log = place / f"server-{port}.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, **environment}) as process,
    ):
        server = Server(port, process)
        try:
            wait_until(server.answers, log.read_text)
            yield server
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def wait_until(condition: object, why: object = "it did not come to pass", seconds: float = PATIENCE) -> None:
    """Wait for something to be true."""
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, why() if callable(why) else why
        time.sleep(0.02)


def _descendants(pid: int) -> set[int]:
    parents = {int(each.name): _stat(int(each.name))[1] for each in Path("/proc").iterdir() if each.name.isdigit()}
    found, more = set(), {pid}
    while more:
        found |= more
        more = {child for child, parent in parents.items() if parent in more} - found
    return found


def _stat(pid: int) -> tuple[str, int]:
    """State and parent of a process."""
    fields = _read(pid, "stat").rpartition(b")")[2].split()
    return (fields[0].decode(), int(fields[1])) if fields else ("", 0)


def _ticks(pid: int) -> int:
    fields = _read(pid, "stat").rpartition(b")")[2].split()
    return int(fields[11]) + int(fields[12]) if fields else 0


def _read(pid: int, name: str) -> bytes:
    try:
        return (Path("/proc") / str(pid) / name).read_bytes()
    except OSError:
        return b""  # it ended meanwhile
