"""Plots and pictures as SVG, drawn on the server by Vega-Lite. Colours come from the page, so that they suit dark mode.

A plot is an ornament of the table beside it: it holds no links and nothing that the table does not say, and readers who
listen get the table. A picture of what stands around a thing holds links.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

import vl_convert

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
_KEPT = frozenset(
    {"class", "width", "height", "viewBox", "version", "fill", "stroke", "stroke-width", "stroke-miterlimit", "opacity",
     "fill-opacity", "stroke-opacity", "transform", "d", "x", "y", "x1", "x2", "y1", "y2", "text-anchor", "font-size",
     "font-weight", "display", "dx", "dy"}
)  # fmt: skip
_HERE = "https://here.invalid"  # the library makes addresses absolute
_LINK = "{http://www.w3.org/1999/xlink}href"
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


@lru_cache(maxsize=64)
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
    return _drawn(spec, kind="grid")


def years(present: Iterable[str]) -> tuple[str, ...]:
    """The years from the first to the last, each; only those present where that would be very many."""
    known = sorted({each for each in present if each.isdigit()})
    if not known or int(known[-1]) - int(known[0]) > _YEARS:
        return tuple(known[-_YEARS:])
    return tuple(str(each) for each in range(int(known[0]), int(known[-1]) + 1))


@lru_cache(maxsize=128)
def series(points: tuple[Point, ...]) -> str:
    """Series of values, one below the other, each with a scale of its own, its points named as reported."""
    names = list(dict.fromkeys(each.series for each in points))
    days = sorted({each.day for each in points})
    charts = [
        _one_series(name, [each for each in points if each.series == name], days, is_last=name == names[-1])
        for name in names
    ]
    return _drawn({"vconcat": charts, "spacing": 14}, kind="series")


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
    """A thing with what stands around it: at the left those behind it, at the right what it holds. Names are links."""
    sides = {side: [each for each in nodes if each.side == side] for side in ("left", "right")}
    height = 22 * max(4, *map(len, sides.values()))
    marks: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for side, some in sides.items():
        at, reach = (250, 300) if side == "left" else (490, 440)
        for number, each in enumerate(some):
            y = height * (number + 0.5) / len(some)
            name = short(each.name, 36)
            marks.append({"x": at, "y": y, "name": name, "href": each.href and _HERE + each.href, "side": side})
            if each.href:
                lines.append({"x": at + (6 if side == "left" else -6), "y": y, "x2": reach, "y2": height / 2})
    flat = {"domain": [0, _PICTURE]}
    tall = {"domain": [height + 10, -10]}
    where = {
        "x": {"field": "x", "type": "quantitative", "axis": None, "scale": flat},
        "y": {"field": "y", "type": "quantitative", "axis": None, "scale": tall},
    }
    texts = [
        {"data": {"values": [each for each in marks if each["side"] == side and bool(each["href"]) == leads]},
         "mark": {"type": "text", "align": "right" if side == "left" else "left", "baseline": "middle"},
         "encoding": {**where, "text": {"field": "name"}, **({"href": {"field": "href"}} if leads else {})}}
        for side in sides for leads in (True, False)
    ]  # fmt: skip
    centre = {
        "data": {"values": [{"x": 370, "y": height / 2, "name": _broken(middle)}]},
        "mark": {"type": "text", "align": "center", "baseline": "middle", "fontWeight": "bold", "lineBreak": "\n"},
        "encoding": {**where, "text": {"field": "name"}},
    }
    rules = {
        "data": {"values": lines},
        "mark": {"type": "rule", "opacity": 0.35},
        "encoding": {**where, "x2": {"field": "x2"}, "y2": {"field": "y2"}},
    }
    layers = [rules, *(each for each in texts if each["data"]["values"]), centre]  # type: ignore[index]
    return _drawn({"layer": layers, "width": _PICTURE, "height": height + 10}, kind="around")


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


def _drawn(spec: dict[str, Any], *, kind: str = "") -> str:
    """The SVG of a specification: of what the library writes, the shapes and words, and links to pages of ours."""
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg({**spec, "config": _CONFIG}))  # noqa: S314 - drawn here
    for element in root.iter():
        link = element.attrib.pop(_LINK, "").removeprefix(_HERE)
        element.attrib = {name: value for name, value in element.attrib.items() if name in _KEPT}
        if link:
            element.attrib[_LINK] = link
    root.attrib["class"] = f"marks {kind}".strip()
    if kind != "around":  # the table says the same
        root.attrib |= {"aria-hidden": "true", "focusable": "false"}
    return ElementTree.tostring(root, encoding="unicode")
