"""Queries of an older release: what a permalink named is asked again, as long as the release lies on disk.

One release at a time, by one worker, for one client: it is a way to check what was said, not a second endpoint. The
opened store of an old release is a cache that may have to be made first; where that would take long, it is not.
"""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from publish.site.release import Release, Releases
from publish.store.embedded import STORES, open_release
from publish.store.limits import Limits
from publish.store.pool import BusyError, Pool
from publish.store.queries import SandboxedQueries

MOST_BYTES = 256 * 1024 * 1024  # of data that is loaded for a question; what was opened before may be larger
IDLE_SECONDS = 60.0  # after which the worker ends
_PATIENCE = 5.0  # seconds, for who comes while another asks


@dataclass
class PastReleases:
    """The releases before the one served, so far as they can be asked."""

    releases: Releases
    limits: Limits
    idle_seconds: float = IDLE_SECONDS
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _open: tuple[str, SandboxedQueries] | None = None
    _ending: threading.Timer | None = None

    def has(self, version: str) -> bool:
        """Whether this release can be asked."""
        release = self.releases.find(version)
        return release is not None and _is_ready(release)

    @property
    def open_release(self) -> str:
        """The name of the release whose worker stands; empty where none does."""
        return self._open[0] if self._open else ""

    @contextlib.contextmanager
    def asked(self, version: str) -> Iterator[SandboxedQueries]:
        """The queries of a release that `has` knows, for one question.

        Raises `BusyError` when others are asking, `StoreError` when the store can neither be opened nor made.
        """
        if not self._turn.acquire(timeout=_PATIENCE):
            raise BusyError("somebody else asks an older release", where="query", fix="Try again in a moment.")
        try:
            if self._ending:
                self._ending.cancel()
            yield self._queries(version)
        finally:
            self._ending = threading.Timer(self.idle_seconds, self.stop)
            self._ending.daemon = True
            self._ending.start()
            self._turn.release()

    def stop(self) -> None:
        """End the worker, unless somebody is asking."""
        if self._turn.acquire(blocking=False):
            try:
                self._end()
            finally:
                self._turn.release()

    def _queries(self, version: str) -> SandboxedQueries:
        release = self.releases.find(version)
        assert release is not None  # the caller has asked
        if self.open_release != release.name:
            self._end()
            folder = open_release(release.folder).folder
            assert folder is not None  # a release lies on disk
            limits = replace(self.limits, workers=1)
            self._open = release.name, SandboxedQueries(Pool(folder, limits), limits, release.name)
            self._open[1].start()
        assert self._open is not None
        return self._open[1]

    def _end(self) -> None:
        if self._open:
            self._open[1].stop()
            self._open = None


def _is_ready(release: Release) -> bool:
    """Whether its store was opened before, or is made within seconds."""
    if (release.folder.parent / STORES / release.name / "digest").is_file():
        return True
    data = release.folder / "data" / "dataset.nq"
    return data.is_file() and data.stat().st_size <= MOST_BYTES
