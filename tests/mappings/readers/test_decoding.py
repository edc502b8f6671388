"""Bytes to text: the right text, or a refusal with its reason; never other words than were written."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from mappings.readers import DECODERS, read_bytes, text_of
from mappings.readers.frequent import FREQUENT, SIMPLIFIED, TRADITIONAL
from ontology.errors import QuarantineError

ENGLISH = "The county opened forty libraries, and the readers “were glad” — so was the mayor.\n"
CHINESE = "县里新开了四十座图书馆，读者都很高兴。下一步，我们要加强服务，让老人和孩子也能就近看书。\n"
TAIWAN = "縣裡新開了四十座圖書館，讀者都很高興。下一步，我們要加強服務，讓老人和孩子也能就近看書。\n"


@pytest.mark.accept("U1")
@pytest.mark.parametrize(
    ("text", "written", "decoder"),
    [
        (CHINESE, CHINESE.encode("utf-8"), "utf-8"),
        ("\ufeff" + CHINESE, CHINESE.encode("utf-8-sig"), "utf-8"),
        (CHINESE, CHINESE.encode("gbk"), "gb18030"),
        (CHINESE, CHINESE.encode("gb2312"), "gb18030"),
        ("𠮷野家" + CHINESE, ("𠮷野家" + CHINESE).encode("gb18030"), "gb18030"),
        ("\ufeff" + CHINESE, ("\ufeff" + CHINESE).encode("gb18030"), "gb18030"),
        (TAIWAN, TAIWAN.encode("cp950"), "cp950"),
        (TAIWAN, TAIWAN.encode("big5"), "cp950"),
        (TAIWAN, TAIWAN.encode("gbk"), "gb18030"),
        (CHINESE, CHINESE.encode("utf-16-le"), "utf-16-le"),
        (CHINESE, CHINESE.encode("utf-16-be"), "utf-16-be"),
        ("\ufeff" + CHINESE, ("\ufeff" + CHINESE).encode("utf-16-le"), "utf-16-le"),
        ("\ufeff" + CHINESE, ("\ufeff" + CHINESE).encode("utf-16-be"), "utf-16-be"),
        ("\ufeff" + CHINESE, ("\ufeff" + CHINESE).encode("utf-32-le"), "utf-32-le"),
        (ENGLISH, ENGLISH.encode("utf-16-le"), "utf-16-le"),
        (ENGLISH, ENGLISH.encode("utf-8"), "utf-8"),
        (ENGLISH, ENGLISH.encode("cp1252"), "cp1252"),
        ("Jing Ji Ri Bao·2025", "Jing Ji Ri Bao·2025".encode(), "utf-8"),
        ("café, naïve", "café, naïve".encode(), "utf-8"),
    ],
)
def test_bytes_become_the_text_that_was_written_and_the_decoder_is_kept(
    text: str, written: bytes, decoder: str
) -> None:
    assert text_of(written, "article") == (text, decoder)
    article = read_bytes(written, "article")
    assert (article.text, article.decoder, article.bytes) == (text, decoder, len(written))


@pytest.mark.accept("U2")
@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (CHINESE.encode()[:-3], "cut off in its last character"),
        (CHINESE.rstrip().encode("gbk")[:-1], "cut off in its last character"),
        ((CHINESE * 3).encode() + CHINESE.encode("gbk"), "not UTF-8"),
        ((CHINESE * 3).encode("gbk") + CHINESE.encode(), "only in part|not UTF-8"),
        ((CHINESE * 3).encode("gbk") + (TAIWAN * 2).encode("big5"), "only in part"),
        (CHINESE.encode("gbk") + "“ok”".encode() + CHINESE.encode("gbk"), "are UTF-8|not UTF-8"),
        (b'<html><meta charset="gb2312"><p>' + CHINESE.encode(), "calls itself gb18030 but its bytes read as utf-8"),
        (b'<html><meta charset="utf-8"><p>' + CHINESE.encode("gbk"), "calls itself utf-8 but its bytes read as"),
        (b'<?xml version="1.0" encoding="Big5"?><html>' + CHINESE.encode(), "calls itself cp950"),
        (b"\xef\xbb\xbf" + CHINESE.encode("gbk"), "not utf-8"),
        ("政策".encode("gbk"), "too short"),
        ("Это предложение написано по-русски.".encode("cp1251"), "not UTF-8"),
        ("이것은 한국어 문장입니다. 정부는 새로운 계획을 발표했습니다.".encode("euc-kr"), "not UTF-8"),
        ("これは日本語の文章です。政府は新しい計画を発表しました。".encode("shift-jis"), "not UTF-8"),
        ("これは日本語の文章です。政府は新しい計画を発表しました。".encode("euc-jp"), "not UTF-8"),
        ("Le gouvernement a annoncé un plan déjà approuvé à l'unanimité.".encode("latin-1"), "not UTF-8"),
        (bytes(range(128, 256)) * 20, "not UTF-8"),
        (b"\xed\xa0\x80 half a pair", "not UTF-8"),
    ],
)
def test_doubtful_bytes_stay_outside_with_the_reason(written: bytes, reason: str) -> None:
    with pytest.raises(QuarantineError, match=reason):
        text_of(written, "article")


@pytest.mark.accept("U2")
def test_a_label_settles_what_is_too_short_to_tell() -> None:
    written = "<meta charset=gbk><p>公告".encode("gbk")
    assert text_of(written, "page") == ("<meta charset=gbk><p>公告", "gb18030")


@pytest.mark.accept("U1")
def test_what_a_person_names_is_taken_strictly() -> None:
    assert text_of("政策".encode("gbk"), "note", "gb18030") == ("政策", "gb18030")
    with pytest.raises(QuarantineError, match="not utf-8: byte 0"):
        text_of("政策".encode("gbk"), "note", "utf-8")


def test_valid_utf8_that_is_a_chinese_word_in_gbk_is_refused() -> None:
    """The famous case: two Chinese characters whose bytes in GBK are valid UTF-8 too."""
    written = "知识".encode("gbk")
    assert written.decode("utf-8") == "֪ʶ"
    with pytest.raises(QuarantineError, match="too short"):
        text_of(written, "note")


def test_the_table_of_characters_is_what_it_says() -> None:
    assert len(set(SIMPLIFIED)) == len(SIMPLIFIED) == 500
    assert not set(SIMPLIFIED) & set(TRADITIONAL)
    assert all("\u4e00" <= character <= "\u9fff" for character in FREQUENT)


# Prose as a reader meets it: mostly common characters, with rarer ones, punctuation, figures and Latin words between.
COMMON = st.sampled_from(sorted(SIMPLIFIED))
RARE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
SIGNS = st.sampled_from("，。、；：“”（）0123456789 AB\n")
SENTENCE = st.lists(st.one_of(COMMON, COMMON, COMMON, RARE, SIGNS), min_size=1, max_size=120).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "gbk", "gb18030", "cp950", "utf-16-le", "utf-16-be"])


@pytest.mark.accept("U1")
@given(text=SENTENCE, encoding=ENCODINGS)
@example(text="丧", encoding="gbk")
@example(text="通过", encoding="gbk")
def test_written_text_is_found_back_or_refused_never_another(text: str, encoding: str) -> None:
    try:
        written = text.encode(encoding)
    except UnicodeEncodeError:
        return
    # A few characters in UTF-16 without a mark may be plain ASCII to the byte: nobody can tell, and no article is so.
    assume(len(text) >= 8 or not encoding.startswith("utf-16"))
    try:
        found, decoder = text_of(written, "prose")
    except QuarantineError:
        return
    assert found.removeprefix("\ufeff") == text
    assert written.decode(decoder) == found


@pytest.mark.accept("U1")
@given(written=st.binary(max_size=400), decoder=st.one_of(st.none(), st.sampled_from(DECODERS)))
def test_any_bytes_give_their_own_text_or_a_refusal(written: bytes, decoder: str | None) -> None:
    try:
        text, used = text_of(written, "bytes", decoder)
    except QuarantineError:
        return
    assert text.encode(used) == written or used in ("cp950", "big5hkscs")  # Big5 writes some characters in two ways
    text.encode("utf-8")
