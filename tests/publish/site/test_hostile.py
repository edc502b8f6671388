"""A release whose every word is hostile: each kind of page shows it as text, and nothing of it comes to life."""

import itertools
import re

import pytest
from flask.testing import FlaskClient

from publish.site.app import create_app
from publish.store.writing import parse

from .conftest import BASE, DISPUTED, DOCUMENT, EVIDENCE, MEASURE, MERGED, OTHER, SMALL, SPLIT, TEXT, write_release
from .test_pages import Reader

MARKUP = "\"><img src=x onerror=alert(1)></title></script><script>x()</script><!-- ' {{1234*5678}} &amp; %s \\u0022"
TURNING = "\u202ecod\u2066\u2069\u200b\ufeff<svg/onload=alert(1)>"
LONG = "long " * 40_000
LINKS = """
<id/measure/m71bnbbb> rdfs:seeAlso <JaVaScRiPt:alert(2)> , <javascript:%09alert(3)> , <vbscript:x> ,
        <data:text/html,%3Cscript%3Ealert(4)%3C/script%3E> , <file:///etc/passwd> , <//evil.example/x> ,
        <mailto:a@example.org> , <urn:x> , <http://user:pass@evil.example/%22%3E%3Cb> , <https://例え.example/政策> ;
    rdfs:comment "<b onclick=alert(5)>bold</b><script>alert(6)</script>"^^rdf:HTML , "<x/>"^^rdf:XMLLiteral ,
        "9999999999999999999999999999999999999999"^^xsd:integer , "no date"^^xsd:date , "1"^^<javascript:alert(7)> ;
    skos:altLabel "LONG"@en .
<id/article/kbdps6qj> schema:url <javascript:alert(8)> .
"""
PAGES = [
    "/",
    "/release/",
    "/release/2026.11.2",
    "/dataset",
    "/ontology",
    "/quality",
    "/scheme/review",
    "/scheme/review/accepted",
    "/shape/Measure",
    "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D",
    "/label/accepted",
    "/label/%3Cscript%3E",
    "/doc/agent/nhdwk8xm",
    "/doc/article/kbdps6qj",
    f"/doc/document/{DOCUMENT}",
    f"/doc/evidence/{DISPUTED}",
    f"/doc/evidence/{EVIDENCE}",
    "/doc/expression/xf6c48bq",
    f"/doc/measure/{MEASURE}",
    f"/doc/measure/{MERGED}",
    f"/doc/measure/{OTHER}",
    f"/doc/measure/{SPLIT}",
    "/doc/measure/m5m2vd14",
    "/doc/review/kbdps6qj-1",
    "/doc/rule/editorial-reading@1",
    "/doc/run/kbdps6qj-1",
    f"/doc/text/{TEXT}",
    "/doc/measure/nonsense",
]


def hostile(data: str) -> str:
    """The data with something hostile in place of every literal that is text."""
    number = itertools.count()

    def replaced(found: re.Match[str]) -> str:
        words = TURNING if found[1] == "@zh" else MARKUP
        return '"' + f"{next(number)} {words}".replace("\\", "\\\\").replace('"', '\\"') + '"' + found[1]

    swapped = re.sub(r'"(?:[^"\\\n]|\\.)*"(@en|@zh|(?=\s*[.;,]))', replaced, data)
    prefixes = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    return prefixes + swapped + LINKS.replace("LONG", LONG)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("hostile") / "release"
    return create_app(write_release(folder, data=hostile(SMALL))).test_client()


class Text(Reader):
    """Also collects what is shown."""

    def __init__(self, page: str) -> None:
        self.shown: list[str] = []
        super().__init__(page)

    def handle_data(self, data: str) -> None:
        if "script" not in self.open:
            self.shown.append(data)


def is_ours(path: str, script: dict[str, str]) -> bool:
    """Whether a script is the file of ours that copies addresses, or of the editor on its page: files, and data."""
    if set(script) == {"src", "defer", "data-copy", "data-copied", "data-select"}:
        return script["src"] == "/static/copy.js"
    ours = {"/static/yasqe/yasqe.min.js", "/static/query.js"}
    return path.startswith("/sparql") and (
        script.get("src") in ours or script == {"type": "application/json", "id": "terms"}
    )


@pytest.mark.accept("W1", "W2", "W3", "W4", "W7", "A03")
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", PAGES)
def test_page_shows_what_is_hostile_as_text(client: FlaskClient, path: str, language: str) -> None:
    headers = {"Accept": "text/html", "Accept-Language": language}
    response = client.get(path, headers=headers, follow_redirects=True)
    assert response.status_code in (200, 300, 404, 410)
    assert response.mimetype == "text/html"
    page = Text(response.text)
    assert page.open == []
    for tag, attributes in page.elements:
        assert tag not in ("img", "iframe", "object", "embed", "style", "b", "x")
        assert tag != "svg" or attributes["class"].startswith("marks ")  # a picture of ours
        assert tag != "script" or attributes == {"type": "application/ld+json"} or is_ours(path, attributes)
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "xlink:href", "src", "action"):
            assert re.match(r"https?://|/(?![/\\])|[#?]|$", attributes.get(name, "")), attributes
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff") & set(response.text)
    assert "7006652" not in response.text  # a template that was filled in
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert all(value.isascii() and value.isprintable() for value in response.headers.values())


@pytest.mark.accept("W1", "W3")
def test_values_that_could_come_to_life_are_there_to_be_read(client: FlaskClient) -> None:
    shown = "".join(Text(client.get(f"/doc/measure/{OTHER}.html?lang=en").text).shown)
    for expected in (
        "JaVaScRiPt:alert(2)",
        "javascript:%09alert(3)",
        "vbscript:x",
        "data:text/html,%3Cscript%3Ealert(4)",
        "file:///etc/passwd",
        "mailto:a@example.org",
        "<b onclick=alert(5)>bold</b><script>alert(6)</script>",
        "<img src=x onerror=alert(1)>",
        "no date",
        "https://例え.example/政策",
    ):
        assert expected in shown


@pytest.mark.accept("W4")
def test_signs_that_show_nothing_are_marked_on_the_page_and_kept_in_rdf(client: FlaskClient) -> None:
    address = f"/doc/measure/{MEASURE}"
    assert "[U+202E]cod[U+2066][U+2069][U+200B][U+FEFF]" in client.get(f"{address}.html?lang=zh").text
    for extension in ("ttl", "nt", "jsonld", "rdf", "trig"):
        media_type = client.get(f"{address}.{extension}").mimetype
        quads = parse(client.get(f"{address}.{extension}").data, media_type, BASE)
        assert [quad for quad in quads if str(quad[2]).endswith(TURNING)], extension


@pytest.mark.accept("W2")
def test_every_kind_of_page_has_met_hostile_words(client: FlaskClient) -> None:
    met = [path for path in PAGES if "onerror=alert" in client.get(path, headers={"Accept": "text/html"}).text]
    assert len(met) > 15


@pytest.mark.accept("W15")
def test_long_words_do_not_swell_the_header(client: FlaskClient) -> None:
    response = client.get(f"/doc/measure/{OTHER}.html")
    assert len(response.headers["Link"]) < 8 * 1024
    assert len(response.text) < 3 * len(LONG)
