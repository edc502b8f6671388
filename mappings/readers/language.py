"""Which of our two languages some words are in."""

import re

_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
JUDGED = 20_000  # code points that are enough


def language_of(words: str) -> str:
    """`zh` where more than a tenth of the letters are Chinese, else `en`."""
    letters = len(_LETTER.findall(words, 0, JUDGED))
    return "zh" if len(_HAN.findall(words, 0, JUDGED)) > letters / 10 else "en"
