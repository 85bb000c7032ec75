"""``record``: one transaction holds the fact rows and what follows from them."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db import connection, transaction

from sinergi.journal import bell, clock
from sinergi.journal.canonical import canonical, commitment, document
from sinergi.journal.facts import OWN, ContradictionKept
from sinergi.journal.models import Entry
from sinergi.journal.rows import Row, insert, insert_entries
from sinergi.journal.wiring import Noted, wiring
from sinergi.vocabulary.facts import Fact, Visibility, to_json
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp

WRITER = threading.RLock()  # SQLite's busy handler starves writers; a queue of our own is fair
ADVISORY_KEY = 0x53494E45  # "SINE": one writer at a time on PostgreSQL, so commit order is journal order
SALT = 32


@dataclass(frozen=True, slots=True)
class Receipt:
    """What ``record`` answers: the ids, and whether any of them was new."""

    ids: tuple[UUID, ...]
    fresh: bool


class _ContradictedError(Refused):
    """The refusal of a contradictory resend; carries the evidence past the rollback."""

    def __init__(self, identity: UUID, *, evidence: ContradictionKept, stamp: Stamp) -> None:
        super().__init__(
            "journal.same-id-other-content",
            id=f"Nomor kiriman {identity} sudah dipakai untuk isi yang lain; keduanya disimpan sebagai bukti.",
            en=f"Id {identity} was already used for other content; both are kept as evidence.",
        )
        self.evidence = evidence
        self.stamp = stamp


class _Depth(threading.local):
    value = 0


_depth = _Depth()


@contextmanager
def writing() -> Iterator[None]:
    """Hold the one writer's place and one transaction; whoever reads to decide starts here.

    Blocks nest. When a contradictory resend ends the outermost one, everything in it is rolled back and the
    evidence is then recorded in a transaction of its own.
    """
    try:
        with _transaction():
            yield
    except _ContradictedError as refusal:
        if _depth.value == 0:
            _keep(refusal)
        raise


@contextmanager
def _transaction() -> Iterator[None]:
    with WRITER:
        _depth.value += 1
        try:
            with transaction.atomic():
                if connection.vendor == "postgresql" and _depth.value == 1:
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_KEY])
                yield
        finally:
            _depth.value -= 1


def known(*facts: Fact, stamp: Stamp) -> Receipt | None:
    """Return the first answer when every fact of a resend is already here, else None.

    Raises Refused ``journal.same-id-other-content`` when an id came before with another kind, party or body; the
    evidence is kept (see ``writing``). An erased entry is taken for the same: nothing is left to compare.
    """
    with writing():
        have = _have(facts, stamp)
    return Receipt(stamp.ids, fresh=False) if facts and len(have) == len(facts) else None


def record(*facts: Fact, stamp: Stamp) -> Receipt:
    """Record ``facts`` in order and apply them, all or nothing.

    A resend (same ids, same content) changes nothing and answers ``fresh=False``; where only some ids are known, the
    others are recorded. A command that reads before it decides wraps itself in ``writing()``; nested calls share
    its transaction. Raises Refused ``journal.same-id-other-content``, ``journal.ids`` or ``journal.body``.
    """
    with writing():
        have = _have(facts, stamp)
        ids = stamp.ids or tuple(clock.new_id() for _ in facts)
        at = clock.now()
        noted = [
            Noted(id=identity, fact=fact, stamp=stamp, recorded_at=at)
            for identity, fact in zip(ids, facts, strict=True)
            if identity not in have
        ]
        if noted:
            _write(noted)
            apply(noted)
            transaction.on_commit(bell.ring)
    return Receipt(ids, fresh=bool(noted))


def apply(noted: Sequence[Noted]) -> None:
    """Hand runs of facts of one kind to whoever hears them; ``record`` and replay share this."""
    hears = wiring().hears
    for cls, run in groupby(noted, key=lambda one: type(one.fact)):
        batch = tuple(run)
        for listener in () if cls in OWN else hears[cls]:
            listener(batch)


def _have(facts: Sequence[Fact], stamp: Stamp) -> Mapping[UUID, Entry]:
    """Return the entries that are here under the stamp's ids, after comparing them with ``facts``."""
    if not stamp.ids:
        return {}
    twice = [identity for identity, times in Counter(stamp.ids).items() if times > 1]
    if twice or len(stamp.ids) != len(facts):
        raise Refused(
            "journal.ids",
            id="Setiap catatan dalam satu kiriman harus punya nomor sendiri.",
            en="Every fact in one call needs an id of its own.",
        )
    have: dict[UUID, Entry] = Entry.objects.in_bulk(stamp.ids)
    for identity, fact in zip(stamp.ids, facts, strict=True):
        if (entry := have.get(identity)) and not _same(entry, fact, stamp):
            sealed = Visibility.SEALED in (fact.VISIBILITY, entry.visibility)
            body = "" if sealed else canonical(to_json(fact)).decode()
            evidence = ContradictionKept(entry=str(identity), kind=fact.KIND, body=body)
            raise _ContradictedError(identity, evidence=evidence, stamp=stamp)
    return have


def _same(entry: Entry, fact: Fact, stamp: Stamp) -> bool:
    if not entry.body:
        return entry.party == stamp.party
    body = canonical(to_json(fact)).decode()
    if (entry.kind, entry.body, entry.party) == (fact.KIND, body, stamp.party):
        return True
    first = wiring().revive(entry.kind, json.loads(entry.body))  # an old version of the same thing is the same
    return first == fact and type(first) is type(fact) and entry.party == stamp.party


def _write(noted: Sequence[Noted]) -> None:
    insert_entries(_row(one) for one in noted)
    insert("journal_waiting", ("entry_id",), ((one.id,) for one in noted))


def _row(one: Noted) -> Row:
    body, salt = canonical(to_json(one.fact)), os.urandom(SALT)
    entry = Row(
        id=one.id,
        happened_at=one.stamp.happened_at,
        recorded_at=one.recorded_at,
        salt=salt,
        kind=one.fact.KIND,
        party=str(one.stamp.party),
        actor=one.stamp.actor,
        device=one.stamp.device,
        place=one.fact.place,
        visibility=str(one.fact.VISIBILITY),
        body=body.decode(),
        commitment="",
    )
    entry.commitment = commitment(salt, document(entry, body))
    return entry


def _keep(refusal: _ContradictedError) -> None:
    """Record the evidence once: the same contradiction sent again adds nothing."""
    evidence, stamp = refusal.evidence, refusal.stamp
    content = canonical({"fact": to_json(evidence), "party": stamp.party, "device": stamp.device})
    digest = int.from_bytes(hashlib.sha256(content).digest()[:16], "big")
    digest = digest & ~(0xF << 76 | 0x3 << 62) | 0x8 << 76 | 0x2 << 62  # UUIDv8: ours to define
    once = Stamp(
        party=stamp.party,
        actor=stamp.actor,
        device=stamp.device,
        happened_at=stamp.happened_at,
        ids=(UUID(int=digest),),
    )
    record(evidence, stamp=once)
