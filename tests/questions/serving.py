"""The real server over a release, in a process of its own, on a port that is free."""

import contextlib
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

START = """\
import sys
from pathlib import Path
from publish.site.server import serve

serve(Path(sys.argv[1]), port=int(sys.argv[2]))
"""
_PATIENCE = 60.0
_PORTS = (20_000, 32_000)  # below those that clients get


def free_port() -> int:
    """A port that nobody listens on just now, and that no client of this machine gets for its end of a connection."""
    while True:
        port = random.randrange(*_PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextlib.contextmanager
def served(release: Path) -> Iterator[str]:
    """The address of a server that serves this release; it is stopped, as by Ctrl-C, at the end."""
    port = free_port()
    command = [sys.executable, "-c", START, str(release), str(port)]
    with running(command, port, release.parent) as address:
        yield address


@contextlib.contextmanager
def running(command: Sequence[str], port: int, folder: Path) -> Iterator[str]:
    """The address of the server that a command starts in a folder; it is stopped, as by Ctrl-C, at the end."""
    log = folder / f"server-{port}.log"
    with log.open("wb") as output, subprocess.Popen(command, cwd=folder, stdout=output, stderr=output) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/robots.txt", server, log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                raise


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, f"the server ended: {log.read_text(encoding='utf-8')}"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server does not answer: {log.read_text(encoding='utf-8')}")
