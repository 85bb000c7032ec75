"""Any sequence of steps by anybody: what a page offers is what the commands take, and the rows stay whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import MeetingState
from sinergi.areas.meetings.models import Decision, Meeting
from sinergi.areas.meetings.queries.rows import MeetingView
from sinergi.areas.meetings.rules.states import MeetingStep
from sinergi.journal import replay
from sinergi.vocabulary.viewer import Viewer
from tests import cast
from tests.meetings import DUE, call, code_of, invitation, seat, stamp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
NUMBERS = count(1)
Step = Callable[[Viewer, MeetingView], object]
STEPS: dict[MeetingStep, Step] = {
    MeetingStep.CHANGE: lambda viewer, view: commands.change_meeting(
        viewer=viewer,
        stamp=stamp(viewer),
        meeting=view.row.meeting,
        invitation=invitation(number=view.row.number, venue=f"Aula {len(view.changes)}", seats=(seat(),)),
        reason="ubah",
    ),
    MeetingStep.OPEN: lambda viewer, view: commands.open_meeting(
        viewer=viewer, stamp=stamp(viewer), meeting=view.row.meeting
    ),
    MeetingStep.REOPEN: lambda viewer, view: commands.open_meeting(
        viewer=viewer, stamp=stamp(viewer), meeting=view.row.meeting, reason="lanjut"
    ),
    MeetingStep.CLOSE: lambda viewer, view: commands.close_meeting(
        viewer=viewer, stamp=stamp(viewer), meeting=view.row.meeting
    ),
    MeetingStep.CANCEL: lambda viewer, view: commands.cancel_meeting(
        viewer=viewer, stamp=stamp(viewer), meeting=view.row.meeting, reason="batal"
    ),
    MeetingStep.EXTEND: lambda viewer, view: commands.extend_agenda(
        viewer=viewer, stamp=stamp(viewer), meeting=view.row.meeting, title="Butir baru"
    ),
    MeetingStep.WRITE: lambda viewer, view: commands.take_decision(
        viewer=viewer,
        stamp=stamp(viewer),
        meeting=view.row.meeting,
        item=0,
        text="putus",
        party=viewer.party,
        due=DUE,
    ),
    MeetingStep.ATTEND: lambda viewer, view: commands.add_seat(
        viewer=viewer, stamp=stamp(viewer), meeting=view.row.meeting, party=viewer.party, title="Tamu"
    ),
}
COURSE = (
    MeetingStep.CHANGE,
    MeetingStep.OPEN,
    MeetingStep.WRITE,
    MeetingStep.EXTEND,
    MeetingStep.ATTEND,
    MeetingStep.CLOSE,
    MeetingStep.WRITE,
    MeetingStep.REOPEN,
    MeetingStep.WRITE,
    MeetingStep.CANCEL,
)
WALK = st.lists(
    st.tuples(st.sampled_from([cast.camat, cast.kapolsek, cast.ppk_operator]), st.sampled_from(sorted(STEPS))),
    max_size=14,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=WALK)
def test_whatever_the_order_a_meeting_is_in_one_state_and_offers_what_it_takes(
    walk: list[tuple[Viewer, MeetingStep]],
) -> None:
    """A step that is offered is taken, one that is not is refused by name; nothing else is ever raised."""
    meeting = call(invitation(number=f"uji/{next(NUMBERS)}", seats=(seat(),)))
    for viewer, step in walk:
        view = queries.meeting(viewer, meeting=meeting)
        code = code_of(partial(STEPS[step], viewer, view))
        called = view.row.state is MeetingState.CALLED
        expected = MeetingStep.OPEN if step is MeetingStep.REOPEN and called else step  # a needless reason does no harm
        assert (code == "") == (expected in view.may), (step, view.row.state, code)
    row = queries.meeting(cast.panwascam, meeting=meeting).row
    assert (row.closed_at is not None) == (row.state is MeetingState.CLOSED)
    assert (row.opened_at is None) == (row.state in (MeetingState.CALLED, MeetingState.CANCELLED))


def test_a_long_walk_replays_to_the_same_rows() -> None:
    """Every step of every office in every state, then all tables thrown away and built again."""
    for start in range(3):
        meeting = call(invitation(number=f"putar/{start}", seats=(seat(),)))
        for step in (*COURSE[start:], *COURSE):
            for viewer in (cast.kapolsek, cast.camat):
                view = queries.meeting(viewer, meeting=meeting)
                code_of(partial(STEPS[step], viewer, view))
    assert Meeting.objects.count() == 3
    assert Decision.objects.exists()
    before = replay.fingerprint()
    replay.replay()
    assert replay.fingerprint() == before
