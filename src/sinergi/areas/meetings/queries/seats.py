"""Who sits in a meeting. The names of holders are for the five offices, who sat in one room with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sinergi.areas.meetings.facts import Noting, Presence
from sinergi.areas.meetings.models import Attendee, Meeting
from sinergi.areas.meetings.queries import tokens
from sinergi.areas.meetings.queries.lists import meeting_rows
from sinergi.areas.meetings.queries.rows import MeetingRow, SeatRow
from sinergi.areas.people.queries import tables
from sinergi.vocabulary.viewer import Party, Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """What a phone with the QR of a seat may see: the meeting and the seat, no name."""

    row: MeetingRow
    seat: SeatRow


def seat_rows(viewer: Viewer, meeting: str) -> tuple[SeatRow, ...]:
    """Return the seats of a meeting in order, with the names of who held their posts then, or hold them now."""
    found = list(Attendee.objects.filter(meeting=meeting).order_by("order", "seat"))
    seated = {one.seat: (one.post, one.person) for one in found if one.person or not one.presence}
    names = tables.names_at_the_table(viewer, seats=seated)
    return tuple(_row(one, names) for one in found)


def invited(meeting: str, seat: str, token: str) -> Invited:
    """Return what the QR of a seat opens. Raises Refused ``meetings.check-in.unknown``, whatever does not fit."""
    row = Meeting.objects.filter(meeting=meeting).first()
    here = Attendee.objects.filter(meeting=meeting, seat=seat).first()
    if row is None or here is None or not tokens.fits(meeting, seat, token):
        raise tokens.unknown_check_in()
    return Invited(row=meeting_rows([row])[0], seat=_row(here, {}))


def _row(one: Attendee, names: Mapping[str, str]) -> SeatRow:
    return SeatRow(
        seat=one.seat,
        party=Party(one.party),
        title=one.title,
        post=one.post,
        name=names.get(one.seat, ""),
        presence=Presence(one.presence) if one.presence else None,
        deputy=one.deputy,
        how=Noting(one.how) if one.how else None,
        noted_at=one.noted_at,
    )
