"""The real server answers as the application does: status, headers and bytes, for every address and manner of asking.

What the other tests here find out about the application therefore holds over the wire.
"""

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from publish.site.app import create_app
from publish.site.signposting import LINK_SETS

from ...questions.serving import served
from .conftest import DOCUMENT, EVIDENCE, MEASURE, MERGED, OTHER, SMALL, SPLIT, WITHDRAWN, ledger, write_release
from .test_hostile import hostile
from .test_labels import STRANGE
from .test_negotiation import CHROME, CLIENTS
from .test_routes import ADDRESSES, MISSING

OF_THE_CONNECTION = {"date", "server", "connection", "transfer-encoding"}
PAGE = f"/doc/measure/{MEASURE}"
LONG = 1_000  # characters: longer addresses are for the server alone to refuse
MANNERS = [  # of asking: method and headers
    ("GET", {}),
    ("GET", {"Accept": CHROME, "Accept-Language": "zh-CN,zh;q=0.9"}),
    ("GET", {"Accept": "text/turtle; charset=utf-8"}),
    ("HEAD", {"Accept": "application/ld+json;q=0.9, text/turtle;q=0.8"}),
]
SPECIAL = [
    ("GET", PAGE, {"Accept": "text/html;q=0, */*;q=0.5"}),
    ("GET", PAGE, {"Accept": "text/*;q=0.3, text/turtle;q=0.7, */*;q=0.5"}),
    ("GET", PAGE, {"Accept": "TEXT/TURTLE"}),
    ("GET", PAGE, {"Accept": "image/png"}),
    ("GET", PAGE, {"Accept": ";;;"}),
    ("GET", PAGE, {"Accept": "text/html;q=abc"}),
    ("GET", PAGE, {"Accept": "x/" + "y" * 10_000}),
    ("GET", f"{PAGE}.ttl", {"Accept": "text/html"}),
    ("GET", f"{PAGE}.exe", {}),
    ("GET", PAGE, {"If-Modified-Since": "Wed, 25 Nov 2099 00:00:00 GMT"}),
    ("GET", PAGE, {"If-None-Match": "*"}),
    ("OPTIONS", PAGE, {"Origin": "https://example.org"}),
    ("PUT", PAGE, {}),
    ("GET", f"/id/measure/{MERGED}", {}),
    ("GET", f"/doc/measure/{WITHDRAWN}", {"Accept": "text/turtle"}),
    ("GET", f"/doc/measure/{WITHDRAWN}", {"Accept": "text/html"}),
    ("GET", f"/doc/document/{DOCUMENT}/more/2", {}),
    *(("GET", f"{PAGE}.{each.extension}", {}) for each in LINK_SETS),
    ("GET", PAGE, {"Accept": "application/linkset+json"}),
    ("GET", "/id/agent/%E6%94%BF%E7%AD%96", {"Accept": "text/turtle"}),
    ("GET", "/doc/x/y%0D%0ASet-Cookie:a=b", {}),
    ("GET", "/label/Re%CC%81ading%20room%20plan", {}),
    ("GET", "/label/read%D1%96ng%20room%20plan", {"Accept": "text/html"}),
    *(("GET", f"/label/{name}", {"Accept": "text/html"}) for name, _ in STRANGE if len(name) < LONG),
    *(("GET", PAGE, {"Accept": each.values[0], "Accept-Language": each.values[1]}) for each in CLIENTS),
]
HOSTILE = [f"/doc/measure/{OTHER}", f"/doc/document/{DOCUMENT}", f"/doc/evidence/{EVIDENCE}", "/label/%3Cscript%3E"]
NO_STORE = ("/health",)  # what it says of the store is its own


@pytest.fixture(scope="module")
def address(release: Path) -> Iterator[str]:
    """Where the real server answers."""
    with served(release) as found:
        yield found


@pytest.fixture(scope="module")
def application(release: Path, address: str) -> FlaskClient:
    """The application, as if it were served there."""
    return create_app(release, address=address.replace("127.0.0.1", "localhost")).test_client()


@pytest.mark.accept(
    "H01", "H02", "H03", "H04", "H05", "H06", "H07", "H08", "H09", "H10", "H11", "H12", "H13", "H14", "H15", "H16",
    "H17", "H18", "H19", "H20", "H22", "C01", "C02", "C03", "C04", "C06", "C07", "C08", "C10", "D04", "F04", "F05",
    "G01", "G02", "G03", "G04", "G05", "G06", "G07", "W1", "W2", "W3", "W4", "W5", "W8", "W11", "W12", "W13", "W14",
    "W16",
)  # fmt: skip
def test_server_says_what_the_application_says(address: str, application: FlaskClient) -> None:
    asked = [
        (method, each, said)
        for each in [*ADDRESSES.values(), *MISSING]
        if each not in NO_STORE
        for method, said in MANNERS
    ]
    _compare(address, application, [*asked, *SPECIAL])


@pytest.mark.accept("W7", "W1", "W2", "W3", "W4")
def test_server_says_of_hostile_words_what_the_application_says(tmp_path: Path) -> None:
    folder = write_release(tmp_path / "release", data=hostile(SMALL))
    with served(folder) as address:
        application = create_app(folder, address=address.replace("127.0.0.1", "localhost")).test_client()
        _compare(address, application, [("GET", each, {"Accept": "text/html"}) for each in HOSTILE])


@pytest.mark.accept("C05", "C06", "C07")
def test_every_identifier_ever_minted_answers_over_the_wire(address: str) -> None:
    found = {}
    for name, standing in ledger().table.items():
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        with contextlib.closing(connection):
            path, hops = f"/id/{standing.kind.path}/{name}", []
            while not hops or hops[-1] in (301, 303):
                connection.request("GET", path, headers={"Accept": "text/turtle"})
                response = connection.getresponse()
                response.read()
                hops.append(response.status)
                path = urlsplit(response.headers.get("Location", "")).path
            found[name] = hops
    assert found == {
        MEASURE: [303, 200],
        OTHER: [303, 200],
        MERGED: [301, 303, 200],
        WITHDRAWN: [303, 410],
        SPLIT: [303, 200],
    }


def _compare(
    address: str, application: FlaskClient, asked: Iterable[tuple[str, str, Mapping[str, str | None]]]
) -> None:
    with contextlib.closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)) as connection:
        for method, path, headers in asked:
            sent = {name: value for name, value in headers.items() if value is not None}
            with application.open(path, method=method, headers=sent) as expected:
                wanted = expected.status_code, expected.data, _lasting(list(expected.headers))
            for _ in range(2):  # the first time, and again: what is sent a second time may come from another place
                connection.request(method, path, headers=sent)
                got = connection.getresponse()
                found = got.status, got.read(), _lasting(got.getheaders())
                assert found == wanted, (method, path, sent)


def _lasting(headers: list[tuple[str, str]]) -> dict[str, str]:
    found = {name.lower(): value for name, value in headers}
    found["allow"] = ", ".join(sorted(found.get("allow", "").split(", ")))  # a set
    return {name: value for name, value in found.items() if name not in OF_THE_CONNECTION}


def test_every_answer_has_the_time_of_its_sending(address: str) -> None:
    asked = [PAGE, PAGE, "/sparql?query=ASK%7B%7D", "/sparql?query=ASK%7B%7D", "/no-such-page", "/context/v1.jsonld"]
    with contextlib.closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)) as connection:
        for path in asked:
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            (date,) = response.headers.get_all("Date", [])
            assert abs(parsedate_to_datetime(date).timestamp() - time.time()) < 5, path


MALFORMED = {  # what no two servers in a row should read in two ways
    "length and chunks": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "unknown encoding": b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "long header": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X%d: x\r\n" % n for n in range(10_000)) + b"\r\n",
    "blank before the colon": b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
    "length that is none": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: +4\r\n\r\nabcd",
    "no request": b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
}


@pytest.mark.accept("W19")
@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_request_is_refused_and_ends_its_connection(address: str, name: str) -> None:
    answer = _all_of(address, MALFORMED[name])
    assert not answer or answer.split(b" ")[1] in (b"400", b"408", b"411", b"413", b"415", b"431", b"501"), answer[:300]
    assert answer.count(b"HTTP/1.1 ") <= 1  # nothing of it was read as a second request
    assert _status(address) == 200


@pytest.mark.accept("W19")
def test_clients_that_never_finish_leave_room_for_others(address: str) -> None:
    parts = urlsplit(address)
    with contextlib.ExitStack() as stack:
        for _ in range(50):
            slow = stack.enter_context(socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10))
            slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        begun = time.monotonic()
        others = [threading.Thread(target=lambda: seen.append(_status(address))) for _ in range(10)]
        seen: list[int] = []
        for each in others:
            each.start()
        for each in others:
            each.join()
        assert seen == [200] * 10
        assert time.monotonic() - begun < 5


def _status(address: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", "/robots.txt")
        return connection.getresponse().status


def _all_of(address: str, sent: bytes) -> bytes:
    """All that comes back until the connection ends, or nothing more for a while."""
    parts, answer = urlsplit(address), b""
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=3) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(sent)
        with contextlib.suppress(OSError):
            while piece := connection.recv(65536):
                answer += piece
    return answer
