"""Hours of promises: whether one may be set, and when its party is reminded of it. Pure: every moment is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sinergi.areas.meetings.facts import Nudge
from sinergi.vocabulary.refusal import Refused

SHORT: Final = timedelta(hours=2)  # a promise of a shorter span has no half time
DAY: Final = timedelta(hours=24)
LATE: Final = timedelta(hours=1)  # after the hour, the head is told
FARTHEST: Final = timedelta(days=731)  # after the meeting: who types 2204 for 2024 is asked again


class Planned(NamedTuple):
    """A nudge and the aware moment from which it is due."""

    at: datetime
    nudge: Nudge


def why_not_due(due: datetime | None, *, after: datetime) -> Refused | None:
    """Return why ``due`` may not be the hour of what was agreed at ``after`` (both aware), or None.

    Codes: ``meetings.promise.due-missing``, ``meetings.due.before-meeting``, ``meetings.due.far``. Raises ValueError
    for a naive moment.
    """
    if due is None:
        return Refused(
            "meetings.promise.due-missing",
            id="Tenggat belum diisi. Setiap komitmen memerlukan tanggal dan jam.",
            en="The due time is missing. Each promise needs a date and an hour.",
        )
    if due.utcoffset() is None or after.utcoffset() is None:
        message = "an hour without a zone is no hour"
        raise ValueError(message)
    if due <= after:
        return Refused(
            "meetings.due.before-meeting",
            id="Tenggat harus sesudah rapat atau sesudah komitmen dibuat.",
            en="The due time must lie after the meeting, or after the promise was given.",
        )
    if due - after <= FARTHEST:
        return None
    return Refused(
        "meetings.due.far",
        id="Tenggat terlalu jauh: paling lama dua tahun kemudian. Periksa tahunnya.",
        en="The due time is too far away: at most two years later. Check the year.",
    )


def schedule(*, since: datetime, due: datetime) -> tuple[Planned, ...]:
    """Return the nudges of a promise whose hour ``due`` was set at ``since``, in order; no two at one moment.

    Half time is left out when the span is short, the day before when the hour was set later than that.
    """
    planned = [Planned(due, Nudge.HOUR), Planned(due + LATE, Nudge.LATE)]
    if due - since > DAY:
        planned.append(Planned(due - DAY, Nudge.DAY))
    if due - since >= SHORT and due - since != 2 * DAY:
        planned.append(Planned(since + (due - since) / 2, Nudge.HALF))
    return tuple(sorted(planned))


def nudge_due(*, since: datetime, due: datetime, sent: Iterable[str], now: datetime) -> Nudge | None:
    """Return the one nudge to send at ``now``: the latest whose moment has come, unless it was ``sent``.

    Who slept through several sends the latest alone; the ones before it are never sent any more.
    """
    come = [one.nudge for one in schedule(since=since, due=due) if one.at <= now]
    return come[-1] if come and come[-1] not in set(sent) else None


def next_at(*, since: datetime, due: datetime, sent: Iterable[str]) -> datetime | None:
    """Return when to look at a promise again: the first moment after the latest nudge that was ``sent``, or None."""
    planned, known = schedule(since=since, due=due), set(sent)
    latest = max((place for place, one in enumerate(planned) if one.nudge in known), default=-1)
    return planned[latest + 1].at if latest + 1 < len(planned) else None


def is_late(*, due: datetime, pending: bool, now: datetime) -> bool:
    """Say whether a promise is late: its hour has passed, and its party has not even reported it as done.

    What waits for another party to look at the evidence is not late: its own party can do no more.
    """
    return pending and due < now
