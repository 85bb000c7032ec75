"""Set a roll-call, open it, call it off: what is taken down, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sinergi.areas.people import commands, queries
from sinergi.areas.people.queries import CallState
from sinergi.journal import clock
from tests import cast
from tests.rolls import HOUR, code, hold, now_stamp, opened, schedule, usual
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts(world: World) -> tuple[str, ...]:
    """Four posts of the kecamatan: two with a phone, one without, one vacant."""
    return usual(world.posts)


def test_the_machine_opens_what_is_due_once(posts: tuple[str, ...]) -> None:
    """The second round of the clerk finds nothing to open; the lines are frozen as the posts stand."""
    call = opened()
    assert commands.open_due_roll_calls(now=clock.now()) == 0
    view = queries.roll_call(cast.camat, call=call, now=clock.now())
    assert view.row.state is CallState.OPEN
    assert (view.own.posts, view.own.vacant, view.own.no_phone, view.own.untouched) == (len(posts), 1, 1, 2)


def test_a_later_holder_does_not_change_the_result(posts: tuple[str, ...]) -> None:
    """A post that is filled after the opening stays vacant in this roll-call."""
    call = opened()
    hold({posts[3]: "081177770003"})
    assert queries.roll_call(cast.camat, call=call, now=clock.now()).own.vacant == 1


def test_before_it_opens_it_shows_today(posts: tuple[str, ...]) -> None:
    """A roll-call of tonight waits for its hour, and says whom it would miss."""
    call = schedule(start=HOUR)
    assert commands.open_due_roll_calls(now=clock.now()) == 0
    view = queries.roll_call(cast.camat, call=call, now=clock.now())
    assert (view.row.state, view.own.vacant) == (CallState.SCHEDULED, 1)
    hold({posts[3]: "081177770003"})
    assert queries.roll_call(cast.camat, call=call, now=clock.now()).own.vacant == 0


def test_what_nobody_opened_lapses(world: World) -> None:
    """A server that slept through the window opens nothing afterwards."""
    call = schedule(start=HOUR)
    later = clock.now() + 9 * HOUR
    assert commands.open_due_roll_calls(now=later) == 0
    assert queries.roll_call(cast.camat, call=call, now=later).row.state is CallState.LAPSED
    assert queries.roll_call(cast.camat, call=call, now=later).row.held == 0
    assert world.posts


def test_two_do_not_overlap(world: World) -> None:
    """A second roll-call in the same hours is refused, of whatever party; after the first was called off it is not."""
    call = schedule(start=HOUR)
    assert code(lambda: schedule(start=2 * HOUR, viewer=cast.danramil)) == "people.roll-call.overlap"
    commands.cancel_roll_call(viewer=cast.kapolsek, stamp=now_stamp(cast.kapolsek), call=call, reason="Hujan deras")
    second = schedule(start=2 * HOUR, viewer=cast.danramil)
    assert {row.call for row in queries.roll_calls(cast.camat, now=clock.now())} == {call, second}
    assert world.posts


def test_a_second_click_sets_one(world: World) -> None:
    """The same form sent twice is one roll-call; calling it off twice is one refusal less."""
    begins, sent = clock.now() + HOUR, now_stamp(cast.kapolsek, 1)
    made = {
        commands.schedule_roll_call(
            viewer=cast.kapolsek, stamp=sent, title="Uji", starts_at=begins, ends_at=begins + HOUR
        )
        for _ in range(2)
    }
    assert len(made) == len(queries.roll_calls(cast.camat, now=clock.now())) == 1
    off = now_stamp(cast.kapolsek, 2)
    for _ in range(2):
        commands.cancel_roll_call(viewer=cast.kapolsek, stamp=off, call=next(iter(made)), reason="Hujan")
    assert queries.roll_calls(cast.camat, now=clock.now())[0].state is CallState.CANCELLED
    assert world.posts


def test_a_head_opens_it_shortly_before(world: World) -> None:
    """Any head opens it a quarter of an hour early; an operator does not, nobody an hour early, and nobody twice."""
    soon, far = schedule(start=timedelta(minutes=10)), schedule(start=5 * HOUR)
    operator, head = cast.ppk_operator, cast.danramil
    asked = code(lambda: commands.open_roll_call(viewer=operator, stamp=now_stamp(operator), call=soon))
    assert asked == "people.roll-call.chair"
    for _ in range(2):
        commands.open_roll_call(viewer=head, stamp=now_stamp(head, 5), call=soon)
    again = code(lambda: commands.open_roll_call(viewer=head, stamp=now_stamp(head, 6), call=soon))
    assert again == "people.roll-call.already-open"
    early = code(lambda: commands.open_roll_call(viewer=head, stamp=now_stamp(head), call=far))
    assert early == "people.roll-call.early"
    assert world.posts


def test_who_set_it_calls_it_off_with_a_reason(world: World) -> None:
    """Another party does not; without a reason nobody does; one that is off is not called off again."""
    call = schedule(start=HOUR)
    for viewer, reason, expected in (
        (cast.camat, "Hujan", "people.roll-call.not-allowed"),
        (cast.kapolsek, " ", "people.roll-call.reason"),
        (cast.kapolsek, "Hubungi 081177770001", "people.person.outside-vault"),
    ):
        ask: dict[str, Any] = {"stamp": now_stamp(viewer), "call": call, "reason": reason}
        assert code(lambda viewer=viewer, ask=ask: commands.cancel_roll_call(viewer=viewer, **ask)) == expected
    commands.cancel_roll_call(viewer=cast.kapolsek, stamp=now_stamp(cast.kapolsek), call=call, reason="Hujan")
    asks: dict[str, Any] = {"stamp": now_stamp(cast.kapolsek), "call": call, "reason": "Hujan"}
    refused = code(lambda: commands.cancel_roll_call(viewer=cast.kapolsek, **asks))
    assert refused == "people.roll-call.already-cancelled"
    assert world.posts


@pytest.mark.parametrize(
    ("expected", "change"),
    [
        ("people.roll-call.title", {"title": " "}),
        ("people.roll-call.window", {"lasts": timedelta(0)}),
        ("people.roll-call.window", {"lasts": 13 * HOUR}),
        ("people.roll-call.past", {"begins": -9 * HOUR}),
        ("people.person.outside-vault", {"title": "Hubungi Rekaan Kesekian 0"}),
        ("people.person.outside-vault", {"note": "ke 0811 7777 0001"}),
        ("people.person.nik", {"title": "Uji 1404190101010001"}),
    ],
)
def test_bad_windows_and_texts(posts: tuple[str, ...], expected: str, change: dict[str, Any]) -> None:
    """Too short, too long, past, without a title, with a colleague's name, a telephone number, a NIK."""
    assert posts
    said: dict[str, Any] = {"title": "Uji", "note": "", "begins": HOUR, "lasts": HOUR} | change
    starts_at = clock.now() + said["begins"]
    hours = {"starts_at": starts_at, "ends_at": starts_at + said["lasts"]}
    ask: dict[str, Any] = {"stamp": now_stamp(cast.camat), "title": said["title"], "note": said["note"], **hours}
    assert code(lambda: commands.schedule_roll_call(viewer=cast.camat, **ask)) == expected
