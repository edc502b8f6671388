"""Which format and which language a client gets: one table each."""

import pytest
from flask.testing import FlaskClient

from publish.site.formats import DOCUMENTS, choose_format
from publish.site.languages import choose_language

from .conftest import MEASURE

# What real clients send. rdflib's were taken from the running program. The others were written down from memory of
# what these programs send, and were not checked against the programs, their sources or their documentation.
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
SAFARI = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDFLIB_ANY = (  # Graph().parse(address)
    "application/rdf+xml, text/n3, text/turtle, application/n-triples, application/ld+json, application/n-quads, "
    "application/trix, application/trig"
)
RDFLIB_TURTLE = "text/turtle, application/x-turtle, */*;q=0.1"
RDFLIB_NT = "text/plain, */*;q=0.1"
RDFLIB_JSON_LD = "application/ld+json, application/json;q=0.9, */*;q=0.1"
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
JENA_DATASET = "application/trig,application/n-quads;q=0.9,application/ld+json;q=0.8,*/*;q=0.3"
RDF4J = "application/rdf+xml;q=0.8, application/n-triples;q=0.9, text/turtle, application/ld+json;q=0.9"
RDF_DEREFERENCE = (  # rdf-dereference.js, Comunica
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,application/json;q=0.45,text/n3;q=0.35,application/xml;q=0.3,"
    "image/svg+xml;q=0.3,text/xml;q=0.3,text/html;q=0.2,application/xhtml+xml;q=0.18"
)
REACHABILITY = (  # a link checker, with a range that is none
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,text,*/*;q=0.5"
)
CLIENTS = [  # Accept, Accept-Language, extension, language of the page
    pytest.param(CHROME, "zh-CN,zh;q=0.9,en;q=0.8", "html", "zh", id="Chrome, China"),
    pytest.param(CHROME, "en-US,en;q=0.9", "html", "en", id="Chrome, United States"),
    pytest.param(CHROME, "zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7", "html", "zh", id="Chrome, Taiwan"),
    pytest.param(FIREFOX, "zh-CN,zh;q=0.8,zh-TW;q=0.7,zh-HK;q=0.5,en-US;q=0.3,en;q=0.2", "html", "zh",
                 id="Firefox, China"),
    pytest.param(FIREFOX, "en-GB,en;q=0.5", "html", "en", id="Firefox, Britain"),
    pytest.param(FIREFOX, "fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3", "html", "en", id="Firefox, France"),
    pytest.param(SAFARI, "zh-CN,zh-Hans;q=0.9", "html", "zh", id="Safari, China"),
    pytest.param(SAFARI, "en-GB,en;q=0.9", "html", "en", id="Safari, Britain"),
    pytest.param("*/*", None, "html", "en", id="curl"),
    pytest.param(None, None, "html", "en", id="no headers at all"),
    pytest.param("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", None, "html", "en", id="Java's URLConnection"),
    pytest.param(RDFLIB_ANY, None, "ttl", "en", id="rdflib"),
    pytest.param(RDFLIB_TURTLE, None, "ttl", "en", id="rdflib, format=turtle"),
    pytest.param(RDFLIB_NT, None, "nt", "en", id="rdflib, format=nt"),
    pytest.param(RDFLIB_JSON_LD, None, "jsonld", "en", id="rdflib, format=json-ld"),
    pytest.param(JENA, None, "ttl", "en", id="Jena"),
    pytest.param(JENA_DATASET, None, "trig", "en", id="Jena, a dataset"),
    pytest.param(RDF4J, None, "ttl", "en", id="RDF4J"),
    pytest.param(RDF4J, None, "ttl", "en", id="OpenRefine with its RDF extension, which asks by RDF4J"),
    pytest.param("application/json, text/javascript, */*; q=0.01", "en-US,en;q=0.9", "jsonld", "en",
                 id="OpenRefine's pages, by jQuery"),
    pytest.param(RDF_DEREFERENCE, None, "nq", "en", id="rdf-dereference"),
    pytest.param(REACHABILITY, None, "ttl", "en", id="a link checker"),
]  # fmt: skip


@pytest.mark.accept("H07", "H20")
@pytest.mark.parametrize(("accept", "accept_language", "extension", "language"), CLIENTS)
def test_real_clients_get_what_they_can_read(
    client: FlaskClient, accept: str | None, accept_language: str | None, extension: str, language: str
) -> None:
    sent = {"Accept": accept, "Accept-Language": accept_language}
    headers = {name: value for name, value in sent.items() if value is not None}
    response = client.get(f"/id/measure/{MEASURE}", headers=headers, follow_redirects=True)
    assert response.status_code == 200
    wanted = next(format for format in DOCUMENTS if format.extension == extension)
    assert response.headers["Content-Type"] == wanted.content_type
    if extension == "html":
        assert response.headers["Content-Language"] == {"en": "en", "zh": "zh-Hans"}[language]


@pytest.mark.accept("H02", "H03", "H04", "H05", "H06", "H09", "W14")
@pytest.mark.parametrize(
    ("accept", "extension"),
    [
        (None, "html"),
        ("", "html"),
        ("*/*", "html"),
        ("application/ld+json;q=0.9, text/turtle;q=0.8", "jsonld"),
        ("application/ld+json;q=0.8, text/turtle;q=0.9", "ttl"),
        ("text/html;q=0, */*;q=0.5", "ttl"),
        ("text/html;q=0, */*", "ttl"),
        ("text/*;q=0.3, text/turtle;q=0.7, */*;q=0.5", "ttl"),
        ("text/turtle; charset=utf-8", "ttl"),
        ("text/turtle;charset=utf-8;q=0.5, text/html;q=0.9", "html"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
        ('application/ld+json;profile="a,b;q=0", text/turtle;q=0.1', "jsonld"),
        ("TEXT/TURTLE", "ttl"),
        ("application/json", "jsonld"),
        (";;;", "html"),
        ("q=abc", "html"),
        ("text/turtle;q=abc, text/html", "html"),
        ("x" * 10_000, "html"),
        ("image/png", None),
        ("text/html;q=0, */*;q=0", None),
    ],
)
def test_client_gets_the_format_it_prefers(accept: str | None, extension: str | None) -> None:
    chosen = choose_format(accept, DOCUMENTS)
    assert (chosen.extension if chosen else None) == extension


@pytest.mark.accept("H20")
@pytest.mark.parametrize(
    ("header", "wished", "language"),
    [
        (None, None, "en"),
        ("zh", None, "zh"),
        ("zh-CN", None, "zh"),
        ("zh-Hans", None, "zh"),
        ("zh-Hans-CN,zh;q=0.9", None, "zh"),
        ("zh-SG", None, "zh"),
        ("zh-TW,en;q=0.8", None, "zh"),
        ("zh-Hant-HK", None, "zh"),
        ("en-GB", None, "en"),
        ("fr", None, "en"),
        ("fr,*;q=0.5", None, "en"),
        ("zh;q=0,*", None, "en"),
        ("en;q=0.7,zh;q=0.9", None, "zh"),
        ("en", "zh", "zh"),
        ("zh", "en", "en"),
        ("zh", "klingon", "zh"),
    ],
)
def test_client_gets_the_language_it_prefers(header: str | None, wished: str | None, language: str) -> None:
    assert choose_language(header, wished) == language


@pytest.mark.accept("H08", "H09", "Q21")
@pytest.mark.parametrize(
    "accept", [";;;", "q=abc", "text/turtle;q=abc", "text/turtle;q=NaN", "x" * 10_000, "a/b," * 3_000, '"', ",", "*"]
)
def test_malformed_header_never_fails(client: FlaskClient, accept: str) -> None:
    response = client.get(f"/doc/measure/{MEASURE}", headers={"Accept": accept})
    assert response.status_code in (200, 400, 406)
    assert "Accept" in response.headers["Vary"]


@pytest.mark.accept("H10")
def test_what_was_negotiated_is_said_and_what_was_not_is_not(client: FlaskClient) -> None:
    document = f"/doc/measure/{MEASURE}"
    for address, accept, vary in (
        (f"/id/measure/{MEASURE}", "text/html", "Accept"),
        (document, "text/html", "Accept, Accept-Language"),
        (f"{document}?lang=zh", "text/html", "Accept"),
        (document, "text/turtle", "Accept"),
        (document, "image/png", "Accept, Accept-Language"),
        ("/doc/measure/nonsense", "text/html", "Accept, Accept-Language"),
        (f"{document}.html", "text/turtle", "Accept-Language"),
        (f"{document}.html?lang=zh", "text/turtle", None),
        (f"{document}.ttl", "text/html", None),
        (f"{document}.ttl?format=html", "text/html", None),
    ):
        response = client.get(address, headers={"Accept": accept})
        assert response.headers.get("Vary") == vary, address
        if etag := response.headers.get("ETag"):
            again = client.get(address, headers={"Accept": accept, "If-None-Match": etag})
            assert (again.status_code, again.headers.get("Vary")) == (304, vary)
