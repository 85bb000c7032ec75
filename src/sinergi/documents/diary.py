"""Somebody's duties as an iCalendar file (RFC 5545): UTC times, stable UIDs, a sequence that grows with the plan.

A span without length has no DTEND; whole days are dates, and leave the time free; alarms show the summary.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

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
    _when(event, duty)
    event.add("sequence", duty.sequence)
    event.add("status", "CANCELLED" if duty.cancelled else "CONFIRMED" if duty.firm else "TENTATIVE")
    event.add("summary", plain(duty.summary))
    event.add("location", plain(duty.location))
    event.add("description", lines(duty.description))
    event.add("class", "PRIVATE")
    if duty.at is not None:
        event.add("geo", (duty.at[0] / 1e6, duty.at[1] / 1e6))
    if duty.categories:
        event.add("categories", [plain(one) for one in duty.categories])
    for before in duty.alarms:
        event.add_component(_alarm(before, duty))
    return event


def _when(event: Event, duty: Duty) -> None:
    if duty.all_day:
        event.add("dtstart", duty.start.date())
        event.add("dtend", duty.end.date())
        event.add("transp", "TRANSPARENT")
        return
    event.add("dtstart", duty.start.astimezone(UTC))
    if duty.end > duty.start:
        event.add("dtend", duty.end.astimezone(UTC))


def _alarm(before: timedelta, duty: Duty) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", plain(duty.summary))
    alarm.add("trigger", before)
    return alarm
