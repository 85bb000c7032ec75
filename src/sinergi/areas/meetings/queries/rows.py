"""What comes out of the queries of meetings: frozen rows. A holder's name is empty for whom the viewer may not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sinergi.areas.meetings.facts import Ask, MeetingState, Noting, Nudge, Presence, PromiseState, Stance
from sinergi.areas.meetings.rules.states import MeetingStep, PromiseStep
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """What one party said of a decision or promise; ``stance`` None: nothing yet."""

    party: Party
    stance: Stance | None
    note: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """What a line or decision said before it was put right: the old words, when, by which party, and why."""

    text: str
    at: datetime
    party: Party  # that put it right
    reason: str
    owner: Party | None = None  # of a decision, before
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A TPS or village that a promise concerns."""

    code: str
    name: str  # "TPS 003 Kempas Jaya"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRow:
    """A promise that must be kept first."""

    promise: str
    number: int
    party: Party
    text: str
    state: PromiseState


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """One promise. ``late``: its hour has passed, and its party has not reported it. ``blocked``: it waits."""

    promise: str
    number: int  # shown as K-12
    party: Party
    post: str
    post_label: str
    holder: str  # name of who holds the post, for their own party
    text: str
    due: datetime
    first_due: datetime
    given_at: datetime
    given_by: Party
    state: PromiseState
    late: bool
    blocked: bool
    postponed: int
    ask: Ask
    progress: int
    meeting: str
    meeting_number: str
    decision: str
    duty: str
    places: tuple[PlaceRow, ...]
    waits: tuple[WaitRow, ...]
    answers: tuple[AnswerRow, ...]  # given ones only
    late_told_at: datetime | None
    closed_at: datetime | None
    closed_by: Party | None
    closed_entry: UUID | None
    synthetic: bool
    reminded: tuple[Nudge, ...] = ()  # nudges sent for the present hour, the latest last


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file that was handed in."""

    vault: str
    media: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One thing that happened to a promise; ``kind`` is the kind of the fact, ``entry`` its number in the journal."""

    kind: str
    at: datetime
    party: Party
    note: str
    due: datetime | None
    number: int
    files: tuple[FileRow, ...]
    entry: UUID
    before: str  # a correction: the old words


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """A fact of the system that counts towards a promise."""

    entry: UUID
    kind: str
    place: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """A meeting that opens with a promise."""

    meeting: str
    number: str
    starts_at: datetime
    state: MeetingState


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    """A promise with its history and what the viewer may do."""

    row: PromiseRow
    events: tuple[EventRow, ...]
    evidence: tuple[EvidenceRow, ...]
    holds_up: tuple[WaitRow, ...]  # promises that wait for this one
    may: frozenset[PromiseStep]
    decision_number: int = 0  # of the decision that it carries out; 0: none
    agendas: tuple[AgendaRow, ...] = ()  # meetings that opened, or will open, with it; for offices


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCounts:
    """How many open promises there are behind each tab of the ledger."""

    mine: int
    ours: int
    late: int
    waiting: int  # of one's own party, held up by others, or waiting for others to look at the evidence
    to_check: int  # of other parties, reported, to be looked at
    open: int
    closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One page of promises, soonest first (closed ones: latest first)."""

    rows: tuple[PromiseRow, ...]
    counts: LedgerCounts
    total: int  # behind the chosen tab and filters
    page: int  # from 1
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow:
    """A seat of a meeting. ``name``: who holds the post, for the five offices; ``presence`` None: nobody has said."""

    seat: str
    party: Party
    title: str
    post: str
    name: str
    presence: Presence | None
    deputy: str
    how: Noting | None
    noted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A line of the minutes."""

    note: str
    item: int
    order: int
    text: str
    party: Party
    at: datetime
    struck: bool
    history: tuple[CorrectionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A decision, what it said before, and what each of the five parties says of it."""

    decision: str
    number: int
    item: int
    text: str
    party: Party | None
    due: datetime | None
    information_only: bool
    public: bool
    struck: bool
    at: datetime
    history: tuple[CorrectionRow, ...]
    answers: tuple[AnswerRow, ...]  # given ones only
    written_by: Party | None = None  # the party that wrote it down, who may put it right


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """One meeting in a list."""

    meeting: str
    number: str
    title: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    host: Party
    state: MeetingState
    revision: int  # how often the invitation changed
    opened_at: datetime | None
    closed_at: datetime | None
    reason: str
    seats: int
    present: int  # attended or represented
    decisions: int
    promises: int
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """An agenda item and what was said under it. Number 0: the unmet promises that the meeting opens with."""

    number: int
    title: Sentence
    notes: tuple[NoteRow, ...]
    decisions: tuple[DecisionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """A meeting as one viewer may see it."""

    row: MeetingRow
    note: str
    called_at: datetime
    items: tuple[ItemRow, ...]  # the unmet promises first, then the agenda
    carried: tuple[PromiseRow, ...]  # unmet promises: late ones first; before the meeting, as of now
    seats: tuple[SeatRow, ...]
    decisions: tuple[DecisionRow, ...]
    promises: tuple[PromiseRow, ...]  # given in this meeting
    changes: tuple[CorrectionRow, ...]  # of the invitation; ``text`` says what it was
    may: frozenset[MeetingStep]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRow:
    """One thing on the calendar. ``end`` is the same as ``start`` for a single moment; a whole day has ``all_day``."""

    uid: str  # stable: the same thing keeps it when it moves
    kind: str  # stage, deadline, checkpoint, duty, meeting, promise
    title: Sentence
    start: datetime
    end: datetime
    all_day: bool
    party: Party | None
    basis: str  # legal basis of what comes from the rule pack
    target: str  # id of the meeting or promise; empty: none
    done: bool
    cancelled: bool
    revision: int
