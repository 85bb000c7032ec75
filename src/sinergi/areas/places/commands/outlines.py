"""GeoJSON features as rows: an outline file is read, checked and applied like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sinergi.sheets.geojson import Feature, read_features
from sinergi.sheets.rows import Row
from sinergi.sheets.schema import Value

CODES: Final = ("kode", "code", "kode_desa", "kode_kec", "kode_kab", "kode_prov", "kd_desa", "kode_kemendagri")
NAMES: Final = ("nama", "name", "nama_desa", "nama_kec", "nama_kab", "desa", "kelurahan", "kecamatan")
LATS: Final = ("lat_pusat", "lat", "latitude", "lintang")
LONS: Final = ("lon_pusat", "lon", "lng", "longitude", "bujur")
KEYS: Final = ("code", "name", "polygons")


def outline_rows(data: bytes) -> tuple[Sequence[Row], Mapping[int, Any]]:
    """Return one row per feature and the polygons by feature number. Raises Refused for what is no GeoJSON."""
    features = read_features(data)
    rows = tuple(_row(number, feature) for number, feature in enumerate(features, 1))
    return rows, {number: feature.polygons for number, feature in enumerate(features, 1)}


def _row(number: int, feature: Feature) -> Row:
    properties = {str(key).casefold(): value for key, value in feature.properties.items()}
    values: dict[str, Value] = {
        "code": _text(properties, CODES),
        "name": _text(properties, NAMES),
        "lat": _degrees(properties, LATS),
        "lon": _degrees(properties, LONS),
    }
    return Row(
        sheet="GeoJSON", number=number, values=values, column_of=dict.fromkeys(KEYS, ""), problems=feature.problems
    )


def _text(properties: Mapping[str, Any], names: Sequence[str]) -> str | None:
    found = next((properties[name] for name in names if properties.get(name) not in (None, "")), None)
    return " ".join(str(found).split()) if isinstance(found, (str, int)) else None


def _degrees(properties: Mapping[str, Any], names: Sequence[str]) -> int | None:
    found = next((properties[name] for name in names if isinstance(properties.get(name), (int, float))), None)
    return None if found is None or abs(found) > 180 else round(found * 1_000_000)  # noqa: PLR2004 -- degrees
