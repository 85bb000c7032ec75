"""Facts of meetings become rows. Each function takes a run of one kind, in the order of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Max

from sinergi.areas.meetings.facts import (
    Ask,
    EvidenceKind,
    MeetingCalled,
    MeetingState,
    Noting,
    Nudge,
    PromiseGiven,
    PromiseKept,
    PromiseState,
    Seat,
)
from sinergi.areas.meetings.models import (
    Answer,
    Attendee,
    Decision,
    Feed,
    Meeting,
    Note,
    Promise,
    PromiseEvent,
    PromiseEvidence,
    Wait,
)
from sinergi.areas.meetings.rules import evidence, timing
from sinergi.areas.meetings.rules.texts import number_key
from sinergi.journal.wiring import Noted
from sinergi.vocabulary.facts import to_json

TOLD = ("number", "title", "starts_at", "ends_at", "venue", "note")
DECIDED = ("party", "due", "information_only", "public", "struck")
PROMISED = ("party", "post", "text", "evidence", "asked", "record", "places")
LIVE = (PromiseState.PENDING, PromiseState.REPORTED)


def meetings_called(noted: Sequence[Noted]) -> None:
    """Write the meeting and its seats."""
    for one in noted:
        fact: MeetingCalled = one.fact
        values: dict[str, Any] = {name: getattr(fact, name) for name in TOLD}
        row = Meeting.objects.create(
            **values,
            meeting=fact.meeting,
            number_key=number_key(fact.number),
            host=fact.host,
            agenda=list(fact.agenda),
            synthetic=fact.synthetic,
            called_at=one.stamp.happened_at,
        )
        _seats(row, fact.seats)


def meetings_changed(noted: Sequence[Noted]) -> None:
    """Write what the invitation says now; keep what it said before, and why it changed."""
    for one in noted:
        fact = one.fact
        row = Meeting.objects.get(meeting=fact.meeting)
        before = {name: to_json(getattr(row, name)) for name in TOLD} | {"agenda": row.agenda}
        row.changes = [
            *row.changes,
            before | {"at": to_json(one.stamp.happened_at), "party": one.stamp.party, "reason": fact.reason},
        ]
        for name in TOLD:
            setattr(row, name, getattr(fact, name))
        row.number_key, row.agenda, row.revision = number_key(fact.number), list(fact.agenda), row.revision + 1
        row.save()
        kept = {seat.seat for seat in fact.seats}
        row.attendees.exclude(seat__in=kept).delete()
        _seats(row, fact.seats)


def meetings_opened(noted: Sequence[Noted]) -> None:
    """Begin each meeting, or go on with it; what it opened with the first time stays."""
    for one in noted:
        row = Meeting.objects.get(meeting=one.fact.meeting)
        if row.opened_at is None:
            row.opened_at, row.carried = one.stamp.happened_at, list(one.fact.carried)
        row.state, row.reason, row.closed_at = MeetingState.RUNNING, one.fact.reason, None
        row.save()


def meetings_closed(noted: Sequence[Noted]) -> None:
    """End each meeting."""
    for one in noted:
        Meeting.objects.filter(meeting=one.fact.meeting).update(
            state=MeetingState.CLOSED, closed_at=one.stamp.happened_at
        )


def meetings_cancelled(noted: Sequence[Noted]) -> None:
    """Call each meeting off."""
    for one in noted:
        Meeting.objects.filter(meeting=one.fact.meeting).update(
            state=MeetingState.CANCELLED, reason=one.fact.reason, revision=F("revision") + 1
        )


def agendas_extended(noted: Sequence[Noted]) -> None:
    """Add an item at the end."""
    for one in noted:
        row = Meeting.objects.get(meeting=one.fact.meeting)
        row.agenda = [*row.agenda, one.fact.title]
        row.save(update_fields=["agenda"])


def seats_added(noted: Sequence[Noted]) -> None:
    """Add a seat at the end."""
    for one in noted:
        _seats(Meeting.objects.get(meeting=one.fact.meeting), (one.fact.seat,))


def attendances_noted(noted: Sequence[Noted]) -> None:
    """Keep the last word on each seat."""
    for one in noted:
        rows = Attendee.objects.filter(meeting=one.fact.meeting, seat=one.fact.seat)
        rows.update(
            presence=one.fact.presence, deputy=one.fact.deputy, how=one.fact.how, noted_at=one.stamp.happened_at
        )
        if one.fact.how is Noting.BY_QR:
            rows.update(checked_in=True)


def notes_taken(noted: Sequence[Noted]) -> None:
    """Append each line to its minutes."""
    for one in noted:
        fact = one.fact
        Note.objects.create(
            note=fact.note,
            meeting_id=fact.meeting,
            item=fact.item,
            order=_next(Note.objects.filter(meeting=fact.meeting), "order"),
            text=fact.text,
            party=one.stamp.party,
            written_at=one.stamp.happened_at,
        )


def notes_corrected(noted: Sequence[Noted]) -> None:
    """Put the line right, or strike it; keep what it said."""
    for one in noted:
        row = Note.objects.get(note=one.fact.note)
        row.history = [*row.history, _said(one, text=row.text)]
        row.struck = not one.fact.text
        row.text = one.fact.text or row.text
        row.save()


def decisions_taken(noted: Sequence[Noted]) -> None:
    """Write each decision under the next number of its meeting."""
    for one in noted:
        fact = one.fact
        Decision.objects.create(
            decision=fact.decision,
            meeting_id=fact.meeting,
            number=_next(Decision.objects.filter(meeting=fact.meeting), "number"),
            item=fact.item,
            text=fact.text,
            party=fact.party or "",
            due=fact.due,
            met_at=Meeting.objects.values_list("starts_at", flat=True).get(meeting=fact.meeting),
            information_only=fact.information_only,
            public=fact.public,
            taken_at=one.stamp.happened_at,
            written_by=one.stamp.party,
        )


def decisions_corrected(noted: Sequence[Noted]) -> None:
    """Put the decision right; keep what it said."""
    for one in noted:
        fact = one.fact
        row = Decision.objects.get(decision=fact.decision)
        before = {
            name: to_json(getattr(row, name)) for name in ("party", "due", "information_only", "public", "struck")
        }
        row.history = [*row.history, _said(one, text=row.text) | before]
        row.text, row.party, row.due = fact.text, fact.party or "", fact.due
        row.information_only, row.public, row.struck = fact.information_only, fact.public, fact.struck
        row.save()


def promises_given(noted: Sequence[Noted]) -> None:
    """Write each promise under the next number."""
    for one in noted:
        fact: PromiseGiven = one.fact
        met_at = Meeting.objects.values_list("starts_at", flat=True).filter(meeting=fact.meeting).first()
        Promise.objects.create(
            promise=fact.promise,
            number=_next(Promise.objects.all(), "number"),
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
        _event(one, due=fact.due)


def promises_corrected(noted: Sequence[Noted]) -> None:
    """Put the promise right; its page tells what it said."""
    for one in noted:
        fact = one.fact
        row = Promise.objects.get(promise=fact.promise)
        before = {
            name: getattr(row, name) for name in ("party", "post", "text", "evidence", "asked", "record", "places")
        }
        _event(one, note=fact.reason, before=before)
        Promise.objects.filter(promise=fact.promise).update(
            party=fact.party, post=fact.post, text=fact.text, places=list(fact.places), **_asked(fact.ask)
        )
        _waits(fact.promise, fact.waits_for)


def promises_assigned(noted: Sequence[Noted]) -> None:
    """Say who does it."""
    for one in noted:
        Promise.objects.filter(promise=one.fact.promise).update(post=one.fact.post)
        _event(one)


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
        _event(one, note=one.fact.reason, due=one.fact.due)


def promises_reported(noted: Sequence[Noted]) -> None:
    """Wait for another party to look."""
    for one in noted:
        fact = one.fact
        rows = Promise.objects.filter(promise=fact.promise)
        rows.update(state=PromiseState.REPORTED)
        if fact.number:
            rows.update(progress=fact.number)
        _event(one, note=fact.note, number=fact.number, files=[to_json(file) for file in fact.files])


def promises_kept(noted: Sequence[Noted]) -> None:
    """Close each promise."""
    for one in noted:
        _close(one.fact.promise, one, PromiseState.KEPT)
        _event(one, note=one.fact.note)


def promises_dropped(noted: Sequence[Noted]) -> None:
    """Close each promise that nobody owes any more."""
    for one in noted:
        _close(one.fact.promise, one, PromiseState.DROPPED)
        _event(one, note=one.fact.reason)


def promises_reopened(noted: Sequence[Noted]) -> None:
    """Owe each promise again; facts of the system that counted so far no longer do."""
    for one in noted:
        rows = Promise.objects.filter(promise=one.fact.promise)
        rows.update(state=PromiseState.PENDING, closed_at=None, closed_by="", closed_entry=None, progress=0)
        for row in rows:
            rows.update(**_hour(one.stamp.happened_at, row.due, sent=row.reminded))
        PromiseEvidence.objects.filter(promise=one.fact.promise).delete()
        _event(one, note=one.fact.reason)


def promises_reminded(noted: Sequence[Noted]) -> None:
    """Remember what was sent, unless the hour was moved meanwhile."""
    for one in noted:
        row = Promise.objects.filter(promise=one.fact.promise, due=one.fact.due).first()
        if row is not None:
            row.reminded = [*row.reminded, one.fact.nudge]
            row.nudge_at = timing.next_at(since=row.due_set_at, due=row.due, sent=row.reminded)
            row.late_told_at = one.recorded_at if one.fact.nudge is Nudge.LATE else row.late_told_at
            row.save(update_fields=["reminded", "nudge_at", "late_told_at"])
        _event(one, note=one.fact.nudge, due=one.fact.due)


def answers_given(noted: Sequence[Noted]) -> None:
    """Keep the last word of each party."""
    for one in noted:
        Answer.objects.update_or_create(
            about=one.fact.about,
            party=one.fact.party,
            defaults={"stance": one.fact.stance, "note": one.fact.note, "at": one.stamp.happened_at},
        )
        if Promise.objects.filter(promise=one.fact.about).exists():
            _event(one, promise=one.fact.about, note=one.fact.note or one.fact.stance)


def feeds_renewed(noted: Sequence[Noted]) -> None:
    """Count the addresses that a feed has had."""
    for one in noted:
        row, _made = Feed.objects.get_or_create(party=one.fact.party)
        Feed.objects.filter(party=row.party).update(generation=F("generation") + 1)


def evidence_arrived(noted: Sequence[Noted]) -> None:
    """Count facts of other areas towards the promises that asked for them; enough of them close the promise.

    A fact counts when the promise's own party recorded it after the promise was given, and it is about one of the
    promise's places where it names any. The same place counts once.
    """
    kind = noted[0].fact.KIND
    waiting = list(Promise.objects.filter(record=kind, state__in=LIVE).order_by("number"))
    for one in noted if waiting else ():
        for row in waiting:
            if row.closed_at is not None or not evidence.counts(
                party=row.party, places=row.places, stamp_party=one.stamp.party, place=one.fact.place
            ):
                continue
            _found, fresh = PromiseEvidence.objects.get_or_create(
                promise=row,
                key=one.fact.place or str(one.id),
                defaults={"entry": one.id, "kind": kind, "place": one.fact.place, "at": one.stamp.happened_at},
            )
            row.progress += int(fresh)
            Promise.objects.filter(promise=row.promise).update(progress=row.progress)
            if row.progress >= max(row.asked, 1):
                row.closed_at = one.stamp.happened_at
                _close(row.promise, one, PromiseState.KEPT)
                PromiseEvent.objects.create(
                    promise=row, entry=one.id, kind=PromiseKept.KIND, at=one.stamp.happened_at, party=one.stamp.party
                )


def _seats(row: Meeting, seats: Sequence[Seat]) -> None:
    order = _next(row.attendees.all(), "order")
    for index, seat in enumerate(seats):
        found = {"party": seat.party, "title": seat.title, "post": seat.post}
        Attendee.objects.update_or_create(
            meeting=row, seat=seat.seat, defaults=found, create_defaults=found | {"order": order + index}
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


def _close(promise: str, one: Noted, state: PromiseState) -> None:
    Promise.objects.filter(promise=promise).update(
        state=state, closed_at=one.stamp.happened_at, closed_by=one.stamp.party, closed_entry=one.id, nudge_at=None
    )


def _event(one: Noted, *, promise: str = "", **values: Any) -> None:  # noqa: ANN401 -- columns of the row
    PromiseEvent.objects.create(
        promise_id=promise or one.fact.promise,
        entry=one.id,
        kind=one.fact.KIND,
        at=one.stamp.happened_at,
        party=one.stamp.party,
        **values,
    )


def _said(one: Noted, *, text: str) -> dict[str, Any]:
    return {"text": text, "at": to_json(one.stamp.happened_at), "party": one.stamp.party, "reason": one.fact.reason}


def _next(rows: Any, name: str) -> int:  # noqa: ANN401 -- a queryset of any table here
    found: int | None = rows.aggregate(last=Max(name))["last"]
    return (found or 0) + 1
