"""What is known of roll-calls and their lines: for commands that decide. Nothing is redacted. And the links' tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sinergi.areas.people.models import Card, Contact, RollCall
from sinergi.areas.people.rules.roll_calls import Window
from sinergi.journal import links
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party

PURPOSE: Final = "sinergi.people.roll-call"
TOKEN_BYTES: Final = 10  # 80 bits: nobody guesses one through a door that counts the tries
CHUNK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCall:
    """A roll-call, who set it, and its hours."""

    window: Window
    party: Party
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownContact:
    """One post in an opened roll-call."""

    call: str
    post: str
    label: str
    party: Party
    held: bool
    answered_at: datetime | None
    how: str


def roll_call(call: str) -> KnownCall | None:
    """Return one roll-call."""
    row = RollCall.objects.filter(call=call).first()
    return _call(row) if row is not None else None


def windows(*, since: datetime) -> tuple[KnownCall, ...]:
    """Return the roll-calls that end after ``since`` and were not called off, in order of their hours."""
    rows = RollCall.objects.filter(ends_at__gt=since, cancelled_at=None).order_by("starts_at", "call")
    return tuple(_call(row) for row in rows)


def contacts(*, call: str, posts: Iterable[str]) -> dict[str, KnownContact]:
    """Return the lines of ``posts`` in a roll-call, by post; before it is opened there are none."""
    wanted = list(dict.fromkeys(posts))
    parts = (wanted[at : at + CHUNK] for at in range(0, len(wanted), CHUNK))
    rows = (row for part in parts for row in Contact.objects.select_related("post").filter(call=call, post__in=part))
    return {
        row.post_id: KnownContact(
            call=call,
            post=row.post_id,
            label=row.post.label,
            party=Party(row.party),
            held=row.person_id is not None,
            answered_at=row.answered_at,
            how=row.how,
        )
        for row in rows
    }


def card_post(account: str) -> str:
    """Return the post of a signed-in card ("card:ABCDE"); empty for a card that is not there."""
    number = account.removeprefix("card:")
    return Card.objects.filter(card=number).values_list("post_id", flat=True).first() or ""


def reply_token(*, call: str, post: str) -> str:
    """Return what proves that a link was made here for this post and roll-call: 16 signs, 80 bits."""
    return links.token(PURPOSE, call, post, size=TOKEN_BYTES)


def is_reply_token(token: str, *, call: str, post: str) -> bool:
    """Say whether ``token`` belongs to this post and roll-call, in the same time for every wrong one."""
    return links.same(token, reply_token(call=call, post=post))


def unknown_link() -> Refused:
    """Return the one sentence for every link that opens nothing."""
    return Refused(
        "people.reply.unknown",
        id="Tautan ini tidak dikenal. Buka tautan dari pesan kantor Anda, atau hubungi kantor.",
        en="This link is not known. Open the link of your office's message, or call your office.",
    )


def _call(row: RollCall) -> KnownCall:
    return KnownCall(
        window=Window(
            call=row.call,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            opened_at=row.opened_at,
            cancelled=row.cancelled_at is not None,
        ),
        party=Party(row.party),
        title=row.title,
    )
