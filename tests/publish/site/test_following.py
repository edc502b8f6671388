"""The server itself: another release takes over without a failed request, and a damaged one is refused."""

import contextlib
import http.client
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from publish.site.following import Follower

from ...questions.serving import served
from .conftest import MEASURE, SMALL, TEXT, write_release


def point(releases: Path, folder: Path) -> None:
    """Make a release the current one, in one step."""
    fresh = releases / "fresh"
    fresh.symlink_to(folder.name)
    fresh.replace(releases / "current")


def health(address: str) -> tuple[int, dict[str, object]]:
    """What the server says of itself."""
    try:
        with urllib.request.urlopen(f"{address}health", timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not come to be"
        time.sleep(0.1)


def ask_on(address: str, stop: threading.Event, answers: list[tuple[int, str]]) -> None:
    """Ask for a page again and again over one connection, which must hold."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    while not stop.is_set():
        connection.request("GET", f"/doc/measure/{MEASURE}.html?lang=en")
        response = connection.getresponse()
        body = response.read().decode()
        answers.append((response.status, "Read on Sundays" if "Read on Sundays" in body else "Open reading rooms"))
    connection.close()


@pytest.mark.accept("X6", "X4")
def test_other_release_takes_over_without_a_failed_request(tmp_path: Path) -> None:
    first = write_release(tmp_path / "first", version="2026.11.1", date="2026-11-24")
    point(tmp_path, first)
    answers: list[tuple[int, str]] = []
    stop = threading.Event()
    with served(tmp_path / "current") as address:
        clients = [threading.Thread(target=ask_on, args=(address, stop, answers)) for _ in range(4)]
        for client in clients:
            client.start()
        renamed = _renamed(tmp_path, before=first)
        point(tmp_path, renamed)
        versions: set[str] = set()
        wait_until(lambda: _seen(address, versions) >= {"2026.11.2"} and len(answers) > 50)
        wait_until(lambda: [_version(address) for _ in range(10)] == ["2026.11.2"] * 10)
        damaged = write_release(tmp_path / "third", version="2026.12.1", before=renamed)
        (damaged / "ledger.jsonl").write_bytes(b"")
        point(tmp_path, damaged)
        wait_until(lambda: all(health(address)[0] == 503 for _ in range(10)))
        said = health(address)[1]
        assert (said["release"], said["status"]) == ("2026.11.2", "degraded")
        point(tmp_path, first)  # rolled back
        wait_until(lambda: [_version(address) for _ in range(10)] == ["2026.11.1"] * 10)
        wait_until(lambda: health(address)[0] == 200)
        stop.set()
        for client in clients:
            client.join()
    assert {status for status, _ in answers} == {200}
    assert {words for _, words in answers} == {"Open reading rooms", "Read on Sundays"}


def _renamed(place: Path, before: Path) -> Path:
    data = SMALL.replace("Open reading rooms on Sundays", "Read on Sundays")
    return write_release(place / "second", data=data, before=before)


def _version(address: str) -> str:
    return str(health(address)[1]["release"])


def _seen(address: str, versions: set[str]) -> set[str]:
    versions.add(_version(address))
    return versions


@pytest.mark.accept("X4")
def test_server_refuses_a_damaged_release_and_serves_the_last_good_one(tmp_path: Path) -> None:
    first = write_release(tmp_path / "first", version="2026.11.1", date="2026-11-24")
    second = write_release(tmp_path / "second", before=first)
    (second / "data" / "dataset.nq").write_bytes((second / "data" / "dataset.nq").read_bytes()[:-100])
    with served(second) as address:
        status, said = health(address)
        assert (status, said["release"]) == (503, "2026.11.1")
    log = next(tmp_path.glob("server-*.log")).read_text(encoding="utf-8")
    assert "!!! REFUSED" in log
    assert "dataset.nq: was changed" in log
    assert "Serving release 2026.11.1 instead" in log


@pytest.mark.accept("X4")
def test_release_that_cannot_be_loaded_leaves_the_old_one_in_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = write_release(tmp_path / "first", version="2026.11.1")
    only = write_release(tmp_path / "elsewhere" / "release")
    (only / "manifest.json").unlink()
    loaded: list[Flask] = []
    follower = Follower(tmp_path, first, lambda folder, refused: Flask(str(folder)))
    follower.look(loaded.append)  # there is no `current`
    (tmp_path / "current").symlink_to(only)
    follower.look(loaded.append)
    follower.look(loaded.append)
    assert loaded == []
    assert capsys.readouterr().err.count("cannot be served") == 1


def raw(address: str, sent: bytes) -> bytes:
    """The beginning of the answer to exactly these bytes."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as connection:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has answered before it read all
            connection.sendall(sent)
        return connection.recv(64 * 1024)


def get(path: bytes) -> bytes:
    return b"GET " + path + b" HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\nAccept: text/html\r\n\r\n"


@pytest.mark.accept("H21", "W6", "W9", "W10", "W20", "W21")
def test_spellings_and_nonsense_over_the_wire(release: Path) -> None:
    with served(release) as address:
        for path, status, expected in (
            (b"/label/%e6%94%bf", 301, b"/label/%E6%94%BF\r\n"),
            (b"/label/\xe6\x94\xbf", 301, b"/label/%E6%94%BF\r\n"),
            (b"/label/%25E6", 404, b""),
            (b"/id/measure/" + MEASURE.upper().encode(), 301, f"/id/measure/{MEASURE}\r\n".encode()),
            (
                b"http://evil.example/id/measure/" + MEASURE.encode() + b"/",
                301,
                f": /id/measure/{MEASURE}\r\n".encode(),
            ),
            (b"//evil.example/", 404, b""),
            (b"/../../etc/passwd", 404, b""),
            (b"/static/%2e%2e/app.py", 404, b""),
            (b"/release/2026.11.2/%2e%2e/manifest.json", 404, b""),
            (b"/release/2026.11.2/..;/manifest.json", 404, b""),
            (b"/doc/text/" + TEXT.encode() + b"%00", 400, b""),
            (b"/id/measure/%ff%fe", 400, b""),
            (b"/id/measure/%0d%0aSet-Cookie:a=b", 400, b""),
            (b"/id/measure/" + b"m" * 20_000, 414, b""),
            (b"/id/measure/" + b"m" * 200_000, 414, b""),
        ):
            answer = raw(address, get(path))
            assert answer.startswith(f"HTTP/1.1 {status} ".encode()), (path[:80], answer[:200])
            assert expected in answer
            assert b"\r\nlocation: http://evil" not in answer.lower()
            assert b"set-cookie" not in answer.lower().partition(b"\r\n\r\n")[0]
            assert b"root:" not in answer
        assert health(address)[0] == 200


@pytest.mark.accept("W21")
def test_uploads_are_refused_before_they_are_read(release: Path) -> None:
    with served(release) as address:
        for path in (f"/doc/measure/{MEASURE}", "/", "/label/x"):
            head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n"
            begun = time.monotonic()
            answer = raw(address, head.encode() + b"Content-Length: 1000000000\r\n\r\n" + b"--b\r\n" * 100_000)
            assert answer.split(b" ")[1] in (b"405", b"413", b"408")
            assert time.monotonic() - begun < 10
        many = b"".join(b'--b\r\nContent-Disposition: form-data; name="a%d"\r\n\r\nx\r\n' % n for n in range(100_000))
        length = f"Content-Length: {len(many)}\r\n\r\n".encode()
        head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        assert raw(address, head + length + many).split(b" ")[1] in (b"413", b"415")
        assert health(address)[0] == 200
