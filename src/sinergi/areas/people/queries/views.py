"""People as one viewer may see them: names and phones of one's own, of others a state, a count, or one contact."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sinergi.areas.people.facts import Craft, Duty
from sinergi.areas.people.models import Account, Card, DutyPost, Holding, Person
from sinergi.areas.people.rules import card_closed
from sinergi.areas.rulebook import queries as rulebook
from sinergi.areas.rulebook.rules.pack import ORDER, Grant
from sinergi.journal import clock, vault
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action, Level, Party, Role, Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet

STATION_DIGITS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person, in full. ``posts`` are the labels of the posts they hold."""

    person: str
    party: Party
    duty: Duty
    name: str
    phone: str
    unit: str
    home_unit: str
    rank: str
    skills: tuple[str, ...]
    home_village: str
    craft: tuple[Craft, ...]
    barred: tuple[str, ...]
    synthetic: bool
    erased: bool
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """One duty post. ``person``, ``name`` and ``phone`` are empty for a vacant post and for who may not see them."""

    post: str
    party: Party
    duty: Duty
    at: str
    label: str
    synthetic: bool
    vacant: bool
    person: str = ""
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """Whom to call at a place. Of another party: the post's label and phone, no name."""

    post: str
    label: str
    party: Party
    duty: Duty
    name: str
    phone: str
    vacant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """The rights of one office account."""

    account: str
    party: Party
    role: Role
    label: str
    closed: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """One field card; ``state`` is "open", "expired" or "revoked"."""

    card: str
    post: str
    label: str
    party: Party
    duty: Duty
    at: str
    valid_until: datetime
    issued_at: datetime
    state: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadcountRow:
    """How many people and posts one party has for one duty; ``vacant`` posts are normal, and to be seen."""

    party: Party
    duty: Duty
    people: int
    posts: int
    vacant: int


def persons(
    viewer: Viewer, *, party: Party | None = None, duty: Duty | None = None, text: str = ""
) -> tuple[PersonRow, ...]:
    """Return the people that ``viewer`` may read in full, by party, duty and name; ``text`` in name, unit or rank."""
    rows = Person.objects.filter(party__in=_parties(viewer, Level.READ))
    rows = rows.filter(party=party) if party is not None else rows
    rows = rows.filter(duty=duty) if duty is not None else rows
    found = [row for row in _persons(rows) if _says(row, text)]
    return tuple(sorted(found, key=lambda row: (row.party, row.duty, row.name.casefold(), row.person)))


def person(viewer: Viewer, *, person: str) -> PersonRow:
    """Return one person. Raises Refused ``people.person.unknown``, also for one that ``viewer`` may not read."""
    found = _persons(Person.objects.filter(party__in=_parties(viewer, Level.READ), person=person))
    if not found:
        raise _unknown("person", "Orang", "Person")
    return found[0]


def posts(
    viewer: Viewer,
    *,
    at: str = "",
    party: Party | None = None,
    duty: Duty | None = None,
    vacant: bool | None = None,
) -> tuple[PostRow, ...]:
    """Return duty posts, by place, party, duty and code; who holds one, only where ``viewer`` may read persons."""
    rows = DutyPost.objects.filter(party__in=_parties(viewer, Level.SUMMARY)).select_related("holding__person")
    rows = rows.filter(at=viewer.post) if viewer.role is Role.FIELD else rows
    rows = rows.filter(at=at) if at else rows
    rows = rows.filter(party=party) if party is not None else rows
    rows = rows.filter(duty=duty) if duty is not None else rows
    rows = rows.filter(holding__isnull=vacant) if vacant is not None else rows
    full = set(_parties(viewer, Level.READ))
    ordered = list(rows.order_by("at", "party", "duty", "post"))
    secrets = vault.many([_holder(row).vault for row in ordered if row.party in full and _held(row)])
    return tuple(_post_row(row, secrets if row.party in full else None) for row in ordered)


def contacts(viewer: Viewer, *, at: str) -> tuple[ContactRow, ...]:
    """Return whom to call at the place ``at``: own people by name; of others the post and its phone, at a TPS only."""
    if viewer.role is Role.FIELD and at != viewer.post:
        return ()
    granted = rulebook.grant(viewer, "personnel")
    is_station = len(at) == STATION_DIGITS and at.isdigit()
    full = set(_parties(viewer, Level.READ))
    seen = [p for p in _parties(viewer, Level.CONTACT) if p in full or p == viewer.party or is_station]
    if ORDER[granted.most()] < ORDER[Level.CONTACT]:
        return ()
    rows = list(
        DutyPost.objects.filter(at=at, party__in=seen)
        .select_related("holding__person")
        .order_by("party", "duty", "post")
    )
    secrets = vault.many([_holder(row).vault for row in rows if _held(row)])
    return tuple(_contact(row, secrets, named=row.party in full) for row in rows)


def accounts(viewer: Viewer) -> tuple[AccountRow, ...]:
    """Return the office accounts that ``viewer`` may read, open ones first, by party and login."""
    rows = Account.objects.filter(party__in=_parties(viewer, Level.READ, record="account"))
    return tuple(_account(row) for row in rows.order_by("closed", "party", "account"))


def account(login: str) -> AccountRow | None:
    """Return the rights of an open account, for the sign-in; None when there is none or it was closed."""
    row = Account.objects.filter(account=login, closed=False).first()
    return _account(row) if row is not None else None


def cards(viewer: Viewer) -> tuple[CardRow, ...]:
    """Return the cards that ``viewer`` may read, by place and post, the newest first; a card reads its own only."""
    rows = Card.objects.filter(post__party__in=_parties(viewer, Level.READ, record="card"))
    if viewer.role is Role.FIELD:
        rows = rows.filter(card=viewer.account.removeprefix("card:"))
    now = clock.now()
    ordered = rows.select_related("post").order_by("post__at", "post__post", "-issued_at", "card")
    return tuple(_card(row, now) for row in ordered)


def card_viewer(card: str) -> Viewer | None:
    """Return who a signed-in card is, asked at each request: None once it is revoked or past its term."""
    row = Card.objects.select_related("post").filter(card=card).first()
    if row is None or card_closed(revoked=row.revoked, valid_until=row.valid_until, now=clock.now()):
        return None
    return Viewer(party=Party(row.post.party), role=Role.FIELD, account=f"card:{row.card}", post=row.post.at)


def headcount(viewer: Viewer) -> tuple[HeadcountRow, ...]:
    """Return people, posts and vacancies per party and duty, for parties of which ``viewer`` may see counts."""
    if viewer.role is Role.FIELD:
        return ()
    seen = _parties(viewer, Level.COUNT)
    people = Counter(Person.objects.filter(party__in=seen, erased=False).values_list("party", "duty"))
    wanted = Counter(DutyPost.objects.filter(party__in=seen).values_list("party", "duty"))
    empty = Counter(DutyPost.objects.filter(party__in=seen, holding__isnull=True).values_list("party", "duty"))
    order = {str(one): index for index, one in enumerate((*Party, *Duty))}
    keys = sorted({*people, *wanted}, key=lambda key: (order[key[0]], order[key[1]]))
    return tuple(
        HeadcountRow(party=Party(key[0]), duty=Duty(key[1]), people=people[key], posts=wanted[key], vacant=empty[key])
        for key in keys
    )


def why_not(viewer: Viewer, action: Action, *, party: Party | None = None) -> Refused | None:
    """Return why ``viewer`` may not do ``action`` to people and posts of ``party`` (None: their own)."""
    return rulebook.why_not(viewer, action, "personnel", party=party)


def _parties(viewer: Viewer, least: Level, *, record: str = "personnel") -> list[Party]:
    granted: Grant = rulebook.grant(viewer, record)
    own, others = ORDER[granted.own] >= ORDER[least], ORDER[granted.others] >= ORDER[least]
    return [party for party in Party if party is not Party.PUBLIC and (own if party is viewer.party else others)]


def _persons(rows: QuerySet[Person]) -> list[PersonRow]:
    found = list(rows.prefetch_related("holdings__post"))
    secrets = vault.many([row.vault for row in found if not row.erased])
    return [_person(row, secrets.get(row.vault, {})) for row in found]


def _person(row: Person, secret: dict[str, str]) -> PersonRow:
    return PersonRow(
        person=row.person,
        party=Party(row.party),
        duty=Duty(row.duty),
        name=secret.get("name", ""),
        phone=secret.get("phone", ""),
        unit=row.unit,
        home_unit=row.home_unit,
        rank=row.rank,
        skills=tuple(row.skills),
        home_village=row.home_village,
        craft=tuple(Craft(one) for one in row.craft),
        barred=tuple(row.barred),
        synthetic=row.synthetic,
        erased=row.erased,
        posts=tuple(sorted(one.post.label for one in row.holdings.all())),
    )


def _says(row: PersonRow, text: str) -> bool:
    wanted = " ".join(text.casefold().split())
    return any(wanted in part.casefold() for part in (row.name, row.unit, row.home_unit, row.rank, *row.skills))


def _held(row: DutyPost) -> bool:
    return hasattr(row, "holding")


def _holder(row: DutyPost) -> Person:
    holding: Holding = row.holding
    return holding.person


def _post_row(row: DutyPost, secrets: dict[str, dict[str, str]] | None) -> PostRow:
    tell = secrets is not None and _held(row)
    secret = (secrets or {}).get(_holder(row).vault, {}) if tell else {}
    return PostRow(
        post=row.post,
        party=Party(row.party),
        duty=Duty(row.duty),
        at=row.at,
        label=row.label,
        synthetic=row.synthetic,
        vacant=not _held(row),
        person=_holder(row).person if tell else "",
        name=secret.get("name", ""),
        phone=secret.get("phone", ""),
    )


def _contact(row: DutyPost, secrets: dict[str, dict[str, str]], *, named: bool) -> ContactRow:
    secret = secrets.get(_holder(row).vault, {}) if _held(row) else {}
    return ContactRow(
        post=row.post,
        label=row.label,
        party=Party(row.party),
        duty=Duty(row.duty),
        name=secret.get("name", "") if named else "",
        phone=secret.get("phone", ""),
        vacant=not _held(row),
    )


def _account(row: Account) -> AccountRow:
    return AccountRow(
        account=row.account,
        party=Party(row.party),
        role=Role(row.role),
        label=row.label,
        closed=row.closed,
        reason=row.reason,
    )


def _card(row: Card, now: datetime) -> CardRow:
    return CardRow(
        card=row.card,
        post=row.post.post,
        label=row.post.label,
        party=Party(row.post.party),
        duty=Duty(row.post.duty),
        at=row.post.at,
        valid_until=row.valid_until,
        issued_at=row.issued_at,
        state=card_closed(revoked=row.revoked, valid_until=row.valid_until, now=now) or "open",
        reason=row.reason,
    )


def _unknown(what: str, id_: str, en: str) -> Refused:
    return Refused(
        f"people.{what}.unknown", id=f"{id_} ini tidak ada atau tidak untuk Anda.", en=f"{en} unknown to you."
    )
