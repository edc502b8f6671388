"""The stages together: exact spans, the same bytes again, a cache that knows what changed, inputs of any kind."""

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import SKOS, Literal, URIRef

from mappings.extract import extraction, parsing
from mappings.extract.cache import Cache, candidates_key, from_bytes, held_labels, to_bytes
from mappings.extract.extraction import extract, read_context
from mappings.extract.gold import FIELDS, LISTS, gold_object, written
from mappings.extract.vocabulary import Vocabulary, shipped_vocabulary, vocabulary_of
from mappings.readers import ReadArticle, read_bytes
from ontology import loading
from ontology.authority_files import shipped_authorities
from ontology.errors import OntologyError, QuarantineError
from ontology.terms import DEFAULT_BASE, VOCABULARY

NEWS = """Town plans new ferries

The Ministry of Finance on March 5, 2031 issued the "Guiding Opinions on Mending Ferries". The Opinions call for
building three new piers and support small boat yards. Sales of tickets reached 4.5 billion yuan in 2030, up 8 percent.
Professor Li Lake suggested that towns should train more sailors.
"""
RELEASE = (
    "近日，财政部印发《关于修缮渡口的意见》。意见提出加快建设渡口，支持小型船厂发展。"
    "2030年，票务收入达4.5亿元，增长8%。"
)
PAGE = f"<html><head><title>x</title></head><body><article><h1>Ferries</h1><p>{NEWS}</p></article></body></html>"
ARTICLES = {"news.txt": NEWS, "release.txt": RELEASE, "page.html": PAGE}


def article(text: str, name: str = "article.txt") -> ReadArticle:
    return read_bytes(text.encode(), name)


def with_label(text: str) -> Vocabulary:
    """The shipped vocabulary with one more hidden label of a kind of document."""
    schemes = loading.schemes_graph()
    schemes.add((URIRef(f"{VOCABULARY}scheme/doctype/notice"), SKOS.hiddenLabel, Literal(text, lang="en")))
    return vocabulary_of(schemes, shipped_authorities(DEFAULT_BASE))


@pytest.mark.parametrize("name", ARTICLES)
def test_object_has_all_lists_and_fields_and_exact_quotes(name: str) -> None:
    read = article(ARTICLES[name], name)
    made = gold_object(read, extract(read))
    assert set(LISTS.values()) <= made.keys()
    assert made["decoder"] == "utf-8"
    assert made["documents"]
    assert made["agencies"]
    for kind, listed in LISTS.items():
        for entry in made[listed]:
            wanted = {each.rstrip("[]") for each in FIELDS[kind] if not each.startswith("|")}
            assert wanted | {"quote", "start", "end", "alts"} <= entry.keys()
            for span in (entry, *entry["alts"]):
                assert read.text[span["start"] : span["end"]] == span["quote"] == span["quote"].strip()


@pytest.mark.parametrize("name", ARTICLES)
def test_same_article_gives_the_same_bytes(name: str) -> None:
    read = article(ARTICLES[name], name)
    assert written(gold_object(read, extract(read))) == written(gold_object(read, extract(read)))


@pytest.mark.parametrize("name", ARTICLES)
def test_cache_gives_what_would_be_made_again(name: str, tmp_path: Path) -> None:
    read, cache = article(ARTICLES[name], name), Cache(tmp_path)
    fresh = extract(read)
    assert extract(read, cache=cache) == fresh  # made and kept
    assert extract(read, cache=cache) == fresh  # found
    for kept in (tmp_path / "candidates").rglob("*"):
        if kept.is_file():
            kept.unlink()
    assert extract(read, cache=cache) == fresh  # made from the parse that was kept


def test_damaged_cache_is_made_again(tmp_path: Path) -> None:
    read, cache = article(NEWS), Cache(tmp_path)
    fresh = extract(read, cache=cache)
    for kept in [path for path in tmp_path.rglob("*") if path.is_file()]:
        kept.write_bytes(kept.read_bytes()[:-5])
    assert extract(read, cache=cache) == fresh


def test_candidates_survive_being_kept() -> None:
    found = extract(article(NEWS))
    assert from_bytes(to_bytes(found)) == found


def test_new_label_touches_only_articles_that_hold_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holds, lacks, cache = article(NEWS + "A tidal missive came.\n", "a.txt"), article(NEWS, "b.txt"), Cache(tmp_path)
    for each in (holds, lacks):
        extract(each, cache=cache)
    made: list[str] = []
    real = extraction.candidates_of
    monkeypatch.setattr(extraction, "candidates_of", lambda context: made.append(context.article.file) or real(context))
    grown = with_label("tidal missive")
    for each in (holds, lacks):
        extract(each, grown, cache)
    assert made == ["a.txt"]


def test_key_changes_with_rules_model_and_text(monkeypatch: pytest.MonkeyPatch) -> None:
    known, read = shipped_vocabulary(), article(NEWS)
    keys = {
        candidates_key(read, known, "model"),
        candidates_key(read, known, "other model"),
        candidates_key(article(NEWS + "More.\n"), known, "model"),
    }
    monkeypatch.setattr("mappings.extract.cache.rules_digest", lambda: "other rules")
    keys.add(candidates_key(read, known, "model"))
    assert len(keys) == 4


def test_label_counts_as_held_in_its_inflected_forms() -> None:
    held = "\n".join(held_labels(article("The town wrote guidelines.\n"), shipped_vocabulary()))
    assert "guideline" in held
    assert "national audit office" not in held


def test_without_the_model_patterns_work_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "is_installed", lambda: False)
    parsing.model_name.cache_clear()
    read = article(NEWS)
    assert parsing.model_name() == "none"
    assert read_context(read).parse is None
    made = gold_object(read, extract(read))
    assert [each["title"] for each in made["documents"]] == ["Guiding Opinions on Mending Ferries"]
    assert made["agencies"]
    monkeypatch.undo()
    parsing.model_name.cache_clear()


@pytest.mark.skipif(not parsing.is_installed(), reason="the language model is not installed")
class TestModel:
    """The language model: pinned, and loaded for English words only."""

    def test_files_are_the_pinned_ones(self) -> None:
        found = importlib.util.find_spec(parsing.MODEL)
        assert found
        assert found.origin
        folder = Path(found.origin).parent
        installed = {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert installed == parsing.pinned_files()

    def test_other_model_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        other = tmp_path / "model.tsv"
        other.write_text("file\tsha256\n__init__.py\t" + "0" * 64 + "\n", encoding="utf-8")
        monkeypatch.setattr(parsing, "PINNED", other)
        with pytest.raises(OntologyError, match="not the one that is pinned"):
            parsing.check_model()

    def test_tokens_stand_where_their_words_do(self) -> None:
        context = read_context(article("The “old” ferry left.  It was late.\nFirst, mend the boats now.\n"))
        assert context.parse
        for sentence in context.sentences:
            parsed = context.parse.of(sentence.index)
            assert parsed
            for token in parsed.tokens:
                start, end = parsed.place(token.i, token.i)
                assert sentence.text[start:end].replace("“", '"').replace("”", '"') == token.text

    def test_parse_survives_being_kept(self) -> None:
        context = read_context(article(NEWS))
        assert context.parse
        again = parsing.from_bytes(parsing.to_bytes(context.parse), context.sentences)
        for index, parsed in context.parse.sentences.items():
            other = again.of(index)
            assert other
            assert [(t.text, t.lemma_, t.tag_, t.dep_, t.head.i) for t in parsed.tokens] == [
                (t.text, t.lemma_, t.tag_, t.dep_, t.head.i) for t in other.tokens
            ]


EXTRACT = "from mappings.extract.extraction import *; from mappings.readers import *; extract(read_bytes({!r}, 'a'))"


@pytest.mark.parametrize(
    ("what", "loaded"),
    [
        ("import publish.cli, publish.cli.extract, publish.cli.serve, publish.site.app", False),
        (EXTRACT.format(RELEASE.encode()), False),
        (EXTRACT.format(b"The ferry left."), True),
    ],
    ids=["program and site", "Chinese article", "English article"],
)
def test_language_model_is_loaded_for_english_words_only(what: str, loaded: bool) -> None:
    script = f"import sys; {what}; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == (loaded and parsing.is_installed())


@pytest.mark.parametrize(
    "text",
    [
        "The weather was fine and the lake was calm. The children swam all day.\n",
        "今天天气很好，湖面很平静。孩子们游了一整天的泳，晚上回家。",
        '@prefix ex: <https://example.org/> . ex:boat ex:name "x"^^ex:y .\nSELECT ?x WHERE { ?x ?y "z" }\n',
        "DROP GRAPH <https://example.org/x> ; INSERT DATA { <a> <b> <c> }\n",
        "x" * 50_000,
        "。" * 20_000 + "渡口",
        '"' * 20_000 + "boats",
        "Тhe Міnіstrу оf Fіnаnсе ѕреаkѕ.\n",
        "\u202eecnaniF fo yrtsiniM\u202c left \u2066the\u2069 lake.\n",
    ],
    ids=["no policy", "no policy (zh)", "turtle", "update", "one word", "stops", "quotes", "homoglyphs", "bidi"],
)
def test_text_that_states_nothing_gives_empty_lists(text: str) -> None:
    read = article(text)
    made = gold_object(read, extract(read))
    assert {name: made[name] for name in LISTS.values()} == {name: [] for name in LISTS.values()}


@pytest.mark.parametrize(
    "written_bytes", [b"", b"  \n\n", b"\x89PNG\r\n\x1a\n\x00\x00", b"%PDF-1.7 x", b'{"a": [1, 2]}', b"\x00" * 64]
)
def test_what_is_no_article_is_refused_with_a_reason(written_bytes: bytes) -> None:
    with pytest.raises(QuarantineError) as refused:
        read_bytes(written_bytes, "file")
    assert refused.value.fix


def test_brackets_of_other_languages_change_nothing_around_them() -> None:
    plain = gold_object(*_read(NEWS))
    marked = gold_object(*_read(NEWS.replace("Town plans", "Town plans <script> ?x {{ $y }}")))
    for name in ("documents", "agencies"):
        assert [each["quote"] for each in marked[name]] == [each["quote"] for each in plain[name]]


def _read(text: str) -> tuple[ReadArticle, list[extraction.Candidate]]:
    read = article(text)
    return read, extract(read)
