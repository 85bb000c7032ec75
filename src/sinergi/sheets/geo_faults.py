"""What is wrong with a shape: outside Indonesia, swapped, crossing itself; always with the position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Polygon
from shapely.validation import explain_validity

from sinergi.sheets.degrees import LATITUDES, LONGITUDES
from sinergi.vocabulary.sentence import Sentence

Degrees = tuple[float, float]  # longitude, latitude
Outline = tuple[tuple[Degrees, ...], ...]  # rings: the shell, then the holes

_WHERE = re.compile(r"^(?P<what>[^\[]+)\[(?P<lon>\S+) (?P<lat>\S+)\]$")
_FAULTS: Mapping[str, tuple[str, str]] = {
    "Self-intersection": ("garis batas memotong dirinya sendiri", "the outline crosses itself"),
    "Ring Self-intersection": ("garis batas menyentuh dirinya sendiri", "the outline touches itself"),
    "Hole lies outside shell": ("lubang berada di luar garis batas", "a hole lies outside the outline"),
    "Nested shells": ("satu bagian berada di dalam bagian lain", "one part lies inside another"),
    "Nested holes": ("lubang berada di dalam lubang", "a hole lies inside a hole"),
    "Holes are nested": ("lubang berada di dalam lubang", "a hole lies inside a hole"),
    "Duplicate Rings": ("garis yang sama ada dua kali", "the same ring is there twice"),
    "Interior is disconnected": ("bagian dalamnya terputus", "its inside is disconnected"),
    "Too few points in geometry component": ("titiknya kurang dari empat", "it has fewer than four points"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """A geometry in the degrees of the file."""

    polygons: tuple[Outline, ...] = ()
    point: Degrees | None = None
    line: tuple[Degrees, ...] = ()


def place(point: Degrees) -> str:
    """Return a position as it is named in a sentence."""
    return f"{point[0]:.6f}, {point[1]:.6f}"


def find_faults(found: Geometry) -> Iterator[tuple[str, Sentence]]:
    """Yield what is wrong with a geometry that could be read."""
    points = [found.point] if found.point else list(found.line)
    points += [point for rings in found.polygons for ring in rings for point in ring]
    if (outside := _outside(points)) is not None:
        yield outside
    elif found.polygons:
        yield from _shape_faults(found.polygons)


def _outside(points: list[Degrees]) -> tuple[str, Sentence] | None:
    strangers = [point for point in points if not _in_box(point)]
    if not strangers:
        return None
    if all(_in_box((lat, lon)) for lon, lat in points):
        return "geo.swapped", Sentence(
            id="Lintang dan bujur tertukar: GeoJSON menulis bujur dahulu. Tukar urutannya.",
            en="Latitude and longitude are swapped: GeoJSON writes longitude first. Exchange them.",
        )
    return "geo.outside", Sentence(
        id=f"Titik {place(strangers[0])} (bujur, lintang) berada di luar Indonesia. Periksa sistem koordinatnya.",
        en=f"The point {place(strangers[0])} (longitude, latitude) lies outside Indonesia. Check the coordinate "
        f"system.",
    )


def _in_box(point: Degrees) -> bool:
    lon, lat = point
    return LONGITUDES[0] <= lon <= LONGITUDES[1] and LATITUDES[0] <= lat <= LATITUDES[1]


def _shape_faults(polygons: tuple[Outline, ...]) -> Iterator[tuple[str, Sentence]]:
    """Yield the first fault of each part, then that of the whole."""
    parts = []
    for rings in polygons:
        try:
            part = Polygon(rings[0], rings[1:])
        except (ShapelyError, ValueError):
            yield "geo.invalid", _fault("Too few points in geometry component")
            return
        if not part.is_valid:
            yield "geo.invalid", _fault(explain_validity(part))
        elif part.area == 0:
            yield "geo.invalid", Sentence(id="Luas poligon nol.", en="The polygon has no area.")
        else:
            parts.append(part)
    if len(parts) == len(polygons) > 1:
        whole = MultiPolygon(parts)
        if not whole.is_valid:
            yield "geo.invalid", _fault(explain_validity(whole))


def _fault(reason: str) -> Sentence:
    match = _WHERE.match(reason)
    what = match["what"].strip() if match else reason
    indonesian, english = _FAULTS.get(what, ("bentuknya tidak sah", what.lower()))
    at = f"{float(match['lon']):.6f}, {float(match['lat']):.6f}" if match else ""
    near_id = f" di sekitar {at} (bujur, lintang)" if at else ""
    near_en = f" near {at} (longitude, latitude)" if at else ""
    return Sentence(
        id=f"Poligon tidak sah: {indonesian}{near_id}. Perbaiki di QGIS: Vector > Geometry Tools > Fix geometries.",
        en=f"The polygon is not valid: {english}{near_en}. Repair it in QGIS: Vector > Geometry Tools > Fix "
        f"geometries.",
    )
