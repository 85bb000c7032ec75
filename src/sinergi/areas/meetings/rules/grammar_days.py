"""Days as people type them: 12/2, 12 Februari 2025, H-3, besok, Jumat. Pure: the day of the meeting is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sinergi.areas.meetings.rules.grammar_words import (
    AHEAD,
    MONTHS,
    NO_DAY,
    VAGUE,
    WEEKDAY_NAMES,
    WEEKDAY_NAMES_EN,
    WEEKDAYS,
    bare,
)
from sinergi.vocabulary.refusal import Refused

_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_DOTTED: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMBER: Final = re.compile(r"[0-9]{1,2}")
_YEAR: Final = re.compile(r"20[0-9]{2}")
_AROUND: Final = re.compile(r"h([+-])([0-9]{1,3})")
_WEEKS: Final = frozenset({"minggu", "pekan", "bulan", "week", "month"})
_SPANS: Final = _WEEKS | WEEKDAYS.keys()
YEARS: Final = range(2000, 2100)
WEEK: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Almanac:
    """What a day is counted from: the day of the meeting, and the day of voting."""

    today: date
    election_day: date


@dataclass(frozen=True, slots=True)
class Day:
    """A day that stands at some words: how many they are, and the day or why there is none.

    ``plain``: it can hardly be anything but a day (a name of a month, a year); 3/4 could be a part of something.
    """

    words: int
    value: date | Refused
    plain: bool = True


Reader = Callable[[Sequence[str], int, Almanac], Day | None]


def day_at(words: Sequence[str], index: int, almanac: Almanac) -> Day | None:
    """Return the day that begins at ``words[index]``, or None."""
    for read in _READERS:
        if (found := read(words, index, almanac)) is not None:
            return _named(words, index, found)
    return None


def no_such_day(text: str) -> Refused:
    """Return the refusal of a piece that looks like a day and is none."""
    return Refused(
        "meetings.line.day",
        id=f"“{text}” bukan tanggal yang ada. Tulis hari/bulan, misalnya 12/2 atau 12 Feb 2025.",
        en=f"“{text}” is no day of the calendar. Write day/month, such as 12/2 or 12 Feb 2025.",
    )


def _numbers(words: Sequence[str], index: int, almanac: Almanac) -> Day | None:
    word = bare(words[index])
    if match := _YEAR_FIRST.fullmatch(word):
        year, month, day = match.groups()
        return Day(1, _dated(words[index], almanac, day=int(day), month=int(month), year=int(year)))
    if match := _DOTTED.fullmatch(word):
        day, month, year = match.groups()
        return Day(1, _dated(words[index], almanac, day=int(day), month=int(month), year=int(year)))
    if match := _DAY_FIRST.fullmatch(word):
        day, _sign, month, said = match.groups()
        full = int(f"20{said}"[-4:]) if said else None
        return Day(1, _dated(words[index], almanac, day=int(day), month=int(month), year=full), plain=full is not None)
    return None


def _month_named(words: Sequence[str], index: int, almanac: Almanac) -> Day | None:
    if index + 1 >= len(words) or not _NUMBER.fullmatch(words[index]):
        return None
    month = MONTHS.get(bare(words[index + 1]))
    if month is None:
        return None
    year = bare(words[index + 2]) if index + 2 < len(words) else ""
    full = int(year) if _YEAR.fullmatch(year) else None
    count = 2 if full is None else 3
    said = " ".join(words[index : index + count])
    return Day(count, _dated(said, almanac, day=int(words[index]), month=month, year=full))


def _around_voting(words: Sequence[str], index: int, almanac: Almanac) -> Day | None:
    word, before = bare(words[index]), bare(words[index - 1]) if index else ""
    if match := _AROUND.fullmatch(word):
        sign, count = match.groups()
        return Day(1, almanac.election_day + timedelta(days=int(sign + count)), plain=False)
    if word == "h" and (before == "hari" or words[index].strip(",.") == "H"):
        return Day(1, almanac.election_day, plain=False)
    return None


def _ahead(words: Sequence[str], index: int, almanac: Almanac) -> Day | None:
    word = bare(words[index])
    if word in AHEAD:
        return Day(1, almanac.today + timedelta(days=AHEAD[word]), plain=False)
    if word == "hari" and index + 1 < len(words) and bare(words[index + 1]) == "ini":
        return Day(2, almanac.today, plain=False)
    return None


def _weekday(words: Sequence[str], index: int, almanac: Almanac) -> Day | None:
    word = bare(words[index])
    after = bare(words[index + 1]) if index + 1 < len(words) else ""
    before = bare(words[index - 1]) if index else ""
    if (word in _SPANS and after in VAGUE) or (word in _WEEKS and after in ("ini", "this")):
        return Day(2, _vague(" ".join(words[index : index + 2])), plain=False)
    if word in _SPANS and before in ("next", "this"):
        return Day(1, _vague(" ".join(words[index - 1 : index + 1])), plain=False)
    if word not in WEEKDAYS or before in NO_DAY or before.isdigit():
        return None
    days = (WEEKDAYS[word] - almanac.today.weekday() - 1) % WEEK + 1
    return Day(2 if after == "ini" else 1, almanac.today + timedelta(days=days), plain=False)


_READERS: Final[tuple[Reader, ...]] = (_numbers, _month_named, _around_voting, _ahead, _weekday)


def _dated(said: str, almanac: Almanac, *, day: int, month: int, year: int | None) -> date | Refused:
    """Return the day; without a year, the first one on or after the day of the meeting."""
    if year is not None:
        return _made(year, month, day) or no_such_day(said)
    some = (_made(almanac.today.year + ahead, month, day) for ahead in range(2))
    return next((one for one in some if one is not None and one >= almanac.today), None) or no_such_day(said)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _named(words: Sequence[str], index: int, found: Day) -> Day:
    """Hold a day against the weekday that stands before it: “Kamis 12/2” must be a Thursday."""
    before = bare(words[index - 1]) if index else ""
    if isinstance(found.value, Refused) or before not in WEEKDAYS or bare(words[index]) in WEEKDAYS:
        return found
    if found.value.weekday() == WEEKDAYS[before]:
        return found
    said = " ".join(words[index - 1 : index + found.words])
    real = found.value.weekday()
    refused = Refused(
        "meetings.line.weekday",
        id=f"“{said}”: hari itu {WEEKDAY_NAMES[real]}. Perbaiki hari atau tanggalnya.",
        en=f"“{said}”: that day is a {WEEKDAY_NAMES_EN[real]}. Correct the weekday or the date.",
    )
    return Day(found.words, refused, found.plain)


def _vague(said: str) -> Refused:
    return Refused(
        "meetings.line.vague",
        id=f"“{said}” dapat berarti lebih dari satu hari. Tulis tanggalnya, misalnya 12/2 16.00.",
        en=f"“{said}” can mean more than one day. Write the date, such as 12/2 16.00.",
    )
