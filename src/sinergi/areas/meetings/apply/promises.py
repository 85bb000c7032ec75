"""Facts of promises become rows. Each function takes a run of one kind, in the order of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F

from sinergi.areas.meetings.apply.rows import close, event, next_number, told
from sinergi.areas.meetings.facts import (
    Ask,
    EvidenceKind,
    Nudge,
    PromiseGiven,
    PromiseState,
    Stance,
)
from sinergi.areas.meetings.models import (
    Answer,
    Meeting,
    Promise,
    PromiseEvent,
    PromiseEvidence,
    Wait,
)
from sinergi.areas.meetings.rules import evidence, timing
from sinergi.journal.wiring import Noted
from sinergi.vocabulary.facts import to_json

BATCH = 100  # rows in one statement
PROMISED = ("party", "post", "text", "evidence", "asked", "record", "places")


def promises_given(noted: Sequence[Noted]) -> None:
    """Write each promise under the next number."""
    for one in noted:
        fact: PromiseGiven = one.fact
        met_at = Meeting.objects.values_list("starts_at", flat=True).filter(meeting=fact.meeting).first()
        Promise.objects.create(
            promise=fact.promise,
            number=next_number(Promise.objects.all(), "number"),
            party=fact.party,
            post=fact.post,
            text=fact.text,
            due=fact.due,
            first_due=fact.due,
            given_at=one.stamp.happened_at,
            given_by=one.stamp.party,
            meeting=fact.meeting,
            decision=fact.decision,
            duty=fact.duty,
            met_at=met_at,
            places=list(fact.places),
            synthetic=fact.synthetic,
            **_hour(one.stamp.happened_at, fact.due),
            **_asked(fact.ask),
        )
        _waits(fact.promise, fact.waits_for)
        event(one, due=fact.due)


def promises_corrected(noted: Sequence[Noted]) -> None:
    """Put the promise right; its page tells what it said. Of the facts that counted, those that still do stay."""
    for one in noted:
        fact = one.fact
        row = Promise.objects.get(promise=fact.promise)
        before = {name: getattr(row, name) for name in PROMISED}
        before["waits"] = list(row.waits.order_by("on__number").values_list("on_id", flat=True))
        event(one, note=fact.reason, before=before)
        Answer.objects.filter(about=fact.promise, stance=Stance.CONFIRMED).delete()  # they confirmed other words
        row.party, row.post, row.text, row.places = fact.party, fact.post, fact.text, list(fact.places)
        for name, value in _asked(fact.ask).items():
            setattr(row, name, value)
        row.progress = _recounted(row, owner_before=before["party"])
        row.save()
        _waits(fact.promise, fact.waits_for)


def promises_assigned(noted: Sequence[Noted]) -> None:
    """Say who does it."""
    for one in noted:
        Promise.objects.filter(promise=one.fact.promise).update(post=one.fact.post)
        event(one)


def promises_postponed(noted: Sequence[Noted]) -> None:
    """Move the hour; reminders start anew."""
    for one in noted:
        Promise.objects.filter(promise=one.fact.promise).update(
            due=one.fact.due,
            postponed=F("postponed") + 1,
            reminded=[],
            late_told_at=None,
            **_hour(one.stamp.happened_at, one.fact.due),
        )
        event(one, note=one.fact.reason, due=one.fact.due)


def promises_reported(noted: Sequence[Noted]) -> None:
    """Wait for another party to look."""
    for one in noted:
        fact = one.fact
        rows = Promise.objects.filter(promise=fact.promise)
        rows.update(state=PromiseState.REPORTED)
        if fact.number:
            rows.update(progress=fact.number)
        event(one, note=fact.note, number=fact.number, files=[to_json(file) for file in fact.files])


def promises_kept(noted: Sequence[Noted]) -> None:
    """Close each promise."""
    for one in noted:
        close(one.fact.promise, one, PromiseState.KEPT)
        event(one, note=one.fact.note)


def promises_dropped(noted: Sequence[Noted]) -> None:
    """Close each promise that nobody owes any more."""
    for one in noted:
        close(one.fact.promise, one, PromiseState.DROPPED)
        event(one, note=one.fact.reason)


def promises_reopened(noted: Sequence[Noted]) -> None:
    """Owe each promise again; facts of the system that counted so far no longer do."""
    for one in noted:
        rows = Promise.objects.filter(promise=one.fact.promise)
        rows.update(state=PromiseState.PENDING, closed_at=None, closed_by="", closed_entry=None, progress=0)
        for row in rows:
            rows.update(**_hour(one.stamp.happened_at, row.due, sent=row.reminded))
        PromiseEvidence.objects.filter(promise=one.fact.promise).delete()
        event(one, note=one.fact.reason)


def promises_reminded(noted: Sequence[Noted]) -> None:
    """Remember what was sent, unless the hour was moved meanwhile. Many at once: the clerk sends them in batches."""
    rows = Promise.objects.in_bulk({one.fact.promise for one in noted})
    for one in noted:
        row = rows[one.fact.promise]
        if row.due == one.fact.due:
            row.reminded = [*row.reminded, one.fact.nudge]
            row.nudge_at = timing.next_at(since=row.due_set_at, due=row.due, sent=row.reminded)
            row.late_told_at = one.recorded_at if one.fact.nudge is Nudge.LATE else row.late_told_at
    Promise.objects.bulk_update(rows.values(), ["reminded", "nudge_at", "late_told_at"], batch_size=BATCH)
    PromiseEvent.objects.bulk_create(
        (told(one, note=one.fact.nudge, due=one.fact.due) for one in noted), batch_size=BATCH
    )


def _asked(ask: Ask) -> dict[str, Any]:
    record = ask.record if ask.evidence is EvidenceKind.RECORD else ""
    return {"evidence": ask.evidence, "asked": ask.number, "record": record}


def _hour(since: datetime, due: datetime, *, sent: Sequence[str] = ()) -> dict[str, Any]:
    """Return the columns that say when the clerk looks at a promise whose hour was set at ``since``."""
    return {"due_set_at": since, "nudge_at": timing.next_at(since=since, due=due, sent=sent)}


def _waits(promise: str, on: Sequence[str]) -> None:
    Wait.objects.filter(promise=promise).delete()
    Wait.objects.bulk_create(Wait(promise_id=promise, on_id=one) for one in dict.fromkeys(on))


def _recounted(row: Promise, *, owner_before: str) -> int:
    """Let go of facts that no longer count towards a corrected promise; return how many stay."""
    for one in row.evidences.all():
        same = one.kind == row.record
        if not same or not evidence.counts(
            party=row.party, places=row.places, stamp_party=owner_before, place=one.place
        ):
            one.delete()
    return row.evidences.count()
