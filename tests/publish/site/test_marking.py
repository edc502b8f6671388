"""Marks in a text nest, whatever overlaps, and lose no character."""

from hypothesis import given
from hypothesis import strategies as st

from publish.site.marking import Kind, Piece, Stretch, marked

TEXT = "The lake office <b>opens</b> at nine."


def written(pieces: list[Piece]) -> str:
    """The pieces as short tags, so that a case can be read."""
    signs = {Kind.OPEN: "<", Kind.CLOSE: ">"}
    return "".join(piece.text if piece.kind is Kind.TEXT else signs[piece.kind] for piece in pieces)


def test_what_overlaps_is_closed_and_opened_again() -> None:
    assert written(marked("abcdef", [Stretch(0, 4, "x"), Stretch(2, 6, "y")])) == "<ab<cd>><ef>"


def test_same_stretch_twice_is_marked_twice() -> None:
    assert written(marked("ab", [Stretch(0, 2, "x"), Stretch(0, 2, "y")])) == "<<ab>>"


def test_stretch_that_reaches_out_of_a_region_is_cut_and_keeps_one_anchor() -> None:
    whole = Stretch(1, 5, "x", "here", (7,))
    first, second = marked("abcdef", [whole], 0, 3), marked("abcdef", [whole], 3, 6)
    anchors = [piece.stretch.anchor for piece in first + second if piece.kind is Kind.OPEN and piece.stretch]
    assert anchors == ["here", ""]
    assert written(first) == "a<bc>"


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=12))
def test_tags_nest_and_no_character_is_lost(places: list[tuple[int, int]]) -> None:
    stretches = [
        Stretch(start, start + length, f"x{number}", f"a{number}") for number, (start, length) in enumerate(places)
    ]
    pieces = marked(TEXT, stretches)
    assert "".join(piece.text for piece in pieces) == TEXT
    opened: list[Stretch | None] = []
    at, covered = 0, dict.fromkeys(range(len(TEXT)), 0)
    for piece in pieces:
        if piece.kind is Kind.OPEN:
            opened.append(piece.stretch)
        elif piece.kind is Kind.CLOSE:
            assert opened.pop() == piece.stretch
        else:
            for _ in piece.text:
                covered[at] = len(opened)
                at += 1
    assert opened == []
    for position, number in covered.items():
        assert number == sum(1 for each in stretches if each.start <= position < each.end)
    anchors = [p.stretch.anchor for p in pieces if p.kind is Kind.OPEN and p.first and p.stretch and p.stretch.anchor]
    assert len(anchors) == len(set(anchors))
