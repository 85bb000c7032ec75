"""The ledger: promises by whose they are and what they wait for, a page at a time."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from sinergi.areas.meetings.facts import PromiseState
from sinergi.areas.meetings.models import CLOSED, Promise, Wait
from sinergi.areas.meetings.queries import telling
from sinergi.areas.meetings.queries.promises import visible
from sinergi.areas.meetings.queries.rows import Ledger, LedgerCounts
from sinergi.vocabulary.viewer import Party, Role, Viewer

PAGE: Final = 50
_NUMBER: Final = re.compile(r"(?:k-?)?0*(\d{1,9})", re.IGNORECASE)
_OPEN: Final = ~Q(state__in=CLOSED)
_REPORTED: Final = Q(state=PromiseState.REPORTED)
_BLOCKED: Final = Exists(Wait.objects.filter(promise=OuterRef("pk")).exclude(on__state__in=CLOSED))


class Tab(StrEnum):
    """The parts of the ledger, as their addresses call them."""

    MINE = "milik-saya"
    OURS = "pihak-saya"
    LATE = "terlambat"
    WAITING = "menunggu"
    CHECK = "periksa"
    OPEN = "semua"
    CLOSED = "selesai"


def ledger(
    viewer: Viewer,
    *,
    tab: Tab,
    now: datetime,
    party: Party | None = None,
    place: str = "",
    text: str = "",
    page: int = 1,
) -> Ledger:
    """Return one page of the part ``tab``, soonest first; of closed ones, the latest first.

    ``place`` is the code of a TPS, a village or a district: what concerns a village concerns its TPS. ``text`` is
    looked for in what was promised; "K-12" finds a number. Raises Refused ``access.promise.read*``.
    """
    conditions = _conditions(viewer, now)
    every = visible(viewer)
    rows = every.filter(conditions[tab])
    rows = rows.filter(party=party) if party is not None else rows
    rows = _about(rows, place) if place.strip() else rows
    rows = rows.filter(_says(text)) if text.strip() else rows
    rows = rows.order_by("-closed_at", "-number") if tab is Tab.CLOSED else rows.order_by("due", "number")
    counts, filtered = _counts(every, conditions), party is not None or bool(place.strip()) or bool(text.strip())
    total = rows.count() if filtered else counts[tab]
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    shown = list(rows[(page - 1) * PAGE : page * PAGE])
    return Ledger(
        rows=telling.told(viewer, shown, now=now),
        counts=_told(counts),
        total=total,
        page=page,
        pages=pages,
    )


def _conditions(viewer: Viewer, now: datetime) -> dict[Tab, Q]:
    ours = Q(party=viewer.party)
    return {
        Tab.MINE: ours & _OPEN if viewer.role is Role.FIELD else ours & _OPEN & Q(post=""),
        Tab.OURS: ours & _OPEN,
        Tab.LATE: Q(state=PromiseState.PENDING, due__lt=now),
        Tab.WAITING: ours & (_REPORTED | _OPEN & Q(_BLOCKED)),
        Tab.CHECK: ~ours & _REPORTED,
        Tab.OPEN: _OPEN,
        Tab.CLOSED: Q(state__in=CLOSED),
    }


def _counts(rows: QuerySet[Promise], conditions: dict[Tab, Q]) -> dict[Tab, int]:
    found = rows.aggregate(**{tab.name: Count("pk", filter=condition) for tab, condition in conditions.items()})
    return {tab: found[tab.name] for tab in conditions}


def _told(counts: dict[Tab, int]) -> LedgerCounts:
    return LedgerCounts(
        mine=counts[Tab.MINE],
        ours=counts[Tab.OURS],
        late=counts[Tab.LATE],
        waiting=counts[Tab.WAITING],
        to_check=counts[Tab.CHECK],
        open=counts[Tab.OPEN],
        closed=counts[Tab.CLOSED],
    )


def _about(rows: QuerySet[Promise], place: str) -> QuerySet[Promise]:
    """Return the promises about a place: itself, what lies in it, and for a TPS its village."""
    bare = re.sub(r"\D", "", place)
    if not bare:
        return rows.none()
    village = ".".join(part for part in (bare[:2], bare[2:4], bare[4:6], bare[6:10]) if part)
    station = len(bare) > len("1404192001")
    said = Q(codes__contains=f'"{bare}') | Q(codes__contains=f'"{village}"' if station else f'"{village}')
    return rows.annotate(codes=Cast("places", TextField())).filter(said)


def _says(text: str) -> Q:
    said = " ".join(text.split())
    number = _NUMBER.fullmatch(said)
    return Q(text__icontains=said) | Q(number=int(number[1])) if number else Q(text__icontains=said)
