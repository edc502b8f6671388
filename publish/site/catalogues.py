"""The gettext catalogues: what pages say in a language other than English, by the key of each text.

English stands in the code, beside the key. The key is the context of the message, so that two texts that read alike in
English may read differently elsewhere. Another language is another folder of catalogues.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "translations" / "zh_Hans" / "LC_MESSAGES"
Texts = Mapping[str, tuple[str, str]]


def in_both_languages(name: str, english: Mapping[str, str]) -> Texts:
    """Each text in English and in Chinese, by its key; English where the catalogue of this name has none."""
    messages = catalogue(name)
    return {key: (text, _translation(messages, key, text)) for key, text in english.items()}


def in_language(texts: Texts, language: str) -> dict[str, str]:
    """The texts in one language, by key."""
    position = 1 if language == "zh" else 0
    return {key: both[position] for key, both in texts.items()}


def said(name: str, text: str, language: str) -> str:
    """A text that has no key, in a language; English where the catalogue of this name does not have it."""
    return _translation(catalogue(name), None, text) if language == "zh" else text


@cache
def catalogue(name: str) -> Catalog:
    """The messages of one catalogue."""
    with (FOLDER / f"{name}.po").open("rb") as file:
        return read_po(file, locale="zh_Hans", abort_invalid=True)


def _translation(messages: Catalog, key: str | None, text: str) -> str:
    message = messages.get(text, context=key)
    return str(message.string) if message and message.string else text
