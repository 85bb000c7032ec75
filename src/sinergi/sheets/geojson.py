"""GeoJSON (RFC 7946) in and out: outlines and points as whole microdegrees, every fault explained with its position."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sinergi.sheets import guard
from sinergi.sheets.book import Limits
from sinergi.sheets.degrees import LONGITUDES
from sinergi.sheets.geo_faults import Degrees, Geometry, Outline, find_faults, place
from sinergi.sheets.problems import Problem, Severity
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.sentence import Sentence

Point = tuple[int, int]  # longitude, latitude, in microdegrees
Ring = tuple[Point, ...]
Rings = tuple[Ring, ...]  # the first is the shell, the others are holes

DEFAULT = Limits()
FEATURES = 100_000
VERTICES = 2_000_000  # in a whole file
_OF_ONE = 200_000  # in one feature
_E6 = 1_000_000
_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326", "WGS84", "WGS 84")
_CLOSED = 4  # positions of the smallest ring


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One feature. At most one of ``polygons``, ``line`` and ``point`` is there.

    A polygon with an error of its shape is still given, so that the fault can be shown on a map.
    """

    properties: Mapping[str, Any] = field(default_factory=dict)
    polygons: tuple[Rings, ...] | None = None
    point: Point | None = None
    line: Ring | None = None
    problems: tuple[Problem, ...] = ()


class _Bad(Exception):  # noqa: N818 -- carries a problem out of nested coordinates
    def __init__(self, code: str, sentence_id: str, sentence_en: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = Sentence(id=sentence_id, en=sentence_en)


def read_features(
    data: bytes, *, limits: Limits = DEFAULT, accept: frozenset[str] = frozenset({"polygon", "point"})
) -> tuple[Feature, ...]:
    """Return the features of a GeoJSON file, in order; problems have ``row`` = number of the feature, from 1.

    ``accept`` may add "line". Raises Refused ("geo.…", "sheet.…") for what is no GeoJSON in WGS 84.
    """
    document = _document(data, limits=limits)
    members = _members(document)
    if len(members) > FEATURES:
        raise _refused_size(f"{len(members)} fitur", f"{len(members)} features")
    left = VERTICES
    features = []
    for number, member in enumerate(members, 1):
        feature = _feature(member, number, accept)
        left -= sum(len(ring) for rings in feature.polygons or () for ring in rings)
        if left < 0:
            raise _refused_size(f"lebih dari {VERTICES} titik", f"more than {VERTICES} vertices")
        features.append(feature)
    return tuple(features)


def _document(data: bytes, *, limits: Limits) -> dict[str, Any]:
    if len(data) > limits.file_bytes:
        raise guard.too_large(limit=limits.file_bytes, size=len(data))
    if not data.strip(b" \t\r\n\x00"):
        raise _not_geojson("kosong", "empty")
    if data[:4] == b"PK\x03\x04":
        raise _not_geojson("arsip ZIP (mungkin shapefile)", "a ZIP archive (perhaps a shapefile)")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise _not_geojson("XML/KML", "XML/KML")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_geojson("bukan UTF-8", "not UTF-8") from None
    found = _json(text)
    if not isinstance(found, dict):
        raise _not_geojson("JSON tanpa objek", "JSON without an object")
    return found


def _json(text: str) -> Any:  # noqa: ANN401 -- JSON of any shape
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise _not_geojson("bersarang terlalu dalam", "nested too deeply") from None
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) - 1 or "Unterminated" in error.msg:
            raise guard.truncated() from None
        where_id, where_en = f"baris {error.lineno} kolom {error.colno}", f"line {error.lineno} column {error.colno}"
        raise _not_geojson(f"JSON yang keliru di {where_id}", f"JSON that is wrong at {where_en}") from None
    except ValueError:
        raise _not_geojson("memuat angka yang tidak dapat dibaca", "with a number that cannot be read") from None


def _no_constant(name: str) -> float:
    raise Refused(
        "geo.number",
        id=f"Berkas memuat {name}, yang bukan koordinat. Ekspor ulang dari QGIS tanpa geometri kosong.",
        en=f"The file holds {name}, which is no coordinate. Export it again from QGIS without empty geometries.",
    )


def _members(document: dict[str, Any]) -> list[Any]:
    kind = document.get("type")
    if kind == "Topology":
        raise _not_geojson("TopoJSON", "TopoJSON")
    crs = document.get("crs")
    name = str(crs.get("properties", {}).get("name", "")) if isinstance(crs, dict) else ""
    if name and not any(known in name for known in _WGS84):
        raise Refused(
            "geo.crs",
            id=f"Sistem koordinatnya {name[:60]}. Ekspor ulang dari QGIS dengan EPSG:4326 (WGS 84).",
            en=f"Its coordinate system is {name[:60]}. Export it again from QGIS as EPSG:4326 (WGS 84).",
        )
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        members: list[Any] = document["features"]
        return members
    if kind == "Feature":
        return [document]
    if kind in ("Polygon", "MultiPolygon", "Point", "LineString"):
        return [{"type": "Feature", "properties": {}, "geometry": document}]
    raise _not_geojson("JSON lain", "some other JSON")


def _feature(member: Any, number: int, accept: frozenset[str]) -> Feature:  # noqa: ANN401 -- JSON of any shape
    if not isinstance(member, dict) or member.get("type") != "Feature":
        return Feature(problems=(_problem(number, "error", "geo.feature", _NO_FEATURE),))
    properties = member.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    geometry = member.get("geometry")
    try:
        found = _geometry(geometry, accept)
    except _Bad as bad:
        return Feature(properties=properties, problems=(_problem(number, "error", bad.code, bad.sentence),))
    problems = [_problem(number, "error", code, sentence) for code, sentence in find_faults(found)]
    polygons, lost = _rounded(found.polygons)
    if lost and not problems:
        problems.append(_problem(number, "info", "geo.tiny", _TINY))
    return Feature(
        properties=properties,
        polygons=polygons or None,
        point=_e6(found.point) if found.point else None,
        line=tuple(map(_e6, found.line)) or None,
        problems=tuple(problems),
    )


def _e6(point: Degrees) -> Point:
    return round(point[0] * _E6), round(point[1] * _E6)


def _rounded(polygons: tuple[Outline, ...]) -> tuple[tuple[Rings, ...], int]:
    """Return polygons in microdegrees, and how many rings were too small to survive it."""
    kept: list[Rings] = []
    lost = 0
    for outline in polygons:
        rings = []
        for ring in outline:
            points = [_e6(point) for point in ring]
            thin = tuple(point for at, point in enumerate(points) if not at or point != points[at - 1])
            rings.append(thin if len(set(thin)) >= _CLOSED - 1 else ())
        lost += rings.count(())
        if rings[0]:
            kept.append(tuple(ring for ring in rings if ring))
    return tuple(kept), lost


def _geometry(geometry: Any, accept: frozenset[str]) -> Geometry:  # noqa: ANN401 -- JSON of any shape
    if not isinstance(geometry, dict):
        raise _Bad("geo.empty", "Fitur ini tanpa geometri.", "This feature has no geometry.")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Point" and "point" in accept:
        return Geometry(point=_position(coordinates))
    if kind == "LineString" and "line" in accept:
        return Geometry(line=_positions(coordinates))
    if kind == "Polygon" and "polygon" in accept:
        return Geometry(polygons=(_rings(coordinates),))
    if kind == "MultiPolygon" and "polygon" in accept:
        return Geometry(polygons=tuple(_rings(part) for part in _list(coordinates)))
    wanted = ", ".join(sorted(accept))
    raise _Bad(
        "geo.type",
        f"Geometri “{str(kind)[:30]}” tidak diterima di sini; yang diterima: {wanted}.",
        f"The geometry “{str(kind)[:30]}” is not taken here; taken are: {wanted}.",
    )


def _list(value: Any) -> list[Any]:  # noqa: ANN401 -- JSON of any shape
    if not isinstance(value, list) or not value:
        raise _Bad("geo.empty", "Koordinatnya kosong.", "Its coordinates are empty.")
    return value


def _positions(value: Any) -> tuple[Degrees, ...]:  # noqa: ANN401 -- JSON of any shape
    points = _list(value)
    if len(points) > _OF_ONE:
        raise _refused_size(f"{len(points)} titik dalam satu garis", f"{len(points)} points in one line")
    return tuple(_position(point) for point in points)


def _rings(value: Any) -> Outline:  # noqa: ANN401 -- JSON of any shape
    rings = tuple(_positions(ring) for ring in _list(value))
    for ring in rings:
        if ring[0] != ring[-1]:
            raise _Bad(
                "geo.unclosed",
                f"Garis batas tidak tertutup: mulai di {place(ring[0])}, berakhir di {place(ring[-1])}. Tutup "
                f"garisnya.",
                f"The outline is not closed: it starts at {place(ring[0])} and ends at {place(ring[-1])}. Close it.",
            )
        if len(ring) < _CLOSED:
            raise _Bad(
                "geo.few-points",
                f"Garis batas hanya {len(ring)} titik; paling sedikit empat.",
                f"The outline has {len(ring)} points; it needs at least four.",
            )
    return rings


def _position(value: Any) -> Degrees:  # noqa: ANN401 -- JSON of any shape
    numbers = value[:2] if isinstance(value, list) else []
    if len(numbers) != 2 or not all(  # noqa: PLR2004 -- longitude and latitude
        isinstance(one, (int, float)) and not isinstance(one, bool) and abs(one) < 1e12 and math.isfinite(one)  # noqa: PLR2004 -- no coordinate is larger, in degrees or metres
        for one in numbers
    ):
        raise _Bad(
            "geo.number",
            f"“{str(value)[:40]}” bukan pasangan bujur dan lintang.",
            f"“{str(value)[:40]}” is no pair of longitude and latitude.",
        )
    lon, lat = numbers
    if abs(lon) > 180 or abs(lat) > 90 + 90 * (LONGITUDES[0] <= abs(lat) <= LONGITUDES[1]):  # noqa: PLR2004 -- the globe; a swapped pair is told below
        raise _Bad(
            "geo.crs",
            f"{lon:g}, {lat:g} bukan derajat; mungkin meter (UTM). Ekspor ulang dengan EPSG:4326 (WGS 84).",
            f"{lon:g}, {lat:g} are no degrees; perhaps metres (UTM). Export again as EPSG:4326 (WGS 84).",
        )
    return float(lon), float(lat)


_TINY = Sentence(
    id="Bagian yang lebih kecil dari 0,1 meter tidak disimpan.", en="Parts smaller than 0.1 metre are not kept."
)
_NO_FEATURE = Sentence(id="Anggota ini bukan fitur GeoJSON.", en="This member is no GeoJSON feature.")


def _problem(number: int, severity: Severity, code: str, sentence: Sentence) -> Problem:
    message = Sentence(id=f"Fitur {number}: {sentence.id}", en=f"Feature {number}: {sentence.en}")
    return Problem(sheet="GeoJSON", row=number, column="", severity=severity, code=code, message=message)


def _not_geojson(found_id: str, found_en: str) -> Refused:
    return Refused(
        "geo.not-geojson",
        id=f"Berkas ini {found_id}, bukan GeoJSON. Di QGIS pilih Ekspor > Simpan Fitur Sebagai > GeoJSON, EPSG:4326.",
        en=f"The file is {found_en}, not GeoJSON. In QGIS use Export > Save Features As > GeoJSON, EPSG:4326.",
    )


def _refused_size(found_id: str, found_en: str) -> Refused:
    return Refused(
        "geo.too-large",
        id=f"Berkas memuat {found_id}, terlalu banyak. Sederhanakan (QGIS: Simplify) atau bagi per kecamatan.",
        en=f"The file has {found_en}, too many. Simplify it (QGIS: Simplify) or split it by kecamatan.",
    )


def write_features(features: Iterable[Feature]) -> Iterator[bytes]:
    """Yield a FeatureCollection, one feature at a time; coordinates in degrees with six decimals."""
    yield b'{"type":"FeatureCollection","features":['
    for number, feature in enumerate(features):
        member = {"type": "Feature", "properties": dict(feature.properties), "geometry": as_geometry(feature)}
        text = json.dumps(member, ensure_ascii=False, separators=(",", ":"))
        yield (b",\n" if number else b"\n") + text.encode()
    yield b"\n]}\n"


def as_geometry(feature: Feature) -> dict[str, Any] | None:
    """Return the GeoJSON geometry of a feature; None when it has none."""
    if feature.point is not None:
        return {"type": "Point", "coordinates": _degrees(feature.point)}
    if feature.line is not None:
        return {"type": "LineString", "coordinates": [_degrees(point) for point in feature.line]}
    if feature.polygons is None:
        return None
    parts = [[[_degrees(point) for point in ring] for ring in rings] for rings in feature.polygons]
    return (
        {"type": "Polygon", "coordinates": parts[0]}
        if len(parts) == 1
        else {"type": "MultiPolygon", "coordinates": parts}
    )


def _degrees(point: Point) -> list[float]:
    return [point[0] / _E6, point[1] / _E6]
