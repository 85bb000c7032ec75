"""What can be done to meetings, decisions and promises."""

from __future__ import annotations

from sinergi.areas.meetings.commands.answers import answer
from sinergi.areas.meetings.commands.capture import Captured, Written, capture
from sinergi.areas.meetings.commands.check_ins import check_in
from sinergi.areas.meetings.commands.clerk import note_duties, remind
from sinergi.areas.meetings.commands.decisions import correct_decision, take_decision
from sinergi.areas.meetings.commands.drafts import (
    Draft,
)
from sinergi.areas.meetings.commands.evidence import (
    drop_promise,
    keep_promise,
    reopen_promise,
    report_promise,
    return_promise,
)
from sinergi.areas.meetings.commands.feeds import renew_feed
from sinergi.areas.meetings.commands.invitations import Invitation, call_meeting, change_meeting
from sinergi.areas.meetings.commands.meetings import cancel_meeting, close_meeting, extend_agenda, open_meeting
from sinergi.areas.meetings.commands.minutes import correct_note, take_note
from sinergi.areas.meetings.commands.promises import (
    assign_promise,
    correct_promise,
    give_promise,
    postpone_promise,
)
from sinergi.areas.meetings.commands.seats import Attendance, add_seat, note_attendance, note_attendances

__all__ = [
    "Attendance",
    "Captured",
    "Draft",
    "Invitation",
    "Written",
    "add_seat",
    "answer",
    "assign_promise",
    "call_meeting",
    "cancel_meeting",
    "capture",
    "change_meeting",
    "check_in",
    "close_meeting",
    "correct_decision",
    "correct_note",
    "correct_promise",
    "drop_promise",
    "extend_agenda",
    "give_promise",
    "keep_promise",
    "note_attendance",
    "note_attendances",
    "note_duties",
    "open_meeting",
    "postpone_promise",
    "remind",
    "renew_feed",
    "reopen_promise",
    "report_promise",
    "return_promise",
    "take_decision",
    "take_note",
]
