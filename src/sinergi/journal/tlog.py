"""The Merkle tree of RFC 6962 and the tile addresses of C2SP tlog-tiles. Pure: hashes in, hashes out.

A *node* ``(level, index)`` is the hash of the perfect subtree over leaves ``index * 2**level`` up to, not including,
``(index + 1) * 2**level``; level 0 are the leaf hashes. Whoever can read nodes (``ReadHash``) can prove everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Self

ReadHash = Callable[[int, int], bytes]

HASH_SIZE = 32
TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
ENTRIES = -1  # the "level" of entry bundles, beside tile levels 0, 1, 2, …
LAST_LEVEL = 63
EMPTY_ROOT = sha256(b"").digest()
MAX_SIZE = (1 << 63) - 1

_TILE = re.compile(r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


def leaf_hash(data: bytes) -> bytes:
    """Return the RFC 6962 hash of a leaf: SHA-256(0x00 || data)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the RFC 6962 hash of an inner node: SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def fold(row: bytes) -> bytes:
    """Return the tree hash over a row of concatenated 32-byte hashes, all perfect subtrees of one height but the last.

    An odd last hash rises unchanged, which gives the same root as RFC 6962's split at the largest power of two.
    """
    if not row:
        return EMPTY_ROOT
    while len(row) > HASH_SIZE:
        even = len(row) & ~63
        pairs = [sha256(b"\x01" + row[at : at + 64]).digest() for at in range(0, even, 64)]
        row = b"".join(pairs) + row[even:]
    return row


class Tree:
    """An appendable tree that keeps only its right edge: the roots of its perfect subtrees, largest first."""

    def __init__(self, size: int = 0, edge: Iterable[bytes] = ()) -> None:
        """Take up a tree of ``size`` whose perfect subtrees, from the left, have the roots ``edge``."""
        self.size = size
        self.edge = list(edge)
        if len(self.edge) != size.bit_count():
            message = f"a tree of {size} has {size.bit_count()} roots at its edge, not {len(self.edge)}"
            raise ValueError(message)

    @classmethod
    def load(cls, size: int, read: ReadHash) -> Self:
        """Return the tree of ``size`` leaves whose nodes ``read`` gives: at most 63 reads."""
        return cls(size, (read(level, index) for level, index in _perfect(size)))

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        edge, carry = self.edge, self.size
        while carry & 1:
            leaf = node_hash(edge.pop(), leaf)
            carry >>= 1
        edge.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the tree hash; of no leaves it is SHA-256 of nothing."""
        if not self.edge:
            return EMPTY_ROOT
        *rest, root = self.edge
        for left in reversed(rest):
            root = node_hash(left, root)
        return root


def root_at(size: int, read: ReadHash) -> bytes:
    """Return the root that the tree had at ``size``."""
    return Tree.load(size, read).root()


def _perfect(size: int) -> list[tuple[int, int]]:
    """Return the nodes at the right edge of a tree, largest first."""
    found, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return found


def _span(start: int, end: int, read: ReadHash) -> bytes:
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return read(level, start >> level)
    middle = start + _split(width)
    return node_hash(_span(start, middle, read), _span(middle, end, read))


def _split(width: int) -> int:
    """Return the largest power of two smaller than ``width`` (which is at least 2)."""
    return 1 << ((width - 1).bit_length() - 1)


def inclusion_proof(index: int, size: int, read: ReadHash) -> tuple[bytes, ...]:
    """Return the audit path of leaf ``index`` in the tree of ``size``, from its sibling up (RFC 6962 §2.1.1)."""
    if not 0 <= index < size:
        message = f"leaf {index} is not in a tree of {size}"
        raise ValueError(message)
    path, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return tuple(_span(*span, read) for span in reversed(path))


def consistency_proof(old: int, new: int, read: ReadHash) -> tuple[bytes, ...]:
    """Return the proof that the tree of ``old`` leaves is the beginning of the tree of ``new`` (RFC 6962 §2.1.2)."""
    if not 0 <= old <= new:
        message = f"{old} leaves are not the beginning of {new}"
        raise ValueError(message)
    if old in (0, new):
        return ()
    path, start, end, whole = [], 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start, whole = middle, False
    last = [] if whole else [_span(start, end, read)]
    return (*last, *(_span(*span, read) for span in reversed(path)))


def verify_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether ``proof`` ties the leaf hash ``leaf`` at ``index`` to ``root`` (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size or not _hashes(leaf, root, *proof):
        return False
    here, last = index, size - 1
    for other in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            leaf = node_hash(other, leaf)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            leaf = node_hash(leaf, other)
        here, last = here >> 1, last >> 1
    return last == 0 and compare_digest(leaf, root)


def verify_consistency(*, old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether ``proof`` shows that nothing before ``old`` changed up to ``new`` (RFC 9162 §2.1.4.2)."""
    if not 0 <= old <= new or not _hashes(old_root, new_root, *proof):
        return False
    if old in (0, new):
        return not proof and compare_digest(old_root, new_root if old == new else EMPTY_ROOT)
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    first = second = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            first, second = node_hash(other, first), node_hash(other, second)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            second = node_hash(second, other)
        here, last = here >> 1, last >> 1
    return last == 0 and compare_digest(first, old_root) and compare_digest(second, new_root)


def _hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_SIZE for value in values)


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """The address of a tile or, with level ``ENTRIES``, of an entry bundle; ``width`` 256 means full."""

    level: int
    index: int
    width: int = TILE_WIDTH

    def path(self) -> str:
        """Return the address below the log's prefix: ``tile/0/x001/234.p/56``."""
        groups = [f"{self.index % 1000:03d}"]
        rest = self.index // 1000
        while rest:
            groups.insert(0, f"x{rest % 1000:03d}")
            rest //= 1000
        level = "entries" if self.level == ENTRIES else str(self.level)
        partial = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"tile/{level}/{'/'.join(groups)}{partial}"

    def within(self, size: int) -> bool:
        """Tell whether a tree of ``size`` has every hash (or entry) of this tile."""
        return (self.index << TILE_HEIGHT) + self.width <= row_length(self.level, size)

    @classmethod
    def parse(cls, path: str) -> Self | None:
        """Return the tile of an address written exactly as ``path`` writes it, else None."""
        match = _TILE.fullmatch(path)
        if not match:
            return None
        level = ENTRIES if match[1] == "entries" else int(match[1])
        index = int(match[2].replace("x", "").replace("/", ""))
        tile = cls(level, index, int(match[3]) if match[3] else TILE_WIDTH)
        fits = level <= LAST_LEVEL and tile.path() == path
        return tile if fits else None


def row_length(level: int, size: int) -> int:
    """Return how many hashes (or entries) a tree of ``size`` holds at a tile level."""
    return size >> TILE_HEIGHT * max(level, 0)


def tiles_between(start: int, end: int) -> tuple[Tile, ...]:
    """Return every tile and bundle that a tree gains between two sizes, bundles first, then level by level."""
    found: list[Tile] = []
    for level in range(ENTRIES, LAST_LEVEL):
        before, after = row_length(level, start), row_length(level, end)
        if after == before:
            if level >= 0:
                break
            continue
        first, last = before >> TILE_HEIGHT, after >> TILE_HEIGHT
        found += [Tile(level, index) for index in range(first, last)]
        if after % TILE_WIDTH:
            found.append(Tile(level, last, after % TILE_WIDTH))
    return tuple(found)
