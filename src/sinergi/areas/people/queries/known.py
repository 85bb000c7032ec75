"""What is known, as the facts that made it: for commands that decide, not for screens. Nothing is redacted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sinergi.areas.people.facts import Craft, Duty, DutyPostRegistered, PersonRegistered
from sinergi.areas.people.models import Account, Card, DutyPost, Holding, Person
from sinergi.vocabulary.viewer import Party, Role

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCard:
    """A card and whose post it is for."""

    card: str
    post: str
    party: Party
    at: str
    valid_until: datetime
    revoked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAccount:
    """An account, open or closed."""

    account: str
    party: Party
    role: Role
    label: str
    closed: bool


def persons(*, ids: Iterable[str] | None = None, parties: Iterable[Party] = ()) -> dict[str, PersonRegistered]:
    """Return the persons that were not erased, by id: those of ``ids``, or all of ``parties``."""
    if ids is None:
        rows = list(Person.objects.filter(erased=False, party__in=list(parties)))
    else:
        rows = [row for part in _chunks(ids) for row in Person.objects.filter(erased=False, person__in=part)]
    return {row.person: _person(row) for row in rows}


def posts(*, ids: Iterable[str]) -> dict[str, DutyPostRegistered]:
    """Return the posts of ``ids``, by code."""
    rows = [row for part in _chunks(ids) for row in DutyPost.objects.filter(post__in=part)]
    return {
        row.post: DutyPostRegistered(
            post=row.post,
            party=Party(row.party),
            duty=Duty(row.duty),
            at=row.at,
            label=row.label,
            synthetic=row.synthetic,
        )
        for row in rows
    }


def holders(*, ids: Iterable[str]) -> dict[str, str]:
    """Return who holds the posts of ``ids``: post -> person; vacant posts are not there."""
    return {
        post: person
        for part in _chunks(ids)
        for post, person in Holding.objects.filter(post__in=part).values_list("post_id", "person_id")
    }


def held_by(person: str) -> tuple[str, ...]:
    """Return the posts that ``person`` holds."""
    return tuple(Holding.objects.filter(person=person).order_by("post").values_list("post_id", flat=True))


def places_held(*, duty: Duty) -> dict[str, tuple[str, ...]]:
    """Return where the posts of ``duty`` are that people hold: person -> places, in order."""
    found: dict[str, tuple[str, ...]] = {}
    rows = Holding.objects.filter(post__duty=duty).order_by("person_id", "post__at")
    for person, at in rows.values_list("person_id", "post__at"):
        found[person] = (*found.get(person, ()), at)
    return found


def holder(card: str) -> str:
    """Return who holds the post of a card ("card:ABCDE" or its number) now; empty for a vacant post."""
    row = Card.objects.filter(card=card.removeprefix("card:")).values_list("post_id", flat=True).first()
    return holders(ids=[row]).get(row, "") if row is not None else ""


def card(number: str) -> KnownCard | None:
    """Return one card, whatever its state."""
    row = Card.objects.select_related("post").filter(card=number).first()
    return _card(row) if row is not None else None


def open_cards(*, posts: Iterable[str], now: datetime) -> tuple[KnownCard, ...]:
    """Return the cards of ``posts`` that still open something."""
    rows = [
        row
        for part in _chunks(posts)
        for row in Card.objects.select_related("post").filter(post__in=part, revoked=False, valid_until__gt=now)
    ]
    return tuple(_card(row) for row in sorted(rows, key=lambda row: row.card))


def card_numbers() -> set[str]:
    """Return every card number ever issued."""
    return set(Card.objects.values_list("card", flat=True))


def account(login: str) -> KnownAccount | None:
    """Return one account, open or closed."""
    return next((one for one in _accounts(account=login)), None)


def accounts(party: Party) -> tuple[KnownAccount, ...]:
    """Return every account that ``party`` ever had."""
    return _accounts(party=party)


def _accounts(**wanted: str) -> tuple[KnownAccount, ...]:
    return tuple(
        KnownAccount(
            account=row.account, party=Party(row.party), role=Role(row.role), label=row.label, closed=row.closed
        )
        for row in Account.objects.filter(**wanted).order_by("account")
    )


def _chunks(ids: Iterable[str]) -> Iterable[list[str]]:
    every = list(dict.fromkeys(ids))
    return [every[at : at + CHUNK] for at in range(0, len(every), CHUNK)]


def _person(row: Person) -> PersonRegistered:
    return PersonRegistered(
        person=row.person,
        party=Party(row.party),
        duty=Duty(row.duty),
        vault=row.vault,
        seal=row.seal,
        unit=row.unit,
        home_unit=row.home_unit,
        rank=row.rank,
        skills=tuple(row.skills),
        home_village=row.home_village,
        craft=tuple(Craft(one) for one in row.craft),
        barred=tuple(row.barred),
        synthetic=row.synthetic,
    )


def _card(row: Card) -> KnownCard:
    return KnownCard(
        card=row.card,
        post=row.post.post,
        party=Party(row.post.party),
        at=row.post.at,
        valid_until=row.valid_until,
        revoked=row.revoked,
    )
