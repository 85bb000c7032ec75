"""What start-up compares and mends: the database, the published folder, and what witnesses saw.

The folder may be behind the database (a stop between commit and publishing): it is published again from the rows.
The database may be behind the folder (restored from an older backup): refused, because the numbers after it are
promises to others. The public log holds commitments, not bodies, so the missing facts cannot come back from it:
restore the newest backup; where there is none, ``open_epoch`` closes the old log and starts the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from sinergi.journal import keys
from sinergi.journal.book import record, writing
from sinergi.journal.canonical import leaf_data
from sinergi.journal.facts import EpochOpened
from sinergi.journal.lock import sequencing
from sinergi.journal.models import Checkpoint, Entry, Epoch, Leaf, Waiting
from sinergi.journal.note import NoteKey, TreeHead, Verifier
from sinergi.journal.shelf import Shelf, sync_folder
from sinergi.journal.tlog import EMPTY_ROOT, Tree, leaf_hash
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp

CHUNK = 4096


@dataclass(frozen=True, slots=True)
class Log:
    """The log of the present epoch: its tree as the database has it, and where it is published."""

    epoch: Epoch
    key: NoteKey
    shelf: Shelf
    tree: Tree
    note: str  # of the last checkpoint; empty before the first

    @property
    def end(self) -> int:
        """The next number."""
        return self.epoch.start + self.tree.size


def start_up() -> list[str]:
    """Compare and mend; return a sentence for each thing that was repaired.

    Raises Refused ``journal.rolled-back``, ``journal.forked``, ``journal.other-key``, ``journal.key-missing``,
    ``journal.checkpoint-damaged`` or ``vault.key-missing``; then nothing may be recorded before a person has decided.
    """
    keys.vault_keys()
    with sequencing():
        log = open_log()
        repaired = _put_aside(log)
        for name, note in witnessed(log):
            _compare(log, note, name=name)
        if log.shelf.vkey() not in (log.epoch.vkey, None):
            repaired.append("log: vkey")
        if (count := catch_up(log)) > 0:
            repaired.append(f"log: {count} entri diterbitkan ulang dari basis data / published again from the database")
    return repaired


def open_log() -> Log:
    """Return the present log, opening the very first epoch if there is none. Call it inside ``sequencing()``."""
    number, epoch = Epoch.objects.count(), Epoch.objects.order_by("-start").first()
    if epoch is None:
        number, key = 1, keys.make_log_key(1)
        epoch = Epoch.objects.create(start=0, origin=key.name, vkey=key.vkey)
    key = keys.log_key(number)
    if (key.vkey, key.name) != (epoch.vkey, epoch.origin):
        raise Refused(
            "journal.other-key",
            id=f"Kunci jurnal ({key.name}) bukan kunci basis data ini ({epoch.origin}).",
            en=f"The log key ({key.name}) is not the key of this database ({epoch.origin}).",
        )
    latest = Checkpoint.objects.filter(end__gt=epoch.start).order_by("-end").first()
    shelf = Shelf(Path(settings.SINERGI_DATA) / "journal")
    tree = _tree(epoch, shelf, latest)
    return Log(epoch, key, shelf, tree, latest.note if latest else "")


def _tree(epoch: Epoch, shelf: Shelf, latest: Checkpoint | None) -> Tree:
    """Return the tree of the last checkpoint: quickly from the tiles where they agree, else from the leaves."""
    if latest is None:
        return Tree()
    size = latest.end - epoch.start
    try:
        tree = Tree.load(size, shelf.hash_at)
    except (Refused, OSError):
        tree = Tree()
    if tree.root() != bytes(latest.root):
        tree = tree_at(epoch, latest.end)
    if tree.root() != bytes(latest.root):
        raise _forked(size, "basis data / database")
    return tree


def tree_at(epoch: Epoch, end: int) -> Tree:
    """Return the tree over the leaves of ``epoch`` that are numbered below ``end``, from the database."""
    tree = Tree()
    rows = Leaf.objects.filter(number__gte=epoch.start, number__lt=end).order_by("number")
    for value in rows.values_list("hash", flat=True).iterator(chunk_size=CHUNK):
        tree.append(bytes(value))
    return tree


def published(shelf: Shelf) -> str | None:
    """Return the published checkpoint, None when there is none; an unreadable one is text that nobody signed."""
    try:
        return shelf.checkpoint()
    except UnicodeDecodeError:
        return ""


def witnessed(log: Log) -> list[tuple[str, str]]:
    """Return name and text of each witness's checkpoint, but for those of earlier epochs: their log is closed."""
    folder = Path(settings.SINERGI_DATA) / "witnesses"
    found = [(f"witnesses/{path.name}", path.read_text()) for path in sorted(folder.glob("*.checkpoint"))]
    closed = set(Epoch.objects.exclude(pk=log.epoch.pk).values_list("origin", flat=True))
    return [(name, note) for name, note in found if note.partition("\n")[0] not in closed]


def catch_up(log: Log) -> int:
    """Publish what the database has and the folder lacks; return how many entries that were."""
    if log.shelf.vkey() != log.epoch.vkey:
        log.shelf.write_vkey(log.epoch.vkey)
    note = published(log.shelf)
    size = _compare(log, note, name="journal/checkpoint") if note is not None else 0
    if size == log.tree.size:
        return 0
    try:
        _publish(log, size)
    except Refused as refusal:
        if not refusal.code.startswith("shelf."):
            raise
        _publish(log, 0)  # files before ``size`` are damaged or gone: every one of them follows from the rows
    return log.tree.size - size


def _publish(log: Log, size: int) -> None:
    for start in range(size, log.tree.size, CHUNK):
        end = min(start + CHUNK, log.tree.size)
        log.shelf.publish(start, list(_datas(log, start, end)), log.note if end == log.tree.size else None)


def _datas(log: Log, start: int, end: int) -> Iterator[bytes]:
    first = log.epoch.start
    rows = Leaf.objects.filter(number__gte=first + start, number__lt=first + end).order_by("number")
    return (bytes(data) for data in rows.values_list("data", flat=True).iterator(chunk_size=CHUNK))


def _compare(log: Log, note: str, *, name: str) -> int:
    """Return the size of a checkpoint of this log that someone has; refuse when it does not fit the database."""
    try:
        head = TreeHead.parse(Verifier.parse(log.epoch.vkey).verify(note))
    except Refused as refusal:
        raise Refused(
            "journal.checkpoint-damaged",
            id=f"{name} bukan titik periksa jurnal ini ({refusal.sentence.id}). Bila rusak, singkirkan berkasnya.",
            en=f"{name} is no checkpoint of this log ({refusal.sentence.en}). If it is damaged, move it away.",
        ) from refusal
    if head.origin != log.epoch.origin:
        raise _forked(head.size, name)
    if head.size > log.tree.size:
        _refuse_rolled_back(log, head, name)
    known = Checkpoint.objects.filter(end=log.epoch.start + head.size).first()
    root = bytes(known.root) if known else tree_at(log.epoch, log.epoch.start + head.size).root()
    if root != head.root:
        raise _forked(head.size, name)
    return head.size


def _refuse_rolled_back(log: Log, head: TreeHead, name: str) -> None:
    ours = log.tree.root()
    try:
        theirs = Tree.load(log.tree.size, log.shelf.hash_at).root()
    except (Refused, OSError):
        theirs = ours  # tiles gone: all we know is that it is longer
    if theirs != ours:
        raise _forked(log.tree.size, name)
    raise Refused(
        "journal.rolled-back",
        id=f"{name} sudah sampai {head.size}, basis data baru {log.tree.size}: basis data ini cadangan lama. "
        f"Pulihkan cadangan terbaru; bila tidak ada, tutup jurnal ini dan buka yang baru: "
        f'sinergi journal epoch --reason "…" (docs/spec/journal.md).',
        en=f"{name} has {head.size} entries, the database {log.tree.size}: this database is an old backup. "
        f"Restore the newest one; if there is none, close this log and open the next: "
        f'sinergi journal epoch --reason "…" (docs/spec/journal.md).',
    )


def _forked(size: int, name: str) -> Refused:
    return Refused(
        "journal.forked",
        id=f"Isi basis data berbeda dari {name} pada {size} entri: sejarah jurnal bercabang.",
        en=f"The database differs from {name} at {size} entries: the journal's history has forked.",
    )


def open_epoch(*, reason: str, stamp: Stamp) -> Epoch:
    """Close a log that cannot go on and open the next, whose entry 0 commits to the old log's last checkpoint.

    For one case only: the database was restored from an older backup and nothing newer exists. The old log is moved
    aside to ``journal-<n>`` and stays as evidence. Numbers continue after the published ones; those in between
    stay empty and are named as missing. Raises Refused ``journal.epoch-not-needed`` for a log that is well.
    """
    with sequencing():
        log = open_log()
        note, head = _furthest(log)
        if head.size <= log.tree.size:
            raise Refused(
                "journal.epoch-not-needed",
                id="Jurnal ini tidak tertinggal dari yang sudah terbit; tidak perlu ditutup.",
                en="This journal is not behind what was published; there is no need to close it.",
            )
        key = keys.make_log_key(Epoch.objects.count() + 1, after=log.epoch.origin)
        with writing():
            fact = EpochOpened(old_checkpoint=note, missing=head.size - log.tree.size, reason=reason)
            epoch = Epoch.objects.create(start=log.epoch.start + head.size, origin=key.name, vkey=key.vkey)
            _first_leaf(epoch, key, record(fact, stamp=stamp).ids[0])
        fresh = open_log()
        _put_aside(fresh)
        catch_up(fresh)
    return epoch


def _furthest(log: Log) -> tuple[str, TreeHead]:
    """Return the largest signed checkpoint of this log that is still known here, published or witnessed."""
    notes = [note for _name, note in witnessed(log)] + [published(log.shelf) or ""]
    verifier = Verifier.parse(log.epoch.vkey)
    heads = [(note, TreeHead.parse(verifier.verify(note))) for note in notes if note]
    return max(heads, key=lambda one: one[1].size, default=("", TreeHead(log.epoch.origin, 0, EMPTY_ROOT)))


def _first_leaf(epoch: Epoch, key: NoteKey, identity: UUID) -> None:
    entry = Entry.objects.get(pk=identity)
    data = leaf_data(entry)
    tree = Tree()
    tree.append(leaf_hash(data))
    Leaf.objects.create(number=epoch.start, entry=entry, data=data, hash=leaf_hash(data))
    note = key.sign(TreeHead(epoch.origin, 1, tree.root()).text())
    Checkpoint.objects.create(end=epoch.start + 1, root=tree.root(), note=note)
    Waiting.objects.filter(entry=entry).delete()


def _put_aside(log: Log) -> list[str]:
    """Move the folder of an earlier epoch out of the way; also finishes an ``open_epoch`` that was cut short."""
    try:
        note = published(log.shelf)
        origin = TreeHead.of(note).origin if note else log.epoch.origin
    except Refused:
        return []  # damaged: ``catch_up`` says so
    older = list(Epoch.objects.order_by("start").values_list("origin", flat=True))
    if origin == log.epoch.origin or origin not in older:
        return []
    aside = log.shelf.folder.with_name(f"journal-{older.index(origin) + 1}")
    log.shelf.folder.rename(aside)
    sync_folder(aside.parent)
    return [f"log: {aside.name} disisihkan / put aside"]
