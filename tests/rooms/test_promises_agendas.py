"""Where a promise came from and where it comes up again, and what an office must know first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sinergi.areas.meetings import commands, queries
from sinergi.vocabulary.viewer import PUBLIC, Party
from tests import cast
from tests.meetings import DUE, STARTS, call, code_of, invitation, running, stamp
from tests.promises import give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
LATER = STARTS + timedelta(days=6)


def later(number: str, **shift: int) -> str:
    """Call a meeting after the usual one."""
    at = LATER + timedelta(**shift)
    return call(invitation(number=number, starts_at=at, ends_at=at + timedelta(hours=2)))


def test_a_promise_knows_its_decision_and_the_meetings_that_open_with_it() -> None:
    """Its decision by number, a meeting that opened with it, one that will; not its own, not a cancelled one."""
    meeting = running()
    said = {"viewer": cast.camat, "stamp": stamp(), "meeting": meeting, "item": 1}
    decision = commands.take_decision(**said, text="Logistik siap", party=Party.PPK, due=DUE)
    promise = give(Party.PPK, at=STARTS, due=DUE, meeting=meeting, decision=decision)
    loose = give(Party.PPK, at=STARTS, due=DUE, meeting=meeting)
    commands.close_meeting(viewer=cast.camat, stamp=stamp(), meeting=meeting)
    opened, coming, off = later("2"), later("3", hours=5), later("4", hours=6)
    commands.open_meeting(viewer=cast.camat, stamp=cast.stamp(cast.camat, at=LATER), meeting=opened)
    commands.cancel_meeting(viewer=cast.camat, stamp=stamp(), meeting=off, reason="batal")
    view = queries.promise(cast.danramil, promise=promise, now=LATER)
    assert view.decision_number == 1
    assert [one.meeting for one in view.agendas] == [opened, coming]
    assert queries.promise(cast.danramil, promise=loose, now=LATER).decision_number == 0
    commands.drop_promise(viewer=cast.camat, stamp=stamp(), promise=promise, reason="tidak perlu")
    assert [one.meeting for one in queries.promise(cast.camat, promise=promise, now=LATER).agendas] == [opened]


def test_an_office_is_told_of_late_promises_and_of_the_next_meeting() -> None:
    """All late ones and its own, the soonest meeting not over yet, and before it one that runs; none for the public."""
    nothing = queries.attention(cast.camat, now=LATER)
    assert (nothing.late, nothing.ours, nothing.meeting, nothing.starts_at) == (0, 0, "", None)
    give(Party.PPK, at=STARTS, due=DUE)
    give(Party.KECAMATAN, at=STARTS, due=DUE)
    give(Party.PPK, at=STARTS, due=DUE + timedelta(days=9))
    later("5", hours=9)
    soon = later("2")
    past = call(invitation(number="9"))
    told = queries.attention(cast.camat, now=DUE + timedelta(hours=1))
    assert (told.late, told.ours, told.meeting, told.running) == (2, 1, soon, False)
    assert queries.attention(cast.danramil, now=DUE + timedelta(hours=1)).ours == 0
    commands.open_meeting(viewer=cast.camat, stamp=stamp(), meeting=past)
    told = queries.attention(cast.camat, now=LATER)
    assert (told.meeting, told.running) == (past, True)
    assert code_of(lambda: queries.attention(PUBLIC, now=LATER)).startswith("access.")
