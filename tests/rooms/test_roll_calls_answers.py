"""Who was contacted and who answered: each answer counts once, and nothing counts as delivered."""

from __future__ import annotations

from typing import Any

import pytest

from sinergi.areas.people import commands, queries
from sinergi.areas.people.facts import Answered, Channel
from sinergi.areas.people.queries import Reached
from sinergi.journal import clock
from sinergi.journal.models import Entry
from tests import cast
from tests.rolls import HOUR, card, code, now_stamp, opened, schedule, token, usual
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts(world: World) -> tuple[str, ...]:
    """Four posts of the kecamatan: two with a phone, one without, one vacant."""
    return usual(world.posts)


def test_an_answer_by_link_counts_once(posts: tuple[str, ...]) -> None:
    """The first press is recorded, the second finds it; one fact stands in the journal."""
    call, now = opened(), clock.now()
    sign = token(call, posts[0])
    first = commands.answer_by_link(call=call, post=posts[0], token=sign, at=now)
    second = commands.answer_by_link(call=call, post=posts[0], token=sign.lower(), at=now + HOUR)
    assert (first.fresh, second.fresh, second.answered_at) == (True, False, first.answered_at)
    assert Entry.objects.filter(kind="people.contact.answered.v1").count() == 1


def test_a_wrong_token_says_nothing(posts: tuple[str, ...]) -> None:
    """The token of another post, an empty one, a strange one and a made-up post get the same sentence."""
    call, now = opened(), clock.now()
    asks = ((posts[0], token(call, posts[1])), (posts[0], ""), (posts[0], "\u0131"), ("kosong", token(call, "kosong")))
    for post, sign in asks:
        told = code(lambda p=post, s=sign: commands.answer_by_link(call=call, post=p, token=s, at=now))
        seen = code(lambda p=post, s=sign: queries.reply(call=call, post=p, token=s, now=now))
        assert (told, seen) == ("people.reply.unknown", "people.reply.unknown")


def test_an_answer_after_the_window_is_late(posts: tuple[str, ...]) -> None:
    """It is taken down and shown, and does not count as reached; a day later it is refused."""
    call, now = opened(), clock.now()
    sign = token(call, posts[0])
    refused = code(lambda: commands.answer_by_link(call=call, post=posts[0], token=sign, at=now + 24 * HOUR))
    assert refused == "people.roll-call.already-over"
    assert commands.answer_by_link(call=call, post=posts[0], token=sign, at=now + 3 * HOUR).late
    view = queries.roll_call(cast.camat, call=call, now=now + 3 * HOUR)
    assert (view.own.answered, view.own.late, view.row.answered) == (0, 1, 0)


def test_nobody_answers_before_it_opens(posts: tuple[str, ...]) -> None:
    """Before it is opened there are no lines; a vacant post has no answer either."""
    call = schedule(start=HOUR)
    now, sign = clock.now(), token(call, posts[0])
    assert code(lambda: commands.answer_by_link(call=call, post=posts[0], token=sign, at=now)).endswith(".unknown")
    ask: dict[str, Any] = {"call": call, "posts": posts[:1], "stamp": now_stamp(cast.camat)}
    assert code(lambda: commands.record_tries(viewer=cast.camat, channel="sms", **ask)) == "people.roll-call.not-open"
    commands.open_due_roll_calls(now=now + HOUR)
    sign = token(call, posts[3])
    refused = code(lambda: commands.answer_by_link(call=call, post=posts[3], token=sign, at=now + HOUR))
    assert refused == "people.contact.vacant"


def test_what_was_sent_is_sent_and_no_more(posts: tuple[str, ...]) -> None:
    """Tries in bulk, the same click twice: each is on its line once, and the state is “sent by us”."""
    call = opened()
    for _ in range(2):
        stamp = now_stamp(cast.camat, 11, 12)
        done = commands.record_tries(viewer=cast.camat, stamp=stamp, call=call, posts=posts[:2], channel="whatsapp")
        assert done == len(posts[:2])
    rows = queries.roll_call_lines(cast.camat, call=call).rows
    assert [len(row.tries) for row in rows] == [1, 1, 0, 0]
    assert [row.state for row in rows] == [Reached.SENT, Reached.SENT, Reached.NO_PHONE, Reached.VACANT]


def test_what_the_office_heard(posts: tuple[str, ...]) -> None:
    """An answer by radio counts for who has no telephone; heard twice is one answer; by WhatsApp nobody hears."""
    call = opened()
    for _ in range(2):
        stamp = now_stamp(cast.camat)
        commands.record_told(viewer=cast.camat, stamp=stamp, call=call, posts=posts[2:3], channel=Channel.RADIO)
    line = next(row for row in queries.roll_call_lines(cast.camat, call=call).rows if row.post == posts[2])
    assert (line.how, [one.channel for one in line.tries]) == (Answered.TOLD, [Channel.RADIO])
    ask: dict[str, Any] = {"stamp": now_stamp(cast.camat), "call": call, "posts": posts[:1]}
    refused = code(lambda: commands.record_told(viewer=cast.camat, channel="whatsapp", **ask))
    assert refused == "people.contact.channel"


def test_only_ones_own_held_posts(posts: tuple[str, ...]) -> None:
    """Another party's posts, a vacant one, an unknown one and none at all are refused, with the whole list."""
    call = opened()
    for viewer, wanted, expected in (
        (cast.kapolsek, posts[:1], "people.contact.post"),
        (cast.camat, posts, "people.contact.post"),
        (cast.camat, (posts[0], "x"), "people.contact.post"),
        (cast.camat, (), "people.contact.none"),
    ):
        ask: dict[str, Any] = {"stamp": now_stamp(viewer), "call": call, "posts": wanted, "channel": "sms"}
        assert code(lambda v=viewer, a=ask: commands.record_tries(viewer=v, **a)) == expected
    assert not Entry.objects.filter(kind="people.contact.tried.v1").exists()


def test_a_card_answers_for_its_post_and_runs_nothing(posts: tuple[str, ...]) -> None:
    """The signed-in card sees the open roll-call and answers it once; results and other posts are not its matter."""
    call, holder, now = opened(), card(posts[0]), clock.now()
    asked = queries.card_roll_call(holder, now=now)
    assert asked is not None
    assert asked.answered_at is None
    assert commands.answer_by_card(viewer=holder, stamp=now_stamp(holder), call=call).fresh
    assert not commands.answer_by_card(viewer=holder, stamp=now_stamp(holder), call=call).fresh
    seen = queries.card_roll_call(holder, now=now)
    assert seen is not None
    assert seen.how is Answered.BY_CARD
    assert queries.card_roll_call(holder, now=now + 3 * HOUR) is None
    assert code(lambda: queries.roll_calls(holder, now=now)) == "access.roll_call.read.card"
    assert code(lambda: queries.roll_call(holder, call=call, now=now)) == "access.roll_call.read.card"
    assert code(lambda: queries.roll_call_lines(holder, call=call)) == "access.roll_call.read.card"
    ask: dict[str, Any] = {"stamp": now_stamp(holder), "call": call, "posts": posts[:1], "channel": "radio"}
    assert code(lambda: commands.record_told(viewer=holder, **ask)) == "access.roll_call.office"


def test_the_page_of_lines_filters(posts: tuple[str, ...]) -> None:
    """By village, by state, by a word of post or name; a page beyond the last is the last."""
    call = opened()
    found = queries.roll_call_lines(cast.camat, call=call, page=9)
    assert (found.total, found.page, found.pages, len(found.places)) == (4, 1, 1, 2)
    assert [row.post for row in queries.roll_call_lines(cast.camat, call=call, state=Reached.VACANT).rows] == [posts[3]]
    near = queries.roll_call_lines(cast.camat, call=call, place=found.places[0][0])
    assert [row.post for row in near.rows] == list(posts[:2])
    assert queries.roll_call_lines(cast.camat, call=call, text="kesekian 1").rows[0].post == posts[1]
