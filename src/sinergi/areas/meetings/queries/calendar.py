"""The calendar of a kecamatan: what the rule pack fixes, the meetings, and what each party owes by when."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.db.models import Count, Q, QuerySet

from sinergi.areas.meetings.facts import MeetingState, PromiseState
from sinergi.areas.meetings.models import CLOSED, Meeting, Promise
from sinergi.areas.meetings.queries import due, pack_days
from sinergi.areas.meetings.queries.promises import own_post
from sinergi.areas.meetings.queries.rows import CalendarRow
from sinergi.areas.rulebook import queries as rulebook
from sinergi.areas.rulebook.rules.pack import ORDER, Grant, RulePack
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.viewer import Action, Level, Party, Role, Viewer

RECORD: Final = "calendar"
PROMISED: Final = ("promise", "duty")
PUBLIC_KINDS: Final = ("stage", "deadline")


class _Owed(NamedTuple):
    """What a calendar needs of a promise; ``times``: how often something happened to it."""

    promise: str
    number: int
    party: str
    text: str
    due: datetime
    state: str
    duty: str
    times: int


@dataclass(frozen=True, slots=True)
class _Span:
    """What is asked for: ``party``'s things and everybody's, between two moments; None leaves a side open."""

    party: Party | None
    since: datetime | None
    until: datetime | None

    def has(self, row: CalendarRow) -> bool:
        """Say whether ``row`` is asked for."""
        own = self.party is None or row.party in (None, self.party) or row.kind == "meeting"
        after = self.since is None or row.end > self.since or row.start >= self.since
        return own and after and (self.until is None or row.start < self.until)


def calendar(
    viewer: Viewer,
    *,
    now: datetime,
    party: Party | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[CalendarRow, ...]:
    """Return what stands on the calendar between ``since`` and ``until`` (aware), in order of time.

    ``party``: only what that party owes, beside meetings and what holds for all. The five offices see everything;
    a card the days of the pack and the promises of its own post; the public stages and deadlines.
    Promises are the open ones; a duty stands there whatever became of it. Raises Refused ``access.calendar.read``.
    """
    rulebook.require(viewer, Action.READ, RECORD, party=viewer.party)
    pack, zone = rulebook.pack(), rulebook.installation().timezone
    span = _Span(party, since, until)
    rows = list(pack_days.shared(pack, zone=zone, now=now))
    if viewer.role is Role.PUBLIC or viewer.party is Party.PUBLIC:
        rows = [row for row in rows if row.kind in PUBLIC_KINDS]
    else:
        codes = [duty.code for duty in pack.duties]
        rows += _promises(_readable(viewer, Promise.objects.exclude(duty__in=codes)), span)
        if viewer.role is not Role.FIELD:
            rows += (*_duties(viewer, pack, zone=zone), *_meetings(viewer, span))
    return tuple(sorted(filter(span.has, rows), key=lambda row: (row.start, row.uid)))


def _readable(viewer: Viewer, rows: QuerySet[Promise]) -> QuerySet[Promise]:
    """Return the promises whose every field ``viewer`` may read; a card: those of its own post."""
    grant = rulebook.grant(viewer, "promise")
    if viewer.role is Role.FIELD:
        return (
            rows.filter(party=viewer.party, post=post)
            if (post := own_post(viewer)) and _reads(grant.own)
            else rows.none()
        )
    if _reads(grant.others):
        return rows if _reads(grant.own) else rows.exclude(party=viewer.party)
    return rows.filter(party=viewer.party) if _reads(grant.own) else rows.none()


def _reads(level: Level) -> bool:
    return ORDER[level] >= ORDER[Level.READ]


def _promises(rows: QuerySet[Promise], span: _Span) -> Iterator[CalendarRow]:
    """Walk the open ones of ``rows``."""
    rows = rows.filter(state__in=[one.value for one in PromiseState if one.value not in CLOSED])
    if span.party is not None:
        rows = rows.filter(party=span.party)
    if span.since is not None:
        rows = rows.filter(due__gte=span.since)
    if span.until is not None:
        rows = rows.filter(due__lt=span.until)
    for row in _owed(rows.order_by("due")):
        yield _promise(row, kind="promise", uid=f"{row.promise}@komitmen.sinergi", title=_same(row), basis="")


def _duties(viewer: Viewer, pack: RulePack, *, zone: str) -> Iterator[CalendarRow]:
    """Walk the duties of the pack; what became of a noted one is told by its promise."""
    grant: Grant = rulebook.grant(viewer, "promise")
    codes = [duty.code for duty in pack.duties]
    noted = {row.duty: row for row in _owed(Promise.objects.exclude(duty="").filter(duty__in=codes))}
    for duty in pack.duties:
        if not _reads(grant.own if duty.party is viewer.party else grant.others):
            continue
        planned = pack_days.duty(duty, pack, zone=zone)
        row = noted.get(duty.code)
        if row is None:
            yield dataclasses.replace(planned, done=due.already_done(duty))
        else:
            yield _promise(row, kind="duty", uid=planned.uid, title=_said(row, duty.name), basis=duty.basis)


def _promise(row: _Owed, *, kind: str, uid: str, title: Sentence, basis: str) -> CalendarRow:
    return CalendarRow(
        uid=uid,
        kind=kind,
        title=Sentence(f"K-{row.number} {title.id}", f"K-{row.number} {title.en}"),
        start=row.due,
        end=row.due,
        all_day=False,
        party=Party(row.party),
        basis=basis,
        target=row.promise,
        done=row.state == PromiseState.KEPT,
        cancelled=row.state == PromiseState.DROPPED,
        revision=row.times,
    )


def _said(row: _Owed, name: Sentence) -> Sentence:
    """Return the name of a duty in both languages, unless its promise was worded anew."""
    return name if row.text == name.id else _same(row)


def _owed(rows: QuerySet[Promise]) -> Iterator[_Owed]:
    for row in rows.annotate(times=Count("events")).values_list(*_Owed._fields):
        yield _Owed(*row)


def _same(row: _Owed) -> Sentence:
    return Sentence(row.text, row.text)


def _meetings(viewer: Viewer, span: _Span) -> Iterator[CalendarRow]:
    grant = rulebook.grant(viewer, RECORD)
    if not _reads(grant.others):
        return
    rows = Meeting.objects.all()
    if span.since is not None:
        rows = rows.filter(ends_at__gt=span.since)
    if span.until is not None:
        rows = rows.filter(starts_at__lt=span.until)
    if span.party is not None:
        rows = rows.filter(Q(host=span.party) | Q(attendees__party=span.party)).distinct()
    for row in rows.order_by("starts_at"):
        yield CalendarRow(
            uid=f"{row.meeting}@rapat.sinergi",
            kind="meeting",
            title=Sentence(row.title, row.title),
            start=row.starts_at,
            end=row.ends_at,
            all_day=False,
            party=Party(row.host),
            basis="",
            target=row.meeting,
            done=row.state == MeetingState.CLOSED,
            cancelled=row.state == MeetingState.CANCELLED,
            revision=row.revision,
        )
