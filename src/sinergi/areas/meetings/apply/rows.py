"""What several apply-functions of meetings do."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from sinergi.areas.meetings.facts import (
    PromiseState,
)
from sinergi.areas.meetings.models import (
    Promise,
    PromiseEvent,
)
from sinergi.journal.wiring import Noted
from sinergi.vocabulary.facts import to_json


def close(promise: str, one: Noted, state: PromiseState) -> None:
    """Close a promise by the fact ``one``."""
    Promise.objects.filter(promise=promise).update(
        state=state, closed_at=one.stamp.happened_at, closed_by=one.stamp.party, closed_entry=one.id, nudge_at=None
    )


def event(one: Noted, *, promise: str = "", **values: Any) -> None:  # noqa: ANN401 -- columns of the row
    """Write down that ``one`` happened to a promise."""
    told(one, promise=promise, **values).save(force_insert=True)


def told(one: Noted, *, promise: str = "", **values: Any) -> PromiseEvent:  # noqa: ANN401 -- columns of the row
    """Return that ``one`` happened to a promise, not written down yet."""
    return PromiseEvent(
        promise_id=promise or one.fact.promise,
        entry=one.id,
        kind=one.fact.KIND,
        at=one.stamp.happened_at,
        party=one.stamp.party,
        **values,
    )


def said(one: Noted, *, text: str) -> dict[str, Any]:
    """Return what a line said before it was put right."""
    return {"text": text, "at": to_json(one.stamp.happened_at), "party": one.stamp.party, "reason": one.fact.reason}


def next_number(rows: Any, name: str) -> int:  # noqa: ANN401 -- a queryset of any table here
    """Return the next number in the column ``name``."""
    found: int | None = rows.aggregate(last=Max(name))["last"]
    return (found or 0) + 1
