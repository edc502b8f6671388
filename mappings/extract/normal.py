"""Words so that variants of writing look alike, character by character: an offset means the same before and after."""

import re
from functools import cache, lru_cache

from opencc import OpenCC  # type: ignore[import-untyped]

# Full-width letters, digits and signs have half-width twins at a fixed distance.
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_SIGNS = str.maketrans("％＋－＄／．～\u00a0\u2009\u202f\u3000\t\u200b\ufeff", "%+-$/.~       ")
_QUOTES = {
    "en": str.maketrans("“”„‟«»‘’‚‛`´＂（），：；！？＇", "\"\"\"\"\"\"''''''\"(),:;!?'"),
    "zh": str.maketrans("「」『』＂", '“”‘’"'),
}
_HAN = "\u3400-\u9fff"
# Web texts often write Chinese with the punctuation of Latin keyboards.
_NARROW = re.compile(
    rf"(?<=[{_HAN}》”’）)%])[,:;?!]|(?<=\d)[,:;?!](?!\d)|[,:;?!](?=[{_HAN}《“‘])"
    rf"|[()](?=[{_HAN}《“])|(?<=[{_HAN}》”\d])[()]"
)
_TO_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_TRADITIONAL = re.compile(rf"[{_HAN}]+")
REMEMBERED = 4096  # sentences; each rule asks for the same one


@lru_cache(maxsize=REMEMBERED)
def normal(words: str, language: str) -> str:
    """The words with half-width letters, plain quotes, blanks and simplified characters, of the same length.

    In Chinese, punctuation of the narrow kind becomes that of Chinese; in English, curly quotes become straight.

    >>> normal("“Ｎｅｗ” rules", "en"), normal("「網絡」,2021年", "zh")
    ('"New" rules', '“网络”，2021年')
    """
    changed = words.translate(_WIDE).translate(_SIGNS).translate(_QUOTES[language])
    if language == "zh":
        changed = _NARROW.sub(lambda sign: _TO_WIDE[sign[0]], changed)
        changed = _TRADITIONAL.sub(lambda run: _simplified(run[0]), changed)
    assert len(changed) == len(words)
    return changed


def _simplified(han: str) -> str:
    """Simplified characters, one for one; where a phrase would change its length its characters stand alone."""
    if all(_one(each) == each for each in han):  # simplified already, as most texts are: the converter is slow
        return han
    found = str(_converter().convert(han))
    return found if len(found) == len(han) else "".join(_one(each) for each in han)


@cache
def _one(character: str) -> str:
    found = str(_converter().convert(character))
    return found if len(found) == 1 else character


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
