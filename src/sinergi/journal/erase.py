"""The one door through which an entry is emptied: by a fact that says so, and leaves the tree as it is."""

from __future__ import annotations

import json
from uuid import UUID

from sinergi.journal import vault
from sinergi.journal.book import Receipt, record, writing
from sinergi.journal.canonical import remains
from sinergi.journal.facts import EntryErased
from sinergi.journal.models import Entry, Erasure
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp


def erase(*, entry: UUID, reason: str, stamp: Stamp) -> Receipt:
    """Empty the body and salt of ``entry``, recording who did it and why. Erasing again changes nothing.

    Files that the entry handed in go with it: without its words nobody could find them in the vault. The derived
    tables are not touched: whoever erases also records the fact that takes the data out of them.
    Raises Refused ``journal.entry.unknown``, or ``journal.entry.permit`` for the record of another erasure.
    """
    with writing():
        found = Entry.objects.filter(pk=entry).first()
        if found is None:
            raise Refused("journal.entry.unknown", id=f"Entri {entry} tidak ada.", en=f"There is no entry {entry}.")
        if found.kind == EntryErased.KIND:
            raise Refused(
                "journal.entry.permit",
                id="Catatan penghapusan tidak dapat dihapus.",
                en="The record of an erasure cannot be erased.",
            )
        done = Erasure.objects.filter(entry=found).first()
        if done is not None:
            return Receipt((done.permit_id,), fresh=False)
        fact = EntryErased(entry=str(entry), reason=reason, remains=remains(found))
        receipt = record(fact, stamp=stamp)
        for ref in _files(found.body):
            vault.erase(ref)
        Erasure.objects.create(entry=found, permit_id=receipt.ids[0])
        Entry.objects.filter(pk=entry).update(body="", salt=b"")
    return receipt


def _files(body: str) -> tuple[str, ...]:
    """Return where the vault keeps the files that a fact hands in: ``{"files": [{"vault": ...}]}`` in its JSON."""
    files = json.loads(body).get("files", [])
    return tuple(one["vault"] for one in files if isinstance(one, dict) and "vault" in one)
