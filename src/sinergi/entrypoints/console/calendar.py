"""Kalender: stages, deadlines, duties, meetings and promises as a list by month, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sinergi.areas.meetings import queries
from sinergi.areas.rulebook import queries as rulebook
from sinergi.entrypoints.console import calendar_rows
from sinergi.entrypoints.console.asking import FIELD, Asking, fresh_id
from sinergi.entrypoints.console.calendar_rows import CalendarLine
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Action, Party, Role, Viewer

ALL: Final = "semua"
MONTHS: Final = 3  # shown at once
MOST: Final = 200  # rows of one month; the ledger has them all
NEXT: Final = 5
MONTH: Final = "%Y-%m"
TWELVE: Final = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for: ``first`` day of a month, aware; None: everything."""

    party: Party | None
    first: datetime | None

    @property
    def last(self) -> datetime | None:
        """The first moment after what is shown."""
        return _months_on(self.first, MONTHS) if self.first is not None else None

    def query(self, *, party: Party | None = None, start: str | None = None, **other: str) -> str:
        """Return the query string of the same question, or with another ``start``."""
        shown = self.first.strftime(MONTH) if self.first is not None else ALL
        said = {"pihak": party or self.party or "", "mulai": start if start is not None else shown, **other}
        return "?" + urlencode({name: str(value) for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the list: what is over apart; ``rest`` rows of it are not shown."""

    first: datetime
    over: tuple[CalendarLine, ...]
    lines: tuple[CalendarLine, ...]
    rest: int


@never_cache
@require_safe
def calendar(request: Asking) -> HttpResponse:
    """Show the calendar as the viewer may see it; the public sees stages and deadlines."""
    viewer, now = request.viewer, clock.now()
    office = viewer.role in (Role.CHAIR, Role.OPERATOR)
    wanted = _wanted(request, office=office, now=now)
    rows = queries.calendar(viewer, now=now, party=wanted.party, since=wanted.first, until=wanted.last)
    pack = rulebook.pack()
    lines = [calendar_rows.line(row, day_name=pack.day_name, now=now, office=office) for row in rows]
    here = wanted.first is None or (wanted.first <= now and wanted.last is not None and now < wanted.last)
    context = {
        "months": tuple(_month(first, tuple(found), wanted) for first, found in _by_month(lines, wanted)),
        "next": [one for one in lines if one.ahead][:NEXT] if here else [],
        "wanted": wanted,
        "office": office,
        "today": pack.day_name(timezone.localdate(now)),
        "voting_day": pack.election.day,
        "parties": FIVE_PARTIES,
        "earlier": wanted.query(start=_months_on(wanted.first, -MONTHS).strftime(MONTH)) if wanted.first else "",
        "later": wanted.query(start=wanted.last.strftime(MONTH)) if wanted.last else "",
        "everything": wanted.query(start=ALL) if wanted.first else "",
        "screen": wanted.query(layar="1"),
        "no_screen": wanted.query(),
        "here": request.get_full_path(),
        "feed": _feed(request) if office else "",
        "may_renew": viewer.role is Role.CHAIR and _may_write(viewer),
        "field": FIELD,
        "sending": fresh_id(),
    }
    return render(request, "console/calendar/calendar.html", context)


def _wanted(request: Asking, *, office: bool, now: datetime) -> Wanted:
    """Return what the query string asks for; nonsense is taken as not asked."""
    party, start = request.GET.get("pihak", ""), request.GET.get("mulai", "")
    chosen = Party(party) if office and party in FIVE_PARTIES else None
    if start == ALL or (not office and not start):
        return Wanted(chosen, None)
    return Wanted(chosen, _month_of(start) or _first(timezone.localtime(now)))


def _month_of(text: str) -> datetime | None:
    try:
        return timezone.make_aware(datetime.strptime(text, MONTH))  # noqa: DTZ007 -- made aware right here
    except (ValueError, OverflowError):
        return None


def _first(local: datetime) -> datetime:
    return timezone.make_aware(datetime(local.year, local.month, 1))  # noqa: DTZ001 -- made aware right here


def _months_on(first: datetime, count: int) -> datetime:
    """Return the first of another month, within the years that a calendar knows."""
    local = timezone.localtime(first)
    months = min(max(local.year * TWELVE + local.month - 1 + count, 2000 * TWELVE), 2100 * TWELVE)
    return _first(local.replace(year=months // TWELVE, month=months % TWELVE + 1, day=1))


def _by_month(lines: list[CalendarLine], wanted: Wanted) -> list[tuple[datetime, list[CalendarLine]]]:
    """Return the lines by month; what began before the first month shown stands there."""

    def month(one: CalendarLine) -> datetime:
        start = one.row.start if wanted.first is None else max(one.row.start, wanted.first)
        return _first(timezone.localtime(start))

    return [(first, list(found)) for first, found in groupby(sorted(lines, key=month), key=month)]


def _month(first: datetime, found: tuple[CalendarLine, ...], wanted: Wanted) -> Month:
    most = MOST if wanted.first is not None else len(found)
    over = tuple(one for one in found if one.over)
    lines = tuple(one for one in found if not one.over)
    return Month(first, over[:most], lines[:most], max(0, len(over) - most) + max(0, len(lines) - most))


def _feed(request: Asking) -> str:
    """Return the address of the feed of the viewer's party: a secret of its office."""
    party = request.viewer.party
    path = reverse("calendar_feed", kwargs={"party": party, "token": queries.feed_token(party)})
    return request.build_absolute_uri(path)


def _may_write(viewer: Viewer) -> bool:
    refused: Refused | None = rulebook.why_not(viewer, Action.WRITE, "calendar", party=viewer.party)
    return refused is None
