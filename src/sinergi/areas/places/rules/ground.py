"""Positions: in Indonesia, and near the place they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sinergi.areas.places.rules.findings import Finding, error, warning
from sinergi.areas.places.rules.travel import great_circle_m

LAT_BOX: Final = (-11_200_000, 6_300_000)  # Rote to Weh, with a margin
LON_BOX: Final = (94_500_000, 141_200_000)  # Weh to Merauke
FAR_M: Final = 30_000  # a TPS farther from the middle of its village is probably misplaced

Position = tuple[int | None, int | None]  # lat_e6, lon_e6


def in_box(lat: int, lon: int) -> bool:
    """Return whether a point lies in the box around Indonesia."""
    return LAT_BOX[0] <= lat <= LAT_BOX[1] and LON_BOX[0] <= lon <= LON_BOX[1]


def position_findings(spot: Position, *, centre: Position = (None, None)) -> Iterator[Finding]:
    """Yield what is wrong with a position: half of it missing, outside Indonesia, far from its village's ``centre``."""
    lat, lon = spot
    if (lat is None) != (lon is None):
        yield error(
            "lon" if lon is None else "lat",
            "places.position.half",
            id="Lintang dan bujur harus ada keduanya atau kosong keduanya.",
            en="Latitude and longitude must both be given, or both be blank.",
        )
    if lat is None or lon is None:
        return
    if not in_box(lat, lon):
        yield _outside(lat, lon)
        return
    if centre[0] is not None and centre[1] is not None:
        metres = great_circle_m((lat, lon), (centre[0], centre[1]))
        if metres > FAR_M:
            yield warning(
                "lat",
                "places.position.far",
                id=f"Titik ini {metres / 1000:.0f} km dari tengah desanya; periksa lintang dan bujur.",
                en=f"This point is {metres / 1000:.0f} km from the middle of its village; check both coordinates.",
            )


def _outside(lat: int, lon: int) -> Finding:
    text = f"{lat / 1e6:.6f}, {lon / 1e6:.6f}"
    if in_box(lon, lat):
        return error(
            "lat",
            "places.position.swapped",
            id=f"Titik {text} tampaknya tertukar: lintang dahulu, lalu bujur.",
            en=f"The point {text} looks swapped: latitude first, then longitude.",
            suggestion=f"{lon / 1e6:.6f}",
        )
    return error(
        "lat",
        "places.position.outside",
        id=f"Titik {text} berada di luar Indonesia.",
        en=f"The point {text} lies outside Indonesia.",
    )
