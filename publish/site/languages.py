"""Which of our two languages a page speaks."""

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

LANGUAGES = ("en", "zh")
PAGE_TAG = {"en": "en", "zh": "zh-Hans"}  # what `lang` says: our Chinese is simplified


def choose_language(accept_language: str | None, wished: str | None = None) -> str:
    """The language that was asked for by name, else the one the client prefers, else English.

    Any kind of Chinese gets ours before English.

    >>> choose_language("zh-TW, en;q=0.8")
    'zh'
    """
    if wished in LANGUAGES:
        return wished
    weights = {language: _weight(accept_language or "", language) for language in LANGUAGES}
    return max(LANGUAGES, key=lambda language: weights[language])  # the first of equals


def _weight(header: str, language: str) -> float:
    ranges = [(tag.lower(), weight) for tag, weight in parse_accept_header(header, LanguageAccept)]
    named = [weight for tag, weight in ranges if tag.partition("-")[0] == language]
    return max(named) if named else next((weight for tag, weight in ranges if tag == "*"), 0.0)
