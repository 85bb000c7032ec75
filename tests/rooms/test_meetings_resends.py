"""What comes twice or at once: a second click is answered like the first, two typists lose no line, replay agrees."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands import Attendance
from sinergi.areas.meetings.facts import MeetingState, Presence, Stance
from sinergi.areas.meetings.queries import known
from sinergi.journal import read, replay, sequencer
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party
from tests import cast
from tests.meetings import DUE, call, code_of, invitation, running, seat, stamp
from tests.world import World, small


def story(times: int = 1) -> str:
    """Play a whole meeting, each form sent ``times`` times under its own id; return the meeting."""

    def again(send: Callable[[], str | int | None]) -> str:
        first, *others = [send() for _time in range(times)]
        assert set(others) <= {first}
        return str(first)

    camat, danramil = cast.camat, cast.danramil
    said = invitation(seats=(seat(), seat(Party.KORAMIL, "Danramil")))
    meeting = again(lambda: call(said, number=1))
    first, second = (one.seat for one in queries.meeting(camat, meeting=meeting).seats)
    again(lambda: commands.change_meeting(
        viewer=camat, stamp=stamp(camat, 2), meeting=meeting, reason="aula penuh",
        invitation=invitation(venue="Balai", seats=(seat(title="Sekcam"),)),
    ))  # fmt: skip
    assert {first, second}.isdisjoint(one.seat for one in queries.meeting(camat, meeting=meeting).seats)
    again(lambda: commands.open_meeting(viewer=camat, stamp=stamp(camat, 3), meeting=meeting))
    again(lambda: commands.extend_agenda(viewer=danramil, stamp=stamp(danramil, 4), meeting=meeting, title="Banjir"))
    guest = again(lambda: commands.add_seat(
        viewer=danramil, stamp=stamp(danramil, 5), meeting=meeting, party=Party.KORAMIL, title="Babinsa",
    ))  # fmt: skip
    again(lambda: commands.note_attendance(
        viewer=camat, stamp=stamp(camat, 6), meeting=meeting, seat=guest, presence=Presence.ATTENDED,
    ))  # fmt: skip
    note = again(lambda: commands.take_note(
        viewer=danramil, stamp=stamp(danramil, 7), meeting=meeting, item=3, text="Sungai naik",
    ))  # fmt: skip
    decision = again(lambda: commands.take_decision(
        viewer=danramil, stamp=stamp(danramil, 8), meeting=meeting, item=0, text="Perahu siap", party=Party.KORAMIL,
        due=DUE, public=True,
    ))  # fmt: skip
    again(lambda: commands.close_meeting(viewer=camat, stamp=stamp(camat, 9), meeting=meeting))
    again(lambda: commands.correct_note(
        viewer=danramil, stamp=stamp(danramil, 10), note=note, text="Sungai surut", reason="salah dengar",
    ))  # fmt: skip
    again(lambda: commands.correct_decision(
        viewer=camat, stamp=stamp(camat, 11), decision=decision, text="Dua perahu siap", party=Party.KORAMIL, due=DUE,
        information_only=False, public=True, struck=False, reason="jumlahnya",
    ))  # fmt: skip
    again(lambda: commands.answer(
        viewer=cast.ppk_chair, stamp=stamp(cast.ppk_chair, 12), about=decision, stance=Stance.DISSENTED, note="kurang",
    ))  # fmt: skip
    again(lambda: commands.open_meeting(viewer=camat, stamp=stamp(camat, 13), meeting=meeting, reason="lanjut"))
    other = again(lambda: call(invitation(number="2"), number=14))
    again(lambda: commands.cancel_meeting(viewer=camat, stamp=stamp(camat, 15), meeting=other, reason="banjir"))
    sheet = [Attendance(seat=guest, presence=Presence.REPRESENTED, deputy="Bati")]
    again(lambda: commands.note_attendances(viewer=camat, stamp=stamp(camat), meeting=meeting, attendances=sheet))
    return meeting


@pytest.mark.django_db
@pytest.mark.usefixtures("world")
def test_every_form_sent_twice_counts_once() -> None:
    """Nothing is refused, nothing comes double, and there is no contradiction to keep."""
    meeting = story(times=2)
    sequencer.settle()
    kinds = [row.kind for row in read.entries(cast.camat, limit=1000) if row.kind.startswith(("meetings.", "journal."))]
    assert len(kinds) == 16
    assert not any("contradiction" in kind for kind in kinds)
    view = queries.meeting(cast.camat, meeting=meeting)
    assert view.row.state is MeetingState.RUNNING
    assert [len(one.notes) for one in view.items] == [0, 0, 0, 1]
    assert [one.text for one in view.decisions] == ["Dua perahu siap"]
    assert [one.title for one in view.seats] == ["Sekcam", "Babinsa"]


@pytest.mark.django_db
@pytest.mark.usefixtures("world")
def test_another_text_under_the_same_id_is_refused() -> None:
    """A form cannot say two things: the second is kept as evidence and changes nothing."""
    meeting = running()

    def write(text: str) -> str:
        return commands.take_note(viewer=cast.camat, stamp=stamp(cast.camat, 5), meeting=meeting, item=1, text=text)

    write("satu")
    with pytest.raises(Refused, match=r"journal\.same-id-other-content"):
        write("dua")
    assert [one.text for one in queries.meeting(cast.camat, meeting=meeting).items[1].notes] == ["satu"]


@pytest.mark.django_db
@pytest.mark.usefixtures("world")
def test_replay_builds_the_same_meeting_again() -> None:
    """Meetings, seats, lines, decisions, answers: thrown away and rebuilt they are the same."""
    meeting = story()
    sequencer.settle()
    before, seen = replay.fingerprint(), queries.meeting(cast.camat, meeting=meeting)
    assert replay.replay() > 0
    assert replay.fingerprint() == before
    assert queries.meeting(cast.camat, meeting=meeting) == seen


@pytest.mark.django_db
@pytest.mark.usefixtures("world")
def test_the_databases_own_word_on_a_number_is_the_named_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever gets past our look finds the constraint, which speaks as we do; nothing is left behind."""
    first = call()
    monkeypatch.setattr(known, "number_open", lambda *_number, **_besides: False)
    assert code_of(call) == "meetings.number.taken"
    assert [one.meeting for one in queries.meetings(cast.camat).rows] == [first]
    sequencer.settle()
    assert sum(row.kind == "meetings.meeting.called.v1" for row in read.entries(cast.camat, limit=1000)) == 1


def at_once(*calls: Callable[[], object]) -> list[str]:
    """Make all calls at the same time; return the codes of what was refused, anything else by its type."""
    start, codes = threading.Barrier(len(calls)), list[str]()

    def run(ask: Callable[[], object]) -> None:
        start.wait()
        try:
            ask()
        except Refused as refused:
            codes.append(refused.code)
        except Exception as error:  # noqa: BLE001 -- a thread's own error would be lost
            codes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(ask,)) for ask in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes


@pytest.fixture
def lasting(transactional_db: None, data_dir: object) -> World:
    """The tiny kecamatan where several threads see it."""
    assert data_dir is not None
    return small()


def test_of_two_meetings_called_at_once_under_one_number_one_is_refused(lasting: World) -> None:
    """By name, not as an error of the database."""
    assert lasting.stations
    assert at_once(call, lambda: call(viewer=cast.ppk_chair), call) == ["meetings.number.taken"] * 2
    assert queries.meetings(cast.camat).total == 1


def test_two_typists_at_once_lose_no_line(lasting: World) -> None:
    """Ten lines of two offices, typed at the same time, all stand in the minutes, each once, under numbers in a row."""
    assert lasting.stations
    meeting = running()

    def write(number: int) -> Callable[[], object]:
        viewer = cast.danramil if number % 2 else cast.ppk_operator
        return lambda: commands.take_note(
            viewer=viewer, stamp=stamp(viewer, number + 1), meeting=meeting, item=1, text=f"baris {number}"
        )

    assert at_once(*map(write, range(10))) == []
    notes = queries.meeting(cast.camat, meeting=meeting).items[1].notes
    assert {one.text for one in notes} == {f"baris {number}" for number in range(10)}
    assert [one.order for one in notes] == list(range(1, 11))


def test_a_qr_used_by_two_phones_at_once_counts_once(lasting: World) -> None:
    """One is noted, the other is told so."""
    assert lasting.stations
    meeting = running(invitation(seats=(seat(),)))
    (one,) = queries.meeting(cast.camat, meeting=meeting).seats
    token = queries.seat_token(meeting, one.seat)

    def use() -> None:
        commands.check_in(
            meeting=meeting, seat=one.seat, token=token, presence=Presence.ATTENDED, deputy="", at=cast.H_DAY
        )

    assert at_once(use, use) == ["meetings.check-in.already-used"]
