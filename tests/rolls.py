"""Roll-calls for tests: people at posts, a call whose hour has come, the token of a link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from sinergi.areas.people import commands
from sinergi.areas.people.commands import PersonEntry
from sinergi.areas.people.facts import Duty, DutyPostFilled
from sinergi.areas.people.queries import calling
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Party, Role, Viewer
from tests import cast

HOUR = timedelta(hours=1)


def now_stamp(viewer: Viewer, *numbers: int, at: datetime | None = None) -> Stamp:
    """Return a stamp of this moment, with the ids of ``numbers``."""
    return cast.stamp(viewer, at=at or clock.now(), ids=tuple(cast.fact_id(number) for number in numbers))


def hold(posts: dict[str, str]) -> None:
    """Seat a fictional person, with the phone given (or none), at each post of the kecamatan."""
    for index, (post, phone) in enumerate(posts.items()):
        entry = PersonEntry(name=f"Rekaan Kesekian {index}", party=Party.KECAMATAN, duty=Duty.LINMAS, phone=phone)
        person = commands.register_person(viewer=cast.camat, stamp=cast.stamp(cast.camat), entry=entry)
        facts = [DutyPostFilled(post=post, person=person)]
        commands.fill_posts(viewer=cast.camat, stamp=cast.stamp(cast.camat), facts=facts)


def usual(posts: tuple[str, ...]) -> tuple[str, ...]:
    """Seat people at the four posts of the tiny kecamatan: two with a phone, one without; the last stays vacant."""
    hold({posts[0]: "081177770001", posts[1]: "081177770002", posts[2]: ""})
    return posts


def schedule(*, start: timedelta = -timedelta(minutes=5), hours: int = 2, viewer: Viewer = cast.kapolsek) -> str:
    """Set a roll-call that begins ``start`` from now."""
    begins = clock.now() + start
    return commands.schedule_roll_call(
        viewer=viewer, stamp=now_stamp(viewer), title="Uji malam", starts_at=begins, ends_at=begins + hours * HOUR
    )


def opened() -> str:
    """Set a roll-call whose hour has come, and let the machine open it."""
    call = schedule()
    assert commands.open_due_roll_calls(now=clock.now()) == 1
    return call


def card(post: str) -> Viewer:
    """Return the card of a post of the kecamatan."""
    term = clock.now() + 24 * HOUR
    made = commands.issue_card(viewer=cast.camat, stamp=cast.stamp(cast.camat), post=post, valid_until=term)
    return Viewer(party=Party.KECAMATAN, role=Role.FIELD, account=f"card:{made.card}", post=made.at)


def token(call: str, post: str) -> str:
    """Return the token of a post's link."""
    return calling.reply_token(call=call, post=post)


def code(action: Callable[[], object]) -> str:
    """Return the code with which ``action`` refuses."""
    with pytest.raises(Refused) as caught:
        action()
    return caught.value.code
