"""Somebody's duties as an iCalendar file (RFC 5545): UTC times, stable UIDs, a sequence that grows with the plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar, Event

from sinergi.documents.content import Duty
from sinergi.documents.text import lines, plain


def calendar(duties: Iterable[Duty], *, name: str, made_at: datetime) -> bytes:
    """Return the calendar called ``name``; ``made_at`` (aware) is its DTSTAMP. The same duties give the same bytes."""
    book = Calendar()
    book.add("prodid", "-//Sinergi//Daftar jaga//ID")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    known = tuple(duties)
    book.add("method", "CANCEL" if known and all(one.cancelled for one in known) else "PUBLISH")
    book.add("x-wr-calname", plain(name))
    for duty in sorted(known, key=lambda one: (one.start, one.uid)):
        book.add_component(_event(duty, made_at))
    return bytes(book.to_ical())


def _event(duty: Duty, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", plain(duty.uid))
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", duty.start.astimezone(UTC))
    event.add("dtend", duty.end.astimezone(UTC))
    event.add("sequence", duty.sequence)
    event.add("status", "CANCELLED" if duty.cancelled else "CONFIRMED" if duty.firm else "TENTATIVE")
    event.add("summary", plain(duty.summary))
    event.add("location", plain(duty.location))
    event.add("description", lines(duty.description))
    event.add("class", "PRIVATE")
    if duty.at is not None:
        event.add("geo", (duty.at[0] / 1e6, duty.at[1] / 1e6))
    return event
