"""Rows of the table of promises as one viewer may see them, many at once in few questions to the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sinergi.areas.meetings.facts import Ask, EvidenceKind, Nudge, PromiseState, Stance
from sinergi.areas.meetings.models import CLOSED, Answer, Meeting, Promise, Wait
from sinergi.areas.meetings.queries import holders
from sinergi.areas.meetings.queries.rows import AnswerRow, PlaceRow, PromiseRow, WaitRow
from sinergi.areas.meetings.rules import timing
from sinergi.areas.places.queries import known as places
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party, Viewer

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside the promises of one page, by promise."""

    waits: Mapping[str, list[WaitRow]]
    answers: Mapping[str, list[AnswerRow]]
    numbers: Mapping[str, str]  # of meetings
    labels: Mapping[str, str]  # of posts
    names: Mapping[str, str]  # of who holds a post
    places: Mapping[str, str] = field(default_factory=dict)


def told(viewer: Viewer, rows: Sequence[Promise], *, now: datetime) -> tuple[PromiseRow, ...]:
    """Return ``rows`` in their order, with what stands beside them. Rights are the caller's."""
    ids, posts = [row.promise for row in rows], {row.post: row.party for row in rows if row.post}
    own = [post for post, party in posts.items() if party == viewer.party]
    meetings = {row.meeting for row in rows if row.meeting}
    beside = Beside(
        waits=_waits(ids),
        answers=_answers(ids),
        numbers=dict(Meeting.objects.filter(meeting__in=meetings).values_list("meeting", "number")),
        labels=holders.labels(posts),
        names=holders.names(viewer, posts=own),
        places=places.node_names() if any(row.places for row in rows) else {},
    )
    return tuple(_row(row, beside, now=now) for row in rows)


def waiting_rows(waits: Iterable[Promise]) -> tuple[WaitRow, ...]:
    """Return promises as they stand in a list of what is waited for."""
    return tuple(_wait(one) for one in waits)


def _waits(ids: Sequence[str]) -> dict[str, list[WaitRow]]:
    found: dict[str, list[WaitRow]] = {}
    for at in range(0, len(ids), CHUNK):
        rows = Wait.objects.filter(promise__in=ids[at : at + CHUNK]).select_related("on").order_by("on__number")
        for row in rows:
            found.setdefault(row.promise_id, []).append(_wait(row.on))
    return found


def _answers(ids: Sequence[str]) -> dict[str, list[AnswerRow]]:
    found: dict[str, list[AnswerRow]] = {}
    order = {party.value: place for place, party in enumerate(FIVE_PARTIES)}
    for at in range(0, len(ids), CHUNK):
        rows = Answer.objects.filter(about__in=ids[at : at + CHUNK])
        for row in sorted(rows, key=lambda one: order[one.party]):
            said = AnswerRow(party=Party(row.party), stance=Stance(row.stance), note=row.note, at=row.at)
            found.setdefault(row.about, []).append(said)
    return found


def _wait(row: Promise) -> WaitRow:
    return WaitRow(
        promise=row.promise,
        number=row.number,
        party=Party(row.party),
        text=row.text,
        state=PromiseState(row.state),
    )


def _row(row: Promise, beside: Beside, *, now: datetime) -> PromiseRow:
    waits = tuple(beside.waits.get(row.promise, ()))
    closed = row.state in CLOSED
    return PromiseRow(
        promise=row.promise,
        number=row.number,
        party=Party(row.party),
        post=row.post,
        post_label=beside.labels.get(row.post, ""),
        holder=beside.names.get(row.post, ""),
        text=row.text,
        due=row.due,
        first_due=row.first_due,
        given_at=row.given_at,
        given_by=Party(row.given_by),
        state=PromiseState(row.state),
        late=timing.is_late(due=row.due, pending=row.state == PromiseState.PENDING, now=now),
        blocked=not closed and any(one.state not in CLOSED for one in waits),
        postponed=row.postponed,
        ask=Ask(evidence=EvidenceKind(row.evidence), number=row.asked, record=row.record),
        progress=row.progress,
        meeting=row.meeting,
        meeting_number=beside.numbers.get(row.meeting, ""),
        decision=row.decision,
        duty=row.duty,
        places=tuple(PlaceRow(code=code, name=beside.places.get(code, code)) for code in row.places),
        waits=waits,
        answers=tuple(beside.answers.get(row.promise, ())),
        late_told_at=row.late_told_at,
        closed_at=row.closed_at,
        closed_by=Party(row.closed_by) if row.closed_by else None,
        closed_entry=row.closed_entry,
        synthetic=row.synthetic,
        reminded=tuple(Nudge(one) for one in row.reminded),
    )
