"""Meetings, promises and the calendar, for who may read them."""

from __future__ import annotations

from sinergi.areas.meetings.queries.known_promises import (
    offered_records,
)
from sinergi.areas.meetings.queries.ledger import (
    Tab,
    ledger,
)
from sinergi.areas.meetings.queries.promises import (
    carried_ids,
    evidence_file,
    promise,
    promise_rows,
)

__all__ = [
    "Tab",
    "carried_ids",
    "evidence_file",
    "ledger",
    "offered_records",
    "promise",
    "promise_rows",
]
