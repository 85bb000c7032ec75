"""What is known of meetings, for commands that decide, not for screens. Nothing is redacted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sinergi.areas.meetings.facts import MeetingState, Seat, Stance
from sinergi.areas.meetings.models import OPEN_MEETINGS, Answer, Attendee, Decision, Meeting, Note, Promise
from sinergi.areas.meetings.rules.texts import number_key
from sinergi.areas.people.queries import known as people
from sinergi.vocabulary.viewer import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMeeting:
    """A meeting as it stands. ``noted`` are the seats of which somebody has said whether they were taken."""

    meeting: str
    number: str
    title: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    note: str
    host: Party
    state: MeetingState
    agenda: tuple[str, ...]
    seats: tuple[Seat, ...]
    noted: frozenset[str]
    opened_at: datetime | None
    carried: tuple[str, ...]
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSeat:
    """A seat and what was said of it; an empty ``presence``: nothing yet. ``checked_in``: its QR was used.

    ``person`` is who held its post when attendance was first noted, or, before that, who holds it now.
    """

    seat: Seat
    presence: str
    deputy: str
    how: str
    checked_in: bool
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNote:
    """A line of the minutes and the party that wrote it."""

    note: str
    meeting: str
    item: int
    text: str
    party: Party
    struck: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDecision:
    """A decision, its number in its meeting, and the party that wrote it down; ``party`` is who owns it."""

    decision: str
    meeting: str
    number: int
    item: int
    text: str
    party: Party | None
    due: datetime | None
    information_only: bool
    public: bool
    struck: bool
    written_by: Party


def meeting(meeting: str) -> KnownMeeting | None:
    """Return one meeting, whatever its state."""
    row = Meeting.objects.filter(meeting=meeting).first()
    if row is None:
        return None
    seats = list(row.attendees.order_by("order"))
    return KnownMeeting(
        meeting=row.meeting,
        number=row.number,
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        venue=row.venue,
        note=row.note,
        host=Party(row.host),
        state=MeetingState(row.state),
        agenda=tuple(row.agenda),
        seats=tuple(_seat(one) for one in seats),
        noted=frozenset(one.seat for one in seats if one.presence),
        opened_at=row.opened_at,
        carried=tuple(row.carried),
        synthetic=row.synthetic,
    )


def number_open(number: str, *, besides: str = "") -> bool:
    """Tell whether another open meeting has this number; spaces and case do not make it another."""
    rows = Meeting.objects.filter(number_key=number_key(number), state__in=OPEN_MEETINGS)
    return rows.exclude(meeting=besides).exists()


def seat(*, meeting: str, seat: str) -> KnownSeat | None:
    """Return one seat of a meeting."""
    return next(iter(_seats(Attendee.objects.filter(meeting=meeting, seat=seat))), None)


def seats(meeting: str) -> tuple[KnownSeat, ...]:
    """Return the seats of a meeting, in order."""
    return _seats(Attendee.objects.filter(meeting=meeting).order_by("order", "seat"))


def note(note: str) -> KnownNote | None:
    """Return one line of minutes."""
    row = Note.objects.filter(note=note).first()
    if row is None:
        return None
    return KnownNote(
        note=row.note,
        meeting=row.meeting_id,
        item=row.item,
        text=row.text,
        party=Party(row.party),
        struck=row.struck,
    )


def decision(decision: str) -> KnownDecision | None:
    """Return one decision."""
    row = Decision.objects.filter(decision=decision).first()
    if row is None:
        return None
    return KnownDecision(
        decision=row.decision,
        meeting=row.meeting_id,
        number=row.number,
        item=row.item,
        text=row.text,
        party=Party(row.party) if row.party else None,
        due=row.due,
        information_only=row.information_only,
        public=row.public,
        struck=row.struck,
        written_by=Party(row.written_by),
    )


def is_promise(about: str) -> bool:
    """Tell whether ``about`` is a promise."""
    return Promise.objects.filter(promise=about).exists()


def stance(*, about: str, party: Party) -> tuple[Stance, str] | None:
    """Return the last word of ``party`` on a decision or promise, and its reason; None: nothing yet."""
    row = Answer.objects.filter(about=about, party=party).first()
    return (Stance(row.stance), row.note) if row is not None else None


def _seats(rows: Iterable[Attendee]) -> tuple[KnownSeat, ...]:
    found = list(rows)
    now = people.holders(ids=[one.post for one in found if one.post and not one.presence])
    return tuple(
        KnownSeat(
            seat=_seat(one),
            presence=one.presence,
            deputy=one.deputy,
            how=one.how,
            checked_in=one.checked_in,
            person=one.person if one.presence else now.get(one.post, ""),
        )
        for one in found
    )


def _seat(row: Attendee) -> Seat:
    return Seat(seat=row.seat, party=Party(row.party), title=row.title, post=row.post)
