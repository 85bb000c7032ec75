"""Latitudes and longitudes, as decimal degrees or as degrees, minutes and seconds; out come whole microdegrees."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from sinergi.sheets.book import Cell
from sinergi.sheets.reading import Reading, error, is_clock, quote, turned_into_date, warning
from sinergi.sheets.schema import Column

LATITUDES = (-11.5, 6.5)  # of Indonesia, generously
LONGITUDES = (94.5, 141.5)
_DECIMAL = re.compile(r"[+-]?\d{1,3}([.,]\d{1,16})?", re.ASCII)
_SEXAGESIMAL = re.compile(
    r"(?P<a>LS|LU|BT|BB|[NSEW])?\s*(?P<d>\d{1,3})\s*[°º]\s*(?:(?P<m>\d{1,2})\s*['′’]\s*)?"  # noqa: RUF001 -- as typed
    r"(?:(?P<s>\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|”|''|′′)\s*)?(?P<z>LS|LU|BT|BB|[NSEW])?",  # noqa: RUF001 -- as typed
    re.ASCII | re.IGNORECASE,
)
_NEGATIVE = {"LS", "S", "BB", "W"}
_MOST = 180


def read_degrees(cell: Cell, column: Column) -> Reading:
    """Return microdegrees (1e-6 degree, int)."""
    if isinstance(cell, bool) or is_clock(cell):
        return turned_into_date(cell)
    if isinstance(cell, (int, float)):
        return _in_range(float(cell), column) if math.isfinite(cell) else _unreadable(cell)
    text = str(cell).replace("\u2212", "-").replace(" ", "")
    if _DECIMAL.fullmatch(text):
        return _in_range(float(Decimal(text.replace(",", "."))), column)
    if match := _SEXAGESIMAL.fullmatch(str(cell).strip()):
        return _sexagesimal(match, column)
    digits = re.sub(r"[.,]", "", text)
    if re.fullmatch(r"[+-]?\d{4,15}", digits, re.ASCII):
        return _in_range(float(digits), column)
    return _unreadable(cell)


def _sexagesimal(match: re.Match[str], column: Column) -> Reading:
    seconds = Decimal((match["s"] or "0").replace(",", "."))
    value = float(int(match["d"]) + Decimal(int(match["m"] or 0)) / 60 + seconds / 3600)
    side = (match["a"] or match["z"] or "").upper()
    if not side:
        return _unreadable(match.group())
    reading = _in_range(-value if side in _NEGATIVE else value, column)
    if reading.issue is not None or not isinstance(reading.value, int):
        return reading
    return warning(
        reading.value,
        "sheet.degrees-dms",
        id=f"{quote(match.group())} dibaca {reading.value / 1e6:.6f} derajat. Periksa.",
        en=f"{quote(match.group())} is read as {reading.value / 1e6:.6f} degrees. Please check.",
    )


def _in_range(value: float, column: Column) -> Reading:
    least = -_MOST if column.minimum is None else column.minimum
    most = _MOST if column.maximum is None else column.maximum
    if least <= value <= most:
        return Reading(round(value * 1_000_000))
    if abs(value) > _MOST:
        return _lost_point(value, least, most)
    if any(low <= value <= high and not (low < most and least < high) for low, high in (LATITUDES, LONGITUDES)):
        return error(
            "sheet.degrees-swapped",
            id=f"{value:g} di luar {least:g} sampai {most:g}. Tampaknya lintang dan bujur tertukar: tukar isi kedua "
            f"kolom.",
            en=f"{value:g} is outside {least:g} to {most:g}. Latitude and longitude seem to be swapped: exchange them.",
        )
    return error(
        "sheet.degrees-range",
        id=f"{value:g} di luar {least:g} sampai {most:g} derajat. Periksa tanda minus dan koma desimalnya.",
        en=f"{value:g} is outside {least:g} to {most:g} degrees. Check its minus sign and decimal point.",
    )


def _lost_point(value: float, least: float, most: float) -> Reading:
    """Explain a number whose decimal point got lost: -555978 for -0.555978."""
    fits = [value / 10**power for power in range(1, 15) if least <= value / 10**power <= most]
    near = f"{fits[0]:.6f}" if fits else ""
    return error(
        "sheet.degrees-range",
        id=f"{value:.0f} bukan derajat: titik atau koma desimalnya hilang, atau satuannya meter (UTM). Tulis derajat "
        f"desimal, misalnya {near or '-0.555978'}. Sesuaikan dengan peta sebelum dipakai.",
        en=f"{value:.0f} is no degree: its decimal point was lost, or it is in metres (UTM). Write decimal degrees, "
        f"for "
        f"example {near or '-0.555978'}. Check against a map before use.",
    )


def _unreadable(cell: Cell) -> Reading:
    return error(
        "sheet.degrees",
        id=f"{quote(cell)} bukan koordinat. Tulis derajat desimal, misalnya -0,555978 atau 102.815347.",
        en=f"{quote(cell)} is not a coordinate. Write decimal degrees, for example -0.555978 or 102.815347.",
    )
