"""Which format and which language a client gets: one table each."""

import pytest

from publish.site.formats import DOCUMENTS, choose_format
from publish.site.languages import choose_language

CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SAFARI = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDFLIB = "application/rdf+xml,text/turtle;q=0.9,application/n-triples;q=0.8,*/*;q=0.1"
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
RDF4J = "application/rdf+xml;q=0.8, application/n-triples;q=0.9, text/turtle, application/ld+json;q=0.9"
COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/html;q=0.2,application/xhtml+xml;q=0.18"
)


@pytest.mark.accept("H02", "H03", "H04", "H05", "H06", "H07", "H09", "W14")
@pytest.mark.parametrize(
    ("accept", "extension"),
    [
        (None, "html"),
        ("", "html"),
        ("*/*", "html"),
        (CHROME, "html"),
        (FIREFOX, "html"),
        (SAFARI, "html"),
        (RDFLIB, "rdf"),
        (JENA, "ttl"),
        (RDF4J, "ttl"),
        (COMUNICA, "nq"),
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
