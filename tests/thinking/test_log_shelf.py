"""The shelf: what publishing writes, what it refuses, and what a cut at any moment leaves behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sinergi.journal import shelf as shelf_module
from sinergi.journal.audit import audit
from sinergi.journal.note import TreeHead
from sinergi.journal.shelf import Shelf, unbundle
from sinergi.journal.tlog import Tree, leaf_hash
from sinergi.vocabulary.refusal import Refused
from tests.oracle import reader
from tests.thinking.log_folder import LOG, OTHER, entries, head_of, make, signed


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below ``folder``."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_of_a_growing_log(tmp_path: Path) -> None:
    """Exactly the files of tlog-tiles appear, partial ones stay, and a stranger reads them."""
    made = make(tmp_path / "log", 3, 256, 300)
    assert set(contents(made.folder)) == {
        "checkpoint", "vkey", "tile/entries/000.p/3", "tile/entries/000", "tile/entries/001.p/44", "tile/0/000.p/3",
        "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1",
    }  # fmt: skip
    assert reader.read_log(made.folder) == (300, head_of(made.datas).root)


@pytest.mark.parametrize("sizes", [(300,), (1, 2, 3, 300), (255, 256, 257, 300), (256, 300), (44, 300, 300)])
def test_the_steps_do_not_matter(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    """However it grew, the same entries give the same tiles for the final size."""
    made, straight = make(tmp_path / "a", *sizes), make(tmp_path / "b", 300)
    assert contents(straight.folder).items() <= contents(made.folder).items()
    assert audit(made.folder).ok


@pytest.mark.slow
def test_three_levels(tmp_path: Path) -> None:
    """Above 65,536 entries a third row begins, and reads, roots and growth still fit."""
    datas = [b"%d" % number for number in range(65_800)]
    shelf, tree = Shelf(tmp_path), Tree()
    for start, end in ((0, 65_000), (65_000, 65_530), (65_530, 65_800)):
        for data in datas[start:end]:
            tree.append(leaf_hash(data))
        shelf.publish(start, datas[start:end], LOG.sign(TreeHead(LOG.name, tree.size, tree.root()).text()))
    assert (tmp_path / "tile/2/000.p/1").read_bytes() == reader.mth(datas[:65_536])
    assert Tree.load(65_800, shelf.hash_at).root() == tree.root()
    assert list(shelf.leaf_data(65_500, 65_540)) == datas[65_500:65_540]


def test_reading_back(tmp_path: Path) -> None:
    """Any range of entries and any node comes back; before the first checkpoint there is nothing."""
    made = make(tmp_path / "log", 5, 300)
    assert list(made.shelf.leaf_data(250, 260)) == made.datas[250:260]
    assert list(made.shelf.leaf_data(7, 7)) == []
    assert made.shelf.hash_at(3, 5) == reader.mth(made.datas[40:48])
    assert made.shelf.hash_at(8, 0) == reader.mth(made.datas[:256])
    assert (made.shelf.size(), made.shelf.checkpoint(), made.shelf.vkey()) == (300, made.notes[-1], LOG.vkey)
    empty = Shelf(tmp_path / "empty")
    assert (empty.size(), empty.checkpoint(), empty.vkey()) == (0, None, None)


def test_publishing_again_changes_nothing_and_heals(tmp_path: Path) -> None:
    """The same range again gives the same bytes, even where a file was damaged or lost."""
    made = make(tmp_path / "log", 5, 300)
    before = contents(made.folder)
    (made.folder / "tile/0/000").write_bytes(b"rust")
    (made.folder / "tile/entries/001.p/44").unlink()
    made.shelf.publish(0, made.datas[:5], None)
    made.shelf.publish(0, made.datas, made.notes[-1])
    assert contents(made.folder) == before


def test_a_repair_goes_piece_by_piece(tmp_path: Path) -> None:
    """Tiles without a checkpoint, then the checkpoint alone: as good as in one go."""
    datas = entries(600)
    shelf = Shelf(tmp_path / "log")
    shelf.folder.mkdir()
    shelf.write_vkey(LOG.vkey)
    for start in range(0, 600, 200):
        shelf.publish(start, datas[start : start + 200], None)
        assert shelf.checkpoint() is None
    shelf.publish(600, [], signed(datas))
    assert audit(shelf.folder).ok


@pytest.mark.parametrize(
    ("code", "start", "datas", "note"),
    [
        ("shelf.backwards", 0, entries(10), signed(entries(10))),
        ("shelf.root", 20, entries(5, 20), signed(entries(26))),
        ("shelf.root", 20, entries(5, 21), signed(entries(25))),
        ("shelf.fork", 0, entries(25, 1), signed(entries(25, 1))),
        ("shelf.fork", 20, [], LOG.sign(head_of(entries(20), origin="sinergi/lain").text())),
        ("shelf.missing", 22, entries(3, 22), signed(entries(25))),
        ("shelf.entry", 20, [b""], None),
        ("shelf.entry", 20, [b"x" * 65_536], None),
        ("note.malformed", 20, entries(5, 20), "no note"),
    ],
)
def test_refusals_change_nothing(tmp_path: Path, code: str, start: int, datas: list[bytes], note: str | None) -> None:
    """A checkpoint that is behind, beside or not of these entries is refused, and not a byte is written."""
    made = make(tmp_path / "log", 20)
    before = contents(made.folder)
    with pytest.raises(Refused) as refused:
        made.shelf.publish(start, datas, note)
    assert refused.value.code == code
    assert contents(made.folder) == before


def test_vkey_must_be_one(tmp_path: Path) -> None:
    """Only a well-formed verifier key is published."""
    with pytest.raises(Refused):
        Shelf(tmp_path).write_vkey(OTHER.dump())


@pytest.mark.parametrize("content", [b"\x00", b"\x00\x02a", b"\x00\x01ab"])
def test_broken_bundles(content: bytes) -> None:
    """Lengths that do not add up are refused."""
    with pytest.raises(Refused, match=r"shelf\.bundle"):
        unbundle(content)


def test_a_copy_of_a_live_log_is_whole(tmp_path: Path) -> None:
    """A copy taken while the next batch is being written holds the checkpoint's files and nothing beyond them."""
    made = make(tmp_path / "log", 5, 300, cosigned=True)
    still = contents(made.folder)
    made.shelf.publish(300, entries(300, 300), None)
    (made.folder / ".writing").mkdir()
    (made.folder / ".writing" / "0").write_bytes(b"half")
    assert made.shelf.copy(tmp_path / "out") == 300
    assert contents(tmp_path / "out") == still
    assert audit(tmp_path / "out").ok
    assert Shelf(tmp_path / "none").copy(tmp_path / "nothing") == 0
    assert contents(tmp_path / "nothing") == {}


def test_missing_and_short_tiles(tmp_path: Path) -> None:
    """A tile that is gone or cut off is named, not papered over."""
    made = make(tmp_path / "log", 300)
    (made.folder / "tile/0/000").write_bytes((made.folder / "tile/0/000").read_bytes()[:-32])
    (made.folder / "tile/0/001.p/44").unlink()
    for level, index in ((0, 255), (8, 1), (0, 256)):
        with pytest.raises(Refused, match=r"shelf\.missing"):
            made.shelf.hash_at(level, index)


class CutError(Exception):
    """The power went."""


@pytest.mark.slow
def test_a_cut_at_every_step_leaves_a_whole_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped before any of its renames or syncs, publishing leaves the old log or the new one, and repeats well."""
    real_sync, real_replace, steps = os.fsync, Path.replace, {"left": 0}

    def step() -> None:
        steps["left"] -= 1
        if steps["left"] < 0:
            raise CutError

    def sync(handle: int) -> None:
        step()
        real_sync(handle)

    def replace(path: Path, target: Path) -> Path:
        step()
        return real_replace(path, target)

    datas = entries(300)
    whole, cuts = 0, 0
    for cut in range(200):
        made = make(tmp_path / str(cut), 5, 250, datas=datas)
        with monkeypatch.context() as patch:
            patch.setattr(shelf_module.os, "fsync", sync)
            patch.setattr(Path, "replace", replace)
            steps["left"] = cut
            try:
                made.shelf.publish(250, datas[250:], signed(datas))
                whole = cut
            except CutError:
                cuts += 1
        report = audit(made.folder, growing=True, older=made.notes)
        assert report.ok, (cut, report.problems)
        assert report.size in (250, 300)
        made.shelf.publish(250, datas[250:], signed(datas))
        assert audit(made.folder).ok
        assert not (made.folder / ".writing").exists()
        if whole:
            break
    assert cuts > 15


def test_the_checkpoint_is_renamed_after_all_else_is_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every tile, and every folder that holds a new one, is synced before the checkpoint names them."""
    done: list[str] = []
    names: dict[int, str] = {}
    real_sync, real_replace = os.fsync, Path.replace

    def sync(handle: int) -> None:
        names[handle] = str(Path(f"/proc/self/fd/{handle}").readlink())
        done.append(f"sync {Path(names[handle]).relative_to(tmp_path.resolve()).as_posix()}")
        real_sync(handle)

    def replace(path: Path, target: Path) -> Path:
        done.append(f"name {target.relative_to(tmp_path).as_posix()}")
        return real_replace(path, target)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("no /proc to read the name of an open file from")
    datas = entries(300)
    monkeypatch.setattr(shelf_module.os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    Shelf(tmp_path).publish(0, datas, signed(datas))
    before = done[: done.index("name checkpoint")]
    named = [step.removeprefix("name ") for step in before if step.startswith("name ")]
    assert len(named) == 5
    for path in named:
        for folder in Path(path).parents:
            assert f"sync {folder.as_posix()}" in before[before.index(f"name {path}") :], (path, folder)
    assert done[-1] == "sync ."
