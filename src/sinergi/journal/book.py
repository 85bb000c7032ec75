"""``record``: one transaction holds the fact rows and what follows from them."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db import connection, transaction

from sinergi.journal import clock
from sinergi.journal.canonical import canonical, commitment
from sinergi.journal.models import Contradiction, Entry, Waiting
from sinergi.journal.wiring import Noted, wiring
from sinergi.vocabulary.facts import Fact, to_json
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp

WRITER = threading.RLock()  # SQLite's busy handler starves writers; a queue of our own is fair
ADVISORY_KEY = 0x53494E45  # "SINE": one writer at a time on PostgreSQL, so commit order is journal order
BATCH = 500


@dataclass(frozen=True, slots=True)
class Receipt:
    """What ``record`` answers: the ids, and whether any of them was new."""

    ids: tuple[UUID, ...]
    fresh: bool


@contextmanager
def writing() -> Iterator[None]:
    """Hold the one writer's place and one transaction; whoever reads to decide starts here."""
    with WRITER, transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_KEY])
        yield


def known(*facts: Fact, stamp: Stamp) -> Receipt | None:
    """Return the first answer when every fact of a resend is already here, else None.

    Raises Refused ``journal.same-id-other-content`` and keeps the evidence when an id came before with another body.
    """
    if not stamp.ids:
        return None
    have = Entry.objects.in_bulk(stamp.ids)
    for identity, fact in zip(stamp.ids, facts, strict=True):
        entry = have.get(identity)
        body = canonical(to_json(fact)).decode()
        if entry is not None and (entry.kind, entry.body, entry.party) != (fact.KIND, body, stamp.party):
            _keep_evidence(entry, fact, body, stamp)
    return Receipt(stamp.ids, fresh=False) if len(have) == len(facts) else None


def record(*facts: Fact, stamp: Stamp) -> Receipt:
    """Record ``facts`` in order and apply them, all or nothing.

    A resend (same ids, same content) changes nothing and answers ``fresh=False``. A command that reads before it
    decides wraps itself in ``writing()``; nested calls share its transaction.
    """
    with writing():
        if (answer := known(*facts, stamp=stamp)) is not None:
            return answer
        ids = stamp.ids or tuple(clock.new_id() for _ in facts)
        have = set(Entry.objects.filter(id__in=stamp.ids).values_list("id", flat=True)) if stamp.ids else set()
        at = clock.now()
        noted = [
            Noted(id=identity, fact=fact, stamp=stamp, recorded_at=at)
            for identity, fact in zip(ids, facts, strict=True)
            if identity not in have
        ]
        _write(noted)
        apply(noted)
    return Receipt(ids, fresh=True)


def apply(noted: Sequence[Noted]) -> None:
    """Hand runs of facts of one kind to whoever hears them; ``record`` and replay share this."""
    hears = wiring().hears
    for cls, run in groupby(noted, key=lambda one: type(one.fact)):
        batch = tuple(run)
        for listener in hears[cls]:
            listener(batch)


def _write(noted: Sequence[Noted]) -> None:
    rows = []
    for one in noted:
        body, salt = canonical(to_json(one.fact)), os.urandom(32)
        rows.append(
            Entry(
                id=one.id,
                kind=one.fact.KIND,
                party=one.stamp.party,
                actor=one.stamp.actor,
                device=one.stamp.device,
                place=one.fact.place,
                happened_at=one.stamp.happened_at,
                recorded_at=one.recorded_at,
                visibility=one.fact.VISIBILITY,
                body=body.decode(),
                salt=salt,
                commitment=commitment(salt, body),
            )
        )
    Entry.objects.bulk_create(rows, batch_size=BATCH)
    Waiting.objects.bulk_create([Waiting(entry=row) for row in rows], batch_size=BATCH)


def _keep_evidence(entry: Entry, fact: Fact, body: str, stamp: Stamp) -> None:
    error = Refused(
        "journal.same-id-other-content",
        id=f"Nomor kiriman {entry.id} sudah dipakai untuk isi yang lain; keduanya disimpan sebagai bukti.",
        en=f"Id {entry.id} was already used for other content; both are kept as evidence.",
    )
    error.evidence = Contradiction(  # type: ignore[attr-defined]
        entry=entry, kind=fact.KIND, party=stamp.party, actor=stamp.actor, device=stamp.device, body=body,
        received_at=clock.now(),
    )
    raise error
