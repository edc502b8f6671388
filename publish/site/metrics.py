"""What the server counts, in the text format of Prometheus: `/metrics`, the same whichever process answers.

Import this where `PROMETHEUS_MULTIPROC_DIR` is set, and no earlier: the library looks for it when it is imported. Each
server process counts in files of its own in that folder; they are added up when somebody asks.
https://prometheus.io/docs/instrumenting/exposition_formats/, https://prometheus.github.io/client_python/multiprocess/
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from publish.site.exchange import METHODS, METRICS_FOLDER, OTHER, Exchange

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_LIVE = re.compile(r"gauge_live\w+?_(\d+)\.db")


class Metrics:
    """Counters of one server process, and the text that shows those of all."""

    def __init__(self) -> None:
        self._requests = Counter(
            "policygraph_requests", "Requests answered.", ("route", "method", "status"), registry=None
        )
        self._seconds = Histogram(
            "policygraph_request_seconds",
            "From the request to the end of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=None,
        )
        self._bytes = Counter("policygraph_response_bytes", "Bytes of answers.", ("route",), registry=None)
        self._broken = Counter("policygraph_broken_answers", "Answers that broke off.", ("route",), registry=None)
        self._running = Gauge(
            "policygraph_requests_in_progress",
            "Requests at work.",
            registry=None,
            multiprocess_mode="livesum",
        )
        self._counts: dict[tuple[str, str, int], Counter] = {}
        self._routes: dict[str, tuple[Histogram, Counter]] = {}
        self._running.set(0)

    def begin(self) -> None:
        """A request came."""
        self._running.inc()

    def end(self, exchange: Exchange) -> None:
        """It was answered."""
        self._running.dec()
        method = exchange.method if exchange.method in METHODS else OTHER
        key = exchange.route, method, exchange.status
        count = self._counts.get(key)
        if count is None:
            count = self._counts[key] = self._requests.labels(exchange.route, method, str(exchange.status))
        count.inc()
        route = self._routes.get(exchange.route)
        if route is None:
            route = self._seconds.labels(exchange.route), self._bytes.labels(exchange.route)
            self._routes[exchange.route] = route
        route[0].observe(exchange.seconds)
        route[1].inc(exchange.size)
        if not exchange.whole:
            self._broken.labels(exchange.route).inc()

    def text(self, release: str, digest: str) -> bytes:
        """All metrics of all processes, and which release this one serves."""
        _forget_the_dead(Path(os.environ[METRICS_FOLDER]))
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        registry.register(_Served(release, digest))
        return generate_latest(registry)


class _Served:
    """Which release this process serves: it is not counted, so it stands in no file."""

    def __init__(self, release: str, digest: str) -> None:
        self._labels = release, digest

    def collect(self) -> Iterator[Metric]:
        """The one row."""
        said = GaugeMetricFamily(
            "policygraph_release_info", "The release that is served.", labels=("release", "digest")
        )
        said.add_metric(self._labels, 1)
        yield said


def _forget_the_dead(folder: Path) -> None:
    """What processes that ended had at work is at work no more; what they counted stays counted."""
    for file in folder.glob("gauge_live*.db"):
        found = _LIVE.fullmatch(file.name)
        if found and not Path(f"/proc/{found[1]}").exists():
            mark_process_dead(int(found[1]))  # type: ignore[no-untyped-call]
