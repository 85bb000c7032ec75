"""Outlines and points: read as microdegrees, every fault explained with its position, written back the same."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sinergi.sheets.book import Limits
from sinergi.sheets.geojson import Feature, read_features, write_features
from sinergi.vocabulary.refusal import Refused

SQUARE = [[102.0, 0.0], [103.0, 0.0], [103.0, 1.0], [102.0, 1.0], [102.0, 0.0]]
BOW = [[102.0, 0.0], [103.0, 1.0], [103.0, 0.0], [102.0, 1.0], [102.0, 0.0]]
HOLE = [[102.2, 0.2], [102.4, 0.2], [102.4, 0.4], [102.2, 0.4], [102.2, 0.2]]
FAR_HOLE = [[104.2, 0.2], [104.4, 0.2], [104.4, 0.4], [104.2, 0.4], [104.2, 0.2]]


def one(kind: str, coordinates: object, **more: Any) -> Feature:  # noqa: ANN401 -- JSON
    """Return the one feature of a collection."""
    geometry = {"type": kind, "coordinates": coordinates}
    document = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"kode": "14.04"}, "geometry": geometry}],
        **more,
    }
    (feature,) = read_features(json.dumps(document).encode())
    return feature


def code(feature: Feature) -> str:
    """Return the code of the only problem."""
    (problem,) = feature.problems
    assert problem.row == 1
    assert problem.message.id.startswith("Fitur 1: ")
    return problem.code


def test_a_polygon_with_a_hole() -> None:
    """Whole microdegrees, the shell first."""
    feature = one("Polygon", [SQUARE, HOLE])
    assert feature.problems == ()
    assert feature.properties == {"kode": "14.04"}
    assert feature.polygons is not None
    assert feature.polygons[0][0][1] == (103_000_000, 0)
    assert len(feature.polygons[0]) == 2


def test_a_point() -> None:
    """Longitude first; a height is ignored."""
    assert one("Point", [102.815347, -0.555978, 12.0]).point == (102_815_347, -555_978)


@pytest.mark.parametrize(
    ("kind", "coordinates", "expected"),
    [
        ("Polygon", [BOW], "geo.invalid"),
        ("Polygon", [SQUARE, FAR_HOLE], "geo.invalid"),
        ("MultiPolygon", [[SQUARE], [SQUARE]], "geo.invalid"),
        ("Polygon", [SQUARE[:-1]], "geo.unclosed"),
        ("Polygon", [SQUARE[:2] + SQUARE[:1]], "geo.few-points"),
        ("Polygon", [[[102.0, 0.0]] * 4], "geo.invalid"),
        ("Polygon", [[[y, x] for x, y in SQUARE]], "geo.swapped"),
        ("Point", [-0.555978, 102.815347], "geo.swapped"),
        ("Point", [2.35, 48.85], "geo.outside"),
        ("Point", [259_000.0, 9_938_000.0], "geo.crs"),
        ("Point", ["102", "0"], "geo.number"),
        ("Point", [102.0], "geo.number"),
        ("Point", [True, False], "geo.number"),
        ("Polygon", [], "geo.empty"),
        ("LineString", SQUARE, "geo.type"),
        ("GeometryCollection", [], "geo.type"),
    ],
)
def test_each_fault_is_named(kind: str, coordinates: object, expected: str) -> None:
    """One feature, one fault, one code."""
    assert code(one(kind, coordinates)) == expected


def test_a_crossing_is_given_with_its_position() -> None:
    """The user is told where to look, and the shape is still there to be shown."""
    feature = one("Polygon", [BOW])
    assert "102.500000, 0.500000" in feature.problems[0].message.id
    assert feature.polygons is not None


def test_a_speck_is_dropped_and_said() -> None:
    """A part smaller than a microdegree does not survive; the rest does."""
    speck = [[102.0, 0.0], [102.0000001, 0.0], [102.0, 0.0000001], [102.0, 0.0]]
    feature = one("MultiPolygon", [[SQUARE], [[[x + 5, y] for x, y in speck]]])
    assert [problem.code for problem in feature.problems] == ["geo.tiny"]
    assert feature.polygons is not None
    assert len(feature.polygons) == 1


def test_lines_when_they_are_wanted() -> None:
    """A river is read where lines are accepted."""
    data = json.dumps({"type": "LineString", "coordinates": SQUARE}).encode()
    (feature,) = read_features(data, accept=frozenset({"line"}))
    assert feature.line is not None
    assert feature.problems == ()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "geo.not-geojson"),
        (b"PK\x03\x04", "geo.not-geojson"),
        (b"<kml></kml>", "geo.not-geojson"),
        (b"[1, 2]", "geo.not-geojson"),
        (b'{"type": "Topology"}', "geo.not-geojson"),
        (b'{"type": "FeatureCollection", "features": [}, 1, 2]}', "geo.not-geojson"),
        (b'{"type": "Feature\xff"}', "geo.not-geojson"),
        (b"[" * 100_000, "geo.not-geojson"),
        (b'{"type": "FeatureCollection", "features": [{"type"', "sheet.truncated"),
        (b'{"type": "Point", "coordinates": [NaN, 1]}', "geo.number"),
        (b'{"type": "Point", "coordinates": [Infinity, 1]}', "geo.number"),
        (
            b'{"type": "Feature", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32748"}}}',
            "geo.crs",
        ),
    ],
)
def test_what_is_no_geojson_is_refused(data: bytes, expected: str) -> None:
    """The whole file, by name."""
    with pytest.raises(Refused) as caught:
        read_features(data)
    assert caught.value.code == expected


def test_a_large_file_is_refused() -> None:
    """By the same limit as tables."""
    with pytest.raises(Refused, match=r"sheet\.too-large"):
        read_features(b" " * 100, limits=Limits(file_bytes=50))


def test_wgs84_by_name_is_fine() -> None:
    """The name that old QGIS writes is no obstacle."""
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert one("Point", [102.0, 0.0], crs=crs).problems == ()


def test_what_is_written_is_read_back() -> None:
    """Features survive the journey out and in, and a feature without geometry stays one."""
    features = (
        one("Polygon", [SQUARE, HOLE]),
        one("MultiPolygon", [[SQUARE], [FAR_HOLE]]),
        one("Point", [102.815347, -0.555978]),
    )
    data = b"".join(write_features(features))
    assert read_features(data) == features
    (empty,) = read_features(b"".join(write_features([Feature(properties={"a": 1})])))
    assert code(empty) == "geo.empty"
