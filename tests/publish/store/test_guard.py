"""What a query may look like before it is parsed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import StoreError
from publish.store import guard

CALLS = [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://x/> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }",
    "PREFIX : <http://x/> SELECT * {SERVICE:y{?s ?p ?o}}",
    "PREFIX : <http://x/> SELECT * {SERVICESILENT:y{?s ?p ?o}}",
    "SELECT * { FILTER(1<2)SERVICE<http://x/>{ ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS{SERVICE<http://x/>{ ?s ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE ?v { ?s ?p ?o } } } }",
    "SELECT * { ?s ?p trueSERVICE<http://x/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.5SERVICE<http://x/>{ ?s ?p ?o } }",
    'SELECT * { ?s ?p "#"SERVICE<http://x/>{ ?s ?p ?o } }',
    "SELECT * { ?s ?p '''a'b#'''.SERVICE<http://x/>{ ?s ?p ?o } }",
    "SELECT * { #\rSERVICE<http://x/>{ ?s ?p ?o } }",
]
HARMLESS = [
    "SELECT * { ?s a <http://x/SERVICE> }",
    'PREFIX sd: <http://x/> SELECT * { ?s a sd:Service ; sd:x "SERVICE" . ?service ?p "x"@service } # SERVICE',
    'SELECT * { ?s ?p \'\'\'SERVICE \' " \\\'\'\' , """a "SERVICE" b""" }',
    'ASK { ?s ?p "\\" SERVICE" }',
    "SELECT * { " + "?s ?p ?o . " * 99 + "}",
    "SELECT * { ?s ?p ?o FILTER(?o IN (" + "1, " * 299 + "1)) }",
    "SELECT * { VALUES ?x { " + "<http://x/a> " * 300 + "} }",
    "SELECT * { ?s <a>/<b>*/^<c> ?o FILTER(?o > 1 && ?o < 2 || !BOUND(?s)) }",
]
TOO_MUCH = {
    "long": "ASK { } #" + "x" * guard.MAX_BYTES,
    "long in UTF-8": "ASK { } #" + "政" * (guard.MAX_BYTES // 3 + 1),
    "parentheses": "ASK { FILTER(" + "(" * 2000 + "1=1" + ")" * 2000 + ") }",
    "groups": "ASK " + "{" * 3000 + "}" * 3000,
    "sub-selects": "SELECT * " + "{ SELECT * " * 500 + "{}" + "}" * 500,
    "optionals": "ASK { " + "OPTIONAL { " * 500 + "} " * 500 + "}",
    "calls": "ASK { FILTER(" + "STR(" * 1000 + "1" + ")" * 1000 + ") }",
    "triple terms": "ASK { " + "<<" * 1000 + "}",
    "negations": "ASK { FILTER(" + "!" * 4000 + "true) }",
    "sums": "ASK { FILTER(" + "1+" * 3000 + "1 = 1) }",
    "patterns": "ASK { " + "?s?p?o." * 101 + "}",
    "lists of objects": "ASK { ?s ?p ?o" + ",?o" * 101 + "}",
    "groups side by side": "ASK { " + "{?s ?p ?o}" * 101 + "}",
    "paths": "ASK { ?s " + "<a>/" * 1000 + "<a> ?o }",
    "unions": "ASK { " + "{}UNION" * 900 + "{} }",
}


@pytest.mark.accept("Q14", "E15")
@pytest.mark.parametrize("query", CALLS)
def test_service_is_found_however_it_is_written(query: str) -> None:
    with pytest.raises(StoreError, match="SERVICE is not allowed"):
        guard.check(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_harmless_query_passes(query: str) -> None:
    guard.check(query)


@pytest.mark.accept("Q1", "Q2", "Q3", "Q4", "Q20")
@pytest.mark.parametrize("query", TOO_MUCH.values(), ids=TOO_MUCH)
def test_query_that_could_kill_the_process_is_refused(query: str) -> None:
    with pytest.raises(StoreError, match=r"limit is|more than"):
        guard.check(query)


SCRAPS = ["'", '"', "#", "<", ">", "<<", "(", " ", "  ", "\n", "\t", "\r", "a", "b:c", "?x", "<urn:x#y>", '"a  b"',
          '"""', "'''", "\\", "!", ".", "}", "{", "/", "&&", "@en", "\u3000", "SERVICE"]  # fmt: skip


def scraps(limit: int) -> st.SearchStrategy[str]:
    """What tokens are made of, in any order."""
    return st.lists(st.sampled_from(SCRAPS), max_size=limit).map("".join)


@given(scraps(15))
def test_normalising_keeps_all_tokens_but_blanks_and_comments(query: str) -> None:
    """Token by token, as it is defined: the quick way must not see strings, IRIs or comments where there are none."""
    parts: list[str] = []
    for match in guard._TOKEN.finditer(query):
        blank = match["comment"] is not None or match[0].isspace()
        if not blank:
            parts.append(match[0])
            continue
        before = parts.pop() if parts and parts[-1] in (" ", "\n") else " "
        parts.append("\n" if before == "\n" or match["comment"] or set(match[0]) & {"\n", "\r"} else " ")
    assert guard.normalised(query) == "".join(parts).strip()


@given(scraps(300))
def test_what_is_surely_small_is_small(query: str) -> None:
    if guard._is_surely_small(query):
        guard._check_size(guard._tokens(query))
        guard._check_size(guard._tokens(guard.without_escapes(query)))
