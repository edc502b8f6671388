"""A twin of a text with other line ends says the same: the same things, labels and values, at the shifted places."""

from pathlib import Path

import pytest

from mappings.extract.candidate import Candidate
from mappings.extract.extraction import extract
from mappings.readers import read_article

ENGLISH = """\
County lights its night ferries

HERON COUNTY, May 8, 2024 -- The Ministry of Commerce and the National Development and Reform Commission issued the
Implementation Plan for Night Ferries on Monday.

The plan calls for hanging lamps on every mast and training two hundred crews. It asks towns to:
- build forty piers
- subsidise lanterns for fishing families

Ferries carried 4.2 million passengers in 2023, up 7.1 percent from a year earlier.

"We should open the quays on Sundays," said Ada Heron, a professor at Otter University.
"""
CHINESE = """\
夜航渡船点灯方案出台

近日，商务部印发《夜航渡船点灯实施方案》。方案提出，一是修缮四十座码头。二是为渔民家庭补贴灯笼。

2023年，渡船运送旅客420万人次，同比增长7.1%。
"""


def said(candidates: list[Candidate], text: str) -> list[tuple[object, ...]]:
    """Kind, status, words, fields and rules of each candidate; line ends are blanks like any other."""
    return sorted(
        (
            each.kind,
            each.status,
            " ".join(text[each.span.start : each.span.end].split()),
            " ".join(each.label.split()),
            str(dict(sorted(each.fields.items()))).replace("\\r", ""),
            tuple(sorted(fired.rule for fired in each.fired)),
        )
        for each in candidates
    )


@pytest.mark.accept("U3")
@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("line_end", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_twin_with_other_line_ends_says_the_same(tmp_path: Path, text: str, line_end: str) -> None:
    found = []
    for name, content in (("one.txt", text), ("two.txt", text.replace("\n", line_end))):
        path = tmp_path / name
        path.write_bytes(content.encode())
        article = read_article(path)
        candidates = extract(article)
        found.append((said(candidates, article.text), article.sha256, [each.span for each in candidates]))
    (said_once, digest, spans), (said_again, other_digest, other_spans) = found
    assert len(said_once) > 3, "a text that says nothing shows nothing"
    assert said_once == said_again
    assert digest != other_digest
    assert line_end == "\r" or spans != other_spans
