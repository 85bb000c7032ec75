"""Calling a meeting: what an invitation must say, who may change it, and that nothing it said is lost."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands import Invitation
from sinergi.areas.meetings.facts import MeetingState, Presence
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast
from tests.meetings import STARTS, call, code_of, invitation, running, seat, stamp
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
LONG = "x" * 1_000_000


def change(meeting: str, said: Invitation, *, viewer: Viewer = cast.camat, reason: str = "salah tulis") -> None:
    """Change the invitation of a meeting."""
    commands.change_meeting(viewer=viewer, stamp=stamp(viewer), meeting=meeting, invitation=said, reason=reason)


def kept(meeting: str) -> Invitation:
    """Return the invitation as it stands, with the ids of its seats."""
    view = queries.meeting(cast.camat, meeting=meeting)
    seats = tuple(dataclasses.replace(seat(one.party, one.title, one.post), seat=one.seat) for one in view.seats)
    return invitation(seats=seats)


def test_an_invitation_says_what_was_written(world: World) -> None:
    """Number, title, hours, venue, agenda and seats come back as they were sent, spaces put in order."""
    assert world.stations
    meeting = call(invitation(number=" 005/1 ", title="Rapat  pertama", seats=(seat(), seat(Party.POLSEK, "Kapolsek"))))
    view = queries.meeting(cast.danramil, meeting=meeting)
    assert (view.row.number, view.row.title, view.row.host) == ("005/1", "Rapat pertama", Party.KECAMATAN)
    assert [one.title.id for one in view.items] == ["Komitmen yang belum dipenuhi", "Kesiapan TPS", "Logistik"]
    assert [one.number for one in view.items] == [0, 1, 2]
    assert view.items[0].title.en == "Unmet promises"
    assert [(one.party, one.title, one.presence) for one in view.seats] == [
        (Party.KECAMATAN, "Camat", None),
        (Party.POLSEK, "Kapolsek", None),
    ]
    assert view.row.state is MeetingState.CALLED
    assert (view.row.starts_at, view.row.ends_at) == (STARTS, STARTS + timedelta(hours=2))
    assert (view.row.seats, view.row.present, view.row.decisions, view.row.promises) == (2, 0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"agenda": ()}, "meetings.agenda.empty"),
        ({"agenda": (LONG,)}, "meetings.text.too-large"),
        ({"agenda": ("Kesiapan", " ")}, "meetings.text.missing"),
        ({"agenda": ("x",) * 41}, "meetings.agenda.too-large"),
        ({"number": " "}, "meetings.text.missing"),
        ({"number": "\ufdfa" * 60}, "meetings.text.too-large"),  # each becomes eighteen letters when compared
        ({"title": "x" * 201}, "meetings.text.too-large"),
        ({"venue": "Aula\u202e"}, "meetings.text.signs"),
        ({"note": LONG}, "meetings.text.too-large"),
        ({"note": "hubungi 0812 3456 7890"}, "people.person.outside-vault"),
        ({"ends_at": STARTS}, "meetings.meeting.times"),
        ({"ends_at": STARTS + timedelta(hours=25)}, "meetings.meeting.times"),
        ({"starts_at": datetime(2024, 11, 20, 9)}, "meetings.meeting.times"),  # noqa: DTZ001 -- no zone on purpose
        ({"starts_at": datetime(1, 1, 1, tzinfo=UTC), "ends_at": datetime(1, 1, 1, 2, tzinfo=UTC)},
         "meetings.meeting.times"),
        ({"seats": (seat(),) * 201}, "meetings.seats.too-large"),
        ({"seats": (seat(Party.PUBLIC, "Warga"),)}, "meetings.seat.party"),
        ({"seats": (seat(title=" "),)}, "meetings.text.missing"),
        ({"seats": (seat(post="tidak-ada"),)}, "meetings.seat.post"),
        ({"seats": (seat(Party.POLSEK, "Kapolsek", "linmas-1404192001001"),)}, "meetings.seat.post"),
        ({"seats": (dataclasses.replace(seat(), seat="karangan"),)}, "meetings.seat.unknown"),
    ],
)  # fmt: skip
def test_a_bad_invitation_is_refused_by_name(changes: dict[str, object], code: str) -> None:
    """Each fault has its own code, and nothing is recorded."""
    assert code_of(lambda: call(invitation(**changes))) == code
    assert queries.meetings(cast.camat).total == 0


def test_two_open_meetings_cannot_share_a_number() -> None:
    """Spaces and case do not make another number; a closed or cancelled meeting gives its number free."""
    first = call(invitation(number="005/A/2024"))
    again = invitation(number="005 / a / 2024")
    assert code_of(lambda: call(again, viewer=cast.ppk_chair)) == "meetings.number.taken"
    other = call(invitation(number="006/A/2024"))
    assert code_of(lambda: change(other, dataclasses.replace(again))) == "meetings.number.taken"
    commands.cancel_meeting(viewer=cast.camat, stamp=stamp(), meeting=first, reason="batal")
    second = call(again)
    assert second != first
    commands.open_meeting(viewer=cast.camat, stamp=stamp(), meeting=second)
    commands.close_meeting(viewer=cast.camat, stamp=stamp(), meeting=second)
    call(again)
    reopen = code_of(
        lambda: commands.open_meeting(viewer=cast.camat, stamp=stamp(), meeting=second, reason="belum selesai")
    )
    assert reopen == "meetings.number.taken"


def test_a_change_keeps_what_the_invitation_said() -> None:
    """The old hours and venue are told with the reason; seats keep their ids; the revision counts."""
    meeting = call(invitation(seats=(seat(), seat(Party.PPK, "Ketua PPK"))))
    before = kept(meeting)
    one, two = before.seats
    new = dataclasses.replace(
        before, venue="Balai desa", starts_at=STARTS + timedelta(hours=1), seats=(two, one, seat(Party.POLSEK, "Kanit"))
    )
    change(meeting, new, reason="aula dipakai")
    view = queries.meeting(cast.panwascam, meeting=meeting)
    assert [seat.title for seat in view.seats] == ["Ketua PPK", "Camat", "Kanit"]
    assert {one.seat, two.seat} < {seat.seat for seat in view.seats}
    assert (view.row.venue, view.row.revision) == ("Balai desa", 1)
    (told,) = view.changes
    assert (told.reason, told.party) == ("aula dipakai", Party.KECAMATAN)
    assert "Tempat: Aula kecamatan" in told.text
    assert "Waktu: 20/11 07.00" in told.text
    assert "WIB" in told.text
    assert "Acara" not in told.text
    change(meeting, dataclasses.replace(kept(meeting), venue="Balai desa", starts_at=STARTS + timedelta(hours=1)))
    assert queries.meeting(cast.camat, meeting=meeting).row.revision == 1


def test_only_the_host_changes_and_only_before_the_meeting() -> None:
    """Another office, a card and the public are refused; a running meeting keeps its invitation; a reason is due."""
    meeting = call()
    new = invitation(venue="Balai desa")
    assert code_of(lambda: change(meeting, new, viewer=cast.kapolsek)) == "access.calendar.write.own"
    assert code_of(lambda: change(meeting, new, viewer=cast.linmas_card)) == "access.calendar.write"
    assert code_of(lambda: call(viewer=cast.linmas_card)) == "access.calendar.write"
    assert code_of(lambda: call(viewer=cast.outsider)) == "access.calendar.write"
    assert code_of(lambda: change(meeting, new, reason=" ")) == "meetings.reason.missing"
    assert code_of(lambda: change("tidak-ada", new)) == "meetings.meeting.unknown"
    commands.open_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    assert code_of(lambda: change(meeting, new)) == "meetings.meeting.running"


def test_a_seat_with_attendance_stays_on_the_list() -> None:
    """Who was seen to come is not struck from the invitation by a change."""
    meeting = call(invitation(seats=(seat(), seat(Party.PPK, "Ketua PPK"))))
    here = kept(meeting)
    commands.note_attendance(
        viewer=cast.camat, stamp=stamp(), meeting=meeting, seat=here.seats[1].seat, presence=Presence.ATTENDED
    )
    less = dataclasses.replace(here, seats=here.seats[:1])
    assert code_of(lambda: change(meeting, less)) == "meetings.seat.already-noted"
    renamed = dataclasses.replace(here, seats=(here.seats[0], dataclasses.replace(here.seats[1], title="Orang lain")))
    assert code_of(lambda: change(meeting, renamed)) == "meetings.seat.already-noted"


def test_the_list_finds_meetings_by_state_and_words() -> None:
    """Latest first; words in any order; a page beyond the last is the last."""
    early = call(invitation(number="1", title="Rapat logistik", starts_at=STARTS - timedelta(days=1), ends_at=STARTS))
    late = running(invitation(number="2", title="Rapat keamanan"))
    assert [one.meeting for one in queries.meetings(cast.danramil).rows] == [late, early]
    assert [one.meeting for one in queries.meetings(cast.danramil, text="logistik RAPAT").rows] == [early]
    assert [one.meeting for one in queries.meetings(cast.danramil, state=MeetingState.RUNNING).rows] == [late]
    assert queries.meetings(cast.danramil, text="100%").total == 0
    found = queries.meetings(cast.danramil, page=99)
    assert (found.page, found.pages, len(found.rows)) == (1, 1, 2)
