"""The five articles and the development texts: all are read, and what is seen by looking is what the reader finds."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from mappings import Record
from mappings.readers import ReadArticle, read_article
from mappings.record.values import Span

CORPUS = {  # number: format, language of the body, genre where words tell it
    "000": ("plain", "en", None),
    "001": ("digest", "en", "machine-digest"),
    "002": ("dump", "zh", "official-interpretation"),
    "003": ("plain", "en", "journal-excerpt"),
    "004": ("plain", "en", None),
}
# Regions that the editors see otherwise than the reader, with the reason.
EXCEPTIONS: Mapping[str, str] = {}

DEV = {  # name: format; title held or not; date of issue stated; publisher named
    "en-aging-life-cycle-reforms": ("plain", True, None, "Xinhua"),
    "en-birth-silver-society": ("plain", True, None, None),
    "en-boost-consumption-guideline": ("plain", False, None, None),
    "en-consumer-services-guideline": ("plain", False, None, None),
    "en-elderly-consumption-digest": ("digest", True, "2025-07-12", "Jing Ji Ri Bao"),
    "en-information-consumption-circular": ("plain", True, None, None),  # "updated" is no date of issue
    "en-ndrc-consumption-measures": ("plain", True, None, "Xinhua"),
    "en-new-consumption-forms": ("plain", False, "2020-09-23", "UrduPoint / Pakistan Point News"),
    "en-plenum-population-reforms": ("plain", False, None, None),
    "en-service-consumption-watch": ("plain", True, "2025-09-18", "Xinhua News Agency"),
    "en-sharing-economy-guideline": ("plain", False, None, None),
    "en-sme-digital-empowerment-plan": ("plain", True, None, None),
    "en-sme-digital-guideline": ("plain", True, None, None),
    "en-sme-epidemic-digital": ("plain", True, "2020-05-29", "People's Daily Online"),
    "en-work-report-essay": ("plain", True, None, None),
    "zh-county-commerce-briefing": ("plain", False, None, "新华社"),
    "zh-household-services-notice": ("plain", False, None, None),
    "zh-key-consumer-goods-upgrade": ("plain", False, None, None),
    "zh-mofcom-consumption-recovery": ("plain", False, None, "中新社"),
    "zh-ndrc-consumption-outlook": ("plain", False, None, None),
    "zh-rural-commerce-action": ("plain", False, None, "中证网"),
    "zh-sme-ict-seventy-years": ("plain", False, None, None),
    "zh-sme-proposal-reply": ("plain", False, None, None),
}


def value(article: ReadArticle, field: str) -> str | None:
    """The value of the first clue for a field."""
    clue = article.clue(field)
    return clue.value if clue else None


def joined(text: str, spans: list[Span]) -> list[Span]:
    """Spans with those made one that only blanks part."""
    made: list[Span] = []
    for span in sorted(spans):
        if made and not text[made[-1].end : span.start].strip():
            made[-1] = Span(made[-1].start, span.end)
        else:
            made.append(span)
    return made


@pytest.fixture(scope="module")
def read(corpus_texts: Path, corpus_records: Mapping[str, Record]) -> Mapping[str, ReadArticle]:
    """The five articles as read, by number."""
    return {number: read_article(corpus_texts / record.source.file) for number, record in corpus_records.items()}


@pytest.mark.corpus
@pytest.mark.parametrize("number", CORPUS)
def test_format_language_and_genre_of_the_five_articles(number: str, read: Mapping[str, ReadArticle]) -> None:
    article = read[number]
    assert (article.format, article.language, value(article, "genre")) == CORPUS[number]


@pytest.mark.corpus
@pytest.mark.parametrize("number", CORPUS)
def test_the_reader_finds_the_source_as_the_editors_describe_it(
    number: str, read: Mapping[str, ReadArticle], corpus_records: Mapping[str, Record]
) -> None:
    article, source = read[number], corpus_records[number].source
    assert (article.sha256, article.bytes, len(article.text), article.decoder) == (
        *(source.sha256, source.bytes, source.characters, source.decoder),
    )


@pytest.mark.corpus
@pytest.mark.parametrize("number", CORPUS)
def test_the_reader_finds_the_regions_that_the_editors_found(
    number: str, read: Mapping[str, ReadArticle], corpus_records: Mapping[str, Record]
) -> None:
    article, record = read[number], corpus_records[number]
    held = {tuple(sorted(expression.regions)) for expression in record.expressions if expression.held}
    bodies = {region.version for region in article.regions if region.part == "body"}
    found = {
        tuple(joined(article.text, [region.span for region in article.regions if region.version == version]))
        for version in bodies
    }
    if number in EXCEPTIONS:
        pytest.xfail(EXCEPTIONS[number])
    assert found == held
    languages = {region.span: region.language for region in article.regions if region.version in bodies}
    assert all(record.language_at(span) == language for span, language in languages.items())


@pytest.mark.corpus
def test_metadata_of_the_five_articles_is_what_the_records_state(
    read: Mapping[str, ReadArticle], corpus_records: Mapping[str, Record]
) -> None:
    for number, article in read.items():
        stated = corpus_records[number].article
        assert value(article, "issued") == stated.issued
        assert value(article, "stated_datetime") == stated.stated_datetime
        assert value(article, "url") == stated.url
        titles = {name for reading in stated.evidence for kind, name in reading.names() if kind == "title"}
        assert {clue.value for clue in article.clues if clue.field == "title"} <= titles
    capture = corpus_records["002"].captures[0]
    assert value(read["002"], "captured") == capture.captured
    assert value(read["002"], "archived_at") == capture.archived_at
    assert value(read["002"], "requested") == capture.requested
    assert value(read["003"], "author") == "Yang Fenghua"
    assert value(read["000"], "author") == "Li Jiabao"


@pytest.mark.corpus
def test_furniture_of_the_five_articles_is_nothing(read: Mapping[str, ReadArticle]) -> None:
    """Traps 10 to 14 and 26 of MODEL.md 1.7."""
    values = {number: {clue.value for clue in article.clues} for number, article in read.items()}
    assert "Workflow" not in values["001"]
    assert ("zh", "original") in {(r.language, r.version) for r in read["001"].regions if r.part == "title"}
    assert value(read["001"], "stated_datetime") == "2025-08-20T23:11:00"  # no zone
    assert "nan" not in values["002"]
    assert value(read["002"], "issued") is None
    assert value(read["002"], "crawled") == "2023-12-24"
    assert "566" not in "".join(values["004"])
    assert "566" not in [block.text for block in read["004"].blocks()]


@pytest.mark.corpus
@pytest.mark.parametrize("name", DEV)
def test_development_texts_are_read_as_they_look(name: str, dev_texts: Path) -> None:
    article = read_article(dev_texts / f"{name}.txt")
    format, titled, issued, publisher = DEV[name]
    assert (article.format, article.decoder, article.language) == (format, "utf-8", name[:2])
    assert any(region.part == "title" for region in article.regions) is titled
    assert (value(article, "issued"), value(article, "publisher")) == (issued, publisher)
    blocks = list(article.blocks())
    assert all(block.text == article.text[block.span.start : block.span.end] for block in blocks)
    assert sum(len(block.text) for block in blocks) > 0.8 * len(article.text)


@pytest.mark.corpus
def test_every_development_text_stands_in_the_table(dev_texts: Path) -> None:
    assert {path.stem for path in dev_texts.glob("*.txt")} == set(DEV)


@pytest.mark.corpus
@pytest.mark.accept("U1")
def test_the_chinese_texts_are_found_back_from_every_encoding(dev_texts: Path, tmp_path: Path) -> None:
    for path in sorted(dev_texts.glob("zh-*.txt")):
        text = path.read_bytes().decode()
        for encoding in ("gbk", "gb18030", "utf-16-le", "utf-16-be", "utf-8-sig"):
            try:
                written = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            copy = tmp_path / "copy.txt"
            copy.write_bytes(written)
            assert read_article(copy).text.removeprefix("\ufeff") == text
