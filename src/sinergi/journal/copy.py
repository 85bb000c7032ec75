"""Copies that leave the machine: the public log as a folder, and the tables as one file for another engine or disk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from sinergi.journal.shelf import Shelf
from sinergi.vocabulary.refusal import Refused

JOURNAL = (
    "journal.Entry",
    "journal.Epoch",
    "journal.Leaf",
    "journal.Checkpoint",
    "journal.Erasure",
    "journal.Waiting",
    "journal.Secret",
)
BATCH = 500


class _Exact(DjangoJSONEncoder):
    """Keeps microseconds, which Django's own encoder drops: a commitment covers them."""

    def default(self, o: object) -> object:
        """Return a moment in full."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def export_log(out: Path) -> int:
    """Copy the published log, as of its checkpoint, to ``out``, new or empty; return the number of entries.

    Raises Refused ``journal.export.not-empty`` when ``out`` holds anything (an old tile beside a new checkpoint
    would look like tampering) and ``journal.empty`` while nothing was recorded and so nothing is signed.
    """
    shelf = Shelf(Path(settings.SINERGI_DATA) / "journal")
    if shelf.checkpoint() is None:
        raise Refused(
            "journal.empty",
            id="Jurnal masih kosong; belum ada yang ditandatangani.",
            en="The journal is still empty; nothing is signed yet.",
        )
    if out.exists() and any(out.iterdir()):
        raise Refused(
            "journal.export.not-empty",
            id=f"Folder {out.name} tidak kosong; pilih folder baru.",
            en=f"Folder {out.name} is not empty; choose a new one.",
        )
    return shelf.copy(out)


def dump(path: Path, *, besides: Sequence[str]) -> int:
    """Write every journal table, and the tables ``besides`` (app.Model), as JSON lines; return the row count.

    Derived tables are left out: replay makes them again, on whichever engine.
    """
    count = 0
    with path.open("w", encoding="utf-8") as file, transaction.atomic():
        for label in (*JOURNAL, *besides):
            rows = _manager(apps.get_model(label)).order_by("pk").iterator(chunk_size=BATCH)
            while batch := list(islice(rows, BATCH)):
                serializers.serialize("jsonl", batch, stream=file, cls=_Exact)
                count += len(batch)
    return count


def load(path: Path) -> int:
    """Read what ``dump`` wrote into empty tables, all or nothing; return the row count."""
    count = 0
    with path.open(encoding="utf-8") as file, transaction.atomic():
        found = (row.object for row in serializers.deserialize("jsonl", file))
        for cls, run in groupby(found, key=type):
            while batch := list(islice(run, BATCH)):
                _manager(cls).bulk_create(batch)
                count += len(batch)
    return count


def _manager(cls: type[models.Model]) -> models.Manager[models.Model]:
    return cls._default_manager
