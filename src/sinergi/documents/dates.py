"""Days and hours as Indonesian letters write them: Rabu, 27 November 2024; 07.00 WIB."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def day(on: date) -> str:
    """Return "27 November 2024"."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def weekday(on: date) -> str:
    """Return "Rabu, 27 November 2024"."""
    return f"{DAYS[on.weekday()]}, {day(on)}"


def clock(moment: datetime, *, zone: str) -> str:
    """Return the hour of an aware ``moment`` in the IANA ``zone``: "07.00"."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H.%M}"


def span(start: datetime, end: datetime, *, zone: str) -> str:
    """Return "26/11 18.00-24.00": a shift in local time; 24.00 ends the day that it began, +1 the next one."""
    first, last = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    days = (last.date() - first.date()).days
    if days == 1 and last.hour == last.minute == 0:
        return f"{first:%d/%m} {first:%H.%M}\u201324.00"
    return f"{first:%d/%m} {first:%H.%M}\u2013{last:%H.%M}" + (f" (+{days})" if days else "")


def zone_name(moment: datetime, *, zone: str) -> str:
    """Return WIB, WITA or WIT, or what else the zone is called."""
    return moment.astimezone(ZoneInfo(zone)).tzname() or zone


def zone_of(on: date, *, zone: str) -> str:
    """Return the name of the local time in ``zone`` on a day: WIB, WITA, WIT."""
    return zone_name(datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo(zone)), zone=zone)
