"""The command `policygraph`: help that teaches, exit codes, and errors that say what, where and what to do."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from publish.cli import COMMANDS
from publish.release.publishing import locked

DATE = ("--date", "2026-11-25")


def test_help_lists_every_command_with_an_example(run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in result.stdout] == []
    assert "Examples:" in result.stdout


def test_readme_shows_every_command() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"policygraph {name} " not in readme] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_teaches_with_examples(run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Examples:\n" in result.stdout
    assert f"policygraph {name}" in result.stdout.split("Examples:")[1]


def test_build_check_and_query(run, workspace: Path) -> None:
    built = run("build", workspace, *DATE)
    assert built.exit_code == 0
    assert "A new release: " in built.stdout
    again = run("build", workspace)
    assert again.exit_code == 0
    assert "Nothing changed" in again.stdout
    checked = run("check", workspace, "--archive", workspace / "archive")
    assert checked.exit_code == 0
    assert "damaged" not in checked.stdout
    assert checked.stdout.count("\ngood ") == 9
    by_folder = run("check", (workspace / "releases" / "current").resolve())
    assert by_folder.exit_code == 0


def test_long_work_is_plain_lines_when_nobody_watches(run, workspace: Path) -> None:
    result = run("build", workspace, *DATE)
    assert result.stderr.splitlines() == [
        "Lifting records …",
        "Applying decisions …",
        "Validating …",
        "Writing the release …",
    ]


def test_damaged_release_gives_exit_code_1_and_the_list(run, workspace: Path) -> None:
    run("build", workspace, *DATE)
    dump = workspace / "releases" / "current" / "data" / "dataset.trig"
    dump.chmod(0o644)
    dump.write_bytes(dump.read_bytes()[:-1])
    result = run("check", workspace)
    assert result.exit_code == 1
    assert "  - data/dataset.trig: has " in result.stdout
    assert "what:   1 faults" in result.stderr


def test_refused_build_prints_the_report(run, workspace: Path) -> None:
    record = workspace / "records" / "reading-rooms.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("    type: plan\n", ""), encoding="utf-8")
    result = run("build", workspace, *DATE)
    assert result.exit_code == 1
    assert "Plan for Reading Rooms" in result.stdout
    assert "refused/report.txt" in result.stderr
    assert (workspace / "releases" / "refused" / "report.html").stat().st_size > 0
    assert not (workspace / "releases" / "current").exists()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["build", "{absent}"], 2, "no such folder"),
        (["build", "{empty}"], 2, "no such file"),
        (["build", "{workspace}", "--date", "2026-13-01"], 2, "is no date"),
        (["build", "{workspace}", "--date", "20261125"], 2, "is no date"),
        (["build", "--colour"], 2, "No such option"),
        (["bild"], 2, "No such command"),
        (["check", "{empty}"], 2, "neither a release nor a workspace"),
        (["check", "{workspace}"], 2, "no release yet"),
        (["check", "{workspace}", "--archive", "{absent}"], 2, "no such folder"),
        (["query", "-w", "{workspace}"], 2, "no release yet"),
        (["query", "-w", "{workspace}", "--endpoint", "http://localhost:1/"], 2, "not both"),
        (["anchor", "-w", "{workspace}", "no-such-record"], 1, "cannot be read"),
        (["serve", "{empty}"], 2, "no such file"),
        (["init", "{workspace}"], 2, "not an empty folder"),
        (["add", "{absent}", "-w", "{workspace}"], 2, "does not exist"),
    ],
)
def test_errors_have_a_code_and_no_stack_trace(
    run, workspace: Path, tmp_path: Path, words: list[str], code: int, message: str
) -> None:
    (tmp_path / "empty").mkdir()
    places = {"absent": tmp_path / "absent", "empty": tmp_path / "empty", "workspace": workspace}
    result = run(*(word.format_map(places) for word in words))
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_error_says_what_where_and_what_to_do(run, workspace: Path) -> None:
    (workspace / "policygraph.toml").write_text('bsae = "http://a/"\n', encoding="utf-8")
    result = run("build", workspace)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "what:   there is no such setting",
        f"where:  {workspace / 'policygraph.toml'}: bsae",
        "to do:  Did you mean 'base'?",
    ]


def test_record_at_fault_writes_nothing(run, workspace: Path) -> None:
    record = workspace / "records" / "reading-rooms.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("type: plan", "type: plann"), encoding="utf-8")
    before = sorted(path for path in workspace.rglob("*") if "releases" not in path.parts)
    result = run("build", workspace)
    assert result.exit_code == 1
    assert "reading-rooms.yaml, line " in result.stderr
    assert not [path for path in (workspace / "releases").iterdir() if path.name != ".lock"]
    assert (workspace / "ledger.jsonl").read_bytes() == b""
    assert sorted(path for path in workspace.rglob("*") if "releases" not in path.parts) == before


@pytest.mark.accept("X3")
def test_second_build_gives_up_with_a_message(run, workspace: Path) -> None:
    with locked(workspace / "releases"):
        result = run("build", workspace)
    assert result.exit_code == 2
    assert "another build is at work" in result.stderr
    assert "--wait" in result.stderr


@pytest.mark.accept("X3")
def test_two_builds_at_once_give_one_release(workspace: Path) -> None:
    command = [sys.executable, "-m", "publish.cli", "build", str(workspace), *DATE]
    builds = [subprocess.Popen([*command, "--wait"], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(build.communicate(timeout=120)[0] for build in builds)
    assert [build.returncode for build in builds] == [0, 0]
    assert said[0].startswith("A new release")
    assert said[1].startswith("Nothing changed")
    assert len(list((workspace / "releases").glob("2026.*"))) == 1


@pytest.mark.accept("X8")
def test_build_and_check_need_no_network(workspace: Path) -> None:
    alone = ["unshare", "--user", "--map-root-user", "--net"]
    try:
        permitted = subprocess.run([*alone, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        permitted = False
    if not permitted:
        pytest.skip("this machine lets no process give up its network (unshare --net)")
    for words in (["build", str(workspace), *DATE], ["check", str(workspace), "--archive", str(workspace / "archive")]):
        done = subprocess.run([*alone, sys.executable, "-m", "publish.cli", *words], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()


@pytest.mark.accept("X7")
def test_date_comes_from_the_clock_only_when_nobody_gives_one(
    run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764028800")  # 2025-11-25
    assert "releases/2025.11.1-" in run("build", workspace).stdout


def test_clock_that_jumped_back_is_named(run, workspace: Path) -> None:
    run("build", workspace, *DATE)
    record = workspace / "records" / "reading-rooms.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("街街有阅览室", "每条街都有阅览室"), encoding="utf-8")
    result = run("build", workspace, "--date", "2026-11-24")
    assert result.exit_code == 1
    assert "Use 2026-11-25 or a later day" in result.stderr


def test_serve_answers_and_ends_with_its_signal(workspace: Path, free_port: int) -> None:
    command = [sys.executable, "-m", "publish.cli", "serve", str(workspace), "--port", str(free_port), *DATE]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{free_port}/release/2026.11.1/data/dataset.nq"
        assert _answer(address) == (workspace / "releases/current/data/dataset.nq").read_bytes()
        server.terminate()
        server.wait(timeout=30)
    finally:
        with contextlib.suppress(ProcessLookupError):  # its workers too, should it not have ended by itself
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _answer(address: str) -> bytes:
    """What a server says, as soon as it listens."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=10) as response:
                return response.read()
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
