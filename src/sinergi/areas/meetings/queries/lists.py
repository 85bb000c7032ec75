"""Meetings in a list, for offices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from sinergi.areas.meetings.facts import MeetingState, Presence
from sinergi.areas.meetings.models import Attendee, Decision, Meeting, Promise
from sinergi.areas.meetings.queries.rows import MeetingRow
from sinergi.areas.rulebook import queries as rulebook
from sinergi.areas.rulebook.rules.pack import ORDER
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action, Level, Party, Role, Viewer

RECORD: Final = "calendar"
PAGE: Final = 50
CAME: Final = (Presence.ATTENDED, Presence.REPRESENTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingList:
    """One page of meetings, the latest first."""

    rows: tuple[MeetingRow, ...]
    total: int
    page: int  # from 1
    pages: int


def require_office(viewer: Viewer) -> None:
    """Refuse who may not read meetings in full: the public, and field cards. Raises ``access.calendar.read*``."""
    rulebook.require(viewer, Action.READ, RECORD)
    if viewer.role is Role.FIELD:
        raise Refused(
            "access.calendar.read.field",
            id="Kartu petugas tidak menampilkan rapat; kantor pihaknya yang membacanya.",
            en="A field card shows no meetings; the office of its party reads them.",
        )
    if ORDER[rulebook.level(viewer, RECORD)] < ORDER[Level.READ]:
        raise Refused(
            "access.calendar.read.public",
            id="Rapat hanya untuk lima pihak; umum membaca keputusan yang ditandai untuk umum.",
            en="Meetings are for the five parties; the public reads the decisions marked public.",
        )


def meetings(viewer: Viewer, *, state: MeetingState | None = None, text: str = "", page: int = 1) -> MeetingList:
    """Return meetings, the latest first, 50 to a page; ``text`` is sought in number, title and venue.

    A page that does not exist is the nearest one. Raises Refused ``access.calendar.read*``.
    """
    require_office(viewer)
    rows = Meeting.objects.all()
    rows = rows.filter(state=state) if state is not None else rows
    for word in text.split():
        rows = rows.filter(Q(number__icontains=word) | Q(title__icontains=word) | Q(venue__icontains=word))
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    found = list(rows.order_by("-starts_at", "meeting")[(page - 1) * PAGE : page * PAGE])
    return MeetingList(rows=meeting_rows(found), total=total, page=page, pages=pages)


def meeting_rows(found: Sequence[Meeting]) -> tuple[MeetingRow, ...]:
    """Return the rows of ``found``, in order, with their counts: three questions, however many there are."""
    ids = [one.meeting for one in found]
    seats = list(Attendee.objects.filter(meeting__in=ids).values_list("meeting_id", "presence"))
    expected = Counter(meeting for meeting, _presence in seats)
    came = Counter(meeting for meeting, presence in seats if presence in CAME)
    decided = Counter(Decision.objects.filter(meeting__in=ids, struck=False).values_list("meeting_id", flat=True))
    promised = Counter(Promise.objects.filter(meeting__in=ids).values_list("meeting", flat=True))
    return tuple(
        MeetingRow(
            meeting=one.meeting,
            number=one.number,
            title=one.title,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            venue=one.venue,
            host=Party(one.host),
            state=MeetingState(one.state),
            revision=one.revision,
            opened_at=one.opened_at,
            closed_at=one.closed_at,
            reason=one.reason,
            seats=expected[one.meeting],
            present=came[one.meeting],
            decisions=decided[one.meeting],
            promises=promised[one.meeting],
            synthetic=one.synthetic,
        )
        for one in found
    )
