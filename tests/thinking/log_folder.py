"""Small public logs for tests: fixed keys, made-up entries, any number of checkpoints."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sinergi.journal.note import COSIGNATURE_V1, NoteKey, TreeHead
from sinergi.journal.shelf import Shelf
from sinergi.journal.tlog import Tree, leaf_hash

LOG = NoteKey("sinergi/contoh", bytes(range(32)))
WITNESS = NoteKey("sinergi/saksi", bytes(range(32, 64)), COSIGNATURE_V1)
OTHER = NoteKey("sinergi/contoh", bytes(range(64, 96)))
TIME = 1_732_665_600


def entry(number: int) -> bytes:
    """Return a made-up entry: every third one closed, the others open, one place with letters beyond ASCII."""
    commitment = hashlib.sha256(b"%d" % number).hexdigest()
    if number % 3 == 2:
        return f'{{"commitment":"{commitment}","visibility":"{("restricted", "sealed")[number % 2]}"}}'.encode()
    place = "Pos “Sungai” №1" if number % 7 == 3 else f"140419{2001 + number % 12}{number % 9 + 1:03d}"
    return (
        f'{{"commitment":"{commitment}","id":"01936000-0000-7000-8000-{number:012x}"'
        f',"kind":"places.station.registered.v1","place":"{place}","time":"2024-11-27T00:00:{number % 60:02d}.000000Z"'
        f',"visibility":"{("public", "parties")[number % 2]}"}}'
    ).encode()


def entries(count: int, start: int = 0) -> list[bytes]:
    """Return ``count`` made-up entries."""
    return [entry(number) for number in range(start, start + count)]


def head_of(datas: Sequence[bytes], *, origin: str = LOG.name) -> TreeHead:
    """Return the tree head of a list of entries."""
    tree = Tree()
    for data in datas:
        tree.append(leaf_hash(data))
    return TreeHead(origin, tree.size, tree.root())


def signed(datas: Sequence[bytes], *, key: NoteKey = LOG) -> str:
    """Return the signed checkpoint of a list of entries."""
    return key.sign(head_of(datas).text())


@dataclass(frozen=True)
class Made:
    """A log on disk, its entries and every checkpoint that it ever published."""

    folder: Path
    shelf: Shelf
    datas: list[bytes]
    notes: list[str]


def make(folder: Path, *sizes: int, cosigned: bool = False, datas: Sequence[bytes] | None = None) -> Made:
    """Publish a log that grows through ``sizes``; with ``cosigned`` the witness signs and is listed."""
    shelf, made, notes, before = Shelf(folder), list(datas or entries(sizes[-1])), [], 0
    folder.mkdir(parents=True, exist_ok=True)
    shelf.write_vkey(LOG.vkey)
    for size in sizes:
        note = signed(made[:size])
        notes.append(WITNESS.cosign(note, time=TIME) if cosigned else note)
        shelf.publish(before, made[before:size], notes[-1])
        before = size
    if cosigned:
        (folder / "witnesses").write_text(f"{WITNESS.vkey}\n", newline="\n")
    return Made(folder, shelf, made, notes)
