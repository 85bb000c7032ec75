"""What is recorded of meetings, decisions and promises. Later facts correct earlier ones; nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.viewer import Party


class MeetingState(StrEnum):
    """Where a meeting stands between invitation and archive."""

    CALLED = "called"
    RUNNING = "running"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class PromiseState(StrEnum):
    """Where a promise stands. Late is not a state: it is a pending promise whose hour has passed."""

    PENDING = "pending"
    REPORTED = "reported"  # its party says it is done and shows evidence; another party looks
    KEPT = "kept"
    DROPPED = "dropped"  # nobody owes it any more, with a reason


class Presence(StrEnum):
    """Whether a seat was taken."""

    ATTENDED = "attended"
    REPRESENTED = "represented"
    MISSED = "missed"


class Noting(StrEnum):
    """How an attendance came into the book."""

    BY_QR = "by-qr"  # the invited person, on a phone
    BY_SHEET = "by-sheet"  # typed from the signed sheet
    BY_DESK = "by-desk"  # the secretary saw it


class EvidenceKind(StrEnum):
    """What shows that a promise was kept."""

    NONE = "no-evidence"  # its party's word is enough
    PHOTO = "photo"
    DOCUMENT = "document"
    COUNT = "counted"  # a number that its party reports
    RECORD = "system-record"  # facts of the system; the promise closes by itself


class Stance(StrEnum):
    """What a party says of a decision or promise."""

    CONFIRMED = "confirmed"
    DISSENTED = "dissented"


class Nudge(StrEnum):
    """When the party of a promise is reminded, and when its head is told."""

    HALF = "half-time"
    DAY = "day-before"
    HOUR = "on-the-hour"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody who is expected: an office, not a name. ``post`` is a duty post, so that its holder can be looked up."""

    seat: str  # opaque id
    party: Party
    title: str  # "Kapolsek"
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The evidence that a promise asks for: ``number`` of what is counted or recorded, ``record`` a kind of fact."""

    evidence: EvidenceKind = EvidenceKind.NONE
    number: int = 0  # 0: no number asked; of records, one is enough
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that was handed in. It lies in the vault under ``vault``; the fact holds what it was."""

    vault: str
    seal: str  # hex HMAC-SHA256 of the vault content under the vault row's salt
    sha256: str  # of the file's bytes as kept
    media: str  # image/jpeg or application/pdf
    size: int  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCalled(Fact):
    """The five parties were invited to a meeting."""

    KIND: ClassVar[str] = "meetings.meeting.called.v1"

    meeting: str  # opaque id
    number: str  # of the letter of invitation
    title: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    host: Party
    agenda: tuple[str, ...]
    seats: tuple[Seat, ...]
    note: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChanged(Fact):
    """What the invitation says was changed before the meeting began: the whole new state, and why."""

    KIND: ClassVar[str] = "meetings.meeting.changed.v1"

    meeting: str
    number: str
    title: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    agenda: tuple[str, ...]
    seats: tuple[Seat, ...]
    note: str = ""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingOpened(Fact):
    """A meeting began, or goes on after it was closed too early (with a ``reason``).

    ``carried`` are the promises that it opens with: the unmet ones, in order of their hour.
    """

    KIND: ClassVar[str] = "meetings.meeting.opened.v1"

    meeting: str
    carried: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingClosed(Fact):
    """A meeting ended; from now on its minutes are only corrected."""

    KIND: ClassVar[str] = "meetings.meeting.closed.v1"

    meeting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCancelled(Fact):
    """A meeting that was called does not take place."""

    KIND: ClassVar[str] = "meetings.meeting.cancelled.v1"

    meeting: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaExtended(Fact):
    """An item was added at the end of the agenda, before or during the meeting."""

    KIND: ClassVar[str] = "meetings.agenda.extended.v1"

    meeting: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatAdded(Fact):
    """Somebody came who was not on the list."""

    KIND: ClassVar[str] = "meetings.seat.added.v1"

    meeting: str
    seat: Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceNoted(Fact):
    """A seat was taken, taken by somebody else, or stayed empty; a later word replaces an earlier one."""

    KIND: ClassVar[str] = "meetings.attendance.noted.v1"

    meeting: str
    seat: str
    presence: Presence
    how: Noting
    deputy: str = ""  # office of who came instead
    person: str = ""  # opaque id of who held the post of the seat then, so that old minutes name nobody else


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTaken(Fact):
    """A line of the minutes, under the agenda item numbered ``item`` (0: the unmet promises, else from 1)."""

    KIND: ClassVar[str] = "meetings.note.taken.v1"

    meeting: str
    note: str
    item: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCorrected(Fact):
    """A line of the minutes was put right; an empty ``text`` strikes it. What it said before stays readable."""

    KIND: ClassVar[str] = "meetings.note.corrected.v1"

    note: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken(Fact):
    """The parties decided something: with an owner and an hour, or for information only."""

    KIND: ClassVar[str] = "meetings.decision.taken.v1"

    meeting: str
    decision: str
    item: int
    text: str
    party: Party | None = None
    due: datetime | None = None
    information_only: bool = False
    public: bool = False  # may stand in the press release


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCorrected(Fact):
    """A decision was put right: the whole new state. ``struck``: it was never taken. The old words stay readable."""

    KIND: ClassVar[str] = "meetings.decision.corrected.v1"

    decision: str
    text: str
    party: Party | None = None
    due: datetime | None = None
    information_only: bool = False
    public: bool = False
    struck: bool = False
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseGiven(Fact):
    """A party promised something by an hour: in a meeting, as a duty of the rule pack, or between meetings."""

    KIND: ClassVar[str] = "meetings.promise.given.v1"
    CARDS: ClassVar[bool] = False  # a card reads the promises of its own post, not all that concern its TPS

    promise: str  # opaque id
    party: Party
    text: str
    due: datetime
    meeting: str = ""
    decision: str = ""
    duty: str = ""  # code of a duty in the rule pack
    post: str = ""  # the duty post that does it; empty: the party's office
    ask: Ask = Ask()
    waits_for: tuple[str, ...] = ()  # promises that must be kept first
    places: tuple[str, ...] = ()  # codes of TPS or villages that it concerns
    synthetic: bool = False

    @property
    def place(self) -> str:
        """The one place that it concerns, if it is one."""
        return self.places[0] if len(self.places) == 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCorrected(Fact):
    """A promise was written down wrongly: the whole new state but for its hour, and why."""

    KIND: ClassVar[str] = "meetings.promise.corrected.v1"
    CARDS: ClassVar[bool] = False  # a card reads the promises of its own post, not all that concern its TPS

    promise: str
    party: Party
    text: str
    post: str = ""
    ask: Ask = Ask()
    waits_for: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseAssigned(Fact):
    """The party of a promise said which of its duty posts does it; an empty post gives it back to the office."""

    KIND: ClassVar[str] = "meetings.promise.assigned.v1"

    promise: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisePostponed(Fact):
    """The hour of a promise was moved, with a reason that all parties see."""

    KIND: ClassVar[str] = "meetings.promise.postponed.v1"

    promise: str
    due: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseReported(Fact):
    """The party of a promise says that it is done, and shows what was asked for."""

    KIND: ClassVar[str] = "meetings.promise.reported.v1"

    promise: str
    number: int = 0
    files: tuple[Attachment, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseKept(Fact):
    """A promise was kept: says its own party where no evidence was asked, another party that looked at the evidence."""

    KIND: ClassVar[str] = "meetings.promise.kept.v1"

    promise: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDropped(Fact):
    """Nobody owes this any more, with a reason that all parties see."""

    KIND: ClassVar[str] = "meetings.promise.dropped.v1"

    promise: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseReopened(Fact):
    """What was reported does not show it, or a closed promise is owed again; all parties see the reason."""

    KIND: ClassVar[str] = "meetings.promise.reopened.v1"

    promise: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseReminded(Fact):
    """The machine reminded the party of a promise on its pages, or told its head; nobody says that it was read."""

    KIND: ClassVar[str] = "meetings.promise.reminded.v1"

    promise: str
    nudge: Nudge
    due: datetime  # the hour that it was reminded of: a postponed promise is reminded anew


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven(Fact):
    """A party confirms a decision or promise, or dissents with a reason; a later word of the party replaces it."""

    KIND: ClassVar[str] = "meetings.answer.given.v1"

    about: str  # id of a decision or promise
    party: Party
    stance: Stance
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRenewed(Fact):
    """A party gave its calendar feed a new address; the old one opens nothing."""

    KIND: ClassVar[str] = "meetings.feed.renewed.v1"

    party: Party
