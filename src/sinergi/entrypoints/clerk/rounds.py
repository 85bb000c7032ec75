"""One round of the clerk's work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sinergi.areas.meetings import commands as meetings


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round did: duties noted as promises, and reminders sent (shown by us; not: read)."""

    duties: int
    reminders: int


def once(now: datetime) -> Round:
    """Do what is due at the aware ``now``; doing it twice does nothing twice. Raises DatabaseError."""
    duties = meetings.note_duties(now=now)
    return Round(duties=duties, reminders=meetings.remind(now=now))
