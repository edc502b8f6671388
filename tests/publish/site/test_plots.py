"""Plots and pictures: what is drawn is what was given, as text that can do no harm."""

import doctest
import os
import signal
import time
from xml.etree import ElementTree

import pytest

from publish.site import plots
from publish.site.drawing import Drawer, DrawingError
from publish.site.plots import Cell, Node, Point

POINT = '{"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a"}}}'
NAMES = ["教育部", "Ministry of Reading", "<script>alert(1)</script>", "a & b", '"quoted" onload=x', "'", "𠮷" * 50]


def texts(svg: str) -> str:
    """The words of a picture."""
    return " ".join(
        "".join(each.itertext()) for each in ElementTree.fromstring(svg).iter() if each.tag.endswith("text")
    )


@pytest.mark.accept("W1")
@pytest.mark.parametrize("name", NAMES)
def test_names_are_text(name: str) -> None:
    cells = (Cell(name, "2020", 3), Cell("other", name, 1))
    nodes = (Node(name, "/doc/measure/m1", "left"), Node(name, "/doc/measure/m2?a=b&c=d", "right"))
    drawn = [
        plots.grid(cells, ("2020", name)),
        plots.series((Point(name, "2020-12-31", 1.5, name),)),
        plots.neighbourhood(name, nodes),
    ]
    for svg in drawn:
        assert "<script" not in svg
        assert plots.short(name, 10)[:4] in texts(svg)
        assert not [each for each in ElementTree.fromstring(svg).iter() for key in each.attrib if key.startswith("on")]


def test_every_count_is_drawn() -> None:
    svg = plots.grid((Cell("a", "x", 17), Cell("b", "y", 23)), ("x", "y", "z"))
    assert {"a", "b", "x", "y", "z", "17", "23"} <= set(texts(svg).split())


def test_every_figure_is_named_as_it_was_reported() -> None:
    points = (Point("visits", "2020-12-31", 5, "five"), Point("visits", "2021-12-31", 7, "seven"))
    assert {"visits", "five", "seven"} <= set(texts(plots.series(points)).split())


def test_picture_leads_to_what_stands_around() -> None:
    svg = plots.neighbourhood("plan", (Node("Ministry", "/doc/agent/n1", "left"),))
    links = [each for each in ElementTree.fromstring(svg).iter() if each.tag.endswith("}a")]
    assert [each.attrib["{http://www.w3.org/1999/xlink}href"] for each in links] == ["/doc/agent/n1"]


def test_drawing_goes_on_where_its_process_broke() -> None:
    drawer = Drawer()
    with pytest.raises(DrawingError):
        drawer.draw("no specification")
    assert "<svg" in drawer.draw(POINT)
    assert drawer.process_id is not None
    os.kill(drawer.process_id, signal.SIGKILL)
    assert "<svg" in drawer.draw(POINT)
    drawer.stop()


def test_drawing_ends_when_nothing_is_asked_for() -> None:
    drawer = Drawer(idle=0.01)
    drawer.draw(POINT)
    deadline = time.monotonic() + 10
    while drawer.process_id is not None:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_page_stays_without_a_plot_that_cannot_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "DRAWER", Drawer(command=("false",)))
    assert plots.grid((Cell("never", "drawn", 5),), ("drawn",)) == ""


def test_plot_holds_no_style_and_no_font_of_its_own() -> None:
    svg = plots.grid((Cell("a", "x", 1),), ("x",))
    assert "style=" not in svg
    assert "font-family" not in svg
    assert 'aria-hidden="true"' in svg


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ([], ()),
        (["", "2020"], ("2020",)),
        (["2019", "2021", ""], ("2019", "2020", "2021")),
        (["1002", "2020"], ("1002", "2020")),
    ],
)
def test_years_stand_in_a_row(present: list[str], expected: tuple[str, ...]) -> None:
    assert plots.years(present) == expected


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(plots).failed == 0
