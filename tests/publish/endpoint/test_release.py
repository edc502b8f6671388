"""The endpoint of a release: pages do not depend on it."""

import os
import signal
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from ..site.conftest import BASE, MEASURE, write_release
from .conftest import LIMITS, WORKERS
from .serving import Server, serving_release, wait_until

SD = "http://www.w3.org/ns/sparql-service-description#"
PAGE = f"/doc/measure/{MEASURE}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small release, served."""
    release = write_release(tmp_path_factory.mktemp("endpoint") / "2026.11.2-0123456789ab")
    with serving_release(release, LIMITS) as running:
        wait_until(lambda: len(running.workers()) == WORKERS and running.is_idle())
        yield running


@pytest.mark.accept("X5", "Q2", "Q5")
def test_pages_stay_up_while_queries_die(site: Server) -> None:
    workers = site.workers()
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    assert site.send("GET", PAGE, headers={"Accept": "text/html"}).status == 200
    wait_until(lambda: len(site.workers()) == WORKERS and not site.workers() & workers, seconds=2)
    assert site.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }").status in (
        200,
        503,
    )
    page = site.send("GET", PAGE, headers={"Accept": "text/html"})
    assert page.status == 200
    assert page.seconds < 1


@pytest.mark.accept("D02", "D03", "W20")
def test_description_names_the_base_whatever_the_host_and_each_kind_of_graph_once(site: Server) -> None:
    spoofed = {"Accept": "application/n-triples", "Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    quads = list(ox.parse(site.send("GET", "/sparql", headers=spoofed).body, format=ox.RdfFormat.N_TRIPLES))
    said = {(quad.predicate.value.removeprefix(SD), str(quad.object).strip("<>")) for quad in quads}
    assert ("endpoint", f"{BASE}sparql") in said
    assert "evil" not in str(quads)
    (kind,) = (value for name, value in said if name == "namedGraph")
    assert ("name", f"{BASE}id/evidence/") in said
    assert {quad.subject.value for quad in quads if quad.predicate.value == f"{SD}name"} == {kind}
    (graph,) = (value for name, value in said if name == "defaultGraph")
    assert any(quad.subject.value == graph for quad in quads)
