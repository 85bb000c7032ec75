"""Facts of meetings become rows: invitations, seats, attendance, lines of the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F

from sinergi.areas.meetings.apply.rows import next_number, said
from sinergi.areas.meetings.facts import (
    MeetingCalled,
    MeetingState,
    Noting,
    Seat,
)
from sinergi.areas.meetings.models import (
    Attendee,
    Meeting,
    Note,
)
from sinergi.areas.meetings.rules.texts import number_key
from sinergi.journal.wiring import Noted
from sinergi.vocabulary.facts import to_json

TOLD = ("number", "title", "starts_at", "ends_at", "venue", "note")


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
        for order, seat in enumerate(fact.seats, 1):
            row.attendees.filter(seat=seat.seat).update(order=order)


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
        fact = one.fact
        rows = Attendee.objects.filter(meeting=fact.meeting, seat=fact.seat)
        rows.update(
            presence=fact.presence,
            deputy=fact.deputy,
            how=fact.how,
            person=fact.person,
            noted_at=one.stamp.happened_at,
        )
        if fact.how is Noting.BY_QR:
            rows.update(checked_in=True)


def notes_taken(noted: Sequence[Noted]) -> None:
    """Append each line to its minutes."""
    for one in noted:
        fact = one.fact
        Note.objects.create(
            note=fact.note,
            meeting_id=fact.meeting,
            item=fact.item,
            order=next_number(Note.objects.filter(meeting=fact.meeting), "order"),
            text=fact.text,
            party=one.stamp.party,
            written_at=one.stamp.happened_at,
        )


def notes_corrected(noted: Sequence[Noted]) -> None:
    """Put the line right, or strike it; keep what it said."""
    for one in noted:
        row = Note.objects.get(note=one.fact.note)
        row.history = [*row.history, said(one, text=row.text)]
        row.struck = not one.fact.text
        row.text = one.fact.text or row.text
        row.save()


def _seats(row: Meeting, seats: Sequence[Seat]) -> None:
    order = next_number(row.attendees.all(), "order")
    for index, seat in enumerate(seats):
        found = {"party": seat.party, "title": seat.title, "post": seat.post}
        Attendee.objects.update_or_create(
            meeting=row, seat=seat.seat, defaults=found, create_defaults=found | {"order": order + index}
        )
