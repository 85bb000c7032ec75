"""Open, close, reopen and cancel a meeting; add to its agenda."""

from __future__ import annotations

from sinergi.areas.meetings.commands import asking
from sinergi.areas.meetings.facts import (
    AgendaExtended,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingState,
)
from sinergi.areas.meetings.queries import known
from sinergi.areas.meetings.queries.agendas import carried_ids
from sinergi.areas.meetings.rules import inviting, texts
from sinergi.areas.meetings.rules.states import MeetingStep
from sinergi.journal import book
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Viewer


def open_meeting(*, viewer: Viewer, stamp: Stamp, meeting: str, reason: str = "") -> None:
    """Begin the meeting with the unmet promises, or go on with one that was closed (then with a ``reason``).

    Raises Refused ``access.calendar.write*``, ``meetings.meeting.*``, ``meetings.reason.missing``,
    ``meetings.number.taken`` when another open meeting took its number meanwhile.
    """
    with book.writing():
        found = asking.meeting_of(meeting)
        asking.require_right(viewer, found, MeetingStep.OPEN)
        said = asking.require_reason(viewer, reason) if reason.strip() else ""
        carried = found.carried if found.opened_at else carried_ids(before=found.starts_at)
        fact = MeetingOpened(meeting=meeting, carried=carried, reason=said)
        if asking.sent_before(fact, stamp=stamp):
            return
        again = found.state is MeetingState.CLOSED
        asking.require_state(found, MeetingStep.REOPEN if again else MeetingStep.OPEN)
        if again:
            asking.require_reason(viewer, said)
        if known.number_open(found.number, besides=meeting):
            raise asking.number_taken()
        asking.record(fact, stamp=stamp)


def close_meeting(*, viewer: Viewer, stamp: Stamp, meeting: str) -> None:
    """End the meeting; its minutes are only corrected from now on. Raises Refused as ``open_meeting`` does."""
    with book.writing():
        found = asking.meeting_of(meeting)
        asking.require_right(viewer, found, MeetingStep.CLOSE)
        fact = MeetingClosed(meeting=meeting)
        if asking.sent_before(fact, stamp=stamp):
            return
        asking.require_state(found, MeetingStep.CLOSE)
        asking.record(fact, stamp=stamp)


def cancel_meeting(*, viewer: Viewer, stamp: Stamp, meeting: str, reason: str) -> None:
    """Call off a meeting that has not begun. Raises Refused as ``open_meeting`` does."""
    with book.writing():
        found = asking.meeting_of(meeting)
        asking.require_right(viewer, found, MeetingStep.CANCEL)
        fact = MeetingCancelled(meeting=meeting, reason=asking.require_reason(viewer, reason))
        if asking.sent_before(fact, stamp=stamp):
            return
        asking.require_state(found, MeetingStep.CANCEL)
        asking.record(fact, stamp=stamp)


def extend_agenda(*, viewer: Viewer, stamp: Stamp, meeting: str, title: str) -> int:
    """Add an item at the end of the agenda and return its number: the host before the meeting, every office in it.

    Raises Refused ``access.calendar.write*``, ``meetings.meeting.*``, ``meetings.text.*``,
    ``meetings.agenda.too-large``.
    """
    said = inviting.one_line(title)
    asking.require_writer(viewer)
    asking.require_texts(viewer, said, longest=texts.TITLE)
    with book.writing():
        found = asking.meeting_of(meeting)
        asking.require_right(viewer, found, MeetingStep.EXTEND)
        fact = AgendaExtended(meeting=meeting, title=said)
        if asking.sent_before(fact, stamp=stamp):
            back = found.agenda[::-1]
            return len(back) - (back.index(said) if said in back else 0)
        asking.require_state(found, MeetingStep.EXTEND)
        if (refused := inviting.why_not_agenda((*found.agenda, said))) is not None:
            raise refused
        asking.record(fact, stamp=stamp)
    return len(found.agenda) + 1
