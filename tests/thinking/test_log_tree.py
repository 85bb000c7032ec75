"""The Merkle tree: our roots and proofs against RFC 6962's own recursion and a library, and every lie refused."""

from __future__ import annotations

import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinergi.journal.tlog import (
    EMPTY_ROOT,
    ENTRIES,
    MAX_SIZE,
    Tile,
    Tree,
    consistency_proof,
    fold,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_at,
    tiles_between,
    verify_consistency,
    verify_inclusion,
)
from tests.oracle import reader

LEAVES = [b"%d" % number for number in range(1100)]


def read(level: int, index: int) -> bytes:
    """Give any node of the tree over LEAVES."""
    return reader.mth(LEAVES[index << level : (index + 1) << level])


def tree_of(size: int) -> Tree:
    """Return the tree over the first leaves."""
    tree = Tree()
    for leaf in LEAVES[:size]:
        tree.append(leaf_hash(leaf))
    return tree


@given(st.integers(0, 1100))
@settings(max_examples=40)
def test_roots_agree(size: int) -> None:
    """The growing tree, the fold, the reader of nodes and the recursion give one root."""
    root = reader.mth(LEAVES[:size])
    assert tree_of(size).root() == root
    assert fold(b"".join(map(leaf_hash, LEAVES[:size]))) == root
    assert root_at(size, read) == root


def test_library_agrees() -> None:
    """Every root up to 300 leaves, and proofs among them, are those of pymerkle."""
    other = pymerkle.InmemoryTree(algorithm="sha256")
    tree = Tree()
    assert tree.root() == EMPTY_ROOT
    for size in range(1, 301):
        other.append_entry(LEAVES[size - 1])
        tree.append(leaf_hash(LEAVES[size - 1]))
        assert other.get_root(size) == tree.root()
    for index in (0, 1, 63, 64, 255, 256, 299):
        path = [bytes.fromhex(one) for one in other.prove_inclusion(index + 1, 300).serialize()["path"]]
        assert tuple(path[1:]) == inclusion_proof(index, 300, read)  # theirs begins with the leaf itself


@given(st.data())
@settings(max_examples=60)
def test_inclusion_proofs(data: st.DataObject) -> None:
    """A path is RFC 6962's own, and any change of path, index, size, leaf or root is refused."""
    size = data.draw(st.integers(1, 1100))
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, read)
    assert list(proof) == reader.audit_path(index, LEAVES[:size])
    leaf, root = leaf_hash(LEAVES[index]), reader.mth(LEAVES[:size])
    assert reader.root_of_path(leaf, index, size, list(proof)) == root
    assert verify_inclusion(leaf=leaf, index=index, size=size, proof=proof, root=root)
    for bad in mutated(proof):
        assert not verify_inclusion(leaf=leaf, index=index, size=size, proof=bad, root=root)
    for wrong in {0, index - 1, index + 1, index ^ 1, size - 1, size, -1} - {index}:
        assert not verify_inclusion(leaf=leaf, index=wrong, size=size, proof=proof, root=root)
    assert not verify_inclusion(leaf=flipped(leaf), index=index, size=size, proof=proof, root=root)
    assert not verify_inclusion(leaf=leaf, index=index, size=size, proof=proof, root=flipped(root))
    assert not verify_inclusion(leaf=leaf, index=index, size=0, proof=proof, root=root)


def test_the_length_of_a_path_belongs_to_the_size() -> None:
    """A path that ends too early or goes on too long is refused, even when its hashes lead to the root."""
    leaf, other = leaf_hash(b"a"), leaf_hash(b"b")
    for root in (node_hash(leaf, other), node_hash(other, leaf)):
        assert not verify_inclusion(leaf=leaf, index=0, size=1, proof=(other,), root=root)
    assert not verify_inclusion(leaf=leaf, index=0, size=2, proof=(), root=leaf)
    assert not verify_inclusion(leaf=leaf, index=0, size=3, proof=(other,), root=node_hash(leaf, other))
    assert verify_inclusion(leaf=leaf, index=0, size=2, proof=(other,), root=node_hash(leaf, other))
    root = node_hash(leaf, other)
    assert verify_consistency(old=1, old_root=leaf, new=2, new_root=root, proof=(other,))
    assert not verify_consistency(old=1, old_root=leaf, new=4, new_root=root, proof=(other,))


@given(st.data())
@settings(max_examples=60)
def test_consistency_proofs(data: st.DataObject) -> None:
    """A consistency proof is RFC 6962's own, and any change of it or of either root is refused."""
    new = data.draw(st.integers(1, 1100))
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(old, new, read)
    assert list(proof) == reader.consistency(old, LEAVES[:new])
    first, last = reader.mth(LEAVES[:old]), reader.mth(LEAVES[:new])
    assert verify_consistency(old=old, old_root=first, new=new, new_root=last, proof=proof)
    for bad in mutated(proof):
        assert not verify_consistency(old=old, old_root=first, new=new, new_root=last, proof=bad)
    assert not verify_consistency(old=old, old_root=flipped(first), new=new, new_root=last, proof=proof)
    assert not verify_consistency(old=old, old_root=first, new=new, new_root=flipped(last), proof=proof)
    if old > 1:
        assert not verify_consistency(old=old - 1, old_root=first, new=new, new_root=last, proof=proof)


def test_the_empty_tree_is_the_beginning_of_every_tree() -> None:
    """From nothing, only the empty root and an empty proof are consistent."""
    root = reader.mth(LEAVES[:3])
    assert verify_consistency(old=0, old_root=EMPTY_ROOT, new=3, new_root=root, proof=())
    assert not verify_consistency(old=0, old_root=root, new=3, new_root=root, proof=())
    assert not verify_consistency(old=0, old_root=EMPTY_ROOT, new=3, new_root=root, proof=(root,))
    assert not verify_consistency(old=3, old_root=root, new=2, new_root=root, proof=())


def test_proofs_of_nothing_are_programming_errors() -> None:
    """Asking for a leaf or a size that is not there raises ValueError."""
    with pytest.raises(ValueError, match="not in a tree"):
        inclusion_proof(3, 3, read)
    with pytest.raises(ValueError, match="not the beginning"):
        consistency_proof(4, 3, read)
    with pytest.raises(ValueError, match="roots at its edge"):
        Tree(3, [EMPTY_ROOT])


@given(st.integers(0, 1099), st.integers(0, 60))
@settings(max_examples=30)
def test_a_tree_is_taken_up_again(size: int, more: int) -> None:
    """A tree loaded from nodes grows like the one that was never put down."""
    loaded = Tree.load(size, read)
    for leaf in LEAVES[size : size + more]:
        loaded.append(leaf_hash(leaf))
    assert loaded.root() == reader.mth(LEAVES[: size + more])


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(2, 0, 1), "tile/2/000.p/1"),
        (Tile(ENTRIES, 273, 112), "tile/entries/273.p/112"),
        (Tile(63, 1000, 255), "tile/63/x001/000.p/255"),
    ],
)
def test_tile_paths(tile: Tile, path: str) -> None:
    """Addresses are those of tlog-tiles, and read back."""
    assert tile.path() == path
    assert Tile.parse(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "tile/00/000", "tile/64/000", "tile/0/0", "tile/0/0000", "tile/0/x000/000", "tile/0/001/000", "tile/0/000.p/0",
        "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p", "tile/-1/000", "tile/entries", "/tile/0/000",
        "tile/0/000\n", "tile/0/../000", "tile/0/\u0660\u0660\u0660",
    ],
)  # fmt: skip
def test_no_second_way_to_write_a_path(path: str) -> None:
    """An address written in any other way is no address."""
    assert Tile.parse(path) is None


@given(st.integers(0, MAX_SIZE >> 8), st.integers(1, 256), st.integers(-1, 63))
def test_any_path_reads_back(index: int, width: int, level: int) -> None:
    """Path and parse are inverse."""
    tile = Tile(level, index, width)
    assert Tile.parse(tile.path()) == tile


def test_tiles_of_a_tree_of_70000() -> None:
    """The example of the specification: 273 full tiles, and partial ones of width 112, 17 and 1."""
    tiles = [tile for tile in tiles_between(0, 70_000) if tile.level != ENTRIES]
    assert sum(tile.level == 0 and tile.width == 256 for tile in tiles) == 273
    assert [tile.path() for tile in tiles[273:]] == [
        "tile/0/273.p/112",
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
    ]


def test_tiles_between_two_sizes() -> None:
    """From 255 to 256 a tile becomes full and the one above it begins."""
    assert [tile.path() for tile in tiles_between(255, 256)] == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]
    assert tiles_between(256, 256) == ()


def flipped(value: bytes) -> bytes:
    """Return ``value`` with its last bit turned."""
    return value[:-1] + bytes([value[-1] ^ 1])


def mutated(proof: tuple[bytes, ...]) -> list[tuple[bytes, ...]]:
    """Return lies that look like ``proof``."""
    lies = [(*proof, EMPTY_ROOT), (EMPTY_ROOT, *proof)]
    for at, value in enumerate(proof):
        lies.append((*proof[:at], flipped(value), *proof[at + 1 :]))
        lies.append((*proof[:at], *proof[at + 1 :]))
        lies.append((*proof[:at], value[:-1], *proof[at + 1 :]))
    if len(set(proof)) > 1:
        lies.append(tuple(reversed(proof)))
    return [lie for lie in lies if lie != proof]
