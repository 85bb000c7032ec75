"""Places as GeoJSON (RFC 7946): degrees, longitude first. What a viewer does not see in rows is not here either."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final

from sinergi.areas.places.queries import lists
from sinergi.areas.places.queries.rows import StationRow
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Viewer

E6: Final = 1_000_000
NOT_SHOWN: Final = frozenset({"lat_e6", "lon_e6", "entry", "recorded_at", "full", "start_at", "end_at", "polygons"})
LOCATION: Final = ("code", "village", "village_name", "number", "name", "synthetic")  # what a location-only viewer sees


def features(viewer: Viewer, *, layer: str) -> dict[str, Any]:
    """Return one layer as a FeatureCollection: villages, stations, sites, links or boundaries."""
    if layer not in LAYERS:
        raise Refused("places.layer", id=f"Lapisan “{layer}” tidak dikenal.", en=f"The layer “{layer}” is not known.")
    return {"type": "FeatureCollection", "name": layer, "features": LAYERS[layer](viewer)}


def _villages(viewer: Viewer) -> list[dict[str, Any]]:
    outlines = {row.code: row for row in lists.boundaries(viewer, level="village")}
    made = []
    for row in lists.villages(viewer):
        outline = outlines.get(row.code)
        shape = _outline(outline.polygons) if outline else _point(row.lat_e6, row.lon_e6)
        official = {"official": outline.official} if outline else {}
        made.append(_feature(row.code, shape, _properties(row) | official))
    return made


def _stations(viewer: Viewer) -> list[dict[str, Any]]:
    return [
        _feature(row.code, _point(row.lat_e6, row.lon_e6), _station_properties(row)) for row in lists.stations(viewer)
    ]


def _sites(viewer: Viewer) -> list[dict[str, Any]]:
    return [_feature(row.code, _point(row.lat_e6, row.lon_e6), _properties(row)) for row in lists.sites(viewer)]


def _links(viewer: Viewer) -> list[dict[str, Any]]:
    made = []
    for row in lists.links(viewer):
        ends = [_degrees(at[1], at[0]) for at in (row.start_at, row.end_at) if at]
        shape = {"type": "LineString", "coordinates": ends} if len(ends) == 2 else None  # noqa: PLR2004 -- two ends
        made.append(_feature(row.code, shape, _properties(row)))
    return made


def _boundaries(viewer: Viewer) -> list[dict[str, Any]]:
    return [
        _feature(row.code, _outline(row.polygons), _properties(row))
        for level in lists.LEVELS
        for row in lists.boundaries(viewer, level=level)
    ]


LAYERS: Final[Mapping[str, Callable[[Viewer], list[dict[str, Any]]]]] = {
    "villages": _villages,
    "stations": _stations,
    "sites": _sites,
    "links": _links,
    "boundaries": _boundaries,
}


def _station_properties(row: StationRow) -> dict[str, Any]:
    if not row.full:
        return {name: getattr(row, name) for name in LOCATION}
    flat = _properties(row)
    disability = flat.pop("disability")
    return flat | {f"disability_{name}": value for name, value in dataclasses.asdict(disability).items()}


def _properties(row: Any) -> dict[str, Any]:  # noqa: ANN401 -- any row of places
    names = (field.name for field in dataclasses.fields(row) if field.name not in NOT_SHOWN)
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:  # noqa: ANN401 -- any field of a row
    return value.value if isinstance(value, Enum) else value


def _feature(code: str, geometry: dict[str, Any] | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": code, "geometry": geometry, "properties": properties}


def _point(lat_e6: int | None, lon_e6: int | None) -> dict[str, Any] | None:
    if lat_e6 is None or lon_e6 is None:
        return None
    return {"type": "Point", "coordinates": _degrees(lon_e6, lat_e6)}


def _outline(polygons: Any) -> dict[str, Any]:  # noqa: ANN401 -- nested tuples of points
    coordinates = [[[_degrees(*point) for point in ring] for ring in rings] for rings in polygons]
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _degrees(lon_e6: int, lat_e6: int) -> list[float]:
    return [lon_e6 / E6, lat_e6 / E6]
