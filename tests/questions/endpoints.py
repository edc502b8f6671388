"""Stores of others over a release, each in a process of its own on the loopback: Oxigraph and Virtuoso."""

import contextlib
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from .serving import free_port

_PATIENCE = 90.0
_OXIGRAPH = Path(sys.executable).with_name("oxigraph")
_CONFIGURATION = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
LiteMode = 0
CaseMode = 2
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ThreadsPerQuery = 2
MaxQueryMem = 500M

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
Charset = UTF-8

[SPARQL]
ResultSetMaxRows = 100000
"""
_PASSWORD = "dba"  # Virtuoso's own in a new database; nobody else reaches it


@dataclass(frozen=True, slots=True)
class Virtuoso:
    """A running Virtuoso: where it answers SPARQL, and the port and folder for its command line."""

    endpoint: str
    sql: int
    folder: Path

    def load(self, file: Path, graph: str) -> None:
        """Load a file with the bulk loader; statements without a graph of their own go to `graph`."""
        place = self.folder / "load" / file.name
        place.parent.mkdir(exist_ok=True)
        shutil.copy(file, place)
        self.isql(f"ld_dir('{place.parent}', '{place.name}', '{graph}'); rdf_loader_run(); checkpoint;")
        errors = self.isql(f"select ll_error from DB.DBA.load_list where ll_file = '{place}' and ll_error is not null;")
        assert "0 Rows" in errors, errors

    def isql(self, statements: str) -> str:
        """What the command line of Virtuoso says to these statements."""
        command = ["isql-vt", f"127.0.0.1:{self.sql}", "dba", _PASSWORD, f"exec={statements}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, stdin=subprocess.DEVNULL)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "*** Error" not in done.stdout + done.stderr, done.stdout + done.stderr
        return done.stdout


@contextlib.contextmanager
def oxigraph(dataset: Path, folder: Path) -> Iterator[str]:
    """The SPARQL address of `oxigraph serve-read-only` over an N-Quads file, as CONTRIBUTING tells to start it."""
    store, port = folder / "oxigraph", free_port()
    load = [str(_OXIGRAPH), "load", "--location", str(store), "--file", str(dataset)]
    done = subprocess.run(load, capture_output=True, text=True, timeout=_PATIENCE)
    assert done.returncode == 0, done.stderr
    serve = [str(_OXIGRAPH), "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
    with _running(serve, port, folder / "oxigraph.log"):
        yield f"http://127.0.0.1:{port}/query"


@contextlib.contextmanager
def virtuoso(folder: Path, default_graph: str) -> Iterator[Virtuoso]:
    """An empty Virtuoso whose queries see `default_graph` where they name none; skips where it is not installed."""
    program = shutil.which("virtuoso-t")
    if program is None or shutil.which("isql-vt") is None:
        pytest.skip("virtuoso-t is not installed (Debian: apt-get install virtuoso-opensource)")
    folder.mkdir()
    sql, http = free_port(), free_port()
    configuration = folder / "virtuoso.ini"
    values = {"folder": folder, "sql": sql, "http": http}
    configuration.write_text(_CONFIGURATION.format_map(values), encoding="utf-8")
    with _running([program, "+foreground", "+configfile", str(configuration)], http, folder / "output.log"):
        server = Virtuoso(f"http://127.0.0.1:{http}/sparql", sql, folder)
        server.isql(f"insert into DB.DBA.SYS_SPARQL_HOST (SH_HOST, SH_GRAPH_URI) values ('%', '{default_graph}');")
        yield server


@contextlib.contextmanager
def _running(command: list[str], port: int, log: Path) -> Iterator[None]:
    """A server in the foreground, from when it listens until we are done; ended by its own process id."""
    with (
        log.open("wb") as output,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output) as server,
    ):
        try:
            _wait_for(port, server, log)
            yield
        finally:
            server.terminate()
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, f"the store ended: {log.read_text(encoding='utf-8', errors='replace')}"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return
        except urllib.error.HTTPError:
            return  # it answers
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the store does not answer: {log.read_text(encoding='utf-8', errors='replace')}")
