"""What is sent again beneath Flask, and what is not."""

import pytest

from publish.site.repeated import Repeatable, Repeated

HEADERS = [(b"content-type", b"text/csv"), (b"etag", b'"1"'), (b"vary", b"Accept"), (b"cache-control", b"public")]


def request(query: bytes = b"query=ASK{}", method: str = "GET", **headers: str) -> Repeatable | None:
    """A request with these headers."""
    said = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Repeatable.of(method, "/sparql", query, said)


@pytest.fixture
def repeated() -> Repeated:
    """One answer is kept."""
    answers = Repeated(1_000_000)
    answers.keep(request(accept="text/csv"), 200, HEADERS, b"x\r\n")
    return answers


@pytest.mark.accept("H13", "H14")
def test_same_request_gets_the_same_answer_and_who_has_it_gets_none(repeated: Repeated) -> None:
    assert repeated.get(request(accept="text/csv")) == (200, HEADERS, b"x\r\n")
    known = repeated.get(request(accept="text/csv", if_none_match='"1"'))
    assert known == (304, [header for header in HEADERS if header[0] != b"content-type"], b"")


@pytest.mark.parametrize(
    "other",
    [
        request(b"query=ASK{ }", accept="text/csv"),
        request(accept="text/html"),
        request(accept="text/csv", accept_language="zh"),
        request(accept="text/csv", if_none_match='W/"1", "2"'),
        request(accept="text/csv", range="bytes=0-1"),
        request(accept="text/csv", cookie="a=b"),
        request(method="HEAD", accept="text/csv"),
        request(b"", accept="text/csv"),
    ],
)
def test_other_request_is_read_with_care(repeated: Repeated, other: Repeatable | None) -> None:
    assert repeated.get(other) is None


@pytest.mark.parametrize(
    ("status", "headers"),
    [(400, HEADERS), (200, HEADERS[:3]), (200, [*HEADERS[:3], (b"cache-control", b"no-store")]), (200, HEADERS[2:])],
    ids=["error", "nothing said", "not to keep", "no validator"],
)
def test_other_answer_is_not_kept(status: int, headers: list[tuple[bytes, bytes]]) -> None:
    repeated = Repeated(1_000_000)
    repeated.keep(request(), status, headers, b"x")
    assert repeated.get(request()) is None
