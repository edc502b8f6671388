"""Every row of the acceptance list that is about serving has a test, and one that asks a running server.

The others ask the application itself: that server and application say the same is what `test_wire.py` is about.
"""

import inspect
import re
from collections import defaultdict
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
ROOMS = ("publish", "questions", "samples")  # of the tests that carry these rows
ROWS = (
    *(f"E{number:02}" for number in range(1, 22)),
    *(f"D{number:02}" for number in range(1, 8)),
    *(f"H{number:02}" for number in range(1, 23)),
    *(f"C{number:02}" for number in range(1, 11)),
    *(f"G{number:02}" for number in range(1, 8)),
    *("F04", "F05"),
    *(f"W{number}" for number in (*range(1, 17), 19, 20, 21)),
    *(f"Q{number}" for number in range(1, 28)),
    *(f"U{number}" for number in range(10, 15)),
    *("X2", "X5", "X6"),
)
RUNNING = {"server", "servers", "address", "strict"}  # fixtures
_BEGINS = re.compile(r"\b(served|serving|serving_release|running)\(|\"serve\"")
OF_A_BUILD = {"X2"}  # no room on the disk: a build's row; what is served meanwhile is a release as any other


def asks_a_server(item: pytest.Function) -> bool:
    """Whether a test asks a server in a process of its own, by a fixture or by beginning one."""
    return bool(RUNNING & set(item.fixturenames)) or bool(_BEGINS.search(inspect.getsource(item.function)))


def test_every_row_has_a_test_and_one_that_asks_a_running_server(request: pytest.FixtureRequest) -> None:
    collected = {item.path for item in request.session.items}
    files = {path for room in ROOMS for path in (HERE / room).rglob("test_*.py")}
    if missing := sorted(str(path.relative_to(HERE)) for path in files - collected):
        pytest.skip(f"only the whole suite can tell: {len(missing)} files are left out, such as {missing[0]}")
    tests = defaultdict(list)
    for item in request.session.items:
        for row in {row for mark in item.iter_markers("accept") for row in mark.args}:
            tests[row].append(item)
    assert [row for row in ROWS if row not in tests] == []
    assert [row for row in ROWS if row not in OF_A_BUILD and not any(map(asks_a_server, tests[row]))] == []
