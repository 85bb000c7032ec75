"""One line of the calendar: when, what, how it stands, in words and with a shape; H-minus names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from sinergi.areas.meetings.queries import CalendarRow
from sinergi.vocabulary.sentence import Sentence

MOMENT: Final = timedelta(microseconds=1)
PROMISED: Final = ("promise", "duty")
KINDS: Final[Mapping[str, Sentence]] = {
    "stage": Sentence("tahapan", "stage"),
    "deadline": Sentence("batas waktu", "deadline"),
    "checkpoint": Sentence("titik laporan", "reporting point"),
    "duty": Sentence("kewajiban", "duty"),
    "meeting": Sentence("rapat", "meeting"),
    "promise": Sentence("komitmen", "promise"),
}
OVER: Final = Sentence("lewat", "over")
NOW: Final = Sentence("sedang berlangsung", "going on")
KEPT: Final = Sentence("dipenuhi", "kept")
LATE: Final = Sentence("terlambat", "late")
OFF: Final = Sentence("dibatalkan", "cancelled")
UNNOTED: Final = Sentence("belum dicatat", "not noted")
AHEAD: Final = Sentence("akan datang", "ahead")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLine:
    """A row as it is shown: ``ahead`` when it is still to come, ``over`` when it is past and asks for nothing."""

    row: CalendarRow
    kind: Sentence
    when: str
    day: str  # H-3
    state: Sentence
    shape: str
    ahead: bool
    over: bool
    address: str


def line(row: CalendarRow, *, day_name: Callable[[date], str], now: datetime, office: bool) -> CalendarLine:
    """Return ``row`` as it is shown at ``now``; ``day_name`` calls a date H-3."""
    state, shape = _state(row, now)
    return CalendarLine(
        row=row,
        kind=KINDS.get(row.kind, Sentence(row.kind, row.kind)),
        when=when(row),
        day=day_name(timezone.localdate(row.start)),
        state=state,
        shape=shape,
        ahead=state is AHEAD,
        over=state in (OVER, KEPT, OFF),
        address=_address(row) if office else "",
    )


def when(row: CalendarRow) -> str:
    """Return the time of a row in words: days for what lasts whole days, else the hour with its zone."""
    start, end = timezone.localtime(row.start), timezone.localtime(row.end)
    if row.all_day:
        last = end - MOMENT
        if last.date() <= start.date():
            return date_format(start, "D, j M Y")
        first = date_format(start, "D, j M" if start.year == last.year else "D, j M Y")
        return f"{first} {gettext('s.d.')} {date_format(last, 'D, j M Y')}"
    text = date_format(start, "D, j M Y H.i")
    if end > start:
        until = date_format(end, "H.i" if end.date() == start.date() else "D, j M H.i")
        text = f"{text} {gettext('s.d.')} {until}"
    return f"{text} {start.tzname()}"


def _state(row: CalendarRow, now: datetime) -> tuple[Sentence, str]:
    if row.cancelled:
        return OFF, "✕"
    if row.kind in PROMISED:
        return _promised(row, now)
    if row.start > now:
        return AHEAD, "○"
    if row.end > now:
        return NOW, "◐"
    return OVER, "●"


def _promised(row: CalendarRow, now: datetime) -> tuple[Sentence, str]:
    if row.done:
        return KEPT, "●"
    if row.start > now:
        return AHEAD, "○"
    return (LATE, "▲") if row.target else (UNNOTED, "▲")


def _address(row: CalendarRow) -> str:
    """Return where a meeting or promise has its page."""
    if not row.target:
        return ""
    name = "meeting" if row.kind == "meeting" else "promise"
    try:
        return reverse(name, kwargs={name: row.target})
    except NoReverseMatch:
        return ""
