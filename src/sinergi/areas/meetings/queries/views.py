"""A meeting in full, as one of the five offices may see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sinergi.areas.meetings.facts import MeetingState
from sinergi.areas.meetings.models import Meeting
from sinergi.areas.meetings.queries import agendas, changes, minutes, promises, seats
from sinergi.areas.meetings.queries.lists import RECORD, meeting_rows, require_office
from sinergi.areas.meetings.queries.rows import DecisionRow, ItemRow, MeetingView, NoteRow, PromiseRow
from sinergi.areas.meetings.rules import rights, states
from sinergi.areas.meetings.rules.states import MeetingStep
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.terms import label
from sinergi.vocabulary.viewer import Action, Party, Viewer

CARRIED: Final = "field.carried"  # the term for item 0


def meeting(viewer: Viewer, *, meeting: str) -> MeetingView:
    """Return one meeting with everything that was said in it.

    Raises Refused ``access.calendar.read*``, ``meetings.meeting.unknown``.
    """
    require_office(viewer)
    row = Meeting.objects.filter(meeting=meeting).first()
    if row is None:
        raise Refused("meetings.meeting.unknown", id="Rapat ini tidak ada.", en="There is no such meeting.")
    now = clock.now()
    decisions = minutes.decision_rows(meeting)
    return MeetingView(
        row=meeting_rows([row])[0],
        note=row.note,
        called_at=row.called_at,
        items=_items(row.agenda, minutes.note_rows(meeting), decisions),
        carried=_carried(viewer, row, now),
        seats=seats.seat_rows(viewer, meeting),
        decisions=decisions,
        promises=promises.promise_rows(viewer, now=now, meeting=meeting),
        changes=changes.change_rows(row, zone=rulebook.installation().timezone),
        may=may(viewer, host=Party(row.host), state=MeetingState(row.state)),
    )


def may(viewer: Viewer, *, host: Party, state: MeetingState) -> frozenset[MeetingStep]:
    """Return the steps that the state of a meeting and the rights of ``viewer`` allow."""
    return frozenset(
        step
        for step in states.MEETINGS[state]
        if rulebook.why_not(
            viewer, Action.WRITE, RECORD, party=host if rights.of_the_host(state, step) else viewer.party
        )
        is None
    )


def _items(agenda: Sequence[str], notes: Sequence[NoteRow], decisions: Sequence[DecisionRow]) -> tuple[ItemRow, ...]:
    titles = [Sentence(label(CARRIED), label(CARRIED, "en")), *(Sentence(one, one) for one in agenda)]
    return tuple(
        ItemRow(
            number=number,
            title=title,
            notes=tuple(one for one in notes if one.item == number),
            decisions=tuple(one for one in decisions if one.item == number),
        )
        for number, title in enumerate(titles)
    )


def _carried(viewer: Viewer, row: Meeting, now: datetime) -> tuple[PromiseRow, ...]:
    """Return the promises that the meeting opened with; before it begins, those it would open with now."""
    if row.opened_at is not None:
        ids = tuple(row.carried)
    elif row.state == MeetingState.CALLED:
        ids = agendas.carried_ids(before=row.starts_at)
    else:
        return ()
    return promises.promise_rows(viewer, now=now, ids=ids) if ids else ()
