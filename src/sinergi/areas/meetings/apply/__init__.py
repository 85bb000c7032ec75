"""Facts of meetings become rows. Each function takes a run of one kind, in the order of the journal."""

from __future__ import annotations

from sinergi.areas.meetings.apply.decisions import (
    answers_given,
    decisions_corrected,
    decisions_taken,
    feeds_renewed,
)
from sinergi.areas.meetings.apply.evidence import (
    evidence_arrived,
)
from sinergi.areas.meetings.apply.meetings import (
    agendas_extended,
    attendances_noted,
    meetings_called,
    meetings_cancelled,
    meetings_changed,
    meetings_closed,
    meetings_opened,
    notes_corrected,
    notes_taken,
    seats_added,
)
from sinergi.areas.meetings.apply.promises import (
    promises_assigned,
    promises_corrected,
    promises_dropped,
    promises_given,
    promises_kept,
    promises_postponed,
    promises_reminded,
    promises_reopened,
    promises_reported,
)

__all__ = [
    "agendas_extended",
    "answers_given",
    "attendances_noted",
    "decisions_corrected",
    "decisions_taken",
    "evidence_arrived",
    "feeds_renewed",
    "meetings_called",
    "meetings_cancelled",
    "meetings_changed",
    "meetings_closed",
    "meetings_opened",
    "notes_corrected",
    "notes_taken",
    "promises_assigned",
    "promises_corrected",
    "promises_dropped",
    "promises_given",
    "promises_kept",
    "promises_postponed",
    "promises_reminded",
    "promises_reopened",
    "promises_reported",
    "seats_added",
]
