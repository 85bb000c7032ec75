"""The calendar feed of a party: an address that only the party knows, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from sinergi import documents
from sinergi.areas.meetings.models import Feed
from sinergi.areas.meetings.queries.calendar import PROMISED, calendar
from sinergi.areas.meetings.queries.rows import CalendarRow
from sinergi.documents.content import Duty
from sinergi.journal import links
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.terms import label
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party, Role, Viewer

SALT: Final = "sinergi.meetings.feed"
BYTES: Final = 20  # 160 bits: 32 letters of base32
BEFORE: Final = timedelta(days=31)  # what is over for longer leaves the feed
ALARMS: Final = (timedelta(days=-1), timedelta(0))


def feed_token(party: Party) -> str:
    """Return the secret part of the address of ``party``'s feed; it is for the eyes of that party's office only."""
    generation = Feed.objects.filter(party=party).values_list("generation", flat=True).first() or 0
    return links.token(SALT, party, generation, size=BYTES).lower()


def feed(party: str, token: str, *, now: datetime) -> tuple[CalendarRow, ...]:
    """Return what stands in the feed of ``party``: of the last month and all that is to come.

    Its own duties and open promises, the meetings it sits in, and the days of the rule pack; no names of people.
    Raises Refused ``meetings.feed.unknown`` for a wrong or replaced address.
    """
    if party not in list(FIVE_PARTIES) or not links.same(token, feed_token(Party(party))):
        raise Refused(
            "meetings.feed.unknown",
            id="Alamat kalender ini tidak berlaku; minta alamat baru dari kantor pihak Anda.",
            en="This calendar address is not valid; ask your party's office for the present one.",
        )
    viewer = Viewer(party=Party(party), role=Role.OPERATOR)
    return calendar(viewer, now=now, party=Party(party), since=now - BEFORE)


def feed_file(rows: Iterable[CalendarRow], *, name: str, made_at: datetime, language: str = "id") -> bytes:
    """Return ``rows`` as an iCalendar file called ``name``, ready to serve; ``made_at`` is aware.

    Promises carry an alarm the day before and one on the hour.
    """
    return documents.calendar((_entry(row, language) for row in rows), name=name, made_at=made_at)


def _entry(row: CalendarRow, language: str) -> Duty:
    kind = label(row.kind, language)
    party = label(row.party, language) if row.party else ""
    title = row.title.in_(language)
    return Duty(
        uid=row.uid,
        start=row.start,
        end=row.end,
        summary=f"{kind}: {title}" if row.kind not in PROMISED else f"{party}: {title}",
        location="",
        description="\n".join(line for line in (party, row.basis) if line),
        sequence=row.revision,
        firm=True,
        cancelled=row.cancelled,
        all_day=row.all_day,
        alarms=ALARMS if row.kind in PROMISED and row.target and not (row.done or row.cancelled) else (),
        categories=tuple(one for one in (kind, party) if one),
    )
