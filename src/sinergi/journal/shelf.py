"""The public log as files: entry bundles, hash tiles, ``vkey``, and last of all ``checkpoint``.

One writer at a time (the sequencer); any number of readers. Every file is written beside its place, synced and renamed;
folders are synced before the checkpoint names what they hold. So a power cut leaves the old checkpoint with all its
files, or the new one with all of its. No partial tile is ever deleted: a slow reader may still need it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copyfile
from typing import IO

from sinergi.journal.note import TreeHead, Verifier
from sinergi.journal.tlog import (
    EMPTY_ROOT,
    ENTRIES,
    HASH_SIZE,
    TILE_HEIGHT,
    TILE_WIDTH,
    Tile,
    fold,
    leaf_hash,
    root_at,
    row_length,
    tiles_between,
)
from sinergi.vocabulary.refusal import Refused

MAX_ENTRY = 65_535
SCRATCH = ".writing"
_LENGTH = 2
_HELD = 8  # tiles: proofs and ranges ask for the same ones again and again


def bundle(datas: Sequence[bytes]) -> bytes:
    """Return the bytes of an entry bundle: each entry after its length as big-endian uint16."""
    return b"".join(len(data).to_bytes(_LENGTH, "big") + data for data in datas)


def unbundle(content: bytes) -> list[bytes]:
    """Return the entries of a bundle. Raises Refused ``shelf.bundle`` when the lengths do not add up."""
    found, at, end = [], 0, len(content)
    while at < end:
        start = at + _LENGTH
        at = start + int.from_bytes(content[at:start], "big")
        found.append(content[start:at])
    if at != end:
        raise Refused(
            "shelf.bundle",
            id="Panjang catatan dalam berkas jurnal tidak cocok dengan isinya.",
            en="The entry lengths in a bundle do not add up to its size.",
        )
    return found


class Shelf:
    """A folder in the layout of C2SP tlog-tiles."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is read or made yet."""
        self.folder = folder
        self._held: dict[
            tuple[int, int], tuple[int, bytes]
        ] = {}  # tiles just read, which never change, and their width

    # -- reading

    def checkpoint(self) -> str | None:
        """Return the published signed note, to the byte, or None before the first."""
        try:
            return (self.folder / "checkpoint").read_bytes().decode()
        except FileNotFoundError:
            return None

    def size(self) -> int:
        """Return the size that the published checkpoint names (its signature is not checked here); 0 before it."""
        note = self.checkpoint()
        return TreeHead.of(note).size if note is not None else 0

    def vkey(self) -> str | None:
        """Return the verifier key without its newline, or None when there is none."""
        try:
            return (self.folder / "vkey").read_bytes().decode().removesuffix("\n")
        except FileNotFoundError:
            return None

    def leaf_data(self, start: int, end: int) -> Iterator[bytes]:
        """Yield the entries from number ``start`` up to, not including, ``end``."""
        for index in range(start >> TILE_HEIGHT, -(-end >> TILE_HEIGHT)):
            first = index << TILE_HEIGHT
            width = min(end - first, TILE_WIDTH)
            entries = unbundle(self._read(ENTRIES, index, width))
            if len(entries) < width:
                raise self._missing(ENTRIES, index)
            yield from entries[max(start - first, 0) : width]

    def hash_at(self, level: int, index: int) -> bytes:
        """Return the hash of the perfect subtree ``(level, index)`` of the binary tree; the ``ReadHash`` of proofs."""
        row, rise = divmod(level, TILE_HEIGHT)
        first = index << rise
        at = first % TILE_WIDTH
        width = at + (1 << rise)
        hashes = self._read(row, first >> TILE_HEIGHT, width)
        if len(hashes) < width * HASH_SIZE:
            raise self._missing(row, first >> TILE_HEIGHT)
        return fold(hashes[at * HASH_SIZE : width * HASH_SIZE])

    def copy(self, out: Path) -> int:
        """Copy the log as of its checkpoint to ``out`` and return its size; a sequencer may go on meanwhile.

        What it has written beyond that checkpoint stays behind, so that the copy passes a strict audit.
        """
        note = self.checkpoint()
        size = TreeHead.of(note).size if note is not None else 0
        names = ["vkey", "witnesses"]
        for path in self.folder.glob("tile/**/*"):
            name = path.relative_to(self.folder).as_posix()
            tile = Tile.parse(name) if path.is_file() else None
            if tile is not None and tile.within(size):
                names.append(name)
        out.mkdir(parents=True, exist_ok=True)
        for name in names:
            if (self.folder / name).is_file():
                (out / name).parent.mkdir(parents=True, exist_ok=True)
                copyfile(self.folder / name, out / name)
        if note is not None:
            (out / "checkpoint").write_bytes(note.encode())
        return size

    def _read(self, level: int, index: int, width: int) -> bytes:
        """Return a tile's content that is at least ``width`` wide: the full one or the widest partial."""
        held = self._held.get((level, index))
        if held is not None and held[0] >= width:
            return held[1]
        full = self.folder / Tile(level, index).path()
        partials = full.with_name(f"{full.name}.p")
        if full.is_file():
            found, path = TILE_WIDTH, full
        else:
            there = partials.iterdir() if partials.is_dir() else ()
            found = max((int(one.name) for one in there if one.name.isdecimal()), default=0)
            path = partials / str(found)
        if found < width:
            raise self._missing(level, index)
        content = path.read_bytes()
        if len(self._held) >= _HELD:
            self._held = {}
        self._held[level, index] = (found, content)
        return content

    def _missing(self, level: int, index: int) -> Refused:
        path = Tile(level, index).path()
        return Refused(
            "shelf.missing",
            id=f"Berkas jurnal {path} tidak ada atau kurang isinya.",
            en=f"The journal file {path} is missing or too short.",
        )

    # -- writing

    def write_vkey(self, vkey: str) -> None:
        """Publish the verifier key, one line."""
        Verifier.parse(vkey)
        self._write({"vkey": f"{vkey}\n".encode()})

    def publish(self, start: int, datas: Sequence[bytes], note: str | None) -> None:
        """Write entries ``start``, ``start + 1``, … and every tile that they complete or widen, then the checkpoint.

        The signed ``note`` must be of exactly the tree that the files then hold; it is compared before anything is
        written. Publishing the same again gives the same bytes and heals damaged files of that range. ``note=None``
        writes tiles only: a repair of many entries goes piece by piece and signs once.
        Raises Refused ``shelf.*`` and changes nothing when the files before ``start`` are missing, when the root
        differs, or when the checkpoint would go backwards.
        """
        size = start + len(datas)
        files = self._grown(start, datas)
        if note is not None:
            self._compare(note, size, files)
        self._held = {}
        self._write({tile.path(): content for tile, content in files.items()})
        if note is not None:
            self._write({"checkpoint": note.encode()})

    def _grown(self, start: int, datas: Sequence[bytes]) -> dict[Tile, bytes]:
        """Return the content of every file that entries from ``start`` on add."""
        size, first = start + len(datas), start & ~(TILE_WIDTH - 1)
        if any(not 0 < len(data) <= MAX_ENTRY for data in datas):
            raise Refused(
                "shelf.entry",
                id="Catatan jurnal kosong atau lebih dari 65.535 bita.",
                en="An entry is empty or longer than 65,535 bytes.",
            )
        entries = [*self.leaf_data(first, start), *datas]
        rows = [b"".join(leaf_hash(data) for data in entries)]
        files: dict[Tile, bytes] = {}
        for tile in tiles_between(start, size):
            if tile.level == ENTRIES:
                at = (tile.index << TILE_HEIGHT) - first
                files[tile] = bundle(entries[at : at + tile.width])
                continue
            if tile.level == len(rows):
                rows.append(self._risen(tile.level, start, rows[-1]))
            at = (tile.index - (row_length(tile.level, start) >> TILE_HEIGHT)) * TILE_WIDTH * HASH_SIZE
            files[tile] = rows[tile.level][at : at + tile.width * HASH_SIZE]
        return files

    def _risen(self, level: int, start: int, below: bytes) -> bytes:
        """Return the row above ``below``, from the beginning of the tile in which it starts to grow."""
        before = row_length(level, start)
        done = before % TILE_WIDTH
        kept = self._read(level, before >> TILE_HEIGHT, done)[: done * HASH_SIZE] if done else b""
        width = TILE_WIDTH * HASH_SIZE
        return kept + b"".join(fold(below[at : at + width]) for at in range(0, len(below) - width + 1, width))

    def _compare(self, note: str, size: int, files: dict[Tile, bytes]) -> None:
        """Refuse a note that is not of the tree to be published, or of which the published one is not the beginning."""

        def read(level: int, index: int) -> bytes:
            row, rise = divmod(level, TILE_HEIGHT)
            number, at = divmod(index << rise, TILE_WIDTH)
            width = min(row_length(row, size) - (number << TILE_HEIGHT), TILE_WIDTH)
            content = files.get(Tile(row, number, width))
            if content is None:
                return self.hash_at(level, index)
            return fold(content[at * HASH_SIZE : (at + (1 << rise)) * HASH_SIZE])

        head, old = TreeHead.of(note), self.checkpoint()
        published = TreeHead.of(old) if old is not None else TreeHead(head.origin, 0, EMPTY_ROOT)
        if head.size < published.size:
            raise Refused(
                "shelf.backwards",
                id=f"Titik periksa {head.size} lebih lama daripada yang sudah terbit ({published.size}).",
                en=f"A checkpoint of {head.size} is older than the published one of {published.size}.",
            )
        if head.size != size or head.root != root_at(size, read):
            raise Refused(
                "shelf.root",
                id=f"Titik periksa {head.size} bukan milik {size} catatan yang akan terbit.",
                en=f"The checkpoint of {head.size} is not of the {size} entries to be published.",
            )
        if head.origin != published.origin or published.root != root_at(published.size, read):
            raise Refused(
                "shelf.fork",
                id=f"Catatan yang akan terbit bukan lanjutan titik periksa {published.size} yang sudah terbit.",
                en=f"The entries to be published do not continue the published checkpoint of {published.size}.",
            )

    def _write(self, files: dict[str, bytes]) -> None:
        """Write all ``files`` durably: to scratch, sync, rename, then sync every folder that changed."""
        scratch = self.folder / SCRATCH
        made = self._make(scratch)
        for number, content in enumerate(files.values()):
            with (scratch / str(number)).open("wb") as file:
                file.write(content)
                _sync(file)
        touched = {self.folder, *made}
        for number, path in enumerate(files):
            target = self.folder / path
            touched |= self._make(target.parent)
            (scratch / str(number)).replace(target)
            touched.add(target.parent)
        for left in scratch.iterdir():
            left.unlink()
        scratch.rmdir()
        for folder in sorted(touched - {scratch}):
            sync_folder(folder)

    def _make(self, folder: Path) -> set[Path]:
        """Make a folder and those above it; return the folders that changed."""
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for each in reversed(missing):
            each.mkdir()
        return {each.parent for each in missing}


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
