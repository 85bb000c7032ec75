"""Dates as Indonesian offices write them: day, month, year."""

from __future__ import annotations

import re
from datetime import date, datetime

from sinergi.sheets.book import Cell
from sinergi.sheets.reading import Reading, error, quote, warning
from sinergi.sheets.schema import Column
from sinergi.sheets.suggest import fold

_MONTHS: tuple[str, ...] = (
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
)
_MONTHS += ("november", "desember")
_OTHER = {"pebruari": 2, "nopember": 11, "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7}
_OTHER |= {"august": 8, "october": 10, "december": 12, "agt": 8, "ags": 8, "aug": 8, "oct": 10, "dec": 12, "nop": 11}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_WORDS = re.compile(r"(?:\w+ )?(\d{1,2}) ([a-z]+) (\d{4})", re.ASCII)
_SHORT = 3


def read_date(cell: Cell, _column: Column) -> Reading:
    """Return a ``datetime.date``. A numeric date is day first; one that could be month first passes with a warning."""
    if isinstance(cell, datetime):
        return Reading(cell.date())
    if isinstance(cell, date):
        return Reading(cell)
    text = str(cell)
    if match := _ISO.fullmatch(text):
        return _made(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _SLASHED.fullmatch(text):
        return _slashed(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _WORDS.fullmatch(fold(text)):
        return _made(text, int(match[3]), month(match[2]), int(match[1]))
    return _unreadable(cell)


def month(word: str) -> int:
    """Return the number of the month called ``word`` (small letters; Indonesian, English, short); 0: there is none."""
    if word in _OTHER:
        return _OTHER[word]
    near = [at for at, name in enumerate(_MONTHS, 1) if name == word or (len(word) >= _SHORT and name[:3] == word)]
    return near[0] if near else 0


def _slashed(text: str, day: int, month: int, year: int) -> Reading:
    reading = _made(text, year, month, day)
    if isinstance(reading.value, date) and day <= 12 and day != month:  # noqa: PLR2004 -- could be a month
        return warning(
            reading.value,
            "sheet.date-order",
            id=f"{quote(text)} dibaca {day} {_MONTHS[month - 1].capitalize()} {year} (tanggal dulu). Periksa.",
            en=f"{quote(text)} is read as day {day}, month {month} of {year} (day first). Please check.",
        )
    return reading


def _made(text: str, year: int, month: int, day: int) -> Reading:
    try:
        return Reading(date(year, month, day))
    except ValueError:
        return _unreadable(text)


def _unreadable(cell: Cell) -> Reading:
    return error(
        "sheet.date",
        id=f"{quote(cell)} bukan tanggal yang ada. Tulis tanggal/bulan/tahun, misalnya 27/11/2024 atau 2024-11-27.",
        en=f"{quote(cell)} is not a date that exists. Write day/month/year, for example 27/11/2024 or 2024-11-27.",
    )
