"""What a map shows, before anything draws it: one picture serves the screen map, the paper map and the exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

Point = tuple[int, int]  # lon_e6, lat_e6
RANK: Final = (  # drawn in this order
    *("crossing", "store", "post", "withdrawn", "place", "complete", "gap", "hard"),
    *("camp", "team", "loose", "stop", "base"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A village: its name, where the name stands, and its rings. ``official`` False: an estimate."""

    code: str
    name: str
    polygons: tuple[tuple[tuple[Point, ...], ...], ...] = ()
    centre: Point | None = None
    official: bool = True
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A road or a river stretch between two known places."""

    way: str  # "road" or "river"
    points: tuple[Point, ...]
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A TPS or a site: ``state`` decides the shape, ``lines`` what the popup says."""

    code: str
    name: str
    state: str  # one of RANK
    at: Point
    href: str = ""
    lines: tuple[str, ...] = ()
    here: bool = False  # the one that the page is about
    label: str = ""  # the number of a stop in the round of its sector
    look: int = 0  # which sector: the shape and the tone of its stops
    tag: str = ""  # what stands beside the sign: the code of the sector at its post


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The way of a patrol from stop to stop, in the look of its sector."""

    look: int
    points: tuple[Point, ...]
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything on one map."""

    outlines: tuple[Outline, ...] = ()
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    rounds: tuple[Round, ...] = ()

    @property
    def points(self) -> Iterable[Point]:
        """Every point that the frame must hold."""
        for outline in self.outlines:
            yield from (point for rings in outline.polygons for ring in rings for point in ring)
            if outline.centre:
                yield outline.centre
        yield from (point for line in self.lines for point in line.points)
        yield from (mark.at for mark in self.marks)

    def sorted_marks(self) -> tuple[Mark, ...]:
        """Return the marks with the worst last, so that nothing hides it."""
        return tuple(sorted(self.marks, key=lambda mark: (mark.here, RANK.index(mark.state), mark.code)))


def to_json(picture: Picture) -> Mapping[str, object]:
    """Return the picture as the map script reads it: points as [lat, lon] in degrees, 5 decimals (1 m)."""
    rounds = [
        {"look": one.look, "text": one.text, "points": [_degrees(p) for p in one.points]} for one in picture.rounds
    ]
    return {
        **({"rounds": rounds} if rounds else {}),
        "outlines": [
            {
                "name": one.name,
                "chosen": one.chosen,
                "official": one.official,
                "centre": _degrees(one.centre) if one.centre else None,
                "polygons": [[[_degrees(p) for p in ring] for ring in rings] for rings in one.polygons],
            }
            for one in picture.outlines
        ],
        "lines": [
            {"way": one.way, "text": one.text, "points": [_degrees(p) for p in one.points]} for one in picture.lines
        ],
        "marks": [
            {
                "code": one.code,
                "name": one.name,
                "state": one.state,
                "here": one.here,
                "at": _degrees(one.at),
                "href": one.href,
                "lines": one.lines,
                **({"label": one.label, "look": one.look, "tag": one.tag} if one.label else {}),
            }
            for one in picture.sorted_marks()
        ],
    }


def _degrees(point: Point) -> list[float]:
    return [round(point[1] / 1_000_000, 5), round(point[0] / 1_000_000, 5)]
