"""Recompute everything: rows, commitments, leaves, tree, checkpoints, published files, vault seals.

What it cannot see: a whole journal rewritten by someone who holds both this disk and the log key (witnesses and old
checkpoints are for that), and waiting entries rewritten together with their salt and commitment, or put into
another order, before they have a number (the queue lasts a fraction of a second), and a missing checkpoint that is
not the last: its root follows from the leaves that the last one signs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from sinergi.journal import rows, vault
from sinergi.journal.audit import audit
from sinergi.journal.lock import sequencing
from sinergi.journal.models import Checkpoint, Entry, Epoch, Erasure, Secret
from sinergi.journal.note import TreeHead
from sinergi.journal.shelf import Shelf
from sinergi.journal.tlog import EMPTY_ROOT, Tree, root_at
from sinergi.journal.walk import MOST, Check, Progress, Walk, check_entry
from sinergi.vocabulary.refusal import Refused


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What ``verify_all`` found; ``size`` and ``root_hex`` are of the present epoch's tree."""

    size: int
    root_hex: str
    problems: tuple[Refused, ...]
    waiting: int
    erased: int

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify_all(progress: Progress | None = None) -> VerifyReport:
    """Check every row and every published file; changes nothing, and may run while the journal grows."""
    check = Check(progress, Entry.objects.count())
    tree = Tree()
    try:
        _database(check)
        tree = _numbered(check)
        _waiting(check)
        for identity in rows.lost():
            check.bad(
                Refused(
                    "journal.entry-lost",
                    id=f"Entri {identity} tidak bernomor dan tidak mengantre.",
                    en=f"Entry {identity} is lost.",
                )
            )
        _erasures(check)
        _vault(check)
        _published(check)
    except DatabaseError as error:
        check.bad(
            Refused("journal.database-damaged", id=f"Basis data rusak: {error}", en=f"The database is damaged: {error}")
        )
    root = tree.root() if tree.size else EMPTY_ROOT
    return VerifyReport(tree.size, root.hex(), tuple(check.problems), check.waiting, len(check.emptied))


def _database(check: Check) -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(20)")
        for (word,) in cursor.fetchall():
            if word != "ok":
                check.bad(
                    Refused(
                        "journal.database-damaged",
                        id=f"Basis data rusak: {word}",
                        en=f"The database is damaged: {word}",
                    )
                )


def _numbered(check: Check) -> Tree:
    """Walk all leaves of all epochs; return the last epoch's tree."""
    epochs = list(Epoch.objects.order_by("start"))
    tree, walk = Tree(), Walk(check, epochs)
    after = -1
    while batch := rows.numbered(after=after):
        for placed in batch:
            tree = walk.step(placed)
        after = batch[-1].position
        walk.checkpoints(upto=after + 1)
        check.tick(len(batch))
    walk.finish(after + 1)
    return tree


def _waiting(check: Check) -> None:
    after = -1
    while batch := rows.waiting(after=after):
        for placed in batch:
            if placed.row is None:
                check.bad(
                    Refused(
                        "journal.entry-changed",
                        id=f"Antrean {placed.position} rusak.",
                        en=f"Queue row {placed.position}: {placed.why}.",
                    )
                )
            else:
                check_entry(check, placed.row, None)
        after = batch[-1].position
        check.waiting += len(batch)
        check.tick(len(batch))


def _erasures(check: Check) -> None:
    """Every emptied entry has its permit, every permit its emptied entry, and what remains is what the permit says."""
    found = dict(Erasure.objects.order_by("entry_id").values_list("entry_id", "permit_id"))
    for entry, permit in found.items():
        named, kept = check.permits.get(str(permit), ("", None))
        if named != str(entry) or entry not in check.emptied or kept != check.emptied[entry]:
            check.bad(
                Refused(
                    "journal.erasure",
                    id=f"Penghapusan {entry} tidak cocok dengan izinnya.",
                    en=f"Erasure of {entry}: permit differs.",
                )
            )
    orphans = set(check.emptied) - set(found)
    unused = {named for named, _ in check.permits.values()} - {str(entry) for entry in found}
    for name in sorted(unused | {str(one) for one in orphans}):
        check.bad(
            Refused(
                "journal.erasure",
                id=f"Entri {name} kosong tanpa izin, atau sebaliknya.",
                en=f"Entry {name}: emptied without permit.",
            )
        )


def _vault(check: Check) -> None:
    """Every vault row opens, and is what the last fact about it sealed (or an erased one)."""

    def bad(refusal: Refused) -> None:
        check.bad(Refused("journal.vault", id=refusal.sentence.id, en=refusal.sentence.en))

    after = ""
    while refs := list(
        Secret.objects.filter(ref__gt=after).order_by("ref").values_list("ref", flat=True)[: rows.CHUNK]
    ):
        for ref, opened in vault.check(refs, bad).items():
            seal, name = check.seals.pop(ref, ("", ""))
            if seal and opened.content is not None and opened.seal != seal:
                check.bad(
                    Refused(
                        "journal.vault",
                        id=f"Brankas {ref} berbeda dari segel entri {name}.",
                        en=f"Vault {ref} differs from {name}.",
                    )
                )
        after = refs[-1]
    for ref, (_, name) in sorted(check.seals.items()):
        check.bad(
            Refused(
                "journal.vault",
                id=f"Brankas {ref} (entri {name}) hilang.",
                en=f"The vault row {ref} of entry {name} is gone.",
            )
        )


def _published(check: Check) -> None:
    """Audit the published folder of every epoch and compare it with the signed checkpoints."""
    epochs = list(Epoch.objects.order_by("start"))
    for index, epoch in enumerate(epochs):
        present = index == len(epochs) - 1
        folder = Path(settings.SINERGI_DATA) / ("journal" if present else f"journal-{index + 1}")
        until = None if present else epochs[index + 1].start
        points = Checkpoint.objects.filter(end__gt=epoch.start, **({"end__lte": until} if until else {}))
        last = points.order_by("-end").first()
        if last is not None:
            _folder(check, folder, epoch, last, whole=present)


def _folder(check: Check, folder: Path, epoch: Epoch, last: Checkpoint, *, whole: bool) -> None:
    with sequencing():  # nothing is half published while we look
        report = audit(folder, vkey=epoch.vkey)
        last = Checkpoint.objects.filter(end__gte=last.end).order_by("-end")[:1].get() if whole else last
    check.problems.extend(report.problems[: MOST - len(check.problems)])
    shelf = Shelf(folder)
    try:
        note = shelf.checkpoint() or ""
        size = last.end - epoch.start
        theirs = TreeHead.of(note).size if note else 0
        same = note == last.note if whole and theirs == size else root_at(size, shelf.hash_at) == bytes(last.root)
    except (Refused, OSError, ValueError):
        same = False
    if not same:
        check.bad(
            Refused(
                "journal.folder",
                id=f"Berkas terbitan {folder.name} berbeda dari basis data atau tertinggal; jalankan perbaikan awal.",
                en=f"The published folder {folder.name} differs from the database or is behind it; start-up mends it.",
            )
        )
