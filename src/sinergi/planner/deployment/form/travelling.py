"""The travel of a problem file: a matrix of minutes, or points from which minutes are estimated."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment.form import reading
from sinergi.planner.deployment.problem import NO_WAY, Travel
from sinergi.vocabulary.refusal import Refused

EARTH_M: Final = 6_371_009  # mean radius
MOST_PLACES: Final = 6_000  # 144 MB of minutes
MOST_MINUTES: Final = 100_000
KEYS: Final = frozenset({"places", "minutes", "points", "kmh", "detour_pct"})


def travel(value: object, /, *, at: str) -> Travel:
    """Return ``{"places", "minutes"}`` as it is, or ``{"points", "kmh", "detour_pct"}`` as an estimate.

    In ``minutes`` null and -1 mean that there is no way. Points are [latitude, longitude] in millionths of a degree.
    """
    given = reading.mapping(value, at=at)
    for key in given:
        if key not in KEYS:
            where = reading.inside(at, key)
            raise Refused(
                "plan.travel.key",
                id=f"{where} tidak dikenal; yang ada: places dan minutes, atau points, kmh, detour_pct.",
                en=f"{where} is not known; there are places and minutes, or points, kmh, detour_pct.",
            )
    if set(given) == {"places", "minutes"}:
        places = reading.strings(given["places"], at=f"{at}.places")
        _few(len(places), at=at)
        return Travel(places=places, minutes=_matrix(given["minutes"], len(places), at=f"{at}.minutes"))
    if set(given) == {"points", "kmh", "detour_pct"}:
        return _estimated(given, at=at)
    raise Refused(
        "plan.travel.form",
        id=f"{at} harus berisi places dan minutes, atau points, kmh, dan detour_pct.",
        en=f"{at} must hold places and minutes, or points, kmh and detour_pct.",
    )


def estimate(points: dict[str, tuple[int, int]], /, *, kmh: int, detour_pct: int) -> Travel:
    """Return whole minutes, rounded up, over ``detour_pct`` percent of the great circle (haversine, whole metres).

    Points are (latitude, longitude) in millionths of a degree. An estimate knows no road, river or tide.
    """
    spots = np.radians(np.array(list(points.values()), dtype=np.float64).reshape(-1, 2) / 1e6)
    minutes = np.zeros((len(points), len(points)), dtype=np.int32)
    for row, (lat, lon) in enumerate(spots):
        half = np.sin((spots[:, 0] - lat) / 2) ** 2
        half += np.cos(lat) * np.cos(spots[:, 0]) * np.sin((spots[:, 1] - lon) / 2) ** 2
        metres = np.rint(2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(half, 1.0)))).astype(np.int64)
        minutes[row] = -(-metres * detour_pct * 60 // (100 * 1_000 * kmh))
    return Travel(places=tuple(points), minutes=minutes)


def _estimated(given: dict[str, object], *, at: str) -> Travel:
    kmh = reading.number(given["kmh"], at=f"{at}.kmh", least=1, most=1_000)
    detour = reading.number(given["detour_pct"], at=f"{at}.detour_pct", least=100, most=1_000)
    raw = reading.mapping(given["points"], at=f"{at}.points")
    _few(len(raw), at=at)
    points: dict[str, tuple[int, int]] = {}
    for code, pair in raw.items():
        where = f"{at}.points.{code[: reading.LONGEST]}"
        both = reading.listing(pair, at=where)
        if len(both) != 2:  # noqa: PLR2004 -- a pair
            raise Refused("plan.travel.point", id=f"{where} harus [lintang, bujur].", en=f"{where} must be [lat, lon].")
        lat = reading.number(both[0], at=f"{where}[0]", least=-90_000_000, most=90_000_000)
        lon = reading.number(both[1], at=f"{where}[1]", least=-180_000_000, most=180_000_000)
        points[reading.text(code, at=where, needed=True)] = (lat, lon)
    return estimate(points, kmh=kmh, detour_pct=detour)


def _matrix(value: object, size: int, *, at: str) -> NDArray[np.int32]:
    rows = reading.listing(value, at=at)
    if len(rows) != size:
        raise _square(at, size, len(rows))
    found = np.empty((size, size), dtype=np.int32)
    for i, raw in enumerate(rows):
        row = reading.listing(raw, at=f"{at}[{i}]")
        if len(row) != size:
            raise _square(f"{at}[{i}]", size, len(row))
        found[i] = _row([NO_WAY if item is None else item for item in row] if None in row else row, at=f"{at}[{i}]")
        if found[i, i] != 0:
            raise Refused(
                "plan.travel.diagonal",
                id=f"{at}[{i}][{i}] harus 0: dari suatu tempat ke tempat itu sendiri.",
                en=f"{at}[{i}][{i}] must be 0: from a place to itself.",
            )
    return found


def _row(row: list[object], *, at: str) -> NDArray[np.int64]:
    with suppress(OverflowError):
        if set(map(type, row)) <= {int}:
            found = np.array(row, dtype=np.int64)
            if found.min(initial=0) >= NO_WAY and found.max(initial=0) <= MOST_MINUTES:
                return found
    for j, item in enumerate(row):
        if isinstance(item, int) and not isinstance(item, bool) and item < NO_WAY:
            raise Refused(
                "plan.travel.negative",
                id=f"{at}[{j}]: waktu tempuh tidak boleh negatif ({item}); -1 atau null bila tidak ada jalan.",
                en=f"{at}[{j}]: minutes must not be negative ({item}); -1 or null where there is no way.",
            )
        reading.number(item, at=f"{at}[{j}]", least=NO_WAY, most=MOST_MINUTES)
    message = f"{at} looked bad and is not"
    raise AssertionError(message)


def _few(count: int, *, at: str) -> None:
    if count > MOST_PLACES:
        raise Refused(
            "plan.travel.large",
            id=f"{at} memuat {count} tempat; paling banyak {MOST_PLACES}.",
            en=f"{at} holds {count} places; {MOST_PLACES} at most.",
        )


def _square(at: str, size: int, got: int) -> Refused:
    return Refused(
        "plan.travel.square",
        id=f"{at} harus berisi {size}, bukan {got}: satu untuk setiap places.",
        en=f"{at} must hold {size}, not {got}: one for each of places.",
    )
