"""Two people at once: one of them comes first, the other is answered by name, and nothing is torn or done twice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connections

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import MeetingState, Presence, PromiseState
from sinergi.areas.meetings.models import Attendee, Meeting, Note, Promise, PromiseEvent
from sinergi.journal import book, replay, sequencer, verify
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party
from tests import cast, meetings
from tests.promises import CLASSED, classed, give
from tests.world import NEAR, STATIONS, small

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 3


@pytest.fixture(params=["threads", "processes"])
def together(request: pytest.FixtureRequest, data_dir: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiny kecamatan; "processes": nothing but the database keeps the writers apart."""
    assert data_dir
    small()
    if request.param == "processes":
        monkeypatch.setattr(book, "WRITER", nullcontext())


def race(*works: Callable[[], object]) -> Counter[str]:
    """Do all of ``works`` at once; return how often each refusal came, and "" for what went through."""
    ready, answers = threading.Barrier(len(works)), list[str]()

    def do(work: Callable[[], object]) -> None:
        try:
            ready.wait()
            work()
            answers.append("")
        except Refused as error:
            answers.append(error.code)
        except BaseException as error:  # noqa: BLE001 -- told by the test's own thread
            answers.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(answers)


def settled() -> None:
    """Hold the tables to what a replay of the journal gives, and the journal to its own seals."""
    before = replay.fingerprint()
    replay.replay()
    assert replay.fingerprint() == before
    sequencer.settle()
    assert verify.verify_all().problems == ()


@pytest.mark.usefixtures("together")
def test_one_number_is_taken_once() -> None:
    """Four invitations with one number, written in two ways."""
    numbers = ("005/9/2024", "005 / 9/2024", "005/9/2024", "005/9/2024 ")
    told = race(*(partial(meetings.call, meetings.invitation(number=one)) for one in numbers))
    assert told == {"": 1, "meetings.number.taken": 3}
    settled()


@pytest.mark.usefixtures("together")
def test_a_meeting_is_opened_or_cancelled() -> None:
    """Never both; and opened once."""
    for number in range(TIMES):
        meeting = meetings.call(meetings.invitation(number=f"{number}"))
        step: dict[str, Any] = {"viewer": cast.camat, "stamp": meetings.stamp(), "meeting": meeting}
        told = race(
            partial(commands.open_meeting, **step),
            partial(commands.cancel_meeting, **step, reason="Batal"),
            partial(commands.open_meeting, **step),
        )
        assert told[""] == 1
        assert set(told) <= {"", "meetings.meeting.running", "meetings.meeting.cancelled"}
    settled()


@pytest.mark.usefixtures("together")
def test_lines_stand_in_the_minutes_or_are_refused() -> None:
    """Captured while the meeting is closed: what was acknowledged is there, once, in one order; the rest by name."""
    meeting = meetings.running()

    def capture(party: Party) -> Callable[[], object]:
        viewer = {Party.PPK: cast.ppk_chair, Party.POLSEK: cast.kapolsek}[party]
        return lambda: commands.take_note(
            viewer=viewer, stamp=cast.stamp(viewer), meeting=meeting, item=1, text=f"Baris {party}"
        )

    writers = [capture(party) for party in (Party.PPK, Party.POLSEK) * 4]
    close: dict[str, Any] = {"viewer": cast.camat, "stamp": meetings.stamp(), "meeting": meeting}
    told = race(*writers, partial(commands.close_meeting, **close), partial(commands.close_meeting, **close))
    assert set(told) <= {"", "meetings.meeting.closed"}
    assert Note.objects.filter(meeting=meeting).count() == told[""] - 1
    assert Meeting.objects.get(meeting=meeting).state == MeetingState.CLOSED
    settled()


@pytest.mark.usefixtures("together")
def test_a_promise_has_one_end() -> None:
    """Kept, dropped and moved at once; or dropped while the record that closes it arrives."""
    later = cast.H_DAY + timedelta(days=3)
    for at in range(TIMES):
        promise = give(Party.PPK)
        step: dict[str, Any] = {"viewer": cast.ppk_chair, "stamp": cast.stamp(cast.ppk_chair), "promise": promise}
        told = race(
            partial(commands.keep_promise, **step),
            partial(commands.drop_promise, **step, reason="Batal"),
            partial(commands.postpone_promise, **step, due=later, reason="Hujan"),
        )
        assert set(told) == {"", "meetings.promise.closed"}
        row = Promise.objects.get(promise=promise)
        assert row.state in (PromiseState.KEPT, PromiseState.DROPPED)

        waits = give(Party.POLSEK, ask=CLASSED, places=(NEAR,))
        police: dict[str, Any] = {"viewer": cast.kapolsek, "stamp": cast.stamp(cast.kapolsek), "promise": waits}
        told = race(
            lambda: classed(Party.POLSEK, STATIONS[0]),
            lambda: classed(Party.POLSEK, STATIONS[1]),
            partial(commands.drop_promise, **police, reason="Batal"),
        )
        assert set(told) <= {"", "meetings.promise.closed"}, at
        ends = PromiseEvent.objects.filter(
            promise=waits, kind__in=("meetings.promise.kept.v1", "meetings.promise.dropped.v1")
        )
        assert ends.count() == 1
    settled()


@pytest.mark.usefixtures("together")
def test_a_qr_works_once_however_many_phones_send_it() -> None:
    """The second phone is told; the row is noted once."""
    meeting = meetings.running(meetings.invitation(seats=(meetings.seat(),)))
    seat = Attendee.objects.get(meeting=meeting).seat
    token = queries.seat_token(meeting, seat)
    told = race(
        *[
            lambda: commands.check_in(
                meeting=meeting, seat=seat, token=token, presence=Presence.ATTENDED, deputy="", at=meetings.STARTS
            )
        ]
        * 3
    )
    assert told == {"": 1, "meetings.check-in.already-used": 2}
    settled()


@pytest.mark.usefixtures("together")
def test_two_clerks_remind_and_note_once() -> None:
    """The machine in two processes at the same minute."""
    give(Party.PPK)
    now = cast.H_DAY - timedelta(days=20)
    told = race(*[lambda: commands.note_duties(now=now)] * 3)
    assert told == {"": 3}
    duties = Promise.objects.exclude(duty="")
    assert duties.count() == len(set(duties.values_list("duty", flat=True))) > 0
    assert race(*[lambda: commands.remind(now=cast.H_DAY + timedelta(hours=13))] * 3) == {"": 3}
    sent = list(PromiseEvent.objects.filter(kind="meetings.promise.reminded.v1").values_list("promise", "note", "due"))
    assert sent
    assert len(sent) == len(set(sent))
    settled()
