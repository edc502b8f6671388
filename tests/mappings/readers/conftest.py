"""Texts of our own for the readers, and how to see what a span holds."""

import os
from pathlib import Path

import pytest

from mappings.readers import ReadArticle

REPOSITORY = Path(__file__).parents[3]
DEV_SETTING = "POLICYGRAPH_DEV_TEXTS"

ENGLISH = (
    "A library in every village\n\nPublished on 2 May 2024\n\n"
    "The county opened forty libraries. Readers were glad, and so was the mayor.\n"
    "By 2026 there will be sixty.\n"
)
CHINESE = (
    "村村有图书馆\n来源：湖边日报　2024年5月2日 08:30\n\n"
    "县里新开了四十座图书馆，读者都很高兴。到二〇二六年，全县将有六十座。\n"
    "下一步，我们要加强服务，让老人和孩子也能就近看书。\n"
)
TRADITIONAL = (
    "村村有圖書館\n來源：湖邊日報　2024年5月2日 08:30\n\n"
    "縣裡新開了四十座圖書館，讀者都很高興。到二〇二六年，全縣將有六十座。\n"
    "下一步，我們要加強服務，讓老人和孩子也能就近看書。\n"
)


@pytest.fixture(scope="session")
def corpus_texts() -> Path:
    """The folder with the five articles; the test is skipped where they are not at hand."""
    folder = Path(os.environ.get("POLICYGRAPH_CORPUS") or REPOSITORY.parent / "shared" / "corpus")
    if not any(folder.glob("*.txt")):
        pytest.skip(f"the corpus texts are not at {folder} (set POLICYGRAPH_CORPUS to their folder)")
    return folder


@pytest.fixture(scope="session")
def dev_texts() -> Path:
    """The folder with the development texts; the test is skipped where they are not at hand."""
    folder = Path(os.environ.get(DEV_SETTING) or REPOSITORY.parent / "shared" / "evaluation" / "dev")
    if not any(folder.glob("*.txt")):
        pytest.skip(f"the corpus of development texts is not at {folder} (set {DEV_SETTING} to its folder)")
    return folder


def shown(article: ReadArticle) -> list[tuple[str, str]]:
    """The blocks of an article as kind and clean words."""
    return [(block.kind, block.text) for block in article.blocks()]


def clues(article: ReadArticle, *fields: str) -> list[tuple[str, str]]:
    """The clues for some fields, or all, as field and value."""
    return [(clue.field, clue.value) for clue in article.clues if not fields or clue.field in fields]
