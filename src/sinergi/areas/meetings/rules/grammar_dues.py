"""When something is due: the last words of a line that are a day, and what leads up to them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sinergi.areas.meetings.rules.grammar_days import Almanac, Day, day_at
from sinergi.areas.meetings.rules.grammar_hours import Hour, hour_at, hours_in
from sinergi.areas.meetings.rules.grammar_words import BEFORE_DAY, BEFORE_DUE, NO_DAY, UNITS, WEEKDAYS, bare
from sinergi.vocabulary.refusal import Refused

USUAL: Final = 17 * 60  # minutes since midnight: the hour of a due day that names none


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A line without its due time, and the due time (aware)."""

    words: tuple[str, ...]
    at: datetime
    hour_given: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """Where in a line a due time stands, and its parts."""

    start: int
    end: int
    day: Day
    hour: Hour | None


def read(words: Sequence[str], *, almanac: Almanac, zone: str) -> Due:
    """Return the due time of a line and the words that are left.

    The last day wins. In the middle of a line it counts only with an hour, a year or the name of a month, so that
    3/4 in “3/4 TPS” is no day. Raises Refused ``meetings.line.due-missing``, ``.day``, ``.hour``, ``.weekday`` ...
    """
    piece = _find(words, almanac, zone)
    if piece is None:
        raise _missing(words, almanac, zone)
    for part in (piece.day.value, piece.hour.value if piece.hour else 0):
        if isinstance(part, Refused):
            raise part
    if word := hours_in(words[piece.end :]):
        raise Refused(
            "meetings.line.hour-twice",
            id=f"“{word}” sesudah tenggat tidak dimengerti. Tulis satu jam saja, di akhir baris.",
            en=f"“{word}” after the due time was not understood. Write one hour only, at the end of the line.",
        )
    if piece.hour is None and (word := hours_in(words[: piece.start])):
        raise Refused(
            "meetings.line.hour-apart",
            id=f"“{word}” terpisah dari harinya. Tulis jam tenggat tepat sesudah hari, misalnya besok 16.00.",
            en=f"“{word}” stands apart from the day. Write the hour right after the day, such as tomorrow 16.00.",
        )
    minutes = piece.hour.value if piece.hour else USUAL
    if not isinstance(piece.day.value, date) or not isinstance(minutes, int):
        raise TypeError
    at = datetime.combine(piece.day.value, time(), tzinfo=ZoneInfo(zone)) + timedelta(minutes=minutes)
    left = (*_cut(words[: piece.start]), *words[piece.end :])
    return Due(words=left, at=at, hour_given=piece.hour is not None)


def _find(words: Sequence[str], almanac: Almanac, zone: str) -> _Piece | None:
    for index in reversed(range(len(words))):
        day = day_at(words, index, almanac)
        if day is None:
            continue
        piece = _with_hour(words, index, day, zone)
        if piece.end == len(words):
            return piece
        wrong = isinstance(day.value, Refused) or (piece.hour is not None and isinstance(piece.hour.value, Refused))
        if piece.hour is not None or (day.plain and not wrong):
            return piece
    return None


def _with_hour(words: Sequence[str], index: int, day: Day, zone: str) -> _Piece:
    """Return the piece around a day: the hour after it or before it, the weekday before it, signs at its end."""
    start, end = index, index + day.words
    if start and bare(words[start - 1]) in WEEKDAYS and bare(words[index]) not in WEEKDAYS:
        start -= 1
    hour = hour_at(words, end, zone)
    if hour is not None:
        return _Piece(start, end + hour.words, day, hour)
    before = start
    while before and bare(words[before - 1]) in BEFORE_DAY:
        before -= 1
    for back in (4, 3, 2, 1):
        if back <= before and (hour := hour_at(words, before - back, zone)) and hour.words == back:
            return _Piece(before - back, end, day, hour)
    return _Piece(start, end, day, None)


def _cut(words: Sequence[str]) -> tuple[str, ...]:
    """Return words without what leads up to a due time: “paling lambat pada hari”."""
    left = tuple(words)
    while left:
        plain = tuple(map(bare, left))
        lead = next((one for one in BEFORE_DUE if plain[-len(one) :] == one), None)
        if lead is None or (plain[-1] in UNITS and len(plain) > 1 and (plain[-2].isdigit() or plain[-2] in NO_DAY)):
            break
        left = left[: -len(lead)]
    return (*left[:-1], left[-1].rstrip(",;(") or left[-1]) if left else ()


def _missing(words: Sequence[str], almanac: Almanac, zone: str) -> Refused:
    """Say why no due time was found, with the piece that came closest."""
    inside = next((word for index, word in enumerate(words) if day_at(words, index, almanac)), "")
    if inside:
        return Refused(
            "meetings.line.due-place",
            id=f"“{inside}” diikuti kata lain, jadi tidak dibaca sebagai tenggat. Tulis tenggat di akhir baris.",
            en=f"Other words follow “{inside}”, so it was not read as the due time. Write that at the end of the line.",
        )
    alone = next((word for index, word in enumerate(words) if (one := hour_at(words, index, zone)) and one.words), "")
    if alone:
        return Refused(
            "meetings.line.day-missing",
            id=f"“{alone}” tanpa hari. Tulis harinya juga, misalnya hari ini 16.00 atau 12/2 16.00.",
            en=f"“{alone}” has no day. Write the day, too, such as today 16.00 or 12/2 16.00.",
        )
    return Refused(
        "meetings.line.due-missing",
        id="Tenggat belum ada di akhir baris. Contoh: 12/2 16.00, H-3 16.00, besok 08.00, Jumat 10.00.",
        en="The line ends without a due time. Examples: 12/2 16.00, H-3 16.00, tomorrow 08.00, Friday 10.00.",
    )
