"""When a roll-call may be set, opened and answered; and that its lines always add up."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.areas.people.rules import roll_calls as calls
from sinergi.areas.people.rules.roll_calls import CallState, Reached, Window
from sinergi.vocabulary.refusal import Refused
from tests import cast

START = datetime(2024, 11, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOMENTS = st.datetimes(min_value=datetime(2024, 11, 19), max_value=datetime(2024, 11, 22), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis adds the zone


def window(*, opened: timedelta | None = None, cancelled: bool = False, start: datetime = START) -> Window:
    """Return a window of two hours, opened so long after its start."""
    at = None if opened is None else start + opened
    return Window(call="c", starts_at=start, ends_at=start + 2 * HOUR, opened_at=at, cancelled=cancelled)


def code(refused: Refused | None) -> str:
    """Return the code of a refusal, or ""."""
    return refused.code if refused else ""


@given(MOMENTS, st.booleans(), st.booleans())
def test_answers_are_taken_down_only_after_it_opened(now: datetime, opened: bool, cancelled: bool) -> None:
    """Whatever the moment: an open call takes answers and tries, a cancelled or unopened one neither."""
    one = window(opened=timedelta(0) if opened else None, cancelled=cancelled)
    state = calls.state(one, now=now)
    answered, tried = calls.why_not_answer(one, now=now), calls.why_not_try(one, now=now)
    assert (state is CallState.OPEN) == (tried is None)
    if state is CallState.OPEN:
        assert answered is None
    if cancelled or not opened:
        assert answered is not None
    if answered is None:
        assert now < one.ends_at + calls.LATE


@given(MOMENTS, MOMENTS)
def test_windows_never_overlap(first: datetime, second: datetime) -> None:
    """Two calls that were both accepted have no minute in common."""
    other = window(start=first)
    ends = second + 2 * HOUR
    refused = calls.why_not_schedule(
        title="Uji", note="", starts_at=second, ends_at=ends, others=[other], now=START - 48 * HOUR
    )
    assert (code(refused) == "people.roll-call.overlap") == (first < ends and second < other.ends_at)


@given(st.lists(st.sampled_from(list(Reached)), max_size=60))
def test_a_tally_adds_up(states: list[Reached]) -> None:
    """Every post is counted once, in one place; reached is never more than held."""
    tally = calls.tally(states)
    parts = [getattr(tally, one.name) for one in fields(tally) if one.name != "posts"]
    assert tally.posts == sum(parts) == len(states)
    assert tally.answered <= tally.held


@pytest.mark.parametrize(
    ("held", "phone", "tried", "answered", "expected"),
    [
        (False, False, False, None, Reached.VACANT),
        (True, False, False, None, Reached.NO_PHONE),
        (True, True, False, None, Reached.UNTOUCHED),
        (True, True, True, None, Reached.SENT),
        (True, False, True, None, Reached.SENT),  # by radio
        (True, False, False, START, Reached.ANSWERED),  # by card
        (True, True, True, START + 2 * HOUR, Reached.LATE),  # at the very end is late
    ],
)
def test_what_is_known_of_a_post(
    held: bool, phone: bool, tried: bool, answered: datetime | None, expected: Reached
) -> None:
    """Nothing is ever delivered: vacant, no number, not contacted, sent by us, answered, answered late."""
    found = calls.reached(held=held, phone=phone, tried=tried, answered_at=answered, ends_at=START + 2 * HOUR)
    assert found is expected


def test_no_word_of_delivery() -> None:
    """The states of a post know no “delivered”."""
    assert not {str(one) for one in Reached} & {"delivered", "received", "read", "sent"}


def test_by_hand_only_a_head_and_only_near_its_hour() -> None:
    """A quarter of an hour early is the earliest; an open one, a past one and a cancelled one are refused by name."""
    early, due = START - timedelta(minutes=16), START - timedelta(minutes=15)
    for viewer, one, now, expected in (
        (cast.ppk_operator, window(), START, "people.roll-call.chair"),
        (cast.danramil, window(), early, "people.roll-call.early"),
        (cast.danramil, window(), due, ""),
        (cast.danramil, window(opened=timedelta(0)), START, "people.roll-call.already-open"),
        (cast.danramil, window(), START + 2 * HOUR, "people.roll-call.already-over"),
        (cast.danramil, window(cancelled=True), START, "people.roll-call.already-cancelled"),
    ):
        assert code(calls.why_not_open(one, viewer=viewer, others=[one], now=now)) == expected


def test_the_next_waits_until_the_one_before_is_over() -> None:
    """Opened a quarter of an hour early, it would run beside the one before: never two at once."""
    before = window(opened=timedelta(0), start=START - 2 * HOUR)
    after = Window(call="d", starts_at=START, ends_at=START + HOUR, opened_at=None, cancelled=False)
    for now, expected in ((START - HOUR / 6, "people.roll-call.waits"), (START, "")):
        refused = calls.why_not_open(after, viewer=cast.danramil, others=[before, after], now=now)
        assert code(refused) == expected
