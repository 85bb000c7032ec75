"""The one sequencer: gives numbers to waiting entries, signs the tree, publishes it.

In one transaction: take up to ``LIMIT`` rows of the queue in order, insert their leaves, sign and insert the
checkpoint, delete the queue rows. Only then are the files written, the checkpoint last. A stop at any instant leaves
either rows that still wait, or numbered rows that the next round (or start-up) publishes: never a number twice.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import nullcontext
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from sinergi.journal import bell
from sinergi.journal.book import WRITER
from sinergi.journal.canonical import leaf_data
from sinergi.journal.lock import PATIENCE, STEP, sequencing
from sinergi.journal.models import Checkpoint, Waiting
from sinergi.journal.note import TreeHead
from sinergi.journal.repair import Log, catch_up, open_log, published
from sinergi.journal.rows import insert
from sinergi.journal.tlog import Tree, leaf_hash
from sinergi.vocabulary.refusal import Refused

LIMIT = 5000
GATHER = 0.1  # seconds between the bell and the round: one checkpoint for many rows
POLL = 0.5  # seconds; rows of another process ring no bell here
RETRY = 2.0
logger = logging.getLogger(__name__)
_kept = threading.local()


def run_once() -> int:
    """Give numbers to one batch and publish it; return how many entries it had."""
    if not Waiting.objects.exists():
        return 0
    with sequencing():
        log = _present()
        catch_up(log)
        with WRITER if connection.vendor == "sqlite" else nullcontext(), transaction.atomic(durable=True):
            datas, log = _number(log)
        if datas:
            log.shelf.publish(log.tree.size - len(datas), datas, log.note)
            _kept.log = log
    bell.ring()
    return len(datas)


def settle(*, seconds: float = PATIENCE) -> None:
    """Return when every recorded entry is numbered and published, by this process or by the server beside it.

    Never call it inside ``writing()``: it would wait for a round that waits for it.
    Raises Refused ``journal.busy`` when that takes longer than ``seconds`` of waiting for another process.
    """
    end = time.monotonic() + seconds
    while Waiting.objects.exists():
        if run_once():
            end = time.monotonic() + seconds
        elif time.monotonic() > end:
            raise Refused(
                "journal.busy", id="Antrean jurnal belum juga kosong.", en="The journal's queue does not get empty."
            )
        else:
            time.sleep(STEP)
    with sequencing():
        catch_up(_present())  # a round that died between commit and publishing leaves the queue empty


def _present() -> Log:
    """Return the log as the database has it now; the tree of the last round where nobody else was at work."""
    kept: Log | None = getattr(_kept, "log", None)
    latest = Checkpoint.objects.order_by("-end").first()
    if kept and latest and (kept.end, kept.note) == (latest.end, latest.note) and published(kept.shelf) == kept.note:
        return kept
    return open_log()


class _Envelope(NamedTuple):
    """What of a waiting entry goes into its leaf."""

    id: UUID
    kind: str
    place: str
    recorded_at: datetime
    visibility: str
    commitment: str


def _number(log: Log) -> tuple[list[bytes], Log]:
    fields = ("id", "entry_id", "entry__kind", "entry__place", "entry__recorded_at")
    rows = Waiting.objects.order_by("id").values_list(*fields, "entry__visibility", "entry__commitment")
    taken, datas, leaves = [], [], []
    tree = Tree(log.tree.size, log.tree.edge)
    for number, (place, *envelope) in enumerate(rows[:LIMIT], log.end):
        entry = _Envelope(*envelope)
        data = leaf_data(entry)
        digest = leaf_hash(data)
        tree.append(digest)
        taken.append(place)
        datas.append(data)
        leaves.append((number, entry.id, data, digest))
    if not leaves:
        return [], log
    note = log.key.sign(TreeHead(log.epoch.origin, tree.size, tree.root()).text())
    insert("journal_leaf", ("number", "entry_id", "data", "hash"), leaves)
    Checkpoint.objects.create(end=log.epoch.start + tree.size, root=tree.root(), note=note)
    Waiting.objects.filter(id__in=taken).delete()
    return datas, Log(log.epoch, log.key, log.shelf, tree, note)


class Sequencer:
    """The sequencer as a thread of the server. Start it in as many processes as you like: one works at a time."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sequencer", daemon=True)

    def start(self) -> None:
        """Begin to work in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the round at hand and end."""
        self._stopping.set()
        bell.ring()
        self._thread.join()

    def _run(self) -> None:
        heard = -1
        while not self._stopping.is_set():
            heard = bell.wait(heard, seconds=POLL)
            self._stopping.wait(GATHER)
            try:
                while run_once() and not self._stopping.is_set():
                    pass
            except Refused as refusal:
                logger.exception("The journal is not numbered: %s", refusal.code)
                self._stopping.wait(RETRY)
            except (DatabaseError, OSError):
                logger.exception("The journal's sequencer tries again")
                connection.close()
                self._stopping.wait(RETRY)
        connection.close()
