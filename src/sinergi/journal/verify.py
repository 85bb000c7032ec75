"""Recompute everything: rows, commitments, leaves, tree, checkpoints, published files, vault seals.

What it cannot see: a whole journal rewritten by someone who holds both this disk and the log key (witnesses and old
checkpoints are for that), and waiting entries rewritten together with their salt and commitment, or put into
another order, before they have a number (the queue lasts a fraction of a second), and a missing checkpoint that is
not the last: its root follows from the leaves that the last one signs.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection

from sinergi.journal import rows, vault
from sinergi.journal.audit import audit
from sinergi.journal.canonical import canonical, commitment, document, leaf_data, remains
from sinergi.journal.facts import EntryErased, EpochOpened
from sinergi.journal.lock import sequencing
from sinergi.journal.models import Checkpoint, Entry, Epoch, Erasure, Leaf, Secret
from sinergi.journal.note import Note, TreeHead, Verifier
from sinergi.journal.shelf import Shelf
from sinergi.journal.tlog import EMPTY_ROOT, Tree, leaf_hash, root_at
from sinergi.vocabulary.refusal import Refused

MOST = 1000  # problems that a report names
Progress = Callable[[int, int], None]  # done, of how many


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


@dataclass(slots=True)
class _Check:
    """What the walk gathers."""

    progress: Progress | None
    total: int
    problems: list[Refused] = field(default_factory=list)
    permits: dict[str, tuple[str, object]] = field(default_factory=dict)  # permit -> entry, its envelope
    emptied: dict[UUID, dict[str, str]] = field(default_factory=dict)  # entry -> its envelope
    seals: dict[str, tuple[str, str]] = field(default_factory=dict)  # vault ref -> last seal, entry
    done: int = 0
    waiting: int = 0

    def bad(self, code: str, id: str, en: str) -> None:  # noqa: A002 -- 'id' is the language
        """Note a problem."""
        if len(self.problems) < MOST:
            self.problems.append(Refused(f"journal.{code}", id=id, en=en))

    def tick(self, count: int) -> None:
        """Tell how far we are."""
        self.done += count
        if self.progress:
            self.progress(min(self.done, self.total), self.total)


def verify_all(progress: Progress | None = None) -> VerifyReport:
    """Check every row and every published file; changes nothing, and may run while the journal grows."""
    check = _Check(progress, Entry.objects.count())
    tree = Tree()
    try:
        _database(check)
        tree = _numbered(check)
        _waiting(check)
        for identity in rows.lost():
            check.bad(
                "entry-lost", f"Entri {identity} tidak bernomor dan tidak mengantre.", f"Entry {identity} is lost."
            )
        _erasures(check)
        _vault(check)
        _published(check)
    except DatabaseError as error:
        check.bad("database-damaged", f"Basis data rusak: {error}", f"The database is damaged: {error}")
    root = tree.root() if tree.size else EMPTY_ROOT
    return VerifyReport(tree.size, root.hex(), tuple(check.problems), check.waiting, len(check.emptied))


def _database(check: _Check) -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(20)")
        for (word,) in cursor.fetchall():
            if word != "ok":
                check.bad("database-damaged", f"Basis data rusak: {word}", f"The database is damaged: {word}")


def _numbered(check: _Check) -> Tree:
    """Walk all leaves of all epochs; return the last epoch's tree."""
    epochs = list(Epoch.objects.order_by("start"))
    tree, walk = Tree(), _Walk(check, epochs)
    after = -1
    while batch := rows.numbered(after=after):
        for placed in batch:
            tree = walk.step(placed)
        after = batch[-1].position
        walk.checkpoints(upto=after + 1)
        check.tick(len(batch))
    walk.finish(after + 1)
    return tree


class _Walk:
    """Goes along the leaves and keeps the tree and the checkpoints that it must pass."""

    def __init__(self, check: _Check, epochs: list[Epoch]) -> None:
        self.check, self.epochs = check, epochs
        self.starts = {epoch.start for epoch in epochs}
        self.tree, self.next = Tree(), 0
        self.roots: dict[int, bytes] = {}  # number after a leaf -> root, until its checkpoint was met
        self.met = 0
        self.ends = self._ends(-1)
        if epochs and epochs[0].start != 0:
            check.bad("epoch", "Jurnal tidak mulai dari nomor 0.", "The journal does not start at number 0.")

    def _ends(self, after: int) -> set[int]:
        return set(Checkpoint.objects.filter(end__gt=after).values_list("end", flat=True))

    def step(self, placed: rows.Placed) -> Tree:
        """Take the next leaf."""
        number, check = placed.position, self.check
        if number in self.starts and number:
            self._opens(placed, missing=number - self.next)
        elif number != self.next:
            check.bad("gap", f"Nomor {self.next} tidak ada.", f"Number {self.next} is missing before {number}.")
        self.next = number + 1
        if placed.row is None:
            self._wrong(number, "", f"tidak terbaca ({placed.why})", f"is unreadable ({placed.why})")
        else:
            _entry(check, placed.row, number)
            if placed.data != leaf_data(placed.row):
                self._wrong(number, placed.row.id, "daunnya lain dari isinya", "has a leaf that says something else")
        digest = leaf_hash(placed.data)
        if digest != placed.hash:
            self._wrong(number, "", "hash daunnya salah", "has a wrong leaf hash")
        self.tree.append(digest)
        self.roots[number + 1] = self.tree.root() if number + 1 in self.ends else b""
        return self.tree

    def _opens(self, placed: rows.Placed, *, missing: int) -> None:
        """Start the tree of the next epoch; its first fact must say how many numbers the one before has lost."""
        self.tree = Tree()
        row = placed.row
        if row is None or row.kind != EpochOpened.KIND or f'"missing":{missing},' not in row.body:
            number = placed.position
            self.check.bad("epoch", f"Jurnal baru pada {number} tanpa dasar.", f"The epoch at {number} has no ground.")

    def _wrong(self, number: int, identity: object, indonesian: str, english: str) -> None:
        self.check.bad("leaf", f"Entri {number} {identity} {indonesian}.", f"Entry {number} {identity} {english}.")

    def checkpoints(self, *, upto: int) -> None:
        """Compare the checkpoints up to a number with the roots seen on the way."""
        for point in Checkpoint.objects.filter(end__gt=self.met, end__lte=upto).order_by("end"):
            self._checkpoint(point)
        self.met = upto
        self.roots.clear()

    def _checkpoint(self, point: Checkpoint) -> None:
        try:
            fits = self._fits(point)
        except (Refused, ValueError, TypeError):
            fits = False
        if not fits:
            self.check.bad(
                "checkpoint",
                f"Titik periksa pada {point.end} tidak cocok dengan daun-daunnya atau tanda tangannya.",
                f"The checkpoint at {point.end} does not fit its leaves or its signature.",
            )

    def _fits(self, point: Checkpoint) -> bool:
        epoch = next((one for one in reversed(self.epochs) if one.start < point.end), None)
        if epoch is None:
            return False
        head = TreeHead.parse(Verifier.parse(epoch.vkey).verify(point.note))
        wanted = TreeHead(epoch.origin, point.end - epoch.start, bytes(point.root))
        seen = self.roots.get(point.end) or wanted.root  # b"": signed while we walked; the next run sees it
        return head == wanted and seen == head.root and len(Note.parse(point.note).signatures) == 1

    def finish(self, end: int) -> None:
        """Check that the last leaf is signed, and that no checkpoint or epoch goes beyond."""
        for start in sorted(one for one in self.starts if one >= max(end, 1)):
            self.check.bad("epoch", f"Jurnal pada {start} kosong.", f"The epoch at {start} has no first entry.")
        last = Checkpoint.objects.order_by("-end").values_list("end", flat=True).first() or 0
        if last < end or (last > end and not Leaf.objects.filter(number=last - 1).exists()):
            self.check.bad(
                "unsigned",
                f"Titik periksa terakhir {last}, daun terakhir {end - 1}.",
                f"The last checkpoint is of {last}, the last leaf {end - 1}.",
            )


def _entry(check: _Check, row: rows.Row, number: int | None) -> None:
    """Check one entry's body against its commitment, and remember what other rows must agree with."""
    name = f"{row.id} ({'mengantre / waiting' if number is None else number})"
    if not row.body and not row.salt:
        check.emptied[row.id] = remains(row)
        return
    body = row.body.encode()
    try:
        value = json.loads(row.body)
        same = canonical(value) == body
    except (ValueError, Refused):
        value, same = None, False
    if not same or not isinstance(value, dict):
        check.bad("entry-changed", f"Isi entri {name} bukan JSON kanonis.", f"Entry {name}: body not canonical JSON.")
        return
    if commitment(row.salt, document(row, body)) != row.commitment:
        check.bad("entry-changed", f"Entri {name} telah berubah.", f"Entry {name} was changed after it was recorded.")
    if row.kind == EntryErased.KIND:
        check.permits[str(row.id)] = (str(value.get("entry")), value.get("remains"))
    if isinstance(value.get("vault"), str) and isinstance(value.get("seal"), str):
        check.seals[value["vault"]] = (value["seal"], name)


def _waiting(check: _Check) -> None:
    after = -1
    while batch := rows.waiting(after=after):
        for placed in batch:
            if placed.row is None:
                check.bad(
                    "entry-changed", f"Antrean {placed.position} rusak.", f"Queue row {placed.position}: {placed.why}."
                )
            else:
                _entry(check, placed.row, None)
        after = batch[-1].position
        check.waiting += len(batch)
        check.tick(len(batch))


def _erasures(check: _Check) -> None:
    """Every emptied entry has its permit, every permit its emptied entry, and what remains is what the permit says."""
    found = dict(Erasure.objects.order_by("entry_id").values_list("entry_id", "permit_id"))
    for entry, permit in found.items():
        named, kept = check.permits.get(str(permit), ("", None))
        if named != str(entry) or entry not in check.emptied or kept != check.emptied[entry]:
            check.bad(
                "erasure", f"Penghapusan {entry} tidak cocok dengan izinnya.", f"Erasure of {entry}: permit differs."
            )
    orphans = set(check.emptied) - set(found)
    unused = {named for named, _ in check.permits.values()} - {str(entry) for entry in found}
    for name in sorted(unused | {str(one) for one in orphans}):
        check.bad(
            "erasure", f"Entri {name} kosong tanpa izin, atau sebaliknya.", f"Entry {name}: emptied without permit."
        )


def _vault(check: _Check) -> None:
    """Every vault row opens, and is what the last fact about it sealed (or an erased one)."""

    def bad(refusal: Refused) -> None:
        check.bad("vault", refusal.sentence.id, refusal.sentence.en)

    after = ""
    while refs := list(
        Secret.objects.filter(ref__gt=after).order_by("ref").values_list("ref", flat=True)[: rows.CHUNK]
    ):
        for ref, opened in vault.check(refs, bad).items():
            seal, name = check.seals.pop(ref, ("", ""))
            if seal and opened.content is not None and opened.seal != seal:
                check.bad(
                    "vault", f"Brankas {ref} berbeda dari segel entri {name}.", f"Vault {ref} differs from {name}."
                )
        after = refs[-1]
    for ref, (_, name) in sorted(check.seals.items()):
        check.bad("vault", f"Brankas {ref} (entri {name}) hilang.", f"The vault row {ref} of entry {name} is gone.")


def _published(check: _Check) -> None:
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


def _folder(check: _Check, folder: Path, epoch: Epoch, last: Checkpoint, *, whole: bool) -> None:
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
            "folder",
            f"Berkas terbitan {folder.name} berbeda dari basis data atau tertinggal; jalankan perbaikan awal.",
            f"The published folder {folder.name} differs from the database or is behind it; start-up repairs that.",
        )
