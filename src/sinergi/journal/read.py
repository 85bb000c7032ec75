"""Reading the journal as it is: for one viewer, by its own numbers, with receipts."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q

from sinergi.journal import bell, proof
from sinergi.journal.models import Checkpoint, Entry, Epoch, Leaf
from sinergi.journal.shelf import Shelf
from sinergi.journal.wiring import wiring
from sinergi.vocabulary.facts import Json, Visibility
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Role, Viewer

POLL = 0.5  # seconds; another process rings no bell here


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One entry as a viewer may see it.

    Of an entry that they may not read, they see that it exists: ``number`` and ``visibility``, which is also its
    ``kind``. All else is blank, the id too: a UUIDv7 tells the time, and time and place point at a person.
    """

    number: int | None  # None: not numbered yet
    id: UUID | None
    kind: str
    party: str
    actor: str
    device: str
    place: str
    happened_at: datetime | None
    recorded_at: datetime | None
    visibility: str
    body: dict[str, Json] | None  # None: not for this viewer, or erased
    readable: bool
    erased: bool


def entries(
    viewer: Viewer,
    *,
    after: int | None = None,
    before: int | None = None,
    kind: str = "",
    party: str = "",
    place: str = "",
    limit: int = 100,
) -> tuple[EntryRow, ...]:
    """Return up to ``limit`` entries, newest first; with ``after`` alone, oldest first (to read on from a number).

    ``after`` and ``before`` are exclusive numbers; entries that still wait for theirs come after all others.
    A filter by kind, party or place finds only what the viewer may read. A field card sees public facts and what
    concerns its own post's place, and not even the existence of anything else.
    """
    may = _may(viewer)
    found = Entry.objects.all()
    if viewer.role is Role.FIELD or kind or party or place:
        found = found.filter(may)
    wanted = {"kind": kind, "party": party, "place": place}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    forward = after is not None and before is None
    numbered = found.filter(leaf__number__gte=0 if after is None else after + 1)
    if before is not None:
        numbered = numbered.filter(leaf__number__lt=before)
    waiting = found.filter(waiting__isnull=False) if before is None else found.none()
    if forward:
        first = list(numbered.order_by("leaf__number")[:limit])
        return _rows([*first, *waiting.order_by("waiting__id")[: limit - len(first)]], may)
    first = list(waiting.order_by("-waiting__id")[:limit])
    return _rows([*first, *numbered.order_by("-leaf__number")[: limit - len(first)]], may)


def entry(viewer: Viewer, *, id: UUID) -> EntryRow:  # noqa: A002 -- it is the entry's id
    """Return one entry. Raises Refused ``journal.entry.unknown`` also for what the viewer may not read."""
    may = _may(viewer)
    rows = _rows(list(Entry.objects.filter(may, pk=id)), may)
    if not rows:
        raise Refused("journal.entry.unknown", id=f"Entri {id} tidak ada.", en=f"There is no entry {id}.")
    return rows[0]


def position() -> int:
    """Return where the journal stands: it grows with every recorded entry, numbered or not, and never falls."""
    with connection.cursor() as cursor:  # one statement, one moment
        cursor.execute(
            "SELECT (SELECT COALESCE(MAX(number), -1) + 1 FROM journal_leaf) + (SELECT COUNT(*) FROM journal_waiting)"
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def wait_beyond(seen: int, *, seconds: float) -> int:
    """Return the position as soon as it is not ``seen``, or what it is after ``seconds``."""
    end = time.monotonic() + seconds
    while True:
        heard = bell.count()
        here = position()
        left = end - time.monotonic()
        if here != seen or left <= 0:
            return here
        bell.wait(heard, seconds=min(POLL, left))


def receipt(entry_id: UUID) -> bytes:
    """Return the ``.tlog-proof`` of an entry under the last checkpoint.

    Raises Refused ``journal.entry.unknown``, or ``journal.entry.waiting`` while it has no number.
    """
    leaf = Leaf.objects.filter(entry_id=entry_id).first()
    if leaf is None:
        waits = Entry.objects.filter(pk=entry_id).exists()
        raise Refused(
            "journal.entry.waiting" if waits else "journal.entry.unknown",
            id=f"Entri {entry_id} {'belum bernomor' if waits else 'tidak ada'}.",
            en=f"Entry {entry_id} {'has no number yet' if waits else 'does not exist'}.",
        )
    epochs = list(Epoch.objects.order_by("start"))
    index = max(at for at, epoch in enumerate(epochs) if epoch.start <= leaf.number)
    last = index == len(epochs) - 1
    points = Checkpoint.objects.order_by("-end")
    point = (points if last else points.filter(end__lte=epochs[index + 1].start)).first()
    shelf = Shelf(Path(settings.SINERGI_DATA) / ("journal" if last else f"journal-{index + 1}"))
    note = point.note if point else ""
    found = proof.prove(index=leaf.number - epochs[index].start, note=note, read=shelf.hash_at, extra=bytes(leaf.data))
    return found.dump()


def _may(viewer: Viewer) -> Q:
    """Return what the viewer may read, body and all. Sealed entries: nobody here."""
    may = Q(visibility=Visibility.PUBLIC)
    if viewer.party not in FIVE_PARTIES:
        return may
    own = Q(visibility=Visibility.PARTIES) | Q(visibility=Visibility.RESTRICTED, party=viewer.party)
    if viewer.role is Role.FIELD:
        return may | (own & Q(place=viewer.post) & ~Q(kind__in=_office_kinds())) if viewer.post else may
    return may | own


def _office_kinds() -> list[str]:
    """Return the kinds that no card reads, wherever it stands."""
    return [kind for kind, cls in wiring().kinds().items() if not cls.CARDS]


def _rows(rows: list[Entry], may: Q) -> tuple[EntryRow, ...]:
    readable = set(Entry.objects.filter(may, pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    numbers: dict[UUID, int] = dict(
        Leaf.objects.filter(entry_id__in=[row.pk for row in rows]).values_list("entry_id", "number")
    )
    return tuple(_row(row, number=numbers.get(row.pk), readable=row.pk in readable) for row in rows)


def _row(row: Entry, *, number: int | None, readable: bool) -> EntryRow:
    if not readable:
        return EntryRow(
            number=number,
            id=None,
            kind=row.visibility,
            party="",
            actor="",
            device="",
            place="",
            happened_at=None,
            recorded_at=None,
            visibility=row.visibility,
            body=None,
            readable=False,
            erased=False,
        )
    return EntryRow(
        number=number,
        id=row.pk,
        kind=row.kind,
        party=row.party,
        actor=row.actor,
        device=row.device,
        place=row.place,
        happened_at=row.happened_at,
        recorded_at=row.recorded_at,
        visibility=row.visibility,
        body=json.loads(row.body) if row.body else None,
        readable=True,
        erased=not row.body,
    )


def kinds(viewer: Viewer) -> tuple[str, ...]:
    """Return the kinds that the viewer can filter by, in order."""
    found: Iterable[str] = Entry.objects.filter(_may(viewer)).values_list("kind", flat=True).order_by("kind").distinct()
    return tuple(found)
