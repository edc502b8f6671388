"""The embedded store: opening a release, and what it tells."""

import threading
from pathlib import Path

import pytest
from rdflib import XSD, Literal, URIRef

from ontology.errors import StoreError
from publish.store import embedded
from publish.store.embedded import STORES, EmbeddedStore, open_release, prepare
from publish.store.interface import VALUES, Form
from publish.store.terms import to_rdflib

A, B, P, Q = (URIRef(f"http://example.org/{name}") for name in "abpq")
G, H = URIRef("http://example.org/g"), URIRef("http://example.org/h")


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A release with one accepted statement that two graphs support, and one that is not accepted."""
    folder = tmp_path / "2026.11.1-0123456789ab"
    (folder / "data").mkdir(parents=True)
    write(folder, f"<{A}> <{P}> <{B}> .", f"<{A}> <{P}> <{B}> <{G}> .", f"<{A}> <{P}> <{B}> <{H}> .",
          f"<{A}> <{Q}> \"1.0\"^^<{XSD.decimal}> <{H}> .")  # fmt: skip
    return folder


def write(release: Path, *lines: str) -> None:
    (release / "data" / "dataset.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")


def stores_beside(release: Path) -> list[str]:
    return [each.name for each in release.parent.joinpath(".stores").iterdir() if each.name != ".lock"]


def count(store: EmbeddedStore) -> int:
    (row,) = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows()
    return int(str(row[0]))


def test_facts_tell_their_graphs_and_whether_they_are_accepted(release: Path) -> None:
    first, second = open_release(release).outgoing(A)
    assert (first.predicate, first.object, first.accepted, first.evidence) == (P, B, True, (G, H))
    assert (second.predicate, second.accepted, second.evidence) == (Q, False, (H,))


def test_statement_is_counted_once_however_many_graphs_support_it(release: Path) -> None:
    assert count(open_release(release)) == 1


def test_links_are_counted_in_full_and_listed_to_the_limit(release: Path) -> None:
    write(release, *(f"<http://example.org/{number:02}> <{P}> <{B}> ." for number in range(30, 0, -1)))
    (links,) = open_release(release).incoming(B, 2)
    assert (links.predicate, links.total) == (P, 30)
    assert links.subjects == (URIRef("http://example.org/01"), URIRef("http://example.org/02"))


@pytest.mark.accept("W15")
def test_of_many_values_only_those_that_are_told_are_made_into_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    values = [Literal(f"{number:04}") for number in range(3 * VALUES + 5)]
    store = EmbeddedStore.in_memory([(A, P, each, graph) for each in values for graph in (None, G)] + [(A, Q, B, H)])
    made: list[object] = []
    monkeypatch.setattr(embedded, "to_rdflib", lambda term: made.append(term) or to_rdflib(term))
    portions = [store.portion(A, start) for start in range(0, 5 * VALUES, VALUES)]
    assert [fact.object for each in portions for fact in each.facts if fact.predicate == P] == values
    assert [len(each.facts) for each in portions] == [VALUES + 1, VALUES, VALUES, 5, 0]
    assert len(made) == len(values) + 1
    for each in portions:
        assert each.totals == {P: len(values), Q: 1}
        assert list(each.evidence) == [str(G), str(H)]
    assert list(store.outgoing(A)) == list(portions[0].facts)


def test_links_come_in_portions(release: Path) -> None:
    write(release, *(f"<http://example.org/{number:02}> <{P}> <{B}> ." for number in range(30, 0, -1)))
    store = open_release(release)
    portions = [store.incoming(B, 12, start)[0] for start in (0, 12, 24, 36)]
    assert [len(each.subjects) for each in portions] == [12, 12, 6, 0]
    assert [str(each)[-2:] for links in portions for each in links.subjects] == [f"{n:02}" for n in range(1, 31)]
    assert {each.total for each in portions} == {30}


def test_one_statement_and_triples_of_a_graph(release: Path) -> None:
    store = open_release(release)
    assert store.fact((A, P, B)) == store.outgoing(A)[0]
    assert store.fact((A, P, A)) is None
    assert store.fact((Literal("a"), P, B)) is None
    assert store.graph(G) == [(A, P, B)]
    assert store.contains(A)
    assert not store.contains(B)
    assert not store.contains(Literal("a"))


def test_opened_store_is_kept_beside_the_release(release: Path) -> None:
    open_release(release)
    place = release.parent / ".stores" / release.name
    digest = (place / "digest").read_text()
    made = (place / "store").stat().st_mtime_ns
    open_release(release)
    assert (place / "store").stat().st_mtime_ns == made
    assert (place / "digest").read_text() == digest
    assert stores_beside(release) == [release.name]


def test_prepared_store_is_taken_over_by_the_release_that_has_its_data(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(release / "data" / "dataset.nq", release.parent / STORES)
    with monkeypatch.context() as context:
        context.setattr(embedded, "_load", None)  # nothing is loaded again
        assert count(open_release(release)) == 1
    assert not (release.parent / STORES / "prepared").exists()


def test_prepared_store_of_other_data_is_left_alone(release: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.nq"
    other.write_bytes(b"")
    prepare(other, release.parent / STORES)
    assert count(open_release(release)) == 1
    assert (release.parent / STORES / "prepared").exists()


def test_store_is_built_again_when_the_data_changed(release: Path) -> None:
    assert count(open_release(release)) == 1
    write(release, f"<{A}> <{P}> <{B}> .", f"<{B}> <{P}> <{A}> .")
    assert count(open_release(release)) == 2


def test_store_is_built_again_when_it_was_damaged(release: Path) -> None:
    open_release(release)
    store = release.parent / ".stores" / release.name / "store"
    for file in store.iterdir():
        file.write_bytes(b"")
    assert count(open_release(release)) == 1


def test_symbolic_link_leads_to_the_store_of_its_release(release: Path) -> None:
    (release.parent / "current").symlink_to(release.name)
    assert count(open_release(release.parent / "current")) == 1
    assert (release.parent / ".stores" / release.name).is_dir()


def test_many_may_open_at_once(release: Path) -> None:
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(count(open_release(release)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [1, 1, 1, 1]


def test_release_without_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no data"):
        open_release(tmp_path)


def test_data_that_is_no_rdf_is_refused_and_leaves_nothing(release: Path) -> None:
    write(release, "nonsense")
    with pytest.raises(StoreError, match="not N-Quads"):
        open_release(release)
    assert stores_beside(release) == []


def test_answers_know_their_form() -> None:
    words = Literal("政", lang="zh")
    store = EmbeddedStore.in_memory([(A, P, words, None)])
    select, ask, graph = map(store.query, ("SELECT ?o { ?s ?p ?o }", "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }"))
    assert (select.form, list(select.variables), list(select.rows())) == (Form.SELECT, ["o"], [(words,)])
    assert (ask.form, list(ask.rows())) == (Form.ASK, [(Literal("true", datatype=XSD.boolean),)])
    assert (graph.form, list(graph.rows())) == (Form.GRAPH, [(A, P, words)])


@pytest.mark.parametrize(
    ("query", "place", "reason"),
    [
        ("SELECT *\n{ ?s ?p", "line 2, column 8", "expected"),
        ("SELECT * { ?s x:y ?o }", "line 1, column", "x: is not declared"),
        ("INSERT DATA {}", "line 1, column", "expected"),
    ],
)
def test_syntax_error_says_where_and_what(query: str, place: str, reason: str) -> None:
    with pytest.raises(StoreError, match=reason) as caught:
        EmbeddedStore.in_memory([]).query(query)
    assert place in caught.value.where


def test_dataset_of_the_protocol_must_be_iris() -> None:
    with pytest.raises(StoreError, match="cannot be answered"):
        EmbeddedStore.in_memory([]).query("ASK {}", default_graphs=["not an IRI"])
