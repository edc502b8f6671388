"""How much one client may ask."""

import threading
import time

import pytest

from publish.site.admission import BURST_SECONDS, WAITING_PER_SLOT, Admission, TooManyError
from publish.site.answers import KeptAnswers


@pytest.mark.accept("Q13")
def test_rate_allows_a_burst_and_then_so_many_a_second() -> None:
    now = [0.0]
    admission = Admission(slots=1, rate=5, clock=lambda: now[0])
    for _ in range(5 * BURST_SECONDS):
        admission.count("a")
    with pytest.raises(TooManyError, match="more than 5 queries a second"):
        admission.count("a")
    admission.count("b")
    now[0] = 1.0
    for _ in range(5):
        admission.count("a")
    with pytest.raises(TooManyError):
        admission.count("a")


@pytest.mark.accept("Q12")
def test_slot_is_waited_for_and_given_back_once() -> None:
    admission = Admission(slots=1, rate=100)
    leave = admission.enter("a")
    admission.enter("b")()
    threading.Timer(0.1, leave).start()
    began = time.monotonic()
    again = admission.enter("a")
    assert time.monotonic() - began >= 0.05
    leave()
    again()
    again()
    admission.enter("a")()


@pytest.mark.accept("Q12")
def test_more_than_a_few_do_not_even_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.site.admission.WAIT_SECONDS", 0.5)
    admission = Admission(slots=1, rate=100)
    admission.enter("a")
    waited: list[float] = []

    def enter() -> None:
        began = time.monotonic()
        with pytest.raises(TooManyError, match="1 queries of yours"):
            admission.enter("a")
        waited.append(time.monotonic() - began)

    threads = [threading.Thread(target=enter) for _ in range(WAITING_PER_SLOT + 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(seconds < 0.4 for seconds in waited) == 5


def test_answers_are_kept_until_the_room_is_full() -> None:
    kept: KeptAnswers[bytes] = KeptAnswers(16 * 1_100)
    for number in range(20):
        kept.keep(number, b"x", 100)
    assert [kept.get(number) for number in range(20)] == [None] * 4 + [b"x"] * 16
    kept.keep("large", b"x", 101)
    assert kept.get("large") is None
