"""Who sits in a meeting, and who came: from the desk, from the signed sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinergi.areas.meetings.commands import asking
from sinergi.areas.meetings.commands.invitations import posts_of
from sinergi.areas.meetings.facts import AttendanceNoted, Noting, Presence, Seat, SeatAdded
from sinergi.areas.meetings.queries import known
from sinergi.areas.meetings.queries.known import KnownMeeting, KnownSeat
from sinergi.areas.meetings.rules import inviting
from sinergi.areas.meetings.rules.states import MeetingStep
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Party, Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """What the sheet says of one seat. ``deputy``: the office of who came instead."""

    seat: str
    presence: Presence
    deputy: str = ""


def add_seat(*, viewer: Viewer, stamp: Stamp, meeting: str, party: Party, title: str, post: str = "") -> str:
    """Add somebody who was not on the list and return the seat: the host for any party, others for their own.

    Raises Refused ``access.calendar.write*``, ``meetings.meeting.*``, ``meetings.seat*``, ``meetings.text.*``.
    """
    said = inviting.one_line(title)
    with book.writing():
        found = asking.meeting_of(meeting)
        _require_own(viewer, found, party)
        asking.require_texts(viewer, said, longest=inviting.OFFICE)
        new = Seat(seat="", party=party, title=said, post=post)
        refused = inviting.why_not_seats((new,), posts=posts_of((new,)))
        if refused is not None:
            raise refused
        seat = asking.made_id(stamp, "seat")
        fact = SeatAdded(meeting=meeting, seat=Seat(seat=seat, party=party, title=said, post=post))
        if asking.sent_before(fact, stamp=stamp):
            return seat
        asking.require_state(found, MeetingStep.ATTEND)
        if (refused := inviting.why_not_seats((), posts={}, others=len(found.seats) + 1)) is not None:
            raise refused
        asking.record(fact, stamp=stamp)
    return seat


def note_attendance(
    *,
    viewer: Viewer,
    stamp: Stamp,
    meeting: str,
    seat: str,
    presence: Presence,
    how: Noting = Noting.BY_DESK,
    deputy: str = "",
) -> None:
    """Note whether a seat was taken; a later word replaces an earlier one. Saying the same again records nothing.

    Raises Refused ``access.calendar.write*``, ``meetings.meeting.*``, ``meetings.seat.unknown``,
    ``meetings.attendance.how``, ``meetings.text.*``.
    """
    one = Attendance(seat=seat, presence=presence, deputy=deputy)
    note_attendances(viewer=viewer, stamp=stamp, meeting=meeting, attendances=(one,), how=how)


def note_attendances(
    *,
    viewer: Viewer,
    stamp: Stamp,
    meeting: str,
    attendances: Sequence[Attendance],
    how: Noting = Noting.BY_SHEET,
) -> None:
    """Note many seats at once, all or none; what the book says already is passed over.

    Raises Refused as ``note_attendance`` does.
    """
    if how is Noting.BY_QR:
        raise Refused(
            "meetings.attendance.how",
            id="Kehadiran lewat QR hanya dicatat dari ponsel undangan.",
            en="Attendance by QR is only noted from the phone of who was invited.",
        )
    with book.writing():
        found = asking.meeting_of(meeting)
        seats = {one.seat.seat: one for one in known.seats(meeting)}
        for one in attendances:
            if one.seat not in seats:
                raise inviting.unknown_seat()
            _require_own(viewer, found, seats[one.seat].seat.party)
        asking.require_texts(viewer, *(one.deputy for one in attendances), longest=inviting.OFFICE, empty=True)
        facts = [_fact(meeting, one, how, seats[one.seat].person) for one in attendances]
        if len(facts) == 1 and asking.sent_before(facts[0], stamp=stamp):
            return
        asking.require_state(found, MeetingStep.ATTEND)
        news = [one for one in facts if not _says(seats[one.seat], one)]
        for fact in news:
            asking.record(fact, stamp=stamp.fitting(len(facts)))


def _require_own(viewer: Viewer, found: KnownMeeting, party: Party) -> None:
    asking.require_writer(viewer, party=viewer.party if viewer.party is found.host else party)


def _fact(meeting: str, one: Attendance, how: Noting, person: str) -> AttendanceNoted:
    deputy = inviting.one_line(one.deputy) if one.presence is Presence.REPRESENTED else ""
    return AttendanceNoted(meeting=meeting, seat=one.seat, presence=one.presence, how=how, deputy=deputy, person=person)


def _says(here: KnownSeat, fact: AttendanceNoted) -> bool:
    """Tell whether the book says the same of the seat already, however it came there."""
    return (here.presence, here.deputy) == (fact.presence, fact.deputy)
