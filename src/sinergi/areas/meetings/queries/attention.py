"""What an office must know before anything else: how many promises are late, and when the next meeting is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from sinergi.areas.meetings.facts import MeetingState, PromiseState
from sinergi.areas.meetings.models import Meeting
from sinergi.areas.meetings.queries.lists import require_office
from sinergi.areas.meetings.queries.promises import visible
from sinergi.vocabulary.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Late promises of all parties and of one's own; the meeting that runs or comes next, empty: none is called."""

    late: int
    ours: int
    meeting: str
    title: str
    starts_at: datetime | None
    running: bool


def attention(viewer: Viewer, *, now: datetime) -> Attention:
    """Return what waits at ``now``: two questions. Raises Refused ``access.*.read*`` for who is no office."""
    require_office(viewer)
    late = visible(viewer).filter(state=PromiseState.PENDING, due__lt=now)
    counts = late.aggregate(late=Count("pk"), ours=Count("pk", filter=Q(party=viewer.party)))
    ahead = Meeting.objects.filter(
        Q(state=MeetingState.RUNNING) | Q(state=MeetingState.CALLED, ends_at__gte=now)
    ).order_by("starts_at", "meeting")
    rows = list(ahead.only("meeting", "title", "starts_at", "state")[:20])
    found = min(rows, key=lambda one: one.state != MeetingState.RUNNING, default=None)
    return Attention(
        late=counts["late"],
        ours=counts["ours"],
        meeting=found.meeting if found else "",
        title=found.title if found else "",
        starts_at=found.starts_at if found else None,
        running=found is not None and found.state == MeetingState.RUNNING,
    )
