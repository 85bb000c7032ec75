"""Set, open, answer, call off: what a roll-call takes down, and what it refuses."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from sinergi.areas.people import commands, queries
from sinergi.areas.people.commands import PersonEntry
from sinergi.areas.people.facts import Answered, Channel, Duty, DutyPostFilled
from sinergi.areas.people.queries import CallState, calling
from sinergi.journal import clock
from sinergi.journal.models import Entry
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Party, Role, Viewer
from tests import cast
from tests.world import World

pytestmark = pytest.mark.django_db
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


@pytest.fixture
def posts(world: World) -> tuple[str, ...]:
    """Four posts of the kecamatan: two with a phone, one without, one vacant."""
    hold({world.posts[0]: "081177770001", world.posts[1]: "081177770002", world.posts[2]: ""})
    return world.posts


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


def token(call: str, post: str) -> str:
    """Return the token of a post's link."""
    return calling.reply_token(call=call, post=post)


def code(action: object, **values: object) -> str:
    """Return the code with which a command refuses."""
    with pytest.raises(Refused) as caught:
        action(**values)  # type: ignore[operator] # a command
    return caught.value.code


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


def test_not_due_is_not_opened(world: World) -> None:
    """A roll-call of tonight waits for its hour."""
    assert world
    call = schedule(start=HOUR)
    assert commands.open_due_roll_calls(now=clock.now()) == 0
    assert queries.roll_call(cast.camat, call=call, now=clock.now()).row.state is CallState.SCHEDULED


def test_two_do_not_overlap(world: World) -> None:
    """A second roll-call in the same hours is refused, of whatever party; after the first was called off it is not."""
    assert world
    call = schedule(start=HOUR)
    with pytest.raises(Refused, match=r"people\.roll-call\.overlap"):
        schedule(start=2 * HOUR, viewer=cast.danramil)
    commands.cancel_roll_call(viewer=cast.kapolsek, stamp=now_stamp(cast.kapolsek), call=call, reason="Hujan deras")
    assert schedule(start=2 * HOUR, viewer=cast.danramil)


def test_a_second_click_sets_one(world: World) -> None:
    """The same form sent twice is one roll-call."""
    assert world
    begins = clock.now() + HOUR
    sent = now_stamp(cast.kapolsek, 1)
    made = {
        commands.schedule_roll_call(
            viewer=cast.kapolsek, stamp=sent, title="Uji", starts_at=begins, ends_at=begins + HOUR
        )
        for _ in range(2)
    }
    assert len(made) == len(queries.roll_calls(cast.camat, now=clock.now())) == 1


def test_a_head_opens_it_shortly_before(world: World) -> None:
    """Any head opens it a quarter of an hour early; an operator does not, and nobody an hour early."""
    assert world
    soon = schedule(start=timedelta(minutes=10))
    ask = {"call": soon, "stamp": now_stamp(cast.ppk_operator), "viewer": cast.ppk_operator}
    assert code(commands.open_roll_call, **ask) == "people.roll-call.chair"
    commands.open_roll_call(viewer=cast.danramil, stamp=now_stamp(cast.danramil, 5), call=soon)
    commands.open_roll_call(viewer=cast.danramil, stamp=now_stamp(cast.danramil, 5), call=soon)
    far = schedule(start=5 * HOUR)
    ask = {"call": far, "stamp": now_stamp(cast.danramil), "viewer": cast.danramil}
    assert code(commands.open_roll_call, **ask) == "people.roll-call.early"


def test_an_answer_by_link_counts_once(posts: tuple[str, ...]) -> None:
    """The first press is recorded, the second finds it; one fact stands in the journal."""
    call = opened()
    ask = {"call": call, "post": posts[0], "token": token(call, posts[0])}
    first = commands.answer_by_link(**ask, at=clock.now())
    second = commands.answer_by_link(**ask, at=clock.now())
    assert (first.fresh, second.fresh, second.answered_at) == (True, False, first.answered_at)
    assert Entry.objects.filter(kind="people.contact.answered.v1").count() == 1


def test_a_wrong_token_says_nothing(posts: tuple[str, ...]) -> None:
    """The token of another post, an empty one and a made-up post get the same sentence."""
    call = opened()
    asks = ((posts[0], token(call, posts[1])), (posts[0], ""), (posts[0], "ü"), ("kosong", token(call, "kosong")))
    codes = {code(commands.answer_by_link, call=call, post=post, token=t, at=clock.now()) for post, t in asks}
    assert codes == {"people.reply.unknown"}
    assert code(queries.reply, call=call, post=posts[0], token="X", now=clock.now()) == "people.reply.unknown"


def test_an_answer_after_the_window_is_late(posts: tuple[str, ...]) -> None:
    """It is taken down and shown, and does not count as reached; a day later it is refused."""
    call = opened()
    ask = {"call": call, "post": posts[0], "token": token(call, posts[0])}
    assert code(commands.answer_by_link, **ask, at=clock.now() + 24 * HOUR) == "people.roll-call.already-over"
    assert commands.answer_by_link(**ask, at=clock.now() + 3 * HOUR).late
    own = queries.roll_call(cast.camat, call=call, now=clock.now() + 3 * HOUR).own
    assert (own.answered, own.late) == (0, 1)


def test_nobody_answers_before_it_opens(posts: tuple[str, ...]) -> None:
    """Before it is opened there are no lines; a vacant post has no answer either."""
    call = schedule(start=HOUR)
    assert code(commands.answer_by_link, call=call, post=posts[0], token=token(call, posts[0]), at=clock.now())
    open_call = {"call": call, "viewer": cast.camat, "posts": posts[:1], "stamp": now_stamp(cast.camat)}
    assert code(commands.record_tries, **open_call, channel=Channel.SMS) == "people.roll-call.not-open"
    commands.open_due_roll_calls(now=clock.now() + HOUR)
    vacant = {"call": call, "post": posts[3], "token": token(call, posts[3]), "at": clock.now() + HOUR}
    assert code(commands.answer_by_link, **vacant) == "people.contact.vacant"


def test_what_was_sent_is_sent_and_no_more(posts: tuple[str, ...]) -> None:
    """Tries in bulk, twice the same click: each is on the line once, and the state is “sent by us”."""
    call = opened()
    for _ in range(2):
        done = commands.record_tries(
            viewer=cast.camat, stamp=now_stamp(cast.camat, 11, 12), call=call, posts=posts[:2], channel="whatsapp"
        )
        assert done == 2
    rows = queries.roll_call_lines(cast.camat, call=call).rows
    assert [len(row.tries) for row in rows] == [1, 1, 0, 0]
    assert [str(row.state) for row in rows] == ["sent-by-us", "sent-by-us", "no-phone", "vacant-post"]


def test_what_the_office_heard(posts: tuple[str, ...]) -> None:
    """An answer by radio counts for who has no telephone; heard twice is one answer; by WhatsApp nobody hears."""
    call = opened()
    ask = {"viewer": cast.camat, "call": call, "posts": (posts[2],)}
    for _ in range(2):
        commands.record_told(**ask, stamp=now_stamp(cast.camat), channel=Channel.RADIO)
    line = next(row for row in queries.roll_call_lines(cast.camat, call=call).rows if row.post == posts[2])
    assert (line.how, [one.channel for one in line.tries]) == (Answered.TOLD, [Channel.RADIO])
    refused = code(commands.record_told, **ask, stamp=now_stamp(cast.camat), channel="whatsapp")
    assert refused == "people.contact.channel"


def test_only_ones_own_held_posts(posts: tuple[str, ...]) -> None:
    """Another party's posts, a vacant one and an unknown one are refused, and with them the whole list."""
    call = opened()
    for viewer, wanted in ((cast.kapolsek, posts[:1]), (cast.camat, posts), (cast.camat, (posts[0], "x"))):
        ask = {"viewer": viewer, "call": call, "posts": wanted, "stamp": now_stamp(viewer)}
        assert code(commands.record_tries, **ask, channel=Channel.SMS) == "people.contact.post"
    assert code(commands.record_tries, **ask | {"posts": ()}, channel=Channel.SMS) == "people.contact.none"
    assert not Entry.objects.filter(kind="people.contact.tried.v1").exists()


def test_a_card_answers_for_its_post(posts: tuple[str, ...]) -> None:
    """The signed-in card sees the open roll-call and answers it; it runs none."""
    call = opened()
    issued = commands.issue_card(
        viewer=cast.camat, stamp=cast.stamp(cast.camat), post=posts[0], valid_until=clock.now() + 24 * HOUR
    )
    card = Viewer(party=Party.KECAMATAN, role=Role.FIELD, account=f"card:{issued.card}", post=issued.at)
    asked = queries.card_roll_call(card, now=clock.now())
    assert asked is not None
    assert asked.answered_at is None
    commands.answer_by_card(viewer=card, stamp=now_stamp(card), call=call)
    assert commands.answer_by_card(viewer=card, stamp=now_stamp(card), call=call).fresh is False
    seen = queries.card_roll_call(card, now=clock.now())
    assert seen is not None
    assert seen.how is Answered.BY_CARD
    assert queries.card_roll_call(card, now=clock.now() + 3 * HOUR) is None
    for ask in (queries.roll_calls, queries.roll_call):
        values = {"call": call} if ask is queries.roll_call else {}
        with pytest.raises(Refused, match=r"access\.roll_call"):
            ask(card, now=clock.now(), **values)  # type: ignore[operator] # one of two queries
    told = {"viewer": card, "stamp": now_stamp(card), "call": call, "posts": posts[:1], "channel": "radio"}
    assert code(commands.record_told, **told) == "access.roll_call.office"


def test_bad_windows_and_texts_are_refused(posts: tuple[str, ...]) -> None:
    """Too short, past, without a title, with a telephone number, with a colleague's name."""
    assert posts
    start = clock.now() + HOUR
    good = {"title": "Uji", "starts_at": start, "ends_at": start + HOUR}
    cases = {
        "people.roll-call.title": {"title": " "},
        "people.roll-call.window": {"ends_at": start},
        "people.roll-call.past": {"starts_at": start - 9 * HOUR, "ends_at": start - 8 * HOUR},
        "people.person.outside-vault": {"title": "Hubungi Rekaan Kesekian 0"},
    }
    for expected, change in cases.items():
        values = {**good, **change, "viewer": cast.camat, "stamp": now_stamp(cast.camat)}
        assert code(commands.schedule_roll_call, **values) == expected
    values = {**good, "note": "081177770001", "viewer": cast.camat, "stamp": now_stamp(cast.camat)}
    assert code(commands.schedule_roll_call, **values) == "people.person.outside-vault"
