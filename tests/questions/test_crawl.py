"""Everything in our namespace dereferences: from page to page, and every IRI of the data."""

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from ontology.terms import DEFAULT_BASE, VOCABULARY
from publish.site.app import create_app

HREF = re.compile(r'href="(/[^"#]*)')
ELSEWHERE = re.compile(r"/sparql\?|/release/[^/]+/|.*\.(ttl|jsonld|nt|rdf|trig|nq)$")  # tested one by one elsewhere


@pytest.fixture(scope="module")
def client(releases: Mapping[str, Path]) -> FlaskClient:
    """The site over the second release, which has a merged thing."""
    return create_app(releases["second"]).test_client()


@pytest.mark.accept("C09", "A07")
def test_every_link_of_every_page_leads_somewhere(client: FlaskClient) -> None:
    seen: dict[str, int] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in seen or ELSEWHERE.match(address):
            continue
        with client.get(address, headers={"Accept": "text/html"}) as response:
            seen[address] = response.status_code
            if response.status_code in (301, 302, 303):
                waiting.append(response.headers["Location"].replace(DEFAULT_BASE, "/"))
            elif response.mimetype == "text/html":
                waiting += [href.replace("&amp;", "&") for href in HREF.findall(response.text)]
    assert len(seen) > 1000
    assert {address: status for address, status in seen.items() if status not in (200, 301, 302, 303)} == {}


@pytest.mark.accept("C09", "C05")
def test_every_iri_of_the_data_dereferences(client: FlaskClient, releases: Mapping[str, Path]) -> None:
    failed = {}
    for address in sorted(_ours(releases["second"])):
        response = client.get(address, headers={"Accept": "application/n-triples"}, follow_redirects=True)
        if response.status_code != 200 or response.mimetype != "application/n-triples":
            failed[address] = response.status_code
    assert failed == {}


def _ours(release: Path) -> set[str]:
    """The local addresses of all IRIs of ours in a release."""
    terms = {
        term.value
        for quad in ox.parse(path=str(release / "data" / "dataset.nq"), format=ox.RdfFormat.N_QUADS)
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        if isinstance(term, ox.NamedNode)
    }
    starts = (DEFAULT_BASE, VOCABULARY)
    return {
        "/" + iri.removeprefix(start).partition("#")[0] for iri in terms for start in starts if iri.startswith(start)
    }
