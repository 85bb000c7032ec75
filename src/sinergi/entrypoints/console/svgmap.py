"""The map as SVG, drawn on the server: for paper, for readers without scripts, and until the scripts have arrived.

Pure: a picture and words in, markup out. Shapes carry the state; nothing depends on colour, so it prints in black.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from sinergi.entrypoints.console.picture import Line, Mark, Outline, Picture, Point, Round

WIDTH: Final = 1000
HEIGHT: Final = (420, 900)  # least and most, for a kecamatan as long or as wide as it likes
EDGE: Final = 26
LETTER, LINE, MARK = 10, 21, 8  # width and height of a letter of a name, half a mark
SHIFTS: Final = (-14, 28, -32, 46, -50, 64)  # where a name may stand: so far below its place
LEAST_SPAN: Final = 4_000  # microdegrees, about 440 m: a single TPS must not fill the sheet
SHAPES: Final = {
    "complete": '<circle r="7" fill="#fff" stroke="#1b2330" stroke-width="3"/>',
    "place": '<circle r="6" fill="#46278a" stroke="#fff" stroke-width="2"/>',
    "gap": '<rect x="-7" y="-7" width="14" height="14" fill="#6f4bb3" stroke="#fff" stroke-width="2"/>',
    "hard": '<path d="M0-10L10 8H-10z" fill="#1b2330" stroke="#fff" stroke-width="2"/>',
    "withdrawn": '<path d="M-6-6L6 6M6-6L-6 6" fill="none" stroke="#4a5568" stroke-width="3"/>',
    "post": '<path d="M0-11L11 0L0 11L-11 0z" fill="#fff" stroke="#1b2330" stroke-width="3"/>',
    "store": '<path d="M-10-3L0-11L10-3V9H-10z" fill="#fff" stroke="#1b2330" stroke-width="3"/>',
    "crossing": '<circle r="3.500" fill="#4a5568"/>',
    "loose": '<path d="M-7-7L7 7M7-7L-7 7" stroke="#8c1239" stroke-width="5"/>',
    "team": '<path d="M0-14L4-4L14-4L6 3L9 13L0 7L-9 13L-6 3L-14-4L-4-4z" fill="#fff" stroke="#1b2330" '
    'stroke-width="3"/>',
    "camp": '<path d="M0-12L13 10H-13zM0-2L5 10H-5z" fill="#fff" stroke="#1b2330" stroke-width="3"/>',
}
FIGURES: Final = (  # the outline of a sector's stops; figure and tone together tell twenty sectors apart
    '<circle r="13"{}/>',
    '<path d="M-12-12H12V12H-12z"{}/>',
    '<path d="M0-17L17 0L0 17L-17 0z"{}/>',
    '<path d="M-8-13H8L15 0L8 13H-8L-15 0z"{}/>',
    '<path d="M0-16L15-5L10 13H-10L-15-5z"{}/>',
)
TONES: Final = (  # fill, ink on it, line of the round, its dashes
    ("#46278a", "#fff", "#46278a", ""),
    ("#fff", "#1b2330", "#1b2330", "3 5"),
    ("#d8ccec", "#1b2330", "#6f4bb3", "12 5"),
    ("#1b2330", "#fff", "#1b2330", ""),
)
SWATCHES: Final = {  # what the key shows besides the marks
    "road": '<path d="M-14 0H14" stroke="#6b7484" stroke-width="4"/>',
    "river": '<path d="M-14 0H14" stroke="#1f5fa8" stroke-width="5" stroke-dasharray="8 5"/>',
    "estimate": '<path d="M-14-9H14V9H-14z" fill="#f2eef9" stroke="#8a93a3" stroke-width="2" stroke-dasharray="6 4"/>',
}


Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Frame:
    """How degrees become places on the sheet: plate carrée, shrunk east-west by the cosine of the latitude."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: int

    def place(self, point: Point) -> tuple[int, int]:
        """Return the whole-number place of a point on the sheet."""
        x = EDGE + (point[0] - self.west) * self.squeeze * self.scale
        y = EDGE + (self.north - point[1]) * self.scale
        return round(x), round(y)


def frame(picture: Picture) -> Frame | None:
    """Return the frame that holds the whole picture, or None when nothing has a position."""
    points = list(picture.points)
    if not points:
        return None
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2 / 1_000_000))
    wide, tall = max((east - west) * squeeze, LEAST_SPAN), max(north - south, LEAST_SPAN)
    inner = WIDTH - 2 * EDGE
    scale = min(inner / wide, (HEIGHT[1] - 2 * EDGE) / tall)
    height = round(max(HEIGHT[0], tall * scale + 2 * EDGE))
    spare_x, spare_y = inner / scale - (east - west) * squeeze, (height - 2 * EDGE) / scale - (north - south)
    return Frame(west - spare_x / 2 / squeeze, north + spare_y / 2, scale, squeeze, height)


def draw(picture: Picture, *, title: str, note: str = "") -> SafeString:
    """Return the picture as one ``<svg>``; empty when nothing has a position.

    ``title`` says what it shows, ``note`` stands small in a corner: the moment that it shows.
    """
    sheet = frame(picture)
    if sheet is None:
        return SafeString("")
    body = "".join(
        (
            _group(
                'fill="#f2eef9" stroke="#8a93a3" stroke-width="1.500"', (_outline(sheet, o) for o in picture.outlines)
            ),
            _group(
                'fill="none" stroke-linecap="round" stroke-linejoin="round"', (_line(sheet, n) for n in picture.lines)
            ),
            _group(
                'font-size="17" font-weight="600" fill="#4a5568" text-anchor="middle" '
                'paint-order="stroke" stroke="#fff" stroke-width="4"',
                _names(sheet, picture),
            ),
            _group(
                'fill="none" stroke-width="3" stroke-linejoin="round" opacity=".75"',
                (_round(sheet, r) for r in picture.rounds),
            ),
            _group("", (_mark(sheet, m) for m in picture.sorted_marks())),
            _scale_bar(sheet),
            f'<text x="{WIDTH - 12}" y="{sheet.height - 12}" font-size="15" text-anchor="end">{escape(note)}</text>',
        )
    )
    return mark_safe(  # noqa: S308 -- every piece of text in body went through escape
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {sheet.height}" role="img" '
        f'aria-label="{escape(title)}" font-family="sans-serif">{body}</svg>'
    )


def shape(state: str) -> SafeString:
    """Return the sign of a state, way or border alone, for the key beside the map."""
    return format_html(
        '<svg viewBox="-15 -12 30 24" aria-hidden="true">{}</svg>', mark_safe({**SHAPES, **SWATCHES}[state])  # noqa: S308 -- fixed text
    )  # fmt: skip


def stop(look: int, label: str) -> SafeString:
    """Return the sign of a sector with a few letters in it, for a table."""
    return format_html(
        '<svg class="sign" viewBox="-20 -19 40 38" aria-hidden="true" font-family="sans-serif">{}</svg>',
        mark_safe(_stop(look, label)),  # noqa: S308 -- fixed shapes, and the label is escaped
    )


def _stop(look: int, label: str) -> str:
    fill, ink, _line, _dashes = TONES[look % len(TONES)]
    figure = FIGURES[look % len(FIGURES)].format(f' fill="{fill}" stroke="{ink}" stroke-width="2"')
    size = 15 if len(label) <= 2 else 12  # noqa: PLR2004 -- digits that fit at full size
    return (
        f'{figure}<text y="5" font-size="{size}" font-weight="700" text-anchor="middle" fill="{ink}">'
        f"{escape(label)}</text>"
    )


def _tag(text: str) -> str:
    return (
        '<text x="24" y="-10" font-size="16" font-weight="700" fill="#1b2330" paint-order="stroke" stroke="#fff" '
        f'stroke-width="4">{escape(text)}</text>'
    )


def _round(sheet: Frame, way: Round) -> str:
    _fill, _ink, line, dashes = TONES[way.look % len(TONES)]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{_path(sheet, way.points)}" stroke="{line}"{dashed}/>'


def _group(attributes: str, parts: Iterable[str]) -> str:
    body = "".join(parts)
    return f"<g {attributes}>{body}</g>" if body else ""


def _path(sheet: Frame, points: tuple[Point, ...]) -> str:
    places = [sheet.place(point) for point in points]
    steps = [f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(places) if (x, y) != (a, b)]
    return f"M{places[0][0]} {places[0][1]}" + ("l" + " ".join(steps) if steps else "")


def _outline(sheet: Frame, outline: Outline) -> str:
    if not outline.polygons:
        return ""
    path = "".join(_path(sheet, ring[:-1]) + "z" for rings in outline.polygons for ring in rings)
    dashed = "" if outline.official else ' stroke-dasharray="7 4"'
    chosen = ' fill="#d8ccec"' if outline.chosen else ""
    return f'<path d="{path}" fill-rule="evenodd"{dashed}{chosen}/>'


def _line(sheet: Frame, line: Line) -> str:
    path = _path(sheet, line.points)
    if line.way == "river":
        return f'<path d="{path}" stroke="#1f5fa8" stroke-width="3.500" stroke-dasharray="9 7"/>'
    return f'<path d="{path}" stroke="#6b7484" stroke-width="2.500"/>'


def _names(sheet: Frame, picture: Picture) -> Iterator[str]:
    """Write each name near its place, where it lies on no other name and on the fewest marks."""
    marks = [sheet.place(mark.at) for mark in picture.marks]
    kept: list[Box] = []
    for outline in picture.outlines:
        if outline.centre is None:
            continue
        x, y = sheet.place(outline.centre)
        half = len(outline.name) * LETTER / 2
        middles = [(x + side * round(half + LINE), y + down) for side in (0, 1, -1) for down in SHIFTS]
        boxes = [(middle - half, foot - LINE, middle + half, foot) for middle, foot in middles]
        box = min(boxes, key=lambda box: (sum(_meet(box, one) for one in kept), _covers(box, marks)))
        kept.append(box)
        yield f'<text x="{(box[0] + box[2]) / 2:.0f}" y="{box[3]:.0f}">{escape(outline.name)}</text>'


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _covers(box: Box, marks: list[Point]) -> int:
    return sum(box[0] - MARK < x < box[2] + MARK and box[1] - MARK < y < box[3] + MARK for x, y in marks)


def _mark(sheet: Frame, mark: Mark) -> str:
    x, y = sheet.place(mark.at)
    says = ": ".join(part for part in (mark.name, *mark.lines[:1]) if part)
    ring = '<circle r="19" fill="none" stroke="#1b2330" stroke-width="3"/>' if mark.here else ""
    sign = _stop(mark.look, mark.label) if mark.state in ("stop", "base") else SHAPES[mark.state]
    if mark.state == "base":  # where the pair stands between rounds: a second outline, so that it is found at once
        ring = '<circle r="21" fill="#fff" stroke="#1b2330" stroke-width="2.500"/>' + _tag(mark.tag)
    return f'<g transform="translate({x} {y})"><title>{escape(says)}</title>{ring}{sign}</g>'


def _scale_bar(sheet: Frame) -> str:
    """Draw a bar of 1, 2, 5 or 10 … km that fills about a sixth of the sheet."""
    metre = sheet.scale / 0.111_32  # one microdegree of latitude is 0.11132 m
    kilometres = next((n for n in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50) if n * 1000 * metre > WIDTH / 8), 100)
    x, y, long = EDGE / 2, sheet.height - 14, round(kilometres * 1000 * metre)
    return (
        f'<path d="M{x:.0f} {y - 6}v6h{long}v-6" fill="none" stroke="#1b2330" stroke-width="2"/>'
        f'<text x="{x + 6:.0f}" y="{y - 6}" font-size="15" fill="#1b2330">{kilometres:g} km</text>'
    )
