"""The walk of ``verify`` along the leaves: what each entry, leaf and checkpoint must agree with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sinergi.journal import rows
from sinergi.journal.canonical import canonical, commitment, document, leaf_data, remains
from sinergi.journal.facts import EntryErased, EpochOpened
from sinergi.journal.models import Checkpoint, Epoch, Leaf
from sinergi.journal.note import Note, TreeHead, Verifier
from sinergi.journal.tlog import Tree, leaf_hash
from sinergi.vocabulary.refusal import Refused

MOST = 1000  # problems that a report names
Progress = Callable[[int, int], None]  # done, of how many


@dataclass(slots=True)
class Check:
    """What the walk gathers."""

    progress: Progress | None
    total: int
    problems: list[Refused] = field(default_factory=list)
    permits: dict[str, tuple[str, object]] = field(default_factory=dict)  # permit -> entry, its envelope
    emptied: dict[UUID, dict[str, str]] = field(default_factory=dict)  # entry -> its envelope
    seals: dict[str, tuple[str, str]] = field(default_factory=dict)  # vault ref -> last seal, entry
    done: int = 0
    waiting: int = 0

    def bad(self, problem: Refused) -> None:
        """Note a problem."""
        if len(self.problems) < MOST:
            self.problems.append(problem)

    def tick(self, count: int) -> None:
        """Tell how far we are."""
        self.done += count
        if self.progress:
            self.progress(min(self.done, self.total), self.total)


class Walk:
    """Goes along the leaves and keeps the tree and the checkpoints that it must pass."""

    def __init__(self, check: Check, epochs: list[Epoch]) -> None:
        self.check, self.epochs = check, epochs
        self.starts = {epoch.start for epoch in epochs}
        self.tree, self.next = Tree(), 0
        self.roots: dict[int, bytes] = {}  # number after a leaf -> root, until its checkpoint was met
        self.met = 0
        self.ends = self._ends(-1)
        if epochs and epochs[0].start != 0:
            check.bad(
                Refused(
                    "journal.epoch", id="Jurnal tidak mulai dari nomor 0.", en="The journal does not start at number 0."
                )
            )

    def _ends(self, after: int) -> set[int]:
        return set(Checkpoint.objects.filter(end__gt=after).values_list("end", flat=True))

    def step(self, placed: rows.Placed) -> Tree:
        """Take the next leaf."""
        number, check = placed.position, self.check
        if number in self.starts and number:
            self._opens(placed, missing=number - self.next)
        elif number != self.next:
            check.bad(
                Refused(
                    "journal.gap",
                    id=f"Nomor {self.next} tidak ada.",
                    en=f"Number {self.next} is missing before {number}.",
                )
            )
        self.next = number + 1
        if placed.row is None:
            self._wrong(number, "", f"tidak terbaca ({placed.why})", f"is unreadable ({placed.why})")
        else:
            check_entry(check, placed.row, number)
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
            self.check.bad(
                Refused(
                    "journal.epoch",
                    id=f"Jurnal baru pada {number} tanpa dasar.",
                    en=f"The epoch at {number} has no ground.",
                )
            )

    def _wrong(self, number: int, identity: object, indonesian: str, english: str) -> None:
        self.check.bad(
            Refused(
                "journal.leaf",
                id=f"Entri {number} {identity} {indonesian}.",
                en=f"Entry {number} {identity} {english}.",
            )
        )

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
                Refused(
                    "journal.checkpoint",
                    id=f"Titik periksa pada {point.end} tidak cocok dengan daun-daunnya atau tanda tangannya.",
                    en=f"The checkpoint at {point.end} does not fit its leaves or its signature.",
                )
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
            self.check.bad(
                Refused(
                    "journal.epoch", id=f"Jurnal pada {start} kosong.", en=f"The epoch at {start} has no first entry."
                )
            )
        last = Checkpoint.objects.order_by("-end").values_list("end", flat=True).first() or 0
        if last < end or (last > end and not Leaf.objects.filter(number=last - 1).exists()):
            self.check.bad(
                Refused(
                    "journal.unsigned",
                    id=f"Titik periksa terakhir {last}, daun terakhir {end - 1}.",
                    en=f"The last checkpoint is of {last}, the last leaf {end - 1}.",
                )
            )


def check_entry(check: Check, row: rows.Row, number: int | None) -> None:
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
        check.bad(
            Refused(
                "journal.entry-changed",
                id=f"Isi entri {name} bukan JSON kanonis.",
                en=f"Entry {name}: body not canonical JSON.",
            )
        )
        return
    if commitment(row.salt, document(row, body)) != row.commitment:
        check.bad(
            Refused(
                "journal.entry-changed",
                id=f"Entri {name} telah berubah.",
                en=f"Entry {name} was changed after it was recorded.",
            )
        )
    if row.kind == EntryErased.KIND:
        check.permits[str(row.id)] = (str(value.get("entry")), value.get("remains"))
    for part in _parts(value):
        if isinstance(part.get("vault"), str) and isinstance(part.get("seal"), str):
            check.seals[part["vault"]] = (part["seal"], name)


def _parts(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object of a body, however deep: a fact may seal several things."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _parts(one)
