"""The lines of a roll-call: what an office tried for its own posts, and who answered. The first answer counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sinergi.areas.people.commands.persons import record
from sinergi.areas.people.commands.roll_calls import known, require_office
from sinergi.areas.people.facts import Answered, Channel, ContactAnswered, ContactTried
from sinergi.areas.people.queries import calling
from sinergi.areas.people.queries.calling import KnownContact, unknown_link
from sinergi.areas.people.rules import roll_calls as calls
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book, clock
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Role, Viewer

LINK: Final = "reply-link"  # nobody signed in: whoever had the link pressed the button
PHONE: Final = "phone"
HEARD: Final = (Channel.PHONE, Channel.RADIO)
BY_OFFICE: Final = (Channel.WHATSAPP, Channel.SMS, Channel.PHONE, Channel.RADIO)
MOST: Final = 1000  # posts in one go


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the page says after the button. ``fresh``: this answer was the first."""

    answered_at: datetime
    how: Answered
    late: bool
    fresh: bool


def record_tries(*, viewer: Viewer, stamp: Stamp, call: str, posts: Sequence[str], channel: Channel | str) -> int:
    """Say that the viewer's office wrote to or called the holders of its own ``posts``; return how many.

    With one id per post in the stamp a second click records nothing new. Raises Refused ``access.roll_call.*``,
    ``people.roll-call.*``, ``people.contact.*``.
    """
    require_office(viewer)
    way = _channel(channel, BY_OFFICE)
    wanted = _some(posts)
    facts = [ContactTried(call=call, post=post, channel=way) for post in wanted]
    with book.writing():
        found = known(call)
        if len(stamp.ids) == len(facts) and book.known(*facts, stamp=stamp):
            return len(facts)
        if (refused := calls.why_not_try(found.window, now=clock.now())) is not None:
            raise refused
        _own(viewer, call, wanted)
        return record(facts, stamp=stamp)


def record_told(*, viewer: Viewer, stamp: Stamp, call: str, posts: Sequence[str], channel: Channel | str) -> int:
    """Say that the office heard the holders of its own ``posts``; return how many stand as answered now.

    It counts at the time when it is written down. Two facts per post: the call, and the answer. Raises Refused.
    """
    require_office(viewer)
    way = _channel(channel, HEARD)
    wanted = _some(posts)
    with book.writing():
        found = known(call)
        if (refused := calls.why_not_answer(found.window, now=clock.now())) is not None:
            raise refused
        lines = _own(viewer, call, wanted)
        silent = [post for post in wanted if lines[post].answered_at is None]
        facts: list[Fact] = [ContactTried(call=call, post=post, channel=way) for post in silent]
        facts += [ContactAnswered(call=call, post=post, how=Answered.TOLD) for post in silent]
        record(facts, stamp=stamp)
    return len(wanted)


def answer_by_card(*, viewer: Viewer, stamp: Stamp, call: str) -> Reply:
    """Answer for the post of a signed-in card; a second press finds the first. Raises Refused."""
    rulebook.require(viewer, Action.WRITE, "roll_call", party=viewer.party)
    post = calling.card_post(viewer.account) if viewer.role is Role.FIELD else ""
    with book.writing():
        return _answered(call=call, post=post, how=Answered.BY_CARD, stamp=stamp)


def answer_by_link(*, call: str, post: str, token: str, at: datetime) -> Reply:
    """Answer by the link of a message, with nobody signed in; a second press finds the first.

    Raises Refused ``people.reply.unknown`` for a wrong token, so that nobody learns which posts there are.
    """
    if not calling.is_reply_token(token, call=call, post=post):
        raise unknown_link()
    with book.writing():
        line = calling.contacts(call=call, posts=(post,)).get(post)
        if line is None:
            raise unknown_link()
        stamp = Stamp(party=line.party, actor=LINK, device=PHONE, happened_at=at)
        return _answered(call=call, post=post, how=Answered.BY_LINK, stamp=stamp)


def _answered(*, call: str, post: str, how: Answered, stamp: Stamp) -> Reply:
    found = known(call)
    line = calling.contacts(call=call, posts=(post,)).get(post)
    if line is None or not line.held:
        raise Refused(
            "people.contact.vacant",
            id="Pos ini tidak ikut panggilan: kosong atau belum ada saat panggilan dibuka.",
            en="This post is not in the roll-call: it was vacant, or not there, when it was opened.",
        )
    if line.answered_at is not None:
        return _reply(line.answered_at, Answered(line.how), found.window.ends_at, fresh=False)
    if (refused := calls.why_not_answer(found.window, now=stamp.happened_at)) is not None:
        raise refused
    record([ContactAnswered(call=call, post=post, how=how)], stamp=stamp)
    return _reply(stamp.happened_at, how, found.window.ends_at, fresh=True)


def _reply(at: datetime, how: Answered, ends_at: datetime, *, fresh: bool) -> Reply:
    return Reply(answered_at=at, how=how, late=at >= ends_at, fresh=fresh)


def _own(viewer: Viewer, call: str, posts: Sequence[str]) -> dict[str, KnownContact]:
    """Return the lines of ``posts``, all of them held and of the viewer's own party."""
    found = calling.contacts(call=call, posts=posts)
    wrong = [post for post in posts if post not in found or found[post].party is not viewer.party]
    if wrong or any(not found[post].held for post in posts):
        raise Refused(
            "people.contact.post",
            id="Ada pos yang kosong, tidak ikut panggilan ini, atau bukan milik pihak Anda. Tidak ada yang dicatat.",
            en="A post is vacant, not in this roll-call, or not of your party. Nothing was recorded.",
        )
    return found


def _some(posts: Sequence[str]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(posts))
    if not 0 < len(wanted) <= MOST:
        raise Refused(
            "people.contact.none",
            id=f"Pilih dahulu pos yang dimaksud (1 sampai {MOST}).",
            en=f"Choose the posts first (1 to {MOST}).",
        )
    return wanted


def _channel(channel: Channel | str, allowed: Sequence[Channel]) -> Channel:
    if channel not in allowed:
        raise Refused(
            "people.contact.channel",
            id=f"Saluran “{channel}” tidak berlaku di sini.",
            en=f"The channel “{channel}” does not fit here.",
        )
    return Channel(channel)
