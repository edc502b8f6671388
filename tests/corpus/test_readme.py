"""The README: its example query gives the answer it shows."""

import re
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def test_the_example_query_gives_the_answer_shown(corpus_dataset):
    text = README.read_text(encoding="utf-8")
    query = re.search(r"```sparql\n(.*?)```", text, re.DOTALL)
    header, *rows = re.findall(r"^\| (.*) \|$", text[query.end() :].partition("\n\nAsk in")[0], re.MULTILINE)
    solutions = corpus_dataset.query(query[1])
    assert [variable.value for variable in solutions.variables] == header.split(" | ")
    assert [[term.value for term in solution] for solution in solutions] == [row.split(" | ") for row in rows]
