"""`policygraph rollback`: an earlier release is served again, without a restart, and no address is lost."""

import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from ontology.ledger import Ledger
from publish.release.publishing import current_release, locked
from publish.release.rollback import rolled_back

from ...questions.serving import served

FIRST, SECOND = ("--date", "2026-11-24"), ("--date", "2026-11-25")
RECOMMENDATION = re.compile(r"recommendations:\n(?:  .*\n)+")


@pytest.fixture
def releases(run, workspace: Path) -> Path:
    """Two releases: the second has a recommendation that the first does not know."""
    record = workspace / "records" / "reading-rooms.yaml"
    whole = record.read_text(encoding="utf-8")
    record.write_text(RECOMMENDATION.sub("", whole), encoding="utf-8")
    assert run("build", workspace, *FIRST).exit_code == 0
    record.write_text(whole, encoding="utf-8")
    assert run("build", workspace, *SECOND).exit_code == 0
    return workspace / "releases"


def current(releases: Path) -> str:
    """The version of the release that is served."""
    found = current_release(releases)
    assert found
    return found.name.partition("-")[0]


def minted_later(workspace: Path) -> str:
    """The identifier of the recommendation."""
    found = Ledger.read(workspace / "ledger.jsonl")
    (name,) = (each for each, standing in found.table.items() if standing.kind.path == "recommendation")
    return name


def answer(address: str, accept: str = "text/html") -> tuple[int, str]:
    """Status and body."""
    request = urllib.request.Request(address, headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not come to be"
        time.sleep(0.1)


@pytest.mark.accept("C05", "X6", "X9")
def test_server_goes_back_without_a_failed_request_and_loses_no_address(run, workspace: Path, releases: Path) -> None:
    later = minted_later(workspace)
    stop, seen = threading.Event(), list[int]()
    with served(releases / "current") as address:

        def ask() -> None:
            while not stop.is_set():
                seen.append(answer(f"{address}robots.txt")[0])

        client = threading.Thread(target=ask)
        client.start()
        assert answer(f"{address}id/recommendation/{later}")[0] == 200
        done = run("rollback", "-w", workspace)
        assert done.exit_code == 0, done.stderr
        wait_until(lambda: all('"2026.11.1"' in answer(f"{address}health")[1] for _ in range(10)))
        stop.set()
        client.join()
        for path in (f"id/recommendation/{later}", f"doc/recommendation/{later}", f"doc/recommendation/{later}.ttl"):
            status, body = answer(f"{address}{path}", "text/turtle" if path.startswith("id") else "text/html")
            assert status == 410, path
            assert "Release 2026.11.2 has it" in body
        assert answer(f"{address}release/2026.11.2")[0] == 200
        assert answer(f"{address}id/recommendation/r00000000")[0] == 404
        assert run("rollback", "2026.11.2", "-w", workspace).exit_code == 0
        wait_until(lambda: all('"2026.11.2"' in answer(f"{address}health")[1] for _ in range(10)))
        assert answer(f"{address}id/recommendation/{later}")[0] == 200
    assert set(seen) == {200}


@pytest.mark.accept("X3", "X4")
def test_goes_to_the_newest_whole_release_before_and_to_none_that_is_damaged(
    run, workspace: Path, releases: Path
) -> None:
    assert run("rollback", "1999.01.1", "-w", workspace).stderr.count("Name one of these: 2026.11.1, 2026.11.2") == 1
    assert "already" in run("rollback", "2026.11.2", "-w", workspace).stderr
    with locked(releases):
        assert run("rollback", "-w", workspace).exit_code == 2
    first = next(releases.glob("2026.11.1-*"))
    dump = first / "data" / "dataset.nq"
    whole = dump.read_bytes()
    dump.chmod(0o644)
    dump.write_bytes(whole.replace(b"reading", b"Reading", 1))
    for words in ((), ("2026.11.1",)):
        refused = run("rollback", *words, "-w", workspace)
        assert refused.exit_code == 1
        assert "SHA-256" in refused.stderr
        assert current(releases) == "2026.11.2"
    dump.write_bytes(whole)
    assert run("rollback", "-w", workspace).exit_code == 0
    assert current(releases) == "2026.11.1"
    assert "no whole release before" in run("rollback", "-w", workspace).stderr


def test_stays_until_somebody_builds(run, workspace: Path, releases: Path) -> None:
    assert rolled_back(releases) is None
    assert run("rollback", "-w", workspace).exit_code == 0
    found = rolled_back(releases)  # `serve` asks this before it builds
    assert found
    assert found.name.startswith("2026.11.1-")
    assert run("build", workspace, *SECOND).exit_code == 0
    assert current(releases) == "2026.11.2"
    assert rolled_back(releases) is None
