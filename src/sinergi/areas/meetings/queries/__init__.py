"""Meetings, promises and the calendar, for who may read them."""

from __future__ import annotations

from sinergi.areas.meetings.queries.agendas import carried_ids
from sinergi.areas.meetings.queries.attention import Attention, attention
from sinergi.areas.meetings.queries.calendar import calendar
from sinergi.areas.meetings.queries.feeds import feed, feed_file, feed_token
from sinergi.areas.meetings.queries.known_promises import offered_records
from sinergi.areas.meetings.queries.ledger import Tab, ledger
from sinergi.areas.meetings.queries.lists import MeetingList, meetings
from sinergi.areas.meetings.queries.promises import (
    evidence_file,
    promise,
    promise_rows,
)
from sinergi.areas.meetings.queries.rows import (
    AnswerRow,
    CalendarRow,
    DecisionRow,
    EventRow,
    FileRow,
    ItemRow,
    Ledger,
    MeetingRow,
    MeetingView,
    NoteRow,
    PromiseRow,
    PromiseView,
    SeatRow,
)
from sinergi.areas.meetings.queries.seats import Invited, invited
from sinergi.areas.meetings.queries.tokens import seat_token
from sinergi.areas.meetings.queries.urgent import urgent
from sinergi.areas.meetings.queries.views import meeting
from sinergi.areas.meetings.rules.states import MeetingStep, PromiseStep

__all__ = [
    "AnswerRow",
    "Attention",
    "CalendarRow",
    "DecisionRow",
    "EventRow",
    "FileRow",
    "Invited",
    "ItemRow",
    "Ledger",
    "MeetingList",
    "MeetingRow",
    "MeetingStep",
    "MeetingView",
    "NoteRow",
    "PromiseRow",
    "PromiseStep",
    "PromiseView",
    "SeatRow",
    "Tab",
    "attention",
    "calendar",
    "carried_ids",
    "evidence_file",
    "feed",
    "feed_file",
    "feed_token",
    "invited",
    "ledger",
    "meeting",
    "meetings",
    "offered_records",
    "promise",
    "promise_rows",
    "seat_token",
    "urgent",
]
