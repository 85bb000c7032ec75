"""Facts of other areas count towards the promises that asked for them."""

from __future__ import annotations

from collections.abc import Sequence

from sinergi.areas.meetings.apply.rows import close
from sinergi.areas.meetings.facts import (
    PromiseKept,
    PromiseState,
)
from sinergi.areas.meetings.models import (
    Promise,
    PromiseEvent,
    PromiseEvidence,
)
from sinergi.areas.meetings.rules import evidence
from sinergi.journal.wiring import Noted

LIVE = (PromiseState.PENDING, PromiseState.REPORTED)


def evidence_arrived(noted: Sequence[Noted]) -> None:
    """Count facts of other areas towards the promises that asked for them; enough of them close the promise.

    A fact counts when the promise's own party recorded it after the promise was given, and it is about one of the
    promise's places where the promise names any. The same place, or the same thing, counts once.
    """
    kind = noted[0].fact.KIND
    waiting = list(Promise.objects.filter(record=kind, state__in=LIVE).order_by("number"))
    for one in noted if waiting else ():
        key = evidence.subject(one.fact) or str(one.id)
        for row in waiting:
            if (
                row.closed_at is None
                and evidence.shows(one.fact)
                and evidence.counts(
                    party=row.party, places=row.places, stamp_party=one.stamp.party, place=one.fact.place
                )
            ):
                _count(row, one, key=key)


def _count(row: Promise, one: Noted, *, key: str) -> None:
    """Count one fact towards one promise; the one that makes them enough closes it."""
    _found, fresh = PromiseEvidence.objects.get_or_create(
        promise=row,
        key=key,
        defaults={"entry": one.id, "kind": one.fact.KIND, "place": one.fact.place, "at": one.stamp.happened_at},
    )
    if not fresh:
        return
    row.progress += 1
    Promise.objects.filter(promise=row.promise).update(progress=row.progress)
    if row.progress >= max(row.asked, 1):
        row.closed_at = one.stamp.happened_at
        close(row.promise, one, PromiseState.KEPT)
        PromiseEvent.objects.create(
            promise=row, entry=one.id, kind=PromiseKept.KIND, at=one.stamp.happened_at, party=one.stamp.party
        )
