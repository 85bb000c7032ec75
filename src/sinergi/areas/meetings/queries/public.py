"""What the public may read of meetings: the decisions marked public, once the meeting is closed."""

from __future__ import annotations

import dataclasses
from collections import defaultdict

from sinergi.areas.meetings.facts import MeetingState
from sinergi.areas.meetings.models import Decision, Meeting
from sinergi.areas.meetings.queries import minutes
from sinergi.areas.meetings.queries.lists import RECORD, meeting_rows
from sinergi.areas.meetings.queries.rows import DecisionRow, MeetingRow
from sinergi.areas.rulebook import queries as rulebook
from sinergi.vocabulary.viewer import Action, Viewer


def public_decisions(viewer: Viewer) -> tuple[tuple[MeetingRow, DecisionRow], ...]:
    """Return decisions marked public, of closed meetings, the latest meeting first, then by number.

    What a decision said before it was marked is not public, nor why a party dissents; that it dissents is.
    Raises Refused ``access.calendar.read*``.
    """
    rulebook.require(viewer, Action.READ, RECORD)
    found = list(
        Decision.objects.filter(public=True, struck=False, meeting__state=MeetingState.CLOSED).order_by("number")
    )
    of: dict[str, list[Decision]] = defaultdict(list)
    for one in found:
        of[one.meeting_id].append(one)
    answers = minutes.answer_rows(one.decision for one in found)
    rows = meeting_rows(list(Meeting.objects.filter(meeting__in=of).order_by("-starts_at", "meeting")))
    return tuple(
        (
            dataclasses.replace(row, reason=""),
            dataclasses.replace(
                minutes.decision_row(one, ()),
                history=(),
                answers=tuple(dataclasses.replace(said, note="") for said in answers.get(one.decision, ())),
            ),
        )
        for row in rows
        for one in of[row.meeting]
    )
