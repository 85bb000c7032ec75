"""Where a promise comes from and where it comes up again: its decision, and the meetings that open with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sinergi.areas.meetings.facts import MeetingState
from sinergi.areas.meetings.models import CLOSED, Decision, Meeting, Promise
from sinergi.areas.meetings.queries.rows import AgendaRow

SOON: Final = timedelta(days=14)  # what a meeting looks ahead
AHEAD: Final = 3  # how many of the meetings to come are looked through, the soonest first
COLUMNS: Final = ("meeting", "number", "starts_at", "state", "carried")


def decision_number(row: Promise) -> int:
    """Return the number of the decision that ``row`` carries out; 0: none."""
    found = Decision.objects.filter(decision=row.decision).values_list("number", flat=True) if row.decision else ()
    return next(iter(found), 0)


def agendas(row: Promise) -> tuple[AgendaRow, ...]:
    """Return the meetings that opened with ``row``, then those to come that will open with it, the earliest first."""
    begun = Meeting.objects.exclude(opened_at=None).exclude(state=MeetingState.CANCELLED)
    met = begun.filter(starts_at__gte=row.given_at).order_by("starts_at").only(*COLUMNS)
    coming = Meeting.objects.filter(state=MeetingState.CALLED).order_by("starts_at").only(*COLUMNS)
    opened = [one for one in met if row.promise in one.carried]
    will = [one for one in coming[:AHEAD] if row.promise in carried_ids(before=one.starts_at)]
    return tuple(
        AgendaRow(meeting=one.meeting, number=one.number, starts_at=one.starts_at, state=MeetingState(one.state))
        for one in (*opened, *will)
    )


def carried_ids(*, before: datetime) -> tuple[str, ...]:
    """Return what a meeting that starts at ``before`` opens with: unmet promises by their hour, late ones first.

    Then those of earlier meetings that are due within the 14 days after; duties of the rule pack only when late.
    """
    rows = Promise.objects.exclude(state__in=CLOSED).order_by("due", "number")
    late = rows.filter(due__lt=before)
    soon = rows.filter(due__gte=before, due__lte=before + SOON, met_at__lt=before, duty="")
    return (*late.values_list("promise", flat=True), *soon.values_list("promise", flat=True))
