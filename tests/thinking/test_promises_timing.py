"""Hours of promises and their reminders: half time, the day before, on the hour, late; no burst, nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.areas.meetings.facts import Nudge
from sinergi.areas.meetings.rules import timing

SET = datetime(2024, 11, 18, 2, tzinfo=UTC)
MINUTES = st.integers(min_value=1, max_value=60 * 24 * 90)
WIB = timezone(timedelta(hours=7))


def moments(hours: float) -> dict[Nudge, timedelta]:
    """Return when each nudge of a promise of so many hours comes, counted from the moment the hour was set."""
    return {one.nudge: one.at - SET for one in timing.schedule(since=SET, due=SET + timedelta(hours=hours))}


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (1.9, {Nudge.HOUR: 1.9, Nudge.LATE: 2.9}),
        (2, {Nudge.HALF: 1, Nudge.HOUR: 2, Nudge.LATE: 3}),
        (24, {Nudge.HALF: 12, Nudge.HOUR: 24, Nudge.LATE: 25}),
        (30, {Nudge.DAY: 6, Nudge.HALF: 15, Nudge.HOUR: 30, Nudge.LATE: 31}),
        (48, {Nudge.DAY: 24, Nudge.HOUR: 48, Nudge.LATE: 49}),
        (240, {Nudge.HALF: 120, Nudge.DAY: 216, Nudge.HOUR: 240, Nudge.LATE: 241}),
    ],
    ids=["short", "two hours", "a day", "half after day", "half is the day", "ten days"],
)
def test_reminders_come_at_their_moments(hours: float, expected: dict[Nudge, float]) -> None:
    """By hand: half time from two hours on, the day before only when the hour was set earlier than that."""
    assert moments(hours) == {nudge: timedelta(hours=after) for nudge, after in expected.items()}


@given(MINUTES)
def test_a_schedule_is_in_order_and_ends_late(minutes: int) -> None:
    """No two nudges share a moment; none lies before the hour was set; the last tells the head, an hour after."""
    due = SET + timedelta(minutes=minutes)
    planned = timing.schedule(since=SET, due=due)
    at = [one.at for one in planned]
    assert at == sorted(set(at))
    assert at[0] > SET
    assert planned[-1] == (due + timedelta(hours=1), Nudge.LATE)
    assert len({one.nudge for one in planned}) == len(planned)
    assert Nudge.HOUR in {one.nudge for one in planned}


@given(MINUTES, st.lists(st.integers(min_value=0, max_value=60 * 24 * 95), max_size=40))
def test_a_clerk_who_sleeps_sends_one_and_never_the_same_twice(minutes: int, wakes: list[int]) -> None:
    """Whenever he wakes: at most one nudge, the latest whose moment has come; never one twice, never one too early."""
    due = SET + timedelta(minutes=minutes)
    planned = {one.nudge: one.at for one in timing.schedule(since=SET, due=due)}
    sent: list[Nudge] = []
    for wake in sorted(wakes):
        now = SET + timedelta(minutes=wake)
        nudge = timing.nudge_due(since=SET, due=due, sent=sent, now=now)
        come = [one for one in planned if planned[one] <= now]
        if nudge is None:
            assert not come or come[-1] in sent
            continue
        assert nudge == come[-1]
        assert nudge not in sent
        sent.append(nudge)
    assert [planned[one] for one in sent] == sorted(planned[one] for one in sent)


@given(MINUTES, st.integers(min_value=0, max_value=60 * 24 * 95))
def test_the_next_look_is_when_something_comes(minutes: int, wake: int) -> None:
    """Before the noted moment there is nothing to send, from it on there is: the index misses none, wakes for none."""
    due, now = SET + timedelta(minutes=minutes), SET + timedelta(minutes=wake)
    sent: list[Nudge] = []
    while (at := timing.next_at(since=SET, due=due, sent=sent)) is not None and at <= now:
        nudge = timing.nudge_due(since=SET, due=due, sent=sent, now=now)
        assert nudge is not None
        sent.append(nudge)
    assert len(sent) <= 1
    assert timing.nudge_due(since=SET, due=due, sent=sent, now=now) is None
    assert (at is None) is (sent == [Nudge.LATE])


@given(MINUTES, MINUTES)
def test_a_postponed_promise_starts_anew(first: int, later: int) -> None:
    """With the hour set anew and nothing sent for it, its own whole schedule runs, from the moment of postponing."""
    moved = SET + timedelta(minutes=first)
    due = moved + timedelta(minutes=later)
    assert timing.next_at(since=moved, due=due, sent=()) == timing.schedule(since=moved, due=due)[0].at
    assert timing.nudge_due(since=moved, due=due, sent=(), now=moved) is None


def test_an_hour_that_had_passed_when_it_was_written_down_is_told_once() -> None:
    """A duty noted too late goes straight to the head, and nothing else is sent."""
    due = SET - timedelta(days=2)
    assert timing.nudge_due(since=SET, due=due, sent=(), now=SET) is Nudge.LATE
    assert timing.next_at(since=SET, due=due, sent=[Nudge.LATE]) is None


@pytest.mark.parametrize(
    ("due", "code"),
    [
        (None, "meetings.promise.due-missing"),
        (SET, "meetings.due.before-meeting"),
        (SET - timedelta(seconds=1), "meetings.due.before-meeting"),
        (SET.astimezone(WIB), "meetings.due.before-meeting"),
        (SET + timedelta(seconds=1), ""),
        (SET + timing.FARTHEST, ""),
        (SET + timing.FARTHEST + timedelta(seconds=1), "meetings.due.far"),
        (datetime.max.replace(tzinfo=WIB), "meetings.due.far"),
        (datetime.min.replace(tzinfo=WIB), "meetings.due.before-meeting"),
        ((SET + timedelta(seconds=1)).astimezone(WIB), ""),
    ],
)
def test_an_hour_must_be_there_and_after_the_meeting(due: datetime | None, code: str) -> None:
    """None, the same moment, an earlier one and the end of days are refused by name, whatever the zone."""
    refused = timing.why_not_due(due, after=SET)
    assert (refused.code if refused else "") == code


def test_an_hour_without_a_zone_is_a_mistake_of_the_program() -> None:
    """A naive moment never reaches a comparison."""
    with pytest.raises(ValueError, match="without a zone"):
        timing.why_not_due(SET.replace(tzinfo=None), after=SET)


@pytest.mark.parametrize(
    ("seconds", "pending", "late"), [(-1, True, True), (0, True, False), (1, True, False), (-1, False, False)]
)
def test_late_is_owed_after_the_hour(seconds: int, pending: bool, late: bool) -> None:
    """At the hour itself nobody is late; a reported or closed promise never is."""
    assert timing.is_late(due=SET + timedelta(seconds=seconds), pending=pending, now=SET) is late
