"""Field cards: made for a post, proved by four words or the token in the QR, revoked at once.

The vault holds verifiers only: argon2id of the words (40 bits, so that guessing must be slow), SHA-256 of the token
(128 random bits, which nobody guesses). Neither words nor token are kept anywhere.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sinergi.areas.people import rules
from sinergi.areas.people.commands.persons import record
from sinergi.areas.people.facts import CardIssued, CardRevoked, DutyPostRegistered
from sinergi.areas.people.queries import known
from sinergi.areas.rulebook import queries as rulebook
from sinergi.documents import codes
from sinergi.journal import book, clock, vault
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Party, Role, Viewer

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP's small profile: 19 MiB
TOKEN_BYTES = 16
NUMBER_BITS = 64
REPLACED = "diganti kartu baru"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCard:
    """A fresh card, the only time that its secrets are seen. ``words``: four words with spaces between."""

    card: str
    words: str
    token: str
    post: str
    label: str
    party: Party
    at: str
    valid_until: datetime
    synthetic: bool


class CardRefused(Refused):
    """One sentence for every failed sign-in; ``why`` ("unknown", "wrong", "revoked", "expired") is for our log only."""

    def __init__(self, why: str) -> None:
        """Keep the reason away from the sentence."""
        super().__init__(
            "access.card",
            id="Kartu ini tidak diterima. Periksa nomor dan keempat kata, atau hubungi Posko.",
            en="This card is not accepted. Check the number and the four words, or call the Posko.",
        )
        self.why = why


def words() -> tuple[str, ...]:
    """Return the words that cards are made of, in order."""
    return _words()


def why_not_issue_card(*, viewer: Viewer, post: str, valid_until: datetime) -> Refused | None:
    """Return why ``viewer`` may not issue a card for ``post``, or None."""
    now = clock.now()
    taken = {card.post for card in known.open_cards(posts=(post,), now=now)}
    return _why_not_issue(viewer, known.posts(ids=(post,)).get(post), taken) or rules.why_not_card(
        valid_until=valid_until, now=now
    )


def issue_card(*, viewer: Viewer, stamp: Stamp, post: str, valid_until: datetime) -> IssuedCard:
    """Make one card for ``post``. Raises Refused."""
    return issue_cards(viewer=viewer, stamp=stamp, posts=(post,), valid_until=valid_until)[0]


def issue_cards(*, viewer: Viewer, stamp: Stamp, posts: Sequence[str], valid_until: datetime) -> tuple[IssuedCard, ...]:
    """Make one card for each of ``posts``, all or none. A post with an open card is refused: reissue that one."""
    with book.writing():
        now = clock.now()
        if (refused := rules.why_not_card(valid_until=valid_until, now=now)) is not None:
            raise refused
        found = known.posts(ids=posts)
        taken = {card.post for card in known.open_cards(posts=posts, now=now)}
        for post in posts:
            if (refused := _why_not_issue(viewer, found.get(post), taken)) is not None:
                raise refused
        numbers = known.card_numbers()
        made = tuple(_make(found[post], numbers, valid_until) for post in dict.fromkeys(posts))
        record([_fact(card) for card in made], stamp=stamp)
    return made


def reissue(
    *, viewer: Viewer, stamp: Stamp, card: str, valid_until: datetime | None = None, reason: str = REPLACED
) -> IssuedCard:
    """Revoke a card and make a new one for its post, with the same term unless another is given. Raises Refused."""
    with book.writing():
        old = _writable(viewer, card)
        term = valid_until or old.valid_until
        if (refused := rules.why_not_card(valid_until=term, now=clock.now())) is not None:
            raise refused
        facts: list[Fact] = []
        for one in known.open_cards(posts=(old.post,), now=clock.now()):
            vault.erase(_ref(one.card))
            facts.append(CardRevoked(card=one.card, reason=reason))
        made = _make(known.posts(ids=(old.post,))[old.post], known.card_numbers(), term)
        record([*facts, _fact(made)], stamp=stamp)
    return made


def revoke_card(*, viewer: Viewer, stamp: Stamp, card: str, reason: str) -> None:
    """Close a card; whoever holds it is out at their next request. Raises Refused."""
    with book.writing():
        found = _writable(viewer, card)
        if found.revoked:
            raise Refused(
                "people.card.already-revoked",
                id="Kartu ini sudah dicabut.",
                en="This card has been revoked already.",
            )
        if (refused := rules.why_not_text(texts=(reason,))) is not None:
            raise refused
        vault.erase(_ref(found.card))
        record([CardRevoked(card=found.card, reason=reason)], stamp=stamp)


def sign_in_card(*, card: str, now: datetime, words: str = "", token: str = "") -> Viewer:
    """Return who the card is, proved by ``token`` or by the four ``words`` in any spelling. Raises CardRefused.

    An unknown card costs as much time as a known one, and all refusals look the same from outside.
    """
    number = codes.normal(card)
    found = known.card(number)
    kept = (vault.get(_ref(number)) if found is not None else None) or _nobody()
    proved = _token_fits(kept, token) if token else _words_fit(kept, rules.said_words(words))
    if found is None:
        raise CardRefused("unknown")
    closed = rules.card_closed(revoked=found.revoked, valid_until=found.valid_until, now=now)
    if closed or not proved:
        raise CardRefused(closed or "wrong")
    return Viewer(party=found.party, role=Role.FIELD, account=f"card:{found.card}", post=found.at)


@cache
def _words() -> tuple[str, ...]:
    return tuple((resources.files("sinergi.areas.people") / "words.txt").read_text(encoding="utf-8").split())


@cache
def _nobody() -> dict[str, str]:
    return {"words": HASHER.hash(secrets.token_hex()), "token": secrets.token_hex(32)}


def _words_fit(kept: dict[str, str], said: str) -> bool:
    try:
        return HASHER.verify(kept["words"], said)
    except (VerificationError, InvalidHashError):
        return False


def _token_fits(kept: dict[str, str], token: str) -> bool:
    return hmac.compare_digest(kept["token"], _digest(token))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _ref(card: str) -> str:
    return f"card:{card}"


def _writable(viewer: Viewer, card: str) -> known.KnownCard:
    found = known.card(codes.normal(card))
    if found is None or rulebook.why_not(viewer, Action.READ, "card", party=found.party) is not None:
        raise Refused(
            "people.card.unknown",
            id="Kartu ini tidak ada atau tidak untuk Anda.",
            en="There is no such card, or not for you.",
        )
    rulebook.require(viewer, Action.WRITE, "card", party=found.party)
    return found


def _why_not_issue(viewer: Viewer, post: DutyPostRegistered | None, taken: set[str]) -> Refused | None:
    if post is None:
        return Refused("people.post.unknown", id="Pos ini tidak ada.", en="There is no such post.")
    if (refused := rulebook.why_not(viewer, Action.WRITE, "card", party=post.party)) is not None:
        return refused
    if post.post in taken:
        return Refused(
            "people.card.already-open",
            id=f"Pos “{post.label}” sudah punya kartu yang berlaku; terbitkan ulang kartu itu.",
            en=f"The post “{post.label}” has a card in force; reissue that one.",
        )
    return None


def _make(post: DutyPostRegistered, numbers: set[str], valid_until: datetime) -> IssuedCard:
    number = rules.card_number(secrets.randbits(NUMBER_BITS))
    while number in numbers:
        number = rules.card_number(secrets.randbits(NUMBER_BITS))
    numbers.add(number)
    said = " ".join(secrets.choice(_words()) for _ in range(rules.WORDS_ON_CARD))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    vault.put(ref=_ref(number), content={"words": HASHER.hash(said), "token": _digest(token)})
    return IssuedCard(
        card=number,
        words=said,
        token=token,
        post=post.post,
        label=post.label,
        party=post.party,
        at=post.at,
        valid_until=valid_until,
        synthetic=post.synthetic,
    )


def _fact(card: IssuedCard) -> CardIssued:
    return CardIssued(card=card.card, post=card.post, valid_until=card.valid_until)
