"""One round of the clerk's work."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sinergi.areas.meetings import commands as meetings
from sinergi.areas.people import commands as people

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round did. Reminders are shown by us; nobody says that they were read. None: this part failed."""

    roll_calls: int | None  # opened at their hour
    duties: int | None  # of the rule pack, noted as promises
    reminders: int | None


class Step(Protocol):
    """A part of the round: does what is due at ``now``, and says how much that was; twice does nothing twice."""

    def __call__(self, *, now: datetime) -> int:
        """Do what is due at ``now`` (aware)."""


def once(now: datetime) -> Round:
    """Do what is due at the aware ``now``. A part that fails is logged and keeps the others from nothing."""
    return Round(
        roll_calls=_tried(people.open_due_roll_calls, now),
        duties=_tried(meetings.note_duties, now),
        reminders=_tried(meetings.remind, now),
    )


def _tried(step: Step, now: datetime) -> int | None:
    try:
        return step(now=now)
    except Exception:
        logger.exception("A part of the clerk's round failed; the next round tries again")
        return None
