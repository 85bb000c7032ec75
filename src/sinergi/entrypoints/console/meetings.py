"""Rapat: the meetings of the five parties, and the page of one of them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sinergi.areas.meetings import queries
from sinergi.areas.meetings.facts import MeetingState, Stance
from sinergi.areas.meetings.queries import MeetingRow, MeetingStep, MeetingView
from sinergi.entrypoints.console import meeting_next, meeting_rows, meeting_words
from sinergi.entrypoints.console.asking import FIELD, Asking, fresh_id, require_office
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused

AHEAD: Final = (MeetingState.RUNNING, MeetingState.CALLED)


@never_cache
@require_safe
def meetings(request: Asking) -> HttpResponseBase:
    """List meetings: those to come first, then those that were."""
    require_office(request)
    given, text = request.GET.get("status", ""), request.GET.get("cari", "").strip()[:200]
    state = MeetingState(given) if given in set(MeetingState) else None
    page = request.GET.get("hal", "1")
    number = max(int(page), 1) if page.isascii() and page.isdigit() and len(page) < 6 else 1  # noqa: PLR2004 -- digits
    found = queries.meetings(request.viewer, state=state, text=text, page=number)
    now = clock.now()
    ahead = sorted((row for row in found.rows if row.state in AHEAD), key=lambda row: _soonest(row, now))
    context = {
        "found": found,
        "ahead": ahead,
        "past": [row for row in found.rows if row.state not in AHEAD],
        "first": ahead[0] if ahead else None,
        "when": meeting_words.lateness(ahead[0].starts_at, now=now) if ahead else None,
        "states": tuple(MeetingState),
        "state": state or "",
        "text": text,
        "plain": not text and state is None and found.page == 1,
        "before": found.page - 1,
        "after": found.page + 1 if found.page < found.pages else 0,
    }
    return render(request, "console/meetings/list.html", context)


@never_cache
@require_safe
def meeting(request: Asking, meeting: str) -> HttpResponseBase:
    """Show one meeting: what to do next, unmet promises, agenda, attendance, decisions, promises."""
    require_office(request)
    return show(request, queries.meeting(request.viewer, meeting=meeting))


def show(request: Asking, view: MeetingView, *, refused: Refused | None = None) -> HttpResponse:
    """Return the page of a meeting, with what was just refused on top of it."""
    viewer, now = request.viewer, clock.now()
    context = {
        "view": view,
        "meeting": view.row,
        "next": meeting_next.next_step(view, viewer=viewer, now=now),
        "items": meeting_rows.items(view, viewer=viewer),
        "carried": meeting_rows.promises(view.carried, now=now),
        "carried_word": meeting_words.carried(view.carried, begun=view.row.opened_at is not None),
        "promises": meeting_rows.promises(view.promises, now=now, decisions=view.decisions),
        "seats": meeting_rows.seats(view),
        "attendance": meeting_words.attendance(view.seats, begun=view.row.opened_at is not None),
        "unanswered": len(meeting_next.unanswered(view, party=viewer.party)),
        "may": {step.value: step in view.may for step in MeetingStep},
        "capture": meeting_next.door("meeting_capture", {"meeting": view.row.meeting}),
        "stances": tuple(Stance),
        "refused": refused,
        "field": FIELD,
        "sending": fresh_id(),
    }
    return render(request, "console/meetings/meeting.html", context, status=200 if refused is None else 422)


def _soonest(row: MeetingRow, now: datetime) -> tuple[bool, bool, datetime]:
    """Rank what runs first, then what comes, then what nobody has opened or cancelled."""
    return row.state is not MeetingState.RUNNING, row.ends_at < now, row.starts_at
