"""What is due, for the clerk: whom to remind now, which duties were noted, and which are done already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from sinergi.areas.meetings.facts import Nudge, PromiseState
from sinergi.areas.meetings.models import Promise
from sinergi.areas.meetings.rules import timing
from sinergi.areas.places.queries import known as places
from sinergi.areas.rulebook.rules.pack import PartyDuty, Per, Proof
from sinergi.journal import read
from sinergi.journal.read import EntryRow
from sinergi.vocabulary.viewer import Party, Role, Viewer

SPARE: Final = 200  # entries read beyond what is wanted: the same place may stand there more than once


@dataclass(frozen=True, slots=True, kw_only=True)
class DueNudge:
    """A reminder that has to be sent now."""

    promise: str
    party: Party
    nudge: Nudge
    due: datetime


def any_nudge(*, now: datetime) -> bool:
    """Say whether a reminder is due at ``now``: one look into an index."""
    return _waiting(now).exists()


def nudges(*, now: datetime, most: int) -> tuple[DueNudge, ...]:
    """Return at most ``most`` reminders due at ``now``, the longest waiting first; one per promise."""
    found = []
    for row in _waiting(now).order_by("nudge_at", "number")[:most]:
        nudge = timing.nudge_due(since=row.due_set_at, due=row.due, sent=row.reminded, now=now)
        if nudge is not None:
            found.append(DueNudge(promise=row.promise, party=Party(row.party), nudge=nudge, due=row.due))
    return tuple(found)


def noted(duties: Sequence[str]) -> frozenset[str]:
    """Return those of ``duties`` (codes of the rule pack) for which there is a promise, whatever became of it."""
    return frozenset(Promise.objects.exclude(duty="").filter(duty__in=duties).values_list("duty", flat=True))


def already_done(duty: PartyDuty) -> bool:
    """Say whether the records that ``duty`` asks for are in the book already: then there is nothing left to promise.

    Counted as for promises: what the party itself recorded, the same place, post or plan once.
    """
    if duty.evidence is not Proof.RECORD:
        return False
    wanted = duty.number * times(duty.per)
    reader = Viewer(party=duty.party, role=Role.OPERATOR)
    rows = read.entries(reader, kind=duty.record, party=duty.party, limit=SPARE + 2 * wanted)
    return 0 < wanted <= len({_subject(row) for row in rows})


def times(per: Per) -> int:
    """Return how many TPS or villages there are, or one kecamatan: what a number in a duty is multiplied by."""
    match per:
        case Per.STATION:
            return len(places.standing())
        case Per.VILLAGE:
            return len(places.villages())
        case Per.DISTRICT:
            return 1


def _subject(row: EntryRow) -> str:
    told = row.body or {}
    return row.place or str(told.get("post") or told.get("plan") or row.id)


def _waiting(now: datetime) -> QuerySet[Promise]:
    """Return whom to remind: a reported promise waits for others, and its party can do no more."""
    return Promise.objects.filter(nudge_at__lte=now, state=PromiseState.PENDING)
