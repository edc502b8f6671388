"""The end of a server: what is at work gets its answer, and nothing stays behind."""

import os
import signal
import threading
import time
from http.client import HTTPException
from pathlib import Path

import pytest

from .conftest import LIMITS, WORKERS
from .serving import Answer, serving, wait_until


@pytest.mark.accept("X6")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_stopped_under_load_it_answers_what_it_has_begun(files: list[Path], end: signal.Signals) -> None:
    answers: list[Answer] = []
    stopping = threading.Event()
    with serving(files, LIMITS) as server:
        workers = server.workers()

        def ask(number: int) -> None:
            while not stopping.is_set() or len(answers) < 100:
                try:
                    answers.append(server.ask(f"SELECT * {{ <http://example.org/thing/{number}> ?p ?o }}"))
                except (OSError, HTTPException):
                    return  # nobody listens any more

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        server.process.send_signal(end)
        assert server.process.wait(timeout=10) == 0
        stopping.set()
        for thread in threads:
            thread.join()
    assert len(answers) > 20
    assert {answer.status for answer in answers} == {200}
    wait_until(lambda: not any((Path("/proc") / str(pid)).exists() for pid in workers), "a worker is left", 2)


@pytest.mark.accept("X5")
def test_server_process_that_is_killed_is_replaced_and_leaves_no_worker(files: list[Path]) -> None:
    with serving(files, LIMITS) as server:
        wait_until(lambda: len(server.workers()) == WORKERS and server.is_idle())
        before = server.workers()
        parents = {int(Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[3]) for pid in before}
        os.kill(min(parents), signal.SIGKILL)
        wait_until(server.answers)
        wait_until(lambda: len(server.workers() - before) == WORKERS // 2, "it is not replaced", 10)
        assert len(server.workers()) == WORKERS
        assert server.zombies() == set()
