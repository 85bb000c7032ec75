"""Facts about people become rows. Each function takes a run of one kind, in the order of the journal."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model

from sinergi.areas.people.models import Account, Card, Contact, DutyPost, Holding, Person, RollCall
from sinergi.journal.wiring import Noted
from sinergi.vocabulary.facts import to_json

BATCH = 500


def persons_registered(noted: Sequence[Noted]) -> None:
    """Write the whole new state of each person; who was erased and is registered again has a new vault row."""
    rows = {
        one.fact.person: Person(
            person=one.fact.person,
            party=one.fact.party,
            duty=one.fact.duty,
            vault=one.fact.vault,
            seal=one.fact.seal,
            unit=one.fact.unit,
            home_unit=one.fact.home_unit,
            rank=one.fact.rank,
            skills=list(one.fact.skills),
            home_village=one.fact.home_village,
            craft=[str(craft) for craft in one.fact.craft],
            barred=list(one.fact.barred),
            synthetic=one.fact.synthetic,
        )
        for one in noted
    }
    Person.objects.bulk_create(
        rows.values(), batch_size=BATCH, update_conflicts=True, unique_fields=["person"], update_fields=_rest(Person)
    )


def persons_erased(noted: Sequence[Noted]) -> None:
    """Mark the persons; their vault rows were destroyed through the vault's own door."""
    Person.objects.filter(person__in=[one.fact.person for one in noted]).update(erased=True)


def posts_registered(noted: Sequence[Noted]) -> None:
    """Write the whole new state of each post."""
    rows = {
        one.fact.post: DutyPost(
            post=one.fact.post,
            party=one.fact.party,
            duty=one.fact.duty,
            at=one.fact.at,
            label=one.fact.label,
            synthetic=one.fact.synthetic,
        )
        for one in noted
    }
    DutyPost.objects.bulk_create(
        rows.values(), batch_size=BATCH, update_conflicts=True, unique_fields=["post"], update_fields=_rest(DutyPost)
    )


def posts_filled(noted: Sequence[Noted]) -> None:
    """Seat the last named holder of each post; an empty name vacates it."""
    last = {one.fact.post: one for one in noted}
    Holding.objects.filter(post__in=[post for post, one in last.items() if not one.fact.person]).delete()
    rows = [
        Holding(post_id=post, person_id=one.fact.person, since=one.stamp.happened_at)
        for post, one in last.items()
        if one.fact.person
    ]
    Holding.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["post"], update_fields=["person", "since"]
    )


def cards_issued(noted: Sequence[Noted]) -> None:
    """Write new cards; a number is never issued twice."""
    Card.objects.bulk_create(
        [
            Card(
                card=one.fact.card,
                post_id=one.fact.post,
                valid_until=one.fact.valid_until,
                issued_at=one.recorded_at,
            )
            for one in noted
        ],
        batch_size=BATCH,
    )


def cards_revoked(noted: Sequence[Noted]) -> None:
    """Close each card with its reason."""
    for one in noted:
        Card.objects.filter(card=one.fact.card).update(revoked=True, reason=one.fact.reason)


def accounts_opened(noted: Sequence[Noted]) -> None:
    """Write the rights of each account; opening one again gives it the new rights."""
    rows = {
        one.fact.account: Account(
            account=one.fact.account, party=one.fact.party, role=one.fact.role, label=one.fact.label
        )
        for one in noted
    }
    Account.objects.bulk_create(
        rows.values(), batch_size=BATCH, update_conflicts=True, unique_fields=["account"], update_fields=_rest(Account)
    )


def accounts_closed(noted: Sequence[Noted]) -> None:
    """Close each account with its reason."""
    for one in noted:
        Account.objects.filter(account=one.fact.account).update(closed=True, reason=one.fact.reason)


def roll_calls_scheduled(noted: Sequence[Noted]) -> None:
    """Write each roll-call under the party that set it."""
    for one in noted:
        fact = one.fact
        RollCall.objects.create(
            call=fact.call,
            title=fact.title,
            starts_at=fact.starts_at,
            ends_at=fact.ends_at,
            note=fact.note,
            party=one.stamp.party,
            scheduled_at=one.stamp.happened_at,
            synthetic=fact.synthetic,
        )


def roll_calls_opened(noted: Sequence[Noted]) -> None:
    """Begin each roll-call; keep which posts there are and who holds them now, so that its result never drifts."""
    for one in noted:
        RollCall.objects.filter(call=one.fact.call).update(opened_at=one.stamp.happened_at)
        posts = DutyPost.objects.order_by("post").values_list("post", "party", "holding__person")
        Contact.objects.bulk_create(
            [
                Contact(call_id=one.fact.call, post_id=post, party=party, person_id=person)
                for post, party, person in posts
            ],
            batch_size=BATCH,
        )


def roll_calls_cancelled(noted: Sequence[Noted]) -> None:
    """Close each roll-call with its reason."""
    for one in noted:
        RollCall.objects.filter(call=one.fact.call).update(cancelled_at=one.stamp.happened_at, reason=one.fact.reason)


def contacts_tried(noted: Sequence[Noted]) -> None:
    """Add what was tried to each post's line, in order."""
    rows = _contacts(noted)
    for one in noted:
        row = rows[one.fact.call, one.fact.post]
        row.tries = [*row.tries, {"channel": str(one.fact.channel), "at": to_json(one.stamp.happened_at)}]
        row.tried_at = one.stamp.happened_at
    Contact.objects.bulk_update(rows.values(), ["tries", "tried_at"], batch_size=BATCH)


def contacts_answered(noted: Sequence[Noted]) -> None:
    """Keep the first answer of each post."""
    rows = _contacts(noted)
    for one in noted:
        row = rows[one.fact.call, one.fact.post]
        if row.answered_at is None:
            row.answered_at, row.how = one.stamp.happened_at, one.fact.how
    Contact.objects.bulk_update(rows.values(), ["answered_at", "how"], batch_size=BATCH)


def _contacts(noted: Sequence[Noted]) -> dict[tuple[str, str], Contact]:
    calls = {one.fact.call for one in noted}
    posts = list({one.fact.post for one in noted})
    parts = (posts[at : at + BATCH] for at in range(0, len(posts), BATCH))
    found = (row for part in parts for row in Contact.objects.filter(call__in=calls, post__in=part))
    return {(row.call_id, row.post_id): row for row in found}


def _rest(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if not field.primary_key]  # noqa: SLF001 -- Django's documented door
