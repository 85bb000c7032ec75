"""The days that the rule pack fixes, as rows of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sinergi.areas.meetings.queries.rows import CalendarRow
from sinergi.areas.rulebook.rules.pack import Anchor, Deadline, Named, PartyDuty, RulePack
from sinergi.vocabulary.viewer import Party

DAY = timedelta(days=1)


def shared(pack: RulePack, *, zone: str, now: datetime) -> Iterator[CalendarRow]:
    """Walk stages, deadlines of a known day, and reporting points of voting day; ``zone`` is an IANA name."""
    for stage in pack.stages:
        yield _whole(pack, "stage", stage, stage.start, stage.end, zone=zone, now=now)
    for deadline in pack.deadlines:
        day = _day(pack, deadline)
        if day is None:
            continue
        if deadline.at is None:
            yield _whole(pack, "deadline", deadline, day, day, zone=zone, now=now)
        else:
            yield _moment(pack, "deadline", deadline, datetime.combine(day, deadline.at, ZoneInfo(zone)), now=now)
    for point in pack.checkpoints:
        at = datetime.combine(pack.election.day + timedelta(days=point.days), point.at, ZoneInfo(zone))
        yield _moment(pack, "checkpoint", point, at, now=now)


def duty(one: PartyDuty, pack: RulePack, *, zone: str) -> CalendarRow:
    """Return a duty that stands in the pack only: nobody noted it as a promise."""
    at = pack.due(one, zone=zone)
    return _moment(pack, "duty", one, at, now=None, party=one.party)


def _day(pack: RulePack, deadline: Deadline) -> date | None:
    """Return the last day of a deadline, or None where it is counted from an event of its own."""
    if deadline.anchor not in (Anchor.VOTING_DAY, Anchor.FIXED):
        return None
    return deadline.last_day(pack.election.day)


def _whole(
    pack: RulePack, kind: str, entry: Named, first: date, last: date, *, zone: str, now: datetime
) -> CalendarRow:
    start, end = (datetime.combine(day, time(), ZoneInfo(zone)) for day in (first, last + DAY))
    return _row(pack, kind, entry, start, end, done=end <= now, all_day=True, party=None)


def _moment(
    pack: RulePack, kind: str, entry: Named, at: datetime, *, now: datetime | None, party: Party | None = None
) -> CalendarRow:
    done = now is not None and at <= now
    return _row(pack, kind, entry, at, at, done=done, all_day=False, party=party)


def _row(
    pack: RulePack,
    kind: str,
    entry: Named,
    start: datetime,
    end: datetime,
    *,
    done: bool,
    all_day: bool,
    party: Party | None,
) -> CalendarRow:
    return CalendarRow(
        uid=f"{kind}.{entry.code}@{pack.name}.sinergi",
        kind=kind,
        title=entry.name,
        start=start,
        end=end,
        all_day=all_day,
        party=party,
        basis=entry.basis,
        target="",
        done=done,
        cancelled=False,
        revision=0,
    )
