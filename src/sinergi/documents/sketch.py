"""The sector map as numbers: degrees become millimetres, marks step aside for one another, a bar gives the scale.

Plate carrée, shrunk east-west by the cosine of the middle latitude; north is up. The same routes give the same sketch.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sinergi.documents.content import Route, Stop
from sinergi.documents.text import Json

EDGE: Final = 9.0  # millimetres of paper around the outermost stop
LEAST: Final = 4_000  # microdegrees, about 440 m: a lone TPS must not fill the sheet
APART: Final = 5.2  # millimetres between the centres of two marks
CROWD: Final = 400  # so many marks may step aside; a larger crowd is only an overview
COLOURS: Final = ("#0b5fa5", "#b04a00", "#00694e", "#7a1f6b", "#4d4d00", "#8f1d1d", "#3b3f8f", "#1b2330")
DASHES: Final = ("solid", "dashed", "dotted", "dash-dotted")
SHAPES: Final = 5
METRES: Final = 0.111_195  # of one microdegree of latitude
NICE: Final = (50, 100, 200, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 20_000, 50_000, 100_000)

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where degrees lie on a sheet of ``width`` x ``height`` millimetres."""

    west: float
    north: float
    scale: float  # millimetres per microdegree of latitude
    squeeze: float
    width: float
    height: float

    def place(self, at: tuple[int, int]) -> Spot:
        """Return the spot of (lat_e6, lon_e6), in millimetres from the upper left corner."""
        return (at[1] - self.west) * self.squeeze * self.scale, (self.north - at[0]) * self.scale


def frame(points: Sequence[tuple[int, int]], *, width: float, most: float) -> Frame | None:
    """Return the frame that holds ``points`` (lat_e6, lon_e6) on ``width`` mm, at most ``most`` mm high; None: none."""
    if not points:
        return None
    south, north = min(p[0] for p in points), max(p[0] for p in points)
    west, east = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2_000_000))
    wide, tall = max((east - west) * squeeze, LEAST), max(north - south, LEAST)
    scale = min((width - 2 * EDGE) / wide, (most - 2 * EDGE) / tall)
    height = max(tall * scale + 2 * EDGE, most * 0.5)
    left = (west + east) / 2 - width / scale / squeeze / 2
    return Frame(left, (north + south) / 2 + height / scale / 2, scale, squeeze, width, height)


def style(index: int) -> dict[str, Json]:
    """Return how the sector with this ``index`` looks: shape, filled or hollow, colour, dash; forty differ in shape."""
    return {
        "shape": index % SHAPES,
        "hollow": index // SHAPES % 2 == 1,
        "colour": COLOURS[index % len(COLOURS)],
        "dash": DASHES[index // len(COLOURS) % len(DASHES)],
    }


def drawing(
    routes: Sequence[tuple[int, Route]], *, loose: Iterable[Stop] = (), width: float, most: float, alt: str, names: bool
) -> dict[str, Json] | None:
    """Return one drawing of (index, route) pairs, or None when no stop has coordinates; ``names`` writes TPS names."""
    lost = [(stop, stop.at) for stop in loose]
    stops = [(stop, stop.at) for _index, route in routes for stop in route.stops]
    sheet = frame([at for _stop, at in (*stops, *lost) if at is not None], width=width, most=most)
    if sheet is None:
        return None
    true = [sheet.place(at) for _stop, at in stops if at is not None]
    apart = spread(true, width=sheet.width, height=sheet.height)
    spots = iter(zip(true, apart, strict=True))
    sectors: list[Json] = []
    labels: list[_Label] = []
    for index, route in routes:
        marks = [(stop, *next(spots)) for stop in route.stops if stop.at is not None]
        sectors.append({**style(index), "lines": _lines(marks), "marks": [_mark(*one) for one in marks]})
        labels += _labels(route, marks, names=names, sheet=sheet)
    return {
        "alt": alt,
        "width": round(sheet.width, 2),
        "height": round(sheet.height, 2),
        "sectors": sectors,
        "labels": _placed(labels, apart),
        "loose": [{"x": round(x, 2), "y": round(y, 2)} for x, y in (sheet.place(at) for _s, at in lost if at)],
        "scale": bar(sheet),
    }


def bar(sheet: Frame) -> dict[str, Json] | None:
    """Return the longest round distance that takes at most 45 mm: its width in mm and its label."""
    per_metre = sheet.scale / METRES
    fitting = [metres for metres in NICE if metres * per_metre <= 45]  # noqa: PLR2004 -- a quarter of the sheet
    if not fitting:
        return None
    metres = fitting[-1]
    label = f"{metres} m" if metres < 1_000 else f"{metres / 1000:g} km".replace(".", ",")  # noqa: PLR2004 -- a kilometre
    return {"width": round(metres * per_metre, 2), "label": label}


def spread(spots: Sequence[Spot], *, width: float, height: float, rounds: int = 60) -> list[Spot]:
    """Return ``spots`` pushed apart until marks can be told from one another; each stays on the sheet."""
    here = [list(spot) for spot in spots]
    if len(here) > CROWD:
        return [(x, y) for x, y in here]
    for _round in range(rounds):
        moved = False
        for i, first in enumerate(here):
            for j in range(i + 1, len(here)):
                moved = _push(first, here[j], turn=i + j) or moved
        for spot in here:
            spot[0] = min(max(spot[0], 3.0), width - 3.0)
            spot[1] = min(max(spot[1], 3.0), height - 3.0)
        if not moved:
            break
    return [(x, y) for x, y in here]


def _push(first: list[float], second: list[float], *, turn: int) -> bool:
    dx, dy = second[0] - first[0], second[1] - first[1]
    apart = math.hypot(dx, dy)
    if apart >= APART - 0.01:
        return False
    if apart < 0.01:  # noqa: PLR2004 -- on top of one another: any direction, the same every time
        dx, dy, apart = math.cos(turn * 2.4), math.sin(turn * 2.4), 1.0
        step = APART / 2
    else:
        step = (APART - apart) / 2
    first[0] -= dx / apart * step
    first[1] -= dy / apart * step
    second[0] += dx / apart * step
    second[1] += dy / apart * step
    return True


def _lines(marks: Sequence[tuple[Stop, Spot, Spot]]) -> list[Json]:
    spots = [spot for _stop, _true, spot in marks]
    ring = [*spots, spots[0]] if len(spots) > 2 else spots  # noqa: PLR2004 -- two stops are a line, not a ring
    return [[[round(a, 2), round(b, 2)], [round(c, 2), round(d, 2)]] for (a, b), (c, d) in pairwise(ring)]


def _mark(stop: Stop, true: Spot, spot: Spot) -> dict[str, Json]:
    return {
        "x": round(spot[0], 2),
        "y": round(spot[1], 2),
        "tx": round(true[0], 2),
        "ty": round(true[1], 2),
        "moved": math.dist(true, spot) > 1.0,
        "number": stop.order,
        "post": stop.post,
    }


def _labels(route: Route, marks: Sequence[tuple[Stop, Spot, Spot]], *, names: bool, sheet: Frame) -> list[_Label]:
    chosen = marks if names else [one for one in marks if one[0].post] or marks[:1]
    return [
        _Label(spot, _short(stop.name if names else route.code), 8.0 if names else 8.5, bold=not names, sheet=sheet)
        for stop, _true, spot in chosen
    ]


def _short(text: str) -> str:
    return text if len(text) <= 28 else text[:27] + "…"  # noqa: PLR2004 -- the name stands whole in the table below


@dataclass(frozen=True, slots=True)
class _Label:
    """A name beside a mark; it stands right, left, above or below, where it covers the fewest marks and names."""

    spot: Spot
    text: str
    size: float
    bold: bool
    sheet: Frame

    def boxes(self) -> list[tuple[float, float, float, float]]:
        x, y = self.spot
        wide, tall = len(self.text) * self.size * 0.19 + 2, self.size * 0.353 + 1
        corners = [(x + 3.5, y - tall / 2), (x - 3.5 - wide, y - tall / 2), (x - wide / 2, y - 3.6 - tall),
                   (x - wide / 2, y + 3.6)]  # fmt: skip
        most_x, most_y = self.sheet.width - wide - 0.5, self.sheet.height - tall - 0.5
        kept = [(min(max(left, 0.5), most_x), min(max(top, 0.5), most_y)) for left, top in corners]
        return [(left, top, left + wide, top + tall) for left, top in kept]


def _placed(labels: Sequence[_Label], marks: Sequence[Spot]) -> list[Json]:
    taken = [(x - 2.4, y - 2.4, x + 2.4, y + 2.4) for x, y in marks] if len(marks) <= CROWD else []
    made: list[Json] = []
    for label in labels:
        best = min(label.boxes(), key=lambda box: sum(_overlap(box, other) for other in taken))
        taken.append(best)
        made.append(
            {"x": round(best[0], 2), "y": round(best[1], 2), "text": label.text, "size": label.size,
             "weight": "bold" if label.bold else "regular"}
        )  # fmt: skip
    return made


def _overlap(first: tuple[float, float, float, float], second: tuple[float, float, float, float]) -> float:
    wide = min(first[2], second[2]) - max(first[0], second[0])
    tall = min(first[3], second[3]) - max(first[1], second[1])
    return wide * tall if wide > 0 and tall > 0 else 0.0
