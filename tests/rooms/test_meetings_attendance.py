"""Who sits and who came: the desk, the sheet typed later, a phone with the QR; names only for the five offices."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands import Attendance
from sinergi.areas.meetings.facts import Noting, Presence
from sinergi.areas.meetings.queries import known
from sinergi.areas.meetings.queries.rows import SeatRow
from sinergi.areas.people import commands as people
from sinergi.journal import read, sequencer
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast
from tests.meetings import STARTS, call, code_of, invitation, seat, soldier, stamp
from tests.world import STATIONS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
SEATS = (seat(), seat(Party.KORAMIL, "Danramil"), seat(Party.PPK, "Ketua PPK"))


def seats(meeting: str, viewer: Viewer = cast.camat) -> list[SeatRow]:
    """Return the seats of a meeting."""
    return list(queries.meeting(viewer, meeting=meeting).seats)


def note(meeting: str, one: SeatRow, presence: Presence, *, viewer: Viewer = cast.camat, deputy: str = "") -> None:
    """Note one seat from the desk."""
    commands.note_attendance(
        viewer=viewer, stamp=stamp(viewer), meeting=meeting, seat=one.seat, presence=presence, deputy=deputy
    )


def check_in(
    meeting: str, one: SeatRow, *, token: str = "", at: datetime = STARTS, presence: Presence = Presence.ATTENDED
) -> None:
    """Check in with the QR of a seat, or with ``token``."""
    commands.check_in(
        meeting=meeting,
        seat=one.seat,
        token=token or queries.seat_token(meeting, one.seat),
        presence=presence,
        deputy="Pasi Ops" if presence is Presence.REPRESENTED else "",
        at=at,
    )


def test_present_represented_and_absent_are_told_apart() -> None:
    """The last word counts, the office of the deputy is kept only where somebody came for another."""
    meeting = call(invitation(seats=SEATS))
    one, two, three = seats(meeting)
    note(meeting, one, Presence.ATTENDED, deputy="Sekretaris")
    note(meeting, two, Presence.MISSED)
    note(meeting, two, Presence.REPRESENTED, deputy=" Pasi  Ops ", viewer=cast.danramil)
    note(meeting, three, Presence.MISSED)
    view = queries.meeting(cast.panwascam, meeting=meeting)
    assert [(one.presence, one.deputy, one.how) for one in view.seats] == [
        (Presence.ATTENDED, "", Noting.BY_DESK),
        (Presence.REPRESENTED, "Pasi Ops", Noting.BY_DESK),
        (Presence.MISSED, "", Noting.BY_DESK),
    ]
    assert (view.row.seats, view.row.present) == (3, 2)


def test_the_host_notes_any_seat_and_others_their_own() -> None:
    """Another party's seat, an unknown one, a QR said from a desk, a name for an office: all refused."""
    soldier()
    meeting = call(invitation(seats=SEATS))
    one, two, _three = seats(meeting)
    assert code_of(lambda: note(meeting, one, Presence.ATTENDED, viewer=cast.danramil)) == "access.calendar.write.own"
    assert code_of(lambda: note(meeting, two, Presence.ATTENDED, viewer=cast.linmas_card)) == "access.calendar.write"
    note(meeting, two, Presence.ATTENDED, viewer=cast.danramil)
    forged = code_of(
        lambda: commands.note_attendances(
            viewer=cast.camat, stamp=stamp(), meeting=meeting, attendances=(), how=Noting.BY_QR
        )
    )
    assert forged == "meetings.attendance.how"
    strange = Attendance(seat="tidak-ada", presence=Presence.ATTENDED)
    assert code_of(
        lambda: commands.note_attendances(viewer=cast.camat, stamp=stamp(), meeting=meeting, attendances=(strange,))
    ) == ("meetings.seat.unknown")
    named = code_of(lambda: note(meeting, two, Presence.REPRESENTED, deputy="Sertu Budi Rekaan", viewer=cast.danramil))
    assert named == "meetings.text.name"


def test_the_sheet_is_typed_in_later_all_or_none() -> None:
    """After the meeting closed; what the book says already is not recorded again; one bad seat spoils all."""
    meeting = call(invitation(seats=SEATS))
    commands.open_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    here = seats(meeting)
    check_in(meeting, here[0])
    commands.close_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    sheet = [Attendance(seat=one.seat, presence=Presence.ATTENDED) for one in here]

    def send(what: list[Attendance], viewer: Viewer = cast.camat) -> None:
        commands.note_attendances(viewer=viewer, stamp=stamp(viewer, 77), meeting=meeting, attendances=what)

    assert code_of(lambda: send([*sheet, Attendance(seat="x", presence=Presence.MISSED)])) == "meetings.seat.unknown"
    assert code_of(lambda: send(sheet, cast.danramil)) == "access.calendar.write.own"
    assert seats(meeting)[1].presence is None
    send(sheet)
    send(sheet)
    sequencer.settle()
    kinds = [row.kind for row in read.entries(cast.camat, limit=1000)]
    assert kinds.count("meetings.attendance.noted.v1") == 3
    assert [one.how for one in seats(meeting)] == [Noting.BY_QR, Noting.BY_SHEET, Noting.BY_SHEET]


def test_who_was_not_on_the_list_gets_a_seat() -> None:
    """The host for any party, others for their own; at the end of the list; at most so many."""
    meeting = call(invitation(seats=SEATS))

    def add(viewer: Viewer, party: Party, post: str = "") -> str:
        return commands.add_seat(
            viewer=viewer, stamp=stamp(viewer), meeting=meeting, party=party, title="Tamu", post=post
        )

    new = add(cast.camat, Party.POLSEK)
    assert code_of(lambda: add(cast.danramil, Party.POLSEK)) == "access.calendar.write.own"
    assert code_of(lambda: add(cast.camat, Party.POLSEK, "tidak-ada")) == "meetings.seat.post"
    assert code_of(lambda: add(cast.camat, Party.PUBLIC)) == "meetings.seat.party"
    add(cast.danramil, Party.KORAMIL)
    assert [one.seat for one in seats(meeting)].index(new) == 3
    commands.cancel_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting, reason="banjir")
    assert code_of(lambda: add(cast.camat, Party.POLSEK)) == "meetings.meeting.cancelled"
    full = call(invitation(number="2", seats=(seat(),) * 200))
    many = code_of(
        lambda: commands.add_seat(viewer=cast.camat, stamp=stamp(), meeting=full, party=Party.PPK, title="Tamu")
    )
    assert many == "meetings.seats.too-large"


def test_a_qr_works_once() -> None:
    """The second time is refused by name, whatever it says, also after the desk put it right."""
    meeting = call(invitation(seats=SEATS))
    one, two, _three = seats(meeting)
    check_in(meeting, one, at=STARTS - timedelta(hours=3))
    assert code_of(lambda: check_in(meeting, one)) == "meetings.check-in.already-used"
    assert code_of(lambda: check_in(meeting, one, presence=Presence.REPRESENTED)) == "meetings.check-in.already-used"
    note(meeting, one, Presence.MISSED)
    assert code_of(lambda: check_in(meeting, one)) == "meetings.check-in.already-used"
    note(meeting, two, Presence.MISSED)
    check_in(meeting, two, presence=Presence.REPRESENTED)
    assert [(row.presence, row.deputy, row.how) for row in seats(meeting)[:2]] == [
        (Presence.MISSED, "", Noting.BY_DESK),
        (Presence.REPRESENTED, "Pasi Ops", Noting.BY_QR),
    ]
    sequencer.settle()
    noted = [row for row in read.entries(cast.danramil, limit=100) if row.kind == "meetings.attendance.noted.v1"]
    assert {(row.party, row.actor) for row in noted if row.actor != "camat"} == {
        (Party.KECAMATAN, "check-in"),
        (Party.KORAMIL, "check-in"),
    }


def test_a_wrong_qr_opens_nothing() -> None:
    """Another seat's token, no seat, another meeting: one and the same refusal; a phone cannot say "absent"."""
    meeting, other = call(invitation(seats=SEATS)), call(invitation(number="2", seats=SEATS))
    one, two, _three = seats(meeting)
    right = queries.seat_token(meeting, one.seat)
    assert len(right) == 24
    wrong = [
        (meeting, one.seat, queries.seat_token(meeting, two.seat)),
        (meeting, one.seat, ""),
        (meeting, one.seat, "é" * 24),
        (meeting, "tidak-ada", right),
        (other, one.seat, right),
        ("tidak-ada", one.seat, right),
    ]
    codes = {code_of(partial(queries.invited, *what)) for what in wrong}
    assert codes == {"meetings.check-in.unknown"}
    assert code_of(lambda: check_in(meeting, one, token="A" * 24)) == "meetings.check-in.unknown"
    assert code_of(lambda: check_in(meeting, one, presence=Presence.MISSED)) == "meetings.check-in.presence"
    found = queries.invited(meeting, one.seat, right.lower())
    assert (found.row.meeting, found.seat.title) == (meeting, "Camat")


def test_the_slip_of_a_seat_that_went_to_another_party_opens_nothing() -> None:
    """The host gives a seat away: who had it before does not check in as somebody else. A new title keeps the slip."""
    said = invitation(seats=(seat(),))
    meeting = call(said)
    one = queries.meeting(cast.camat, meeting=meeting).seats[0].seat
    before = queries.seat_token(meeting, one)
    for new, same in ((seat(title="Camat Kempas"), True), (seat(Party.POLSEK, "Kapolsek"), False)):
        changed = replace(said, seats=(replace(new, seat=one),))
        commands.change_meeting(
            viewer=cast.camat, stamp=stamp(), meeting=meeting, invitation=changed, reason="Salah kursi"
        )
        assert (queries.seat_token(meeting, one) == before) is same
    assert code_of(lambda: queries.invited(meeting, one, before)) == "meetings.check-in.unknown"


def test_a_phone_checks_in_around_the_meeting_only() -> None:
    """From three hours before; not once it is closed or cancelled."""
    meeting = call(invitation(seats=SEATS))
    one, two, _three = seats(meeting)
    early = STARTS - timedelta(hours=3, seconds=1)
    assert code_of(lambda: check_in(meeting, one, at=early)) == "meetings.check-in.too-early"
    commands.open_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    check_in(meeting, one, at=early)
    commands.close_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    assert code_of(lambda: check_in(meeting, two)) == "meetings.meeting.closed"
    off = call(invitation(number="2", seats=SEATS))
    commands.cancel_meeting(viewer=cast.camat, stamp=stamp(), meeting=off, reason="banjir")
    assert code_of(lambda: check_in(off, seats(off)[0])) == "meetings.meeting.cancelled"


def test_the_five_offices_read_who_sits_with_them_and_a_phone_does_not() -> None:
    """The name of who holds the post now; not of a post at a TPS, whose holders sit at no such table."""
    post = soldier()
    guard = soldier("Candra Rekaan", post="tentara-tps", at=STATIONS[0])
    meeting = call(
        invitation(seats=(seat(Party.KORAMIL, "Danramil", post), seat(Party.KORAMIL, "Babinsa", guard), seat()))
    )
    for viewer in cast.OFFICES:
        assert [one.name for one in seats(meeting, viewer)] == ["Budi Rekaan", "", ""]
    one = seats(meeting)[0]
    assert queries.invited(meeting, one.seat, queries.seat_token(meeting, one.seat)).seat.name == ""


def test_old_minutes_name_who_sat_there_then() -> None:
    """A new holder of the post is named in meetings to come, not in those that were."""
    post = soldier()
    meeting = call(invitation(seats=(seat(Party.KORAMIL, "Danramil", post),)))
    note(meeting, seats(meeting)[0], Presence.ATTENDED)
    soldier("Candra Rekaan", post=post)
    coming = call(invitation(number="2", seats=(seat(Party.KORAMIL, "Danramil", post),)))
    assert [seats(one)[0].name for one in (meeting, coming)] == ["Budi Rekaan", "Candra Rekaan"]
    note(meeting, seats(meeting)[0], Presence.MISSED)
    assert seats(meeting)[0].name == "Budi Rekaan"


def test_who_was_erased_is_named_in_no_minutes() -> None:
    """The office and that it came stay; the name is gone from old minutes, too."""
    post = soldier()
    meeting = call(invitation(seats=(seat(Party.KORAMIL, "Danramil", post),)))
    note(meeting, seats(meeting)[0], Presence.ATTENDED)
    person = known.seat(meeting=meeting, seat=seats(meeting)[0].seat)
    assert person is not None
    people.erase_person(viewer=cast.danramil, stamp=stamp(cast.danramil), person=person.person, reason="pindah")
    (one,) = seats(meeting)
    assert (one.name, one.title, one.presence) == ("", "Danramil", Presence.ATTENDED)
