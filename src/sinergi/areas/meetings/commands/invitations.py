"""Call a meeting, and put its invitation right before it begins."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sinergi.areas.meetings.commands import asking
from sinergi.areas.meetings.facts import MeetingCalled, MeetingChanged, Seat
from sinergi.areas.meetings.queries import known
from sinergi.areas.meetings.rules import inviting, texts
from sinergi.areas.meetings.rules.inviting import one_line
from sinergi.areas.meetings.rules.states import MeetingStep
from sinergi.areas.people.queries import known as people
from sinergi.journal import book
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Party, Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What an invitation says. Times are aware; a seat with an empty ``seat`` is new and gets an id.

    In a change the seats that the meeting has keep their ids; one that is left out is taken off the list.
    """

    number: str
    title: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    agenda: tuple[str, ...]
    seats: tuple[Seat, ...]
    note: str = ""


def call_meeting(*, viewer: Viewer, stamp: Stamp, invitation: Invitation, synthetic: bool = False) -> str:
    """Call a meeting of which the viewer's party is the host; return its id.

    Raises Refused ``access.calendar.write*``, ``meetings.number.taken``, ``meetings.meeting.times``,
    ``meetings.agenda.*``, ``meetings.seat*``, ``meetings.text.*``.
    """
    asking.require_writer(viewer)
    said = _clean(invitation)
    with book.writing():
        _require(viewer, said)
        meeting = asking.made_id(stamp, "meeting")
        fact = MeetingCalled(
            meeting=meeting,
            host=viewer.party,
            synthetic=synthetic,
            **_told(said, seats=_numbered(said.seats, stamp)),
        )
        if asking.sent_before(fact, stamp=stamp):
            return meeting
        if known.number_open(said.number):
            raise asking.number_taken()
        asking.record(fact, stamp=stamp)
    return meeting


def change_meeting(*, viewer: Viewer, stamp: Stamp, meeting: str, invitation: Invitation, reason: str) -> None:
    """Say anew what the invitation says; what it said before stays readable. An unchanged one records nothing.

    Raises Refused as ``call_meeting`` does, ``meetings.meeting.*``, ``meetings.reason.missing``, and
    ``meetings.seat.already-noted`` for a seat changed or taken off after somebody noted its attendance.
    """
    said = _clean(invitation)
    with book.writing():
        found = asking.meeting_of(meeting)
        asking.require_right(viewer, found, MeetingStep.CHANGE)
        why = asking.require_reason(viewer, reason)
        _require(viewer, said, seats=[one.seat for one in found.seats])
        told = _told(said, seats=_numbered(said.seats, stamp))
        fact = MeetingChanged(meeting=meeting, reason=why, **told)
        if asking.sent_before(fact, stamp=stamp):
            return
        asking.require_state(found, MeetingStep.CHANGE)
        if (refused := inviting.why_not_seats_gone(found.seats, kept=told["seats"], noted=found.noted)) is not None:
            raise refused
        if known.number_open(said.number, besides=meeting):
            raise asking.number_taken()
        if told != {name: getattr(found, name) for name in told}:
            asking.record(fact, stamp=stamp)


def posts_of(seats: Sequence[Seat]) -> dict[str, Party]:
    """Return the party of every duty post that ``seats`` name."""
    found = people.posts(ids=[one.post for one in seats if one.post])
    return {post: one.party for post, one in found.items()}


def _clean(invitation: Invitation) -> Invitation:
    return dataclasses.replace(
        invitation,
        number=one_line(invitation.number),
        title=one_line(invitation.title),
        venue=one_line(invitation.venue),
        agenda=tuple(one_line(one) for one in invitation.agenda),
        seats=tuple(dataclasses.replace(one, title=one_line(one.title)) for one in invitation.seats),
        note=texts.tidy(invitation.note),
    )


def _require(viewer: Viewer, said: Invitation, *, seats: Sequence[str] = ()) -> None:
    for refused in (
        inviting.why_not_times(starts_at=said.starts_at, ends_at=said.ends_at),
        inviting.why_not_agenda(said.agenda),
        inviting.why_not_seats(said.seats, known=seats, posts=posts_of(said.seats)),
    ):
        if refused is not None:
            raise refused
    offices = [one.title for one in said.seats]
    asking.require_shape(said.number, texts.number_key(said.number), longest=inviting.NUMBER)
    asking.require_shape(said.title, said.venue, *said.agenda, longest=texts.TITLE)
    asking.require_shape(*offices, longest=inviting.OFFICE)
    asking.require_shape(said.note, empty=True)
    asking.require_nameless(viewer, said.number, said.title, said.venue, *said.agenda, *offices, said.note)


def _numbered(seats: Sequence[Seat], stamp: Stamp) -> tuple[Seat, ...]:
    return tuple(
        one if one.seat else dataclasses.replace(one, seat=asking.made_id(stamp, "seat", index))
        for index, one in enumerate(seats)
    )


def _told(said: Invitation, *, seats: tuple[Seat, ...]) -> dict[str, Any]:
    return {
        "number": said.number,
        "title": said.title,
        "starts_at": said.starts_at,
        "ends_at": said.ends_at,
        "venue": said.venue,
        "agenda": said.agenda,
        "seats": seats,
        "note": said.note,
    }
