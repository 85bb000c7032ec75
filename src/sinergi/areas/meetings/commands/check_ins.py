"""Who was invited says so on their own phone, once, with the QR of their seat."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sinergi.areas.meetings.commands import asking
from sinergi.areas.meetings.facts import AttendanceNoted, MeetingState, Noting, Presence
from sinergi.areas.meetings.queries import known, tokens
from sinergi.areas.meetings.queries.known import KnownMeeting, KnownSeat
from sinergi.areas.meetings.rules import inviting
from sinergi.areas.meetings.rules.states import MeetingStep
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Role, Viewer

EARLY: Final = timedelta(hours=3)
ACTOR: Final = "check-in"  # the phone of somebody who was invited; no account


def check_in(*, meeting: str, seat: str, token: str, presence: Presence, deputy: str, at: datetime) -> None:
    """Note at ``at`` (aware) that the invited person, or somebody for them, has come. Nobody needs an account.

    Raises Refused ``meetings.check-in.unknown`` (no such seat, or a wrong token), ``meetings.check-in.already-used``,
    ``meetings.check-in.too-early``, ``meetings.check-in.presence``, ``meetings.meeting.*``, ``meetings.text.*``.
    """
    with book.writing():
        found, here = known.meeting(meeting), known.seat(meeting=meeting, seat=seat)
        if found is None or here is None or not tokens.fits(meeting, seat, token):
            raise tokens.unknown_check_in()
        _require_open(found, at)
        _require_fresh(here)
        if presence is Presence.MISSED:
            raise Refused(
                "meetings.check-in.presence",
                id="Dari ponsel hanya dicatat hadir atau mewakili.",
                en="From a phone only being present or coming for somebody is noted.",
            )
        said = inviting.one_line(deputy) if presence is Presence.REPRESENTED else ""
        party = here.seat.party
        speaker = Viewer(party=party, role=Role.OPERATOR, account=ACTOR)  # whose people a text may not name
        asking.require_texts(speaker, said, longest=inviting.OFFICE, empty=True)
        fact = AttendanceNoted(
            meeting=meeting, seat=seat, presence=presence, how=Noting.BY_QR, deputy=said, person=here.person
        )
        asking.record(fact, stamp=Stamp(party=party, actor=ACTOR, device="phone", happened_at=at))


def _require_open(found: KnownMeeting, at: datetime) -> None:
    if found.state is MeetingState.CLOSED:  # the desk types the sheet later; a phone comes too late
        asking.require_state(found, MeetingStep.WRITE)
    asking.require_state(found, MeetingStep.ATTEND)
    if found.state is MeetingState.CALLED and at < found.starts_at - EARLY:
        raise Refused(
            "meetings.check-in.too-early",
            id="Kehadiran dapat dicatat mulai 3 jam sebelum rapat.",
            en="Attendance can be noted from 3 hours before the meeting.",
        )


def _require_fresh(here: KnownSeat) -> None:
    if here.checked_in or here.presence in (Presence.ATTENDED, Presence.REPRESENTED):
        raise Refused(
            "meetings.check-in.already-used",
            id="Kehadiran pada kursi ini sudah dicatat; QR hanya berlaku sekali. Bila keliru, hubungi sekretaris.",
            en="Attendance on this seat is already noted; a QR works once. If it is wrong, tell the secretary.",
        )
