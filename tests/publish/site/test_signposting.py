"""FAIR Signposting: the typed links of a page, in the header, in its head, and as a link set.

https://signposting.org/FAIR/
"""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from publish.site.addresses import Addresses
from publish.site.app import create_app
from publish.site.formats import RDF
from publish.site.signposting import LINK_SETS, Landing, WebLink, header, landing_links, link_set, uri

from .conftest import BASE, CATALOGUE, DOCUMENT, EVIDENCE, MEASURE, TEXT, WITHDRAWN, write_release
from .test_pages import Reader

PAGES = {  # landing page: what it is about, and the class of schema.org
    f"/doc/measure/{MEASURE}": (f"{BASE}id/measure/{MEASURE}", "CreativeWork"),
    f"/doc/document/{DOCUMENT}": (f"{BASE}id/document/{DOCUMENT}", "Legislation"),
    "/doc/article/kbdps6qj": (f"{BASE}id/article/kbdps6qj", "Article"),
    "/doc/agent/nhdwk8xm": (f"{BASE}id/agent/nhdwk8xm", "GovernmentOrganization"),
    f"/doc/text/{TEXT}": (f"{BASE}id/text/{TEXT}", "DigitalDocument"),
    f"/doc/evidence/{EVIDENCE}": (f"{BASE}id/evidence/{EVIDENCE}", "Thing"),
    "/doc/rule/editorial-reading@1": (f"{BASE}id/rule/editorial-reading@1", "Thing"),
    "/release/2026.11.2": (f"{BASE}release/2026.11.2", "Dataset"),
    "/dataset": (f"{BASE}dataset", "Dataset"),
}
HTML = {"Accept": "text/html"}
LICENCE = "http://creativecommons.org/licenses/by/4.0/"
_VALUE = re.compile(r'\s*<([^<>"\s]*)>((?:\s*;\s*[a-z]+\*?=(?:"[^"]*"|[^\s;,"]+))*)\s*(?:,|$)')
_PARAMETER = re.compile(r';\s*([a-z]+\*?)=(?:"([^"]*)"|([^\s;,"]+))')


def parsed(value: str) -> list[tuple[str, dict[str, str]]]:
    """The links of a `Link` header by the grammar of RFC 8288; fails where a character is left over."""
    links, position = [], 0
    while position < len(value):
        found = _VALUE.match(value, position)
        assert found, f"no link at {value[position:]!r}"
        links.append((found[1], {name: quoted or token for name, quoted, token in _PARAMETER.findall(found[2])}))
        position = found.end()
    return links


def targets(links: list[tuple[str, dict[str, str]]], rel: str) -> list[str]:
    return [target for target, parameters in links if rel in parameters["rel"].split()]


@pytest.mark.accept("G01", "G02", "G03", "G05")
@pytest.mark.parametrize("page", PAGES)
def test_page_says_how_to_cite_it_what_describes_it_and_what_it_is(client: FlaskClient, page: str) -> None:
    topic, kind = PAGES[page]
    value = client.get(page, headers=HTML).headers["Link"]
    assert len(value) < 8 * 1024
    links = parsed(value)
    assert targets(links, "cite-as") == [topic]
    assert targets(links, "license") == [LICENCE]
    assert sorted(targets(links, "type")) == sorted([f"https://schema.org/{kind}", "https://schema.org/AboutPage"])
    described = [(target, said) for target, said in links if "describedby" in said["rel"].split()]
    assert {said["type"] for _, said in described} == {format.media_type for format in RDF}
    for target, said in described:
        assert client.get(target.removeprefix(BASE)).mimetype == said["type"]
        assert ("profile" in said) == (said["type"] in ("application/ld+json", "application/rdf+xml"))


@pytest.mark.accept("G01")
@pytest.mark.parametrize("page", PAGES)
def test_citing_leads_back_to_the_page(client: FlaskClient, page: str) -> None:
    response = client.get(PAGES[page][0].removeprefix(BASE), headers=HTML, follow_redirects=True)
    assert response.request.path == page


@pytest.mark.accept("G03", "G04")
def test_content_and_page_know_each_other(client: FlaskClient) -> None:
    links = parsed(client.get("/release/2026.11.2", headers=HTML).headers["Link"])
    items = [(target, said["type"]) for target, said in links if said["rel"] == "item"]
    assert items == [(f"{BASE}release/2026.11.2/data/dataset.nq", "application/n-quads")]
    with client.get("/release/2026.11.2/data/dataset.nq") as response:
        back = parsed(response.headers["Link"])
        assert response.mimetype == "application/n-quads"
    assert targets(back, "collection") == [f"{BASE}release/2026.11.2"]
    assert targets(back, "license") == [LICENCE]


@pytest.mark.accept("G04")
@pytest.mark.parametrize("page", PAGES)
def test_description_knows_its_page(client: FlaskClient, page: str) -> None:
    for format in RDF:
        links = parsed(client.get(f"{page}.{format.extension}").headers["Link"])
        assert targets(links, "describes") == [BASE + page.removeprefix("/")]
        assert targets(links, "license") == [LICENCE]


@pytest.mark.accept("G05")
@pytest.mark.parametrize("page", [*PAGES, "/ontology", "/scheme/review", "/scheme/review/accepted", "/shape/Measure"])
def test_header_and_head_agree(client: FlaskClient, page: str) -> None:
    got, head = client.get(page, headers=HTML), client.head(page, headers=HTML)
    assert head.headers["Link"] == got.headers["Link"]
    in_header = {  # but for the profile: HTML has no such attribute
        (target, said["rel"], said.get("type", ""), said.get("hreflang", ""))
        for target, said in parsed(got.headers["Link"])
    }
    in_head = {
        (
            urljoin(BASE, each["href"]),
            each["rel"],
            each.get("type", ""),
            each.get("hreflang", ""),
        )
        for tag, each in Reader(got.text).elements
        if tag == "link" and each["rel"] not in ("stylesheet", "icon")
    }
    assert in_head == in_header


@pytest.mark.accept("G06")
@pytest.mark.parametrize("page", PAGES)
def test_link_set_holds_the_links_of_the_page_and_of_what_it_links_to(client: FlaskClient, page: str) -> None:
    links = parsed(client.get(page, headers=HTML).headers["Link"])
    sets = {said["type"]: target for target, said in links if said["rel"] == "linkset"}
    assert sets.keys() == {"application/linkset", "application/linkset+json"}
    response = client.get(sets["application/linkset+json"].removeprefix(BASE))
    assert response.mimetype == "application/linkset+json"
    contexts = {context.pop("anchor"): context for context in json.loads(response.data)["linkset"]}
    here = contexts[BASE + page.removeprefix("/")]
    for rel in ("cite-as", "describedby", "type", "license", "linkset"):
        assert [target["href"] for target in here[rel]] == targets(links, rel)
    for anchor, context in contexts.items():
        for target in (target for found in context.values() for target in found):
            assert urlsplit(anchor).scheme in ("http", "https")
            assert urlsplit(target["href"]).scheme in ("http", "https")
    for target in here["describedby"]:
        assert contexts[target["href"]]["describes"][0]["href"] == BASE + page.removeprefix("/")
    text = client.get(sets["application/linkset"].removeprefix(BASE))
    assert text.mimetype == "application/linkset"
    anchored = parsed(text.text.replace("\n", " "))
    assert {said["anchor"] for _, said in anchored} == contexts.keys()
    assert client.get(page, headers={"Accept": "application/linkset+json"}).data == response.data


@pytest.mark.accept("G07")
def test_title_that_is_not_ascii_stands_in_the_header_encoded(client: FlaskClient) -> None:
    value = client.get(f"/doc/measure/{MEASURE}", headers=HTML).headers["Link"]
    assert value.isascii()
    titles = {said["hreflang"]: said["title*"] for _, said in parsed(value) if "title*" in said}
    assert titles["zh-Hans"].startswith("UTF-8''")
    assert unquote(titles["zh-Hans"].removeprefix("UTF-8''")) == "周日开放阅览室"


@pytest.mark.accept("C07")
def test_what_is_gone_is_no_landing_page(client: FlaskClient) -> None:
    response = client.get(f"/doc/measure/{WITHDRAWN}", headers=HTML)
    assert response.status_code == 410
    links = parsed(response.headers["Link"])
    assert targets(links, "cite-as") == []
    assert targets(links, "license") == [LICENCE]
    assert client.get(f"/doc/measure/{WITHDRAWN}.linkset").status_code == 404


@pytest.mark.accept("W7", "W8")
@pytest.mark.parametrize(
    "iri", ["http://x/\r\nSet-Cookie: a=b", "http://x/政策", 'http://x/">;rel=stylesheet', "http://x/<>"]
)
def test_strange_iri_never_breaks_out_of_the_header(iri: str) -> None:
    addresses = Addresses(BASE)
    titles = {"en": 'a", <http://evil.example/>; rel="cite-as\r\nX: y', "zh": "政策" * 10_000}
    landing = Landing("doc/measure/政策", iri, "https://schema.org/Thing", iri, titles)
    value = header(landing_links(landing, addresses))
    assert value.isascii()
    assert value.isprintable()
    assert len(value) < 8 * 1024
    assert targets(parsed(value), "cite-as") == [uri(iri)]
    assert json.loads(link_set(landing, addresses, LINK_SETS[0]))


def test_link_has_the_parameters_it_was_given() -> None:
    link = WebLink("http://x/", "alternate", "text/html", language="zh-Hans", title="a b")
    assert header([link]) == '<http://x/>; rel="alternate"; type="text/html"; hreflang="zh-Hans"; title*=UTF-8\'\'a%20b'


def test_links_name_the_base_wherever_the_site_is_served(release: Path) -> None:
    client = create_app(release, address="http://localhost:9999/").test_client()
    links = parsed(client.get(f"/doc/measure/{MEASURE}", headers=HTML).headers["Link"])
    assert targets(links, "cite-as") == [f"{BASE}id/measure/{MEASURE}"]


@pytest.mark.accept("G03")
def test_author_is_who_publishes_the_release(tmp_path: Path) -> None:
    publisher = f"{BASE}id/agent/n7qfp7f4"
    said = f"{CATALOGUE}\n<release/2026.11.2> dcterms:publisher <{publisher}> .\n"
    client = create_app(write_release(tmp_path / "release", more={"catalogue.ttl": said.encode()})).test_client()
    links = client.get(f"/doc/measure/{MEASURE}", headers={"Accept": "text/html"}).headers["Link"]
    assert links.count(f'<{publisher}>; rel="author"') == 1
