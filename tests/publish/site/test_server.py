"""The server itself, in a process of its own: it answers, says where it is, and stops when it is told to."""

import json
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from ontology.errors import StoreError
from publish.store.remote import ask

from ...questions.serving import START, free_port, served
from .conftest import MEASURE


def test_server_answers_and_redirects_by_path_on_another_port_than_the_base(release: Path) -> None:
    with served(release) as address, urllib.request.urlopen(f"{address}id/measure/{MEASURE}") as response:
        assert response.url == f"{address}doc/measure/{MEASURE}"
        assert b"Open reading rooms" in response.read()


def test_server_says_that_it_is_not_where_the_base_says_and_ends_well_on_ctrl_c(release: Path) -> None:
    port = free_port()
    command = [sys.executable, "-c", START, str(release), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert f"http://localhost:{port}/" in server.stdout.readline()
        time.sleep(1)
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "names things under http://localhost:8000/" in errors
    assert "Traceback" not in errors


def test_what_cannot_be_served_is_told_before_anything_listens(tmp_path: Path) -> None:
    command = [sys.executable, "-c", START, str(tmp_path), str(free_port())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "ReleaseError" in done.stderr


def test_port_that_is_taken_is_not_shared(release: Path) -> None:
    with served(release) as address:
        port = address.rstrip("/").rpartition(":")[2]
        command = [sys.executable, "-c", START, str(release), port]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "cannot listen there" in done.stderr
    assert "--port" in done.stderr


def test_client_of_the_command_line_gets_answers_and_reasons(release: Path) -> None:
    with served(release) as address:
        endpoint = f"{address}sparql"
        answer = ask(endpoint, "# what to INSERT or ADD\n# in a comment\nASK {}", "json")
        assert (json.loads(answer.body), answer.media_type) == (
            {"head": {}, "boolean": True},
            "application/sparql-results+json",
        )
        with pytest.raises(StoreError, match="line 2, column 7: not a SPARQL"):
            ask(endpoint, "ASK\n{ ?s }")
        with pytest.raises(StoreError, match="read-only"):
            ask(endpoint, "DROP ALL")
    with pytest.raises(StoreError, match="policygraph serve"):
        ask(endpoint, "ASK {}")
