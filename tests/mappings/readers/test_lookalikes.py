"""Words that look like others are told, with their place, and ordinary ones are not."""

import pytest

from mappings.readers.lookalikes import lookalikes


@pytest.mark.accept("W5")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The p\u0430ier opens.", [("p\u0430ier", 4, "mixes Latin and Cyrillic letters")]),
        ("\u039dotice: \uff22oat", [("\u039dotice", 0, "mixes Latin and Greek letters"),
                                   ("\uff22oat", 8, "mixes Latin and full-width Latin letters")]),
        ("a cafe\u0301 by the lake", [("cafe\u0301", 2, "has accents beside its letters (it is not in NFC)")]),
    ],
)  # fmt: skip
def test_odd_words_are_told(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert [(each.word, each.start, each.why) for each in lookalikes(text)] == expected


@pytest.mark.parametrize(
    "text",
    ["Forty piers.", "使用5G网络和ＡＢＣ级码头", "Καλημέρα", "Пристань", "a caf\u00e9", "12 μm, 3 Ωm", "COVID-19疫情"],
)
def test_ordinary_words_are_not(text: str) -> None:
    assert list(lookalikes(text)) == []
