"""What the templates of a meeting's page walk over: items, decisions with five answers, seats, promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sinergi.areas.meetings.facts import Stance
from sinergi.areas.meetings.queries import (
    AnswerRow,
    DecisionRow,
    MeetingStep,
    MeetingView,
    NoteRow,
    PromiseRow,
    SeatRow,
)
from sinergi.entrypoints.console import promise_words
from sinergi.entrypoints.console.meeting_seats import HEADS
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.terms import label
from sinergi.vocabulary.viewer import FIVE_PARTIES, Viewer


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A line of the minutes, and whether the viewer may put it right."""

    row: NoteRow
    mine: bool


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision with a word for each of the five parties. ``dissents``: those who object, with their reason."""

    row: DecisionRow
    answers: tuple[AnswerRow, ...]
    dissents: tuple[AnswerRow, ...]
    own: Stance | None  # what the viewer's party has said
    correctable: bool
    promises: tuple[PromiseRow, ...]  # given to carry it out


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An agenda item with what was said and decided under it."""

    number: int
    title: Sentence
    notes: tuple[NoteLine, ...]
    decisions: tuple[DecisionLine, ...]


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat. ``named``: its title says of which party it is."""

    row: SeatRow
    named: bool


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise, and how late it is or how long it has, in the words of the ledger."""

    row: PromiseRow
    when: Sentence
    decision: int = 0  # number of the decision of its meeting that it carries out


def items(view: MeetingView, *, viewer: Viewer) -> tuple[ItemLine, ...]:
    """Return the agenda after the unmet promises, which the page shows by themselves as item 0."""
    return tuple(
        ItemLine(
            number=item.number,
            title=item.title,
            notes=tuple(NoteLine(one, mine=_mine(view, one, viewer)) for one in item.notes),
            decisions=tuple(decision(view, one, viewer=viewer) for one in item.decisions),
        )
        for item in view.items
    )


def decision(view: MeetingView, row: DecisionRow, *, viewer: Viewer) -> DecisionLine:
    """Return a decision with a cell for each party, also for those who have said nothing."""
    given = {one.party: one for one in row.answers}
    cells = tuple(given.get(party) or AnswerRow(party=party, stance=None, note="", at=None) for party in FIVE_PARTIES)
    return DecisionLine(
        row=row,
        answers=cells,
        dissents=tuple(one for one in cells if one.stance is Stance.DISSENTED),
        own=given[viewer.party].stance if viewer.party in given else None,
        correctable=MeetingStep.CORRECT in view.may and viewer.party in (row.written_by, view.row.host),
        promises=tuple(one for one in view.promises if one.decision == row.decision),
    )


def seats(view: MeetingView) -> tuple[SeatLine, ...]:
    """Return the seats; the party is said where the title does not say it ("Ketua PPK" does)."""
    plain = set(HEADS.values())
    return tuple(SeatLine(one, named=one.title in plain or label(one.party) in one.title) for one in view.seats)


def promises(
    rows: Sequence[PromiseRow], *, now: datetime, decisions: Sequence[DecisionRow] = ()
) -> tuple[PromiseLine, ...]:
    """Return promises with how late they are, and which of ``decisions`` each carries out."""
    numbers = {one.decision: one.number for one in decisions}
    return tuple(PromiseLine(row, promise_words.left(row, now=now), numbers.get(row.decision, 0)) for row in rows)


def _mine(view: MeetingView, row: NoteRow, viewer: Viewer) -> bool:
    return MeetingStep.CORRECT in view.may and viewer.party in (row.party, view.row.host)
