"""Plots and pictures as SVG, drawn on the server by Vega-Lite. Colours come from the page, so that they suit dark mode.

A plot is an ornament of the table beside it: it holds no links and nothing that the table does not say, and readers who
listen get the table. A picture of what stands around a thing holds links.
"""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from publish.site.drawing import DRAWER, DrawingError

_WIDTH = 620
_PICTURE = 740
_LABEL = 300  # pixels for the names of rows
_LONGEST_NAME = 34  # columns of a name in a plot; a Chinese character takes two
_YEARS = 40
_CONFIG = {
    "aria": False,
    "background": None,
    "font": "inherit",
    "view": {"stroke": None},
    "axis": {"labelColor": "currentColor", "titleColor": "currentColor", "domain": False, "ticks": False,
             "gridColor": "currentColor", "gridOpacity": 0.15, "labelFontSize": 12, "labelLimit": 0,
             "labelPadding": 6},
    "text": {"color": "currentColor", "fontSize": 12, "limit": 0},
    "header": {"labelColor": "currentColor", "titleColor": "currentColor"},
    "title": {"limit": 0, "color": "currentColor", "fontSize": 12, "fontWeight": "normal", "anchor": "start"},
    "mark": {"color": "currentColor"},
    "rule": {"color": "currentColor"},
}  # fmt: skip
_LOG = logging.getLogger(__name__)
_KEPT = frozenset(
    {"class", "width", "height", "viewBox", "version", "fill", "stroke", "stroke-width", "stroke-miterlimit", "opacity",
     "fill-opacity", "stroke-opacity", "transform", "d", "x", "y", "x1", "x2", "y1", "y2", "text-anchor", "font-size",
     "font-weight", "display", "dx", "dy"}
)  # fmt: skip
_LINK = "{http://www.w3.org/1999/xlink}href"
_SVG = "{http://www.w3.org/2000/svg}"
_LINES = {"stroke": "currentColor", "opacity": "0.35"}
_WORDS = {"fill": "currentColor", "font-size": "12"}
ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")


@dataclass(frozen=True, slots=True)
class Cell:
    """How many there are in a row and a column."""

    row: str
    column: str
    count: int


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a series: its day, its number, and how it was reported."""

    series: str
    day: str
    value: float
    reported: str


@dataclass(frozen=True, slots=True)
class Node:
    """Something in a picture: its name, where it leads, and on which side it stands. A heading leads nowhere."""

    name: str
    href: str
    side: str  # left, right


def short(name: str, longest: int = _LONGEST_NAME) -> str:
    """A name that fits, cut at its end where it is long.

    >>> short("推动生活服务业数字化", 10)
    '推动生活…'
    """
    wide, kept = 0, ""
    for character in name:
        wide += 2 if ord(character) > 0x2E7F else 1
        if wide > longest - 1 and len(kept) + 1 < len(name):
            return f"{kept}…"
        kept += character
    return kept


def grid(cells: tuple[Cell, ...], columns: tuple[str, ...], *, slanted: bool = False) -> str:
    """How many there are by row and column, as circles with their number; rows in the order given."""
    rows = list(dict.fromkeys(short(each.row) for each in cells))
    values = [{"row": short(each.row), "column": short(each.column, 18), "count": each.count} for each in cells]
    step = max(28, min(70, (_WIDTH - _LABEL) // max(1, len(columns))))
    axis: dict[str, Any] = {"title": None, "labelAngle": -40 if slanted else 0, "grid": False}
    where = {
        "y": {"field": "row", "type": "nominal", "sort": rows, "axis": {"title": None, "grid": True}},
        "x": {"field": "column", "type": "nominal", "sort": [short(each, 18) for each in columns], "axis": axis,
              "scale": {"domain": [short(each, 18) for each in columns]}},
    }  # fmt: skip
    size = {"field": "count", "type": "quantitative", "scale": {"range": [180, 620]}, "legend": None}
    layers = [
        {"mark": {"type": "circle", "opacity": 1}, "encoding": {"size": size}},
        {"mark": {"type": "text", "fontSize": 11, "fontWeight": "bold"}, "encoding": {"text": {"field": "count"}}},
    ]
    spec = {"data": {"values": values}, "encoding": where, "layer": layers, "width": {"step": step},
            "height": {"step": 30}}  # fmt: skip
    return _drawn(spec, "grid")


def years(present: Iterable[str]) -> tuple[str, ...]:
    """The years from the first to the last, each; only those present where that would be very many."""
    known = sorted({each for each in present if each.isdigit()})
    if not known or int(known[-1]) - int(known[0]) > _YEARS:
        return tuple(known[-_YEARS:])
    return tuple(str(each) for each in range(int(known[0]), int(known[-1]) + 1))


def series(points: tuple[Point, ...]) -> str:
    """Series of values, one below the other, each with a scale of its own, its points named as reported."""
    names = list(dict.fromkeys(each.series for each in points))
    days = sorted({each.day for each in points})
    charts = [
        _one_series(name, [each for each in points if each.series == name], days, is_last=name == names[-1])
        for name in names
    ]
    return _drawn({"vconcat": charts, "spacing": 14}, "series")


def _one_series(name: str, points: Sequence[Point], days: Sequence[str], *, is_last: bool) -> dict[str, Any]:
    values = [{"day": each.day, "value": each.value, "said": short(each.reported, 30)} for each in points]
    axis = {"title": None, "grid": True, "format": "%Y", "labels": is_last, "tickCount": "year"}
    domain = [f"{int(days[0][:4])}-01-01", f"{int(days[-1][:4]) + 1}-06-30"]
    where = {
        "x": {"field": "day", "type": "temporal", "scale": {"domain": domain}, "axis": axis},
        "y": {
            "field": "value",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": _room([each.value for each in points])},
        },
    }
    return {
        "title": {"text": name},
        "data": {"values": values},
        "encoding": where,
        "width": _WIDTH - 40,
        "height": 44,
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 1.5}},
            {"mark": {"type": "point", "filled": True, "size": 45, "opacity": 1}},
            {"mark": {"type": "text", "dy": -9, "align": "left", "baseline": "middle"},
             "encoding": {"text": {"field": "said"}}},
        ],
    }  # fmt: skip


def _room(values: Sequence[float]) -> list[float]:
    """From nought to the largest value or beyond, with room for words above it.

    >>> _room([10.0, 4.0])
    [0.0, 16.0]
    """
    low, high = min(0.0, *values), max(0.0, *values)
    return [low, high + 0.6 * ((high - low) or 1.0)]


@lru_cache(maxsize=512)
def neighbourhood(middle: str, nodes: tuple[Node, ...]) -> str:
    """A thing with what stands around it: at the left those behind it, at the right what it holds. Names are links.

    It has no scales and no axes, so that its lines and words are written as they are: that is some hundred times
    faster than to have them drawn.
    """
    sides = {side: [each for each in nodes if each.side == side] for side in ("left", "right")}
    height = 22 * max(4, *map(len, sides.values()))
    root = ElementTree.Element(
        _SVG + "svg",
        {
            "class": "marks around",
            "version": "1.1",
            "width": str(_PICTURE + 10),
            "height": str(height + 20),
            "viewBox": f"-5 -15 {_PICTURE + 10} {height + 20}",
        },
    )
    lines, words = (ElementTree.SubElement(root, _SVG + "g", said) for said in (_LINES, _WORDS))
    for side, some in sides.items():
        at, reach, gap, anchor = (250, 300, 6, "end") if side == "left" else (490, 440, -6, "start")
        for number, each in enumerate(some):
            y = height * (number + 0.5) / len(some)
            if each.href:
                _line(lines, (at + gap, y), (reach, height / 2))
            _word(words, (at, y), short(each.name, 36), anchor, each.href)
    _middle(words, height / 2, middle)
    return ElementTree.tostring(root, encoding="unicode")


def _line(group: ElementTree.Element, begin: tuple[float, float], end: tuple[float, float]) -> None:
    places = dict(zip(("x1", "y1", "x2", "y2"), (f"{each:g}" for each in (*begin, *end)), strict=True))
    ElementTree.SubElement(group, _SVG + "line", places)


def _word(group: ElementTree.Element, at: tuple[float, float], name: str, anchor: str, href: str) -> None:
    parent = ElementTree.SubElement(group, _SVG + "a", {_LINK: href}) if href else group
    where = {"x": f"{at[0]:g}", "y": f"{at[1]:g}", "dy": "4", "text-anchor": anchor}
    ElementTree.SubElement(parent, _SVG + "text", where).text = name


def _middle(group: ElementTree.Element, y: float, name: str) -> None:
    """The name of the thing itself, in lines one below the other."""
    lines = _broken(name).split("\n")
    for number, line in enumerate(lines):
        place = {"x": f"{_PICTURE // 2}", "y": f"{y + 14 * (number - (len(lines) - 1) / 2):g}", "dy": "4"}
        place |= {"text-anchor": "middle", "font-weight": "bold"}
        ElementTree.SubElement(group, _SVG + "text", place).text = line


def _broken(name: str) -> str:
    """A name in at most three lines that fit into the middle."""
    rest = short(name, 44)
    lines: list[str] = []
    while rest and len(lines) < 3:
        line = short(rest, 17).removesuffix("…") if short(rest, 17) != rest else rest
        at = line.rfind(" ")
        line = line[:at] if at > 0 and line != rest else line
        lines.append(line.strip())
        rest = rest[len(line) :].strip()
    return "\n".join(lines)


def _drawn(spec: dict[str, Any], kind: str) -> str:
    """The SVG of a specification; empty where it cannot be drawn, as the table beside it says the same."""
    try:
        return _svg(json.dumps({**spec, "config": _CONFIG}), kind)
    except DrawingError as error:
        _LOG.warning("a plot is left out: %s", error)
        return ""


@lru_cache(maxsize=192)
def _svg(spec: str, kind: str) -> str:
    """Of what the library writes, the shapes and words. Raises `DrawingError`."""
    root = ElementTree.fromstring(DRAWER.draw(spec))  # noqa: S314 - drawn here
    for element in root.iter():
        element.attrib = {name: value for name, value in element.attrib.items() if name in _KEPT}
    root.attrib |= {"class": f"marks {kind}", "aria-hidden": "true", "focusable": "false"}
    return ElementTree.tostring(root, encoding="unicode")
