"""Komitmen: the ledger of promises in tabs, what the head of a party must know on top, reminders that are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sinergi.areas.meetings import queries
from sinergi.areas.meetings.facts import Nudge, PromiseState
from sinergi.areas.meetings.queries import Ledger, PromiseRow, Tab
from sinergi.areas.places import queries as places
from sinergi.entrypoints.console.asking import Asking, require_office
from sinergi.entrypoints.console.promise_words import EMPTY, NUDGES, TABS, PromiseLine, line
from sinergi.journal import clock
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party, Role, Viewer

MOST_NOTICES: Final = 5
LONGEST: Final = 80  # signs of a search


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the reader asked for; nonsense is taken as not asked."""

    tab: Tab
    party: Party | None
    place: str
    text: str
    page: int

    def query(self, **other: object) -> str:
        """Return the query string of the same question with some things ``other``."""
        said = {"tab": self.tab, "pihak": self.party, "tempat": self.place, "cari": self.text, **other}
        return "?" + urlencode({name: str(value) for name, value in said.items() if value not in ("", None)})


@dataclass(frozen=True, slots=True)
class TabLine:
    """A tab with how many promises stand behind it."""

    title: Sentence
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Reminder:
    """A promise of the viewer's party of which the machine reminded last, and why."""

    row: PromiseRow
    why: Sentence
    left: Sentence


@never_cache
@require_safe
def promises(request: Asking) -> HttpResponse:
    """Show one tab of the ledger; 50 promises on a page, the most urgent first."""
    require_office(request)
    viewer, now, wanted = request.viewer, clock.now(), _wanted(request)
    found = queries.ledger(
        viewer, tab=wanted.tab, now=now, party=wanted.party, place=wanted.place, text=wanted.text, page=wanted.page
    )
    urgent = queries.urgent(viewer, now=now)
    context = {
        "wanted": wanted,
        "tabs": _tabs(wanted, found),
        "lines": [line(row, now=now) for row in found.rows],
        "found": found,
        "empty": EMPTY[wanted.tab],
        "filtered": bool(wanted.party or wanted.place or wanted.text),
        "escalated": _escalated(viewer, urgent, now),
        "reminders": _reminders(urgent, now),
        "parties": FIVE_PARTIES,
        "villages": places.villages(viewer),
        "before": wanted.query(hal=found.page - 1) if found.page > 1 else "",
        "after": wanted.query(hal=found.page + 1) if found.page < found.pages else "",
        "screen": wanted.query(layar="1"),
        "no_screen": wanted.query(),
        "here": request.get_full_path(),
    }
    return render(request, "console/promises/ledger.html", context)


def _wanted(request: Asking) -> Wanted:
    asked = request.GET
    tab, party, page = asked.get("tab", ""), asked.get("pihak", ""), asked.get("hal", "1")
    return Wanted(
        tab=Tab(tab) if tab in set(Tab) else Tab.MINE,
        party=Party(party) if party in FIVE_PARTIES else None,
        place=asked.get("tempat", "").strip()[:LONGEST],
        text=asked.get("cari", "").strip()[:LONGEST],
        page=int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 6 else 1,  # noqa: PLR2004 -- no longer page number exists
    )


def _tabs(wanted: Wanted, found: Ledger) -> tuple[TabLine, ...]:
    counts = found.counts
    numbers = {
        Tab.MINE: counts.mine,
        Tab.OURS: counts.ours,
        Tab.LATE: counts.late,
        Tab.WAITING: counts.waiting,
        Tab.CHECK: counts.to_check,
        Tab.OPEN: counts.open,
        Tab.CLOSED: counts.closed,
    }
    return tuple(
        TabLine(TABS[tab], number, wanted.query(tab=tab), current=tab is wanted.tab) for tab, number in numbers.items()
    )


def _escalated(viewer: Viewer, urgent: Sequence[PromiseRow], now: datetime) -> list[PromiseLine]:
    """Return what the head of the party was told of: its late promises."""
    if viewer.role is not Role.CHAIR:
        return []
    return [line(row, now=now) for row in urgent if row.late and row.late_told_at is not None]


def _reminders(urgent: Sequence[PromiseRow], now: datetime) -> list[Reminder]:
    """Return what the machine reminds of on this page: the last nudge of each pending promise."""
    due = [row for row in urgent if row.state is PromiseState.PENDING and row.reminded]
    told = [(row, row.reminded[-1]) for row in due]
    return [Reminder(row, NUDGES[nudge], line(row, now=now).left) for row, nudge in told if nudge is not Nudge.LATE][
        :MOST_NOTICES
    ]
