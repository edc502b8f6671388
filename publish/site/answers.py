"""What is kept for whoever asks the same again; the least used goes when there are too many bytes."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

_LARGEST = 16  # what would fill this fraction of the room is not kept
_OVERHEAD = 1_000  # bytes that each costs besides its own

Kept = TypeVar("Kept")


class KeptAnswers(Generic[Kept]):
    """Answers by what was asked. The key names the data, so that another release never gives this one's answers."""

    def __init__(self, size: int) -> None:
        self._room, self._used = size, 0
        self._answers: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Kept | None:
        """What was kept under this key."""
        with self._lock:
            if key not in self._answers:
                return None
            self._answers.move_to_end(key)
            return self._answers[key][0]

    def keep(self, key: Hashable, answer: Kept, size: int) -> None:
        """Keep an answer of so many bytes, unless it is large."""
        cost = size + _OVERHEAD
        if cost > self._room // _LARGEST:
            return
        with self._lock:
            if key in self._answers:
                self._used -= self._answers.pop(key)[1]
            self._answers[key] = answer, cost
            self._used += cost
            while self._used > self._room:
                _, (_, freed) = self._answers.popitem(last=False)
                self._used -= freed
