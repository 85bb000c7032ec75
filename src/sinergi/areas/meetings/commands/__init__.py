"""What can be done to meetings, decisions and promises."""

from __future__ import annotations

from sinergi.areas.meetings.commands.capture import Captured, Written, capture
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
from sinergi.areas.meetings.commands.promises import (
    assign_promise,
    correct_promise,
    give_promise,
    postpone_promise,
)

__all__ = [
    "Captured",
    "Draft",
    "Written",
    "assign_promise",
    "capture",
    "correct_promise",
    "drop_promise",
    "give_promise",
    "keep_promise",
    "postpone_promise",
    "reopen_promise",
    "report_promise",
    "return_promise",
]
