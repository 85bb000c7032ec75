"""The course of a meeting: it opens with unmet promises, runs, closes, goes on; who may do which step when."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands import Draft
from sinergi.areas.meetings.facts import MeetingState
from sinergi.areas.meetings.rules.states import MeetingStep
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast
from tests.meetings import STARTS, call, code_of, invitation, running, stamp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
LATER = STARTS + timedelta(days=5)
HOST = {MeetingStep.CHANGE, MeetingStep.OPEN, MeetingStep.CLOSE, MeetingStep.REOPEN, MeetingStep.CANCEL}


def open_(meeting: str, *, viewer: Viewer = cast.camat, reason: str = "") -> None:
    """Open a meeting, or go on with it."""
    commands.open_meeting(viewer=viewer, stamp=stamp(viewer), meeting=meeting, reason=reason)


def close(meeting: str, *, viewer: Viewer = cast.camat) -> None:
    """Close a meeting."""
    commands.close_meeting(viewer=viewer, stamp=stamp(viewer), meeting=meeting)


def cancel(meeting: str, *, viewer: Viewer = cast.camat, reason: str = "banjir") -> None:
    """Call a meeting off."""
    commands.cancel_meeting(viewer=viewer, stamp=stamp(viewer), meeting=meeting, reason=reason)


def promise(meeting: str, text: str, *, days: int) -> str:
    """Let the police promise something in a meeting, due so many days after the first one."""
    draft = Draft(party=Party.POLSEK, text=text, due=STARTS + timedelta(days=days), meeting=meeting)
    return commands.give_promise(viewer=cast.kapolsek, stamp=stamp(cast.kapolsek), draft=draft)


def test_the_next_meeting_opens_with_the_unmet_promises() -> None:
    """Late ones first; what it opened with stays, although a promise is kept while it runs."""
    first = running()
    late, kept, soon = (promise(first, word, days=days) for word, days in (("telat", 2), ("beres", 3), ("segera", 7)))
    assert [one.promise for one in queries.meeting(cast.camat, meeting=first).promises] == [late, kept, soon]
    close(first)
    commands.keep_promise(viewer=cast.kapolsek, stamp=stamp(cast.kapolsek), promise=kept)
    second = call(invitation(number="2", starts_at=LATER, ends_at=LATER + timedelta(hours=1)))
    assert [one.promise for one in queries.meeting(cast.danramil, meeting=second).carried] == [late, soon]
    open_(second)
    commands.keep_promise(viewer=cast.kapolsek, stamp=stamp(cast.kapolsek), promise=late)
    view = queries.meeting(cast.danramil, meeting=second)
    assert [(one.promise, str(one.state)) for one in view.carried] == [(late, "kept"), (soon, "pending")]
    close(second)
    open_(second, reason="belum selesai")
    assert [one.promise for one in queries.meeting(cast.danramil, meeting=second).carried] == [late, soon]
    assert queries.meeting(cast.danramil, meeting=first).carried == ()


def test_a_meeting_is_opened_closed_reopened_and_cancelled_in_order() -> None:
    """Each step only from its state, each refusal by name; going on needs a reason."""
    meeting = call()
    assert code_of(lambda: close(meeting)) == "meetings.meeting.not-begun"
    open_(meeting)
    assert code_of(lambda: open_(meeting)) == "meetings.meeting.running"
    assert code_of(lambda: cancel(meeting)) == "meetings.meeting.running"
    close(meeting)
    assert code_of(lambda: close(meeting)) == "meetings.meeting.closed"
    assert code_of(lambda: open_(meeting)) == "meetings.reason.missing"
    opened = queries.meeting(cast.camat, meeting=meeting).row.opened_at
    open_(meeting, reason="belum selesai")
    row = queries.meeting(cast.camat, meeting=meeting).row
    assert (row.state, row.reason, row.closed_at, row.opened_at) == (
        MeetingState.RUNNING,
        "belum selesai",
        None,
        opened,
    )
    other = call(invitation(number="2"))
    assert code_of(lambda: cancel(other, reason="")) == "meetings.reason.missing"
    cancel(other)
    row = queries.meeting(cast.camat, meeting=other).row
    assert (row.state, row.reason, row.revision) == (MeetingState.CANCELLED, "banjir", 1)
    assert code_of(lambda: open_(other)) == "meetings.meeting.cancelled"
    assert code_of(lambda: cancel(other)) == "meetings.meeting.cancelled"
    assert queries.meeting(cast.camat, meeting=other).carried == ()


def test_only_the_host_opens_closes_and_cancels() -> None:
    """Every other office is refused, whatever the state."""
    meeting = call(viewer=cast.ppk_operator)
    others = (cast.camat, cast.kapolsek, cast.panwascam)
    codes = [code_of(partial(step, meeting, viewer=viewer)) for viewer in others for step in (open_, close, cancel)]
    assert codes == ["access.calendar.write.own"] * 9
    open_(meeting, viewer=cast.ppk_chair)
    close(meeting, viewer=cast.ppk_operator)


def test_the_agenda_grows_at_its_end() -> None:
    """Before the meeting by the host, in it by every office; the item's number is answered."""
    meeting = call()

    def extend(title: str, viewer: Viewer = cast.camat) -> int:
        return commands.extend_agenda(viewer=viewer, stamp=stamp(viewer), meeting=meeting, title=title)

    assert extend("Lain-lain") == 3
    assert code_of(lambda: extend("Banjir", cast.kapolsek)) == "access.calendar.write.own"
    open_(meeting)
    assert extend("Banjir", cast.kapolsek) == 4
    assert code_of(lambda: extend("x" * 1_000_000)) == "meetings.text.too-large"
    assert code_of(lambda: extend(" ")) == "meetings.text.missing"
    assert [one.title.id for one in queries.meeting(cast.camat, meeting=meeting).items][3:] == ["Lain-lain", "Banjir"]
    for number in range(5, 41):
        extend(f"Butir {number}")
    assert code_of(lambda: extend("Butir 41")) == "meetings.agenda.too-large"
    close(meeting)
    assert code_of(lambda: extend("Terlambat")) == "meetings.meeting.closed"


def test_what_a_page_offers_is_what_the_commands_allow() -> None:
    """The host's steps for the host alone, the others for every office, none once it was cancelled."""
    meeting = call()
    allowed = {
        MeetingState.CALLED: {MeetingStep.CHANGE, MeetingStep.OPEN, MeetingStep.CANCEL, MeetingStep.EXTEND},
        MeetingState.RUNNING: {MeetingStep.CLOSE, MeetingStep.EXTEND, MeetingStep.WRITE, MeetingStep.CORRECT},
        MeetingState.CLOSED: {MeetingStep.REOPEN, MeetingStep.CORRECT},
    }

    def seen(viewer: Viewer) -> set[MeetingStep]:
        return set(queries.meeting(viewer, meeting=meeting).may)

    for state, step in ((MeetingState.CALLED, open_), (MeetingState.RUNNING, close), (MeetingState.CLOSED, None)):
        every = allowed[state] | {MeetingStep.ATTEND}
        assert seen(cast.camat) == every
        assert seen(cast.ppk_operator) == every - HOST - (
            {MeetingStep.EXTEND} if state is MeetingState.CALLED else set()
        )
        if step is not None:
            step(meeting)
    off = call()
    cancel(off)
    assert queries.meeting(cast.camat, meeting=off).may == frozenset()
