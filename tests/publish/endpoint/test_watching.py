"""What the server notices: `/metrics` over all its processes, and a log that does not tell who asked."""

import json
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from .conftest import LIMITS, WORKERS
from .serving import Server, serving, wait_until

SECRET = "a name that a person typed"
LOG = "access.jsonl"


@pytest.fixture(scope="module")
def watched(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A server that writes a log and knows its clients by what a proxy says."""
    log = tmp_path_factory.mktemp("log") / LOG
    more = {"POLICYGRAPH_HTTP_LOG": str(log), "POLICYGRAPH_HTTP_CLIENT_HEADER": "X-Forwarded-For",
            "POLICYGRAPH_HTTP_LOG_QUERY": "digest"}  # fmt: skip
    with serving(files, {**LIMITS, **more}) as server:
        wait_until(lambda: len(server.workers()) == WORKERS)
        yield server, log


def counted(server: Server, name: str, **labels: str) -> float:
    """The sum of a metric over the rows with these labels."""
    answer = server.send("GET", "/metrics")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return sum(
        sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


def asked(server: Server) -> float:
    return counted(server, "policygraph_requests_total", route="sparql", method="GET", status="200")


def test_metrics_count_over_all_processes_also_those_that_ended(watched: tuple[Server, Path]) -> None:
    server, _ = watched
    before = asked(server)
    for _ in range(30):  # by connections of their own, so that both processes get some
        assert server.ask("ASK {}").status == 200
    wait_until(lambda: asked(server) >= before + 30)  # the last one is counted when its answer is gone
    assert [asked(server) for _ in range(6)] == [before + 30] * 6
    workers = server.workers()
    parents = {int(Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[3]) for pid in workers}
    os.kill(min(parents), signal.SIGKILL)
    wait_until(lambda: len(server.workers() - workers) == WORKERS // 2 and server.answers())
    assert asked(server) > before + 30
    assert counted(server, "policygraph_requests_in_progress") == 1  # the one that asks
    assert counted(server, "policygraph_request_seconds_count", route="sparql") >= before + 30


def test_strangers_make_no_labels(watched: tuple[Server, Path]) -> None:
    server, _ = watched
    server.send("BREW", "/nothing-of-ours")
    said = server.send("GET", "/metrics").text
    assert "nothing-of-ours" not in said
    assert "BREW" not in said
    assert counted(server, "policygraph_requests_total", route="other", method="other") >= 1


def test_metrics_are_shown_to_this_machine_alone(watched: tuple[Server, Path]) -> None:
    server, _ = watched
    refused = server.send("GET", "/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert (refused.status, b"policygraph_" in refused.body) == (403, False)
    assert server.send("POST", "/metrics", b"x").status == 405
    head = server.send("HEAD", "/metrics")
    assert (head.status, head.body) == (200, b"")


def test_log_tells_what_was_asked_and_not_by_whom(watched: tuple[Server, Path]) -> None:
    server, log = watched
    headers = {"X-Forwarded-For": "203.0.113.77", "User-Agent": "agent-of-somebody", "Cookie": "c=crumbs",
               "Referer": "http://example.org/diary"}  # fmt: skip
    server.send("GET", f"/sparql?query=ASK%7B%3Fs%20%3Fp%20%22{SECRET.replace(' ', '%20')}%22%7D", headers=headers)
    server.send("GET", f"/label/{SECRET.replace(' ', '%20')}", headers=headers)
    wait_until(lambda: '"/\u2026"' in log.read_text(encoding="utf-8"))
    written = log.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in written.splitlines()]
    assert {"time", "method", "path", "status", "type", "bytes", "seconds", "release"} <= rows[-1].keys()
    for word in (SECRET, SECRET.replace(" ", "%20"), "203.0.113", "127.0.0.1", "somebody", "crumbs", "diary"):
        assert word not in written
    query = next(row["query"] for row in reversed(rows) if row["path"] == "/sparql")
    assert re.fullmatch(r"[0-9a-f]{16}", query)
