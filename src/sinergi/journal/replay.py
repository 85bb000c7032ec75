"""Throw the derived tables away and build them again from the journal; and tell whether two databases hold the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import cast

from django.apps import apps
from django.db import connection, models
from django.db.models.options import Options

from sinergi.journal.book import apply, writing
from sinergi.journal.lock import sequencing
from sinergi.journal.models import Entry
from sinergi.journal.wiring import Noted, wiring
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Party

CHUNK = 2000
Progress = Callable[[int, int], None]  # done, of how many


def replay(progress: Progress | None = None) -> int:
    """Empty every derived table and apply all entries again in journal order; return how many facts were applied.

    All in one transaction. Erased entries say nothing any more and are passed over. Raises Refused
    ``journal.body-unreadable`` for an entry that no known kind of fact fits.
    """
    count = done = 0
    with sequencing(), writing():
        total = Entry.objects.count()
        _empty()
        entries = _in_order()
        while batch := list(islice(entries, CHUNK)):
            noted = [_noted(entry) for entry in batch if entry.body]
            apply(noted)
            count, done = count + len(noted), done + len(batch)
            if progress:
                progress(done, total)
    return count


def revive(entry: Entry) -> Fact:
    """Return the fact of an entry as its kind is understood today."""
    try:
        return wiring().revive(entry.kind, json.loads(entry.body))
    except (LookupError, ValueError, TypeError) as error:
        raise Refused(
            "journal.body-unreadable",
            id=f"Isi entri {entry.id} ({entry.kind}) tidak cocok dengan jenis catatan yang dikenal.",
            en=f"The body of entry {entry.id} ({entry.kind}) fits no known kind of fact.",
        ) from error


def fingerprint() -> dict[str, str]:
    """Return a hash per derived table, equal on every engine for equal rows, whatever their order.

    Numbers that the database makes up by itself (auto keys) are left out.
    """
    return {_meta(model).db_table: _fingerprint(model) for model in _derived()}


def _derived() -> list[type[models.Model]]:
    found = [m for label in wiring().derived for m in apps.get_app_config(label).get_models(include_auto_created=True)]
    return [m for m in found if _meta(m).managed and not _meta(m).proxy]


def _meta(model: type[models.Model]) -> Options[models.Model]:
    return model._meta  # noqa: SLF001 -- documented API under an underscore


def _empty() -> None:
    with connection.cursor() as cursor:
        for model in _derived():  # foreign keys are checked at commit, on both engines
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(_meta(model).db_table)}")  # noqa: S608 -- our table


def _in_order() -> Iterator[Entry]:
    yield from Entry.objects.filter(leaf__isnull=False).order_by("leaf__number").iterator(chunk_size=CHUNK)
    yield from Entry.objects.filter(waiting__isnull=False).order_by("waiting__id").iterator(chunk_size=CHUNK)


def _noted(entry: Entry) -> Noted:
    stamp = Stamp(
        party=Party(entry.party), actor=entry.actor, device=entry.device, happened_at=entry.happened_at, ids=(entry.id,)
    )
    return Noted(id=entry.id, fact=revive(entry), stamp=stamp, recorded_at=entry.recorded_at)


def _fingerprint(model: type[models.Model]) -> str:
    fields = [field for field in _meta(model).concrete_fields if not isinstance(field, models.AutoField)]
    names = [field.attname for field in fields]
    manager = model._default_manager  # noqa: SLF001 -- documented API under an underscore
    rows = manager.order_by().values_list(*names).iterator(chunk_size=CHUNK)
    digests = sorted(hashlib.sha256(json.dumps([_plain(value) for value in row]).encode()).digest() for row in rows)
    return hashlib.sha256(json.dumps(names).encode() + b"".join(digests)).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in sorted(cast("dict[str, object]", value).items())}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
