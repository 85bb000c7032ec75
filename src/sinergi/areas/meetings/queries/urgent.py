"""What a party must see first: its open promises of which the machine reminded it, or told its head."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Q

from sinergi.areas.meetings.facts import PromiseState
from sinergi.areas.meetings.queries import telling
from sinergi.areas.meetings.queries.promises import visible
from sinergi.areas.meetings.queries.rows import PromiseRow
from sinergi.vocabulary.viewer import Viewer

MOST: Final = 20


def urgent(viewer: Viewer, *, now: datetime) -> tuple[PromiseRow, ...]:
    """Return the pending promises of the viewer's party that somebody was reminded of, soonest first, at most 20.

    Raises Refused ``access.promise.read*``.
    """
    rows = visible(viewer).filter(party=viewer.party, state=PromiseState.PENDING)
    nudged = rows.filter(Q(late_told_at__isnull=False) | ~Q(reminded=[])).order_by("due", "number")
    return telling.told(viewer, list(nudged[:MOST]), now=now)
