"""How words are counted where the amount of quoted text matters: the one measure for records and for shapes.

The limits are those of the quotation rule in CONTRIBUTING.md. Words and Han characters use up one allowance together.
"""

import re

TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
WHOLE = (12, 32)  # of a span that is quoted whole: words, Han characters
END = (6, 16)  # of the first or last words of a longer span


def counted(text: str) -> tuple[int, int]:
    """How many words and how many Han characters a text has; punctuation counts as neither.

    >>> counted("the Plan – 规划 (2021)")
    (3, 2)
    """
    tokens = TOKEN.findall(text)
    han = sum("\u3400" <= token[0] <= "\u9fff" for token in tokens)
    return len(tokens) - han, han


def fits(text: str, limit: tuple[int, int]) -> bool:
    """Whether a text is short enough: its share of the words and of the Han characters allowed make at most one."""
    words, han = counted(text)
    return words * limit[1] + han * limit[0] <= limit[0] * limit[1]
