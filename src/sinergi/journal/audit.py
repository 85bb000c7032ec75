"""Recompute a published log from its files alone, and name everything that does not fit.

Standard library and Ed25519 only: no Django, no database, no settings. What a clean report means, and what it cannot
mean, is written in docs/spec/journal.md.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sinergi.journal.note import COSIGNATURE_V1, ED25519, MAX_NOTE, Note, TreeHead, Verifier, malformed
from sinergi.journal.shelf import MAX_ENTRY, SCRATCH, bundle, unbundle
from sinergi.journal.tlog import (
    ENTRIES,
    HASH_SIZE,
    LAST_LEVEL,
    TILE_HEIGHT,
    TILE_WIDTH,
    Tile,
    fold,
    root_at,
    row_length,
)
from sinergi.vocabulary.refusal import Refused

MAX_PROBLEMS = 100
MAX_KEYS = 16_384
_MAX_BUNDLE = TILE_WIDTH * (MAX_ENTRY + 2)

_TEXT = rb'(?:[ !#-\[\]-\x7f]|\\["\\bfnrt]|\\u00(?:0[0-7bef]|1[0-9a-f])|[\x80-\xff])*'
_TIME = rb"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}\.[0-9]{6}Z"
_ENTRY = re.compile(
    rb'\{"commitment":"[0-9a-f]{64}",'
    rb'(?:"visibility":"(?:restricted|sealed)"'
    rb'|"id":"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"'
    rb',"kind":"[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+\.v[1-9][0-9]*"'
    rb',"place":"' + _TEXT + rb'","time":"' + _TIME + rb'","visibility":"(?:public|parties)")\}'
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What an audit found; ``ok`` only when there is no problem at all.

    ``root_hex`` is the root of the entries as they stand in the files. ``cosigned`` holds (witness, POSIX seconds) of
    every verified cosignature. After 100 problems the audit stops; the last one is then ``log.more``.
    """

    ok: bool
    size: int
    root_hex: str
    problems: tuple[Refused, ...]
    origin: str = ""
    cosigned: tuple[tuple[str, int], ...] = ()


class _Problems:
    """A list with an end, so that a wholly foreign folder cannot fill the memory."""

    def __init__(self) -> None:
        self.found: list[Refused] = []

    @property
    def full(self) -> bool:
        return len(self.found) > MAX_PROBLEMS

    def add(self, code: str, *, id: str, en: str) -> None:  # noqa: A002 -- 'id' is the language
        if len(self.found) == MAX_PROBLEMS:
            code, id, en = "log.more", "Masih ada masalah lain.", "There are more problems."  # noqa: A001 -- as above
        if not self.full:
            self.found.append(Refused(code, id=id, en=en))

    def differs(self, path: str) -> None:
        self.add(
            "log.file.differs", id=f"Isi {path} tidak cocok dengan catatan.", en=f"{path} does not fit the entries."
        )

    def missing(self, path: str) -> None:
        self.add("log.file.missing", id=f"Berkas {path} tidak ada.", en=f"The file {path} is missing.")

    def stray(self, path: str) -> None:
        self.add("log.file.extra", id=f"Berkas {path} tidak pada tempatnya.", en=f"The file {path} has no place here.")


def is_entry(data: bytes) -> bool:
    """Tell whether ``data`` is one of the two shapes of an entry, in canonical JSON (RFC 8785)."""
    if not _ENTRY.fullmatch(data):
        return False
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def audit(
    folder: Path,
    *,
    vkey: str | None = None,
    witnesses: Sequence[str] | None = None,
    older: str | Sequence[str] | None = None,
    growing: bool = False,
    progress: Progress | None = None,
) -> AuditReport:
    """Recompute the log in ``folder`` and report every file, entry and signature that does not fit.

    ``vkey`` is the verifier key that the caller trusts; without it, the one in the folder is believed. ``witnesses``
    are verifier keys of cosigners; without them, the lines of the folder's file ``witnesses``, if it has one. A
    signature line that no given key can verify is a problem. ``older`` is one or more signed checkpoints kept from
    before: the log must continue each of them. ``growing`` overlooks what a live log has written beyond its
    checkpoint. ``progress`` is told (entries done, entries in all).
    """
    problems = _Problems()
    keys = _Keys(folder, problems, vkey, witnesses)
    note = _read(folder / "checkpoint", MAX_NOTE)
    head = keys.open(note, "checkpoint")
    if head is None:
        return AuditReport(ok=False, size=0, root_hex="", problems=tuple(problems.found))
    marks = [older] if isinstance(older, str) else older or ()
    before = [mark for mark in (keys.open(one.encode(), "older") for one in marks) if mark is not None]
    files = _inventory(folder, head.size, problems, growing=growing)
    _required(files, head.size, problems)
    scan = _Scan(folder, head.size, files, problems, frozenset(mark.size >> TILE_HEIGHT for mark in before))
    scan.run(progress)
    root = root_at(head.size, scan.node)
    if root != head.root:
        problems.add(
            "log.root",
            id=f"Akar {head.size} catatan bukan yang ditandatangani.",
            en=f"The root of the {head.size} entries is not the one that is signed.",
        )
    for mark in before:
        if mark.size > head.size or root_at(mark.size, scan.node) != mark.root:
            problems.add(
                "log.older",
                id=f"Jurnal bukan lanjutan titik periksa lama ({mark.size} catatan): ada yang diubah atau dihapus.",
                en=f"The log does not continue an older checkpoint ({mark.size} entries): something changed or went.",
            )
    return AuditReport(
        ok=not problems.found,
        size=head.size,
        root_hex=root.hex(),
        problems=tuple(problems.found),
        origin=head.origin,
        cosigned=tuple(sorted(keys.cosigned.items())),
    )


def _read(path: Path, limit: int) -> bytes | None:
    """Return a file's bytes; None when it is missing or larger than any honest file of its kind."""
    try:
        return path.read_bytes() if path.stat().st_size <= limit else None
    except OSError:
        return None


class _Keys:
    """The log's key, the witnesses' keys, and what they verify."""

    def __init__(self, folder: Path, problems: _Problems, vkey: str | None, witnesses: Sequence[str] | None) -> None:
        self.problems = problems
        self.cosigned: dict[str, int] = {}
        inside = self._lines(folder, "vkey", required=True)
        trusted = vkey if vkey is not None else "\n".join(inside)
        self.log = self._parse(trusted, ED25519, "vkey") if trusted else None
        if inside and inside != trusted.split("\n"):
            problems.add("log.vkey", id="vkey di map bukan kunci yang dipercaya.", en="vkey is not the trusted key.")
        listed = self._lines(folder, "witnesses", required=False)
        for line in listed:
            self._parse(line, COSIGNATURE_V1, "witnesses")
        parsed = [
            self._parse(line, COSIGNATURE_V1, "witnesses") for line in (listed if witnesses is None else witnesses)
        ]
        self.witnesses = [one for one in parsed if one is not None]

    def _lines(self, folder: Path, name: str, *, required: bool) -> list[str]:
        path = folder / name
        if not required and not path.exists():
            return []
        content = _read(path, MAX_KEYS)
        if content is None or not content.endswith(b"\n") or not content.isascii():
            self.problems.add(f"log.{name}", id=f"Berkas {name} rusak.", en=f"The file {name} is missing or damaged.")
            return []
        return content.decode()[:-1].split("\n")

    def _parse(self, line: str, algorithm: int, name: str) -> Verifier | None:
        try:
            verifier = Verifier.parse(line)
            if verifier.algorithm != algorithm:
                raise malformed("type of key")
        except Refused as refused:
            self.problems.add(f"log.{name}", id=f"{name}: {refused.sentence.id}", en=f"{name}: {refused.sentence.en}")
            return None
        return verifier

    def open(self, content: bytes | None, name: str) -> TreeHead | None:
        """Return the tree head of a signed note when it can be read; name every fault of its signatures."""
        code = f"log.{name}"
        try:
            note = Note.parse((content or b"").decode())
            head = TreeHead.parse(note.text)
        except (Refused, UnicodeDecodeError):
            self.problems.add(code, id=f"{name} tidak ada atau rusak.", en=f"{name} is missing or damaged.")
            return None
        if self.log is not None:
            self._signed(note, self.log, code)
            if head.origin != self.log.name:
                self.problems.add(code, id=f"{name}: asal lain.", en=f"{name}: the origin is not the key's name.")
        for line in note.signatures:
            witness = next((one for one in self.witnesses if one.owns(line)), None)
            if witness is not None:
                self._signed(note, witness, code)
            elif self.log is not None and not self.log.owns(line):
                self.problems.add(
                    "log.signature.unknown",
                    id=f"{name}: tanda tangan {line.name} tidak dapat diperiksa tanpa kuncinya.",
                    en=f"{name}: the signature of {line.name} cannot be verified without its key.",
                )
        return head

    def _signed(self, note: Note, verifier: Verifier, code: str) -> None:
        try:
            time = verifier.time_of(note)
        except Refused as refused:
            self.problems.add(refused.code, id=refused.sentence.id, en=refused.sentence.en)
            return
        if time is not None and code == "log.checkpoint":
            self.cosigned[verifier.name] = time


_Files = dict[tuple[int, int], list[int]]  # tile level and index: the widths that are there


def _walk(folder: Path, prefix: str = "") -> Iterator[tuple[str, bool]]:
    """Yield every file's path below ``folder``, and whether it is an ordinary file; links are not followed."""
    try:
        found = sorted(os.scandir(folder), key=lambda one: one.name)
    except OSError:
        return
    for one in found:
        if one.is_dir(follow_symlinks=False):
            yield from _walk(folder / one.name, f"{prefix}{one.name}/")
        else:
            yield prefix + one.name, one.is_file(follow_symlinks=False)


def _inventory(folder: Path, size: int, problems: _Problems, *, growing: bool) -> _Files:
    """Sort the files of the folder; name what has no place."""
    files: _Files = defaultdict(list)
    for path, ordinary in _walk(folder):
        tile = Tile.parse(path) if ordinary else None
        if ordinary and path in ("checkpoint", "vkey", "witnesses"):
            continue
        if growing and path.startswith(f"{SCRATCH}/"):
            continue
        if tile is None:
            problems.stray(path)
        elif tile.within(size):
            files[tile.level, tile.index].append(tile.width)
        elif not growing:
            problems.stray(path)
    return files


def _required(files: _Files, size: int, problems: _Problems) -> None:
    """Name what a log of ``size`` must have and the folder has not."""
    for level in range(ENTRIES, LAST_LEVEL):
        length = row_length(level, size)
        for index in range(-(-length >> TILE_HEIGHT)):
            if problems.full:
                return
            width = min(length - (index << TILE_HEIGHT), TILE_WIDTH)
            if width not in files.get((level, index), ()):
                problems.missing(Tile(level, index, width).path())


class _Scan:
    """One pass over all entries, then up the rows of hashes; every file is compared with what it must be."""

    def __init__(
        self, folder: Path, size: int, files: _Files, problems: _Problems, kept: frozenset[int] = frozenset()
    ) -> None:
        self.folder, self.size, self.files, self.problems = folder, size, files, problems
        self.kept = kept | {size >> TILE_HEIGHT}  # bottom tiles that a root will ask for
        self.bottom: dict[int, bytes] = {}
        self.rows: list[bytes] = [b""]  # row 0 is never held whole

    def run(self, progress: Progress | None) -> None:
        """Read, hash and compare everything."""
        above = []
        for index in range(-(-self.size >> TILE_HEIGHT)):
            if self.problems.full:
                return
            hashes = self._bottom(index)
            if index in self.kept:
                self.bottom[index] = hashes
            if len(hashes) == TILE_WIDTH * HASH_SIZE:
                above.append(fold(hashes))
            if progress is not None:
                progress(min((index + 1) << TILE_HEIGHT, self.size), self.size)
        while above:
            row = b"".join(above)
            above = []
            for index in range(-(-len(row) // (TILE_WIDTH * HASH_SIZE))):
                hashes = row[index * TILE_WIDTH * HASH_SIZE : (index + 1) * TILE_WIDTH * HASH_SIZE]
                self._compare(len(self.rows), index, hashes)
                if len(hashes) == TILE_WIDTH * HASH_SIZE:
                    above.append(fold(hashes))
            self.rows.append(row)

    def node(self, level: int, index: int) -> bytes:
        """Return a node of the recomputed tree: the ``ReadHash`` of its roots."""
        row, rise = divmod(level, TILE_HEIGHT)
        first, width = index << rise, 1 << rise
        if row == 0:
            source, first = self.bottom.get(first >> TILE_HEIGHT, b""), first % TILE_WIDTH
        else:
            source = self.rows[row] if row < len(self.rows) else b""
        return fold(source[first * HASH_SIZE : (first + width) * HASH_SIZE])

    def _bottom(self, index: int) -> bytes:
        """Check one bundle, its older partial forms and its tiles; return its leaf hashes."""
        width = min(self.size - (index << TILE_HEIGHT), TILE_WIDTH)
        widths = self.files.get((ENTRIES, index), [])
        path = Tile(ENTRIES, index, width).path()
        entries: list[bytes] = []
        if width in widths:
            try:
                entries = unbundle(_read(self.folder / path, _MAX_BUNDLE) or b"")
            except Refused:
                self.problems.differs(path)
            if len(entries) != width:
                self.problems.differs(path)
        for number, entry in enumerate(entries, index << TILE_HEIGHT):
            if not is_entry(entry):
                self.problems.add(
                    "log.entry",
                    id=f"Catatan {number} dalam {path} tidak berbentuk catatan jurnal.",
                    en=f"Entry {number} in {path} does not have the form of an entry.",
                )
        for narrow in widths:
            older = Tile(ENTRIES, index, narrow).path()
            if narrow != width and _read(self.folder / older, _MAX_BUNDLE) != bundle(entries[:narrow]):
                self.problems.differs(older)
        hashes = b"".join([sha256(b"\x00" + entry).digest() for entry in entries])
        self._compare(0, index, hashes)
        return hashes if len(entries) == width else b""

    def _compare(self, level: int, index: int, hashes: bytes) -> None:
        """Compare every width of one hash tile with the recomputed hashes."""
        for width in self.files.get((level, index), ()):
            path = Tile(level, index, width).path()
            if _read(self.folder / path, TILE_WIDTH * HASH_SIZE) != hashes[: width * HASH_SIZE]:
                self.problems.differs(path)
