"""The audit: a clean log is clean for three readers in two languages, and every flipped byte is found."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinergi.journal.audit import audit, is_entry
from sinergi.journal.note import Note, NoteKey, TreeHead, Verifier
from sinergi.journal.shelf import bundle
from sinergi.journal.tlog import Tile, leaf_hash
from tests.oracle import reader
from tests.thinking.log_folder import LOG, OTHER, TIME, WITNESS, Made, entries, entry, head_of, make, signed

NODE = shutil.which("node")
SCRIPT = Path(__file__).resolve().parents[1] / "oracle" / "verify.mjs"
needs_node = pytest.mark.skipif(NODE is None, reason="node is not here: the second-language reader cannot run")


def node(*arguments: object) -> list[dict[str, object]]:
    """Return what the reader in another language says."""
    assert NODE is not None
    run = subprocess.run([NODE, SCRIPT, *map(str, arguments)], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def codes(made: Made, **options: object) -> list[str]:
    """Return the codes of an audit's problems."""
    return [problem.code for problem in audit(made.folder, **options).problems]  # type: ignore[arg-type]


def files(folder: Path) -> list[Path]:
    """Return every file of a log."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def flip(path: Path, at: int, bit: int) -> Callable[[], None]:
    """Turn one bit of a file; return what turns it back."""
    content = path.read_bytes()
    path.write_bytes(content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :])
    return lambda: path.write_bytes(content) and None  # type: ignore[func-returns-value]


@given(st.lists(st.integers(0, 1100), min_size=1, max_size=4).map(sorted))
@settings(max_examples=12)
def test_any_growth_is_clean_for_both_readers(tmp_path_factory: pytest.TempPathFactory, sizes: list[int]) -> None:
    """A log that grew in any steps up to 1,100 entries is whole, and every older checkpoint is its beginning."""
    made = make(tmp_path_factory.mktemp("log") / "log", *sizes, cosigned=True)
    report = audit(made.folder, vkey=LOG.vkey, witnesses=[WITNESS.vkey], older=made.notes)
    assert report.problems == ()
    assert report.ok
    assert (report.size, report.root_hex) == (sizes[-1], head_of(made.datas).root.hex())
    assert (report.origin, report.cosigned) == (LOG.name, ((WITNESS.name, TIME),))
    assert reader.read_log(made.folder) == (sizes[-1], bytes.fromhex(report.root_hex))


@needs_node
def test_a_reader_in_another_language_agrees(tmp_path: Path) -> None:
    """Node's own library suffices to verify a log, and it finds what was bent."""
    good = [make(tmp_path / str(size), 1, size, cosigned=True).folder for size in (1, 2, 256, 257, 700)]
    bad = []
    rng = random.Random(5)
    for number in range(40):
        copy = tmp_path / f"bad{number}"
        shutil.copytree(good[-1], copy)
        path = files(copy)[number % len(files(copy))]
        flip(path, rng.randrange(path.stat().st_size), rng.randrange(8))
        bad.append(copy)
    answers = node(*good, *bad)
    assert [(one["ok"], one["size"]) for one in answers[:5]] == [(True, size) for size in (1, 2, 256, 257, 700)]
    assert [one["root"] for one in answers[:5]] == [audit(folder).root_hex for folder in good]
    assert not any(one["ok"] for one in answers[5:])


@pytest.mark.slow
def test_every_byte_of_a_small_log_counts(tmp_path: Path) -> None:
    """All positions of all files of a log of six entries: a flipped bit anywhere is found."""
    made = make(tmp_path / "log", 2, 6, cosigned=True)
    rng, tried = random.Random(1), 0
    for path in files(made.folder):
        for at in range(path.stat().st_size):
            back = flip(path, at, rng.randrange(8))
            assert not audit(made.folder).ok, (path, at)
            back()
            tried += 1
    assert tried > 2000
    assert audit(made.folder).ok


@pytest.mark.slow
def test_flips_in_a_log_of_300_are_found_by_both_readers(tmp_path: Path) -> None:
    """All bytes of checkpoint, vkey and witnesses, and a sample of every other file, for both readers."""
    made = make(tmp_path / "log", 5, 300, cosigned=True)
    rng = random.Random(2)
    for path in files(made.folder):
        size = path.stat().st_size
        tile = path.is_relative_to(made.folder / "tile")
        for at in rng.sample(range(size), min(size, 25)) if tile else range(size):
            back = flip(path, at, rng.randrange(8))
            assert not audit(made.folder).ok, (path, at)
            if not tile or at % 8 == 0:
                assert not reader.is_whole(made.folder), (path, at)
            back()
    assert reader.is_whole(made.folder)


@pytest.mark.slow
@given(st.data())
@settings(max_examples=60)
def test_any_damage_to_any_file_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Cut short, lengthened, emptied, removed or overwritten: both readers refuse."""
    made = make(tmp_path_factory.mktemp("log") / "log", 3, 20, cosigned=True)
    path = data.draw(st.sampled_from(files(made.folder)))
    content = path.read_bytes()
    damaged = data.draw(
        st.one_of(
            st.integers(0, len(content) - 1).map(lambda end: content[:end]),
            st.binary(min_size=1, max_size=3).map(lambda more: content + more),
            st.binary(max_size=40).filter(lambda other: other != content),
        )
    )
    needed = path.name not in ("witnesses", "3")
    path.write_bytes(damaged)
    assert not audit(made.folder).ok
    assert not reader.is_whole(made.folder)
    path.unlink()
    assert audit(made.folder, witnesses=[WITNESS.vkey]).ok is not needed
    assert reader.is_whole(made.folder, witnesses=(WITNESS.vkey,)) is not needed


def resigned(made: Made, datas: list[bytes], *, key: NoteKey = LOG) -> None:
    """Do what an insider with the key can do: publish other entries over the old files."""
    shutil.rmtree(made.folder / "tile")
    (made.folder / "checkpoint").unlink()
    made.shelf.__init__(made.folder)  # type: ignore[misc]  # forget what was read
    made.shelf.publish(0, datas, signed(datas, key=key))


def test_an_insider_is_found_by_an_older_checkpoint(tmp_path: Path) -> None:
    """Edited, swapped or dropped entries, signed again by the log's own key, contradict any checkpoint kept outside."""
    made = make(tmp_path / "log", 10, 30)
    edited = [*made.datas[:4], entry(99), *made.datas[5:]]
    swapped = [made.datas[1], made.datas[0], *made.datas[2:]]
    for datas in (edited, swapped, made.datas[:-1]):
        resigned(made, datas)
        assert audit(made.folder).ok  # the files alone cannot tell: this is what witnesses are for
        assert codes(made, older=made.notes[-1]) == ["log.older"]
    resigned(made, made.datas)
    assert audit(made.folder, older=made.notes).ok


def test_an_outsider_is_found_by_the_key(tmp_path: Path) -> None:
    """A whole other log under the same name is refused by whoever knows the key."""
    made = make(tmp_path / "log", 30)
    resigned(made, entries(30, 1), key=OTHER)
    assert codes(made) == ["note.unsigned", "log.signature.unknown"]
    (made.folder / "vkey").write_text(f"{OTHER.vkey}\n")
    assert audit(made.folder).ok
    assert codes(made, vkey=LOG.vkey) == ["log.vkey", "note.unsigned", "log.signature.unknown"]


def test_entries_swapped_in_the_files(tmp_path: Path) -> None:
    """Two entries that change places do not fit their tile, nor the root."""
    made = make(tmp_path / "log", 30)
    path = made.folder / "tile/entries/000.p/30"
    path.write_bytes(bundle([made.datas[1], made.datas[0], *made.datas[2:]]))
    assert codes(made) == ["log.file.differs", "log.root"]
    assert not reader.is_whole(made.folder)


def test_tiles_above_that_lie(tmp_path: Path) -> None:
    """A level-1 tile that no root depends on is recomputed all the same."""
    made = make(tmp_path / "log", 600)
    (made.folder / "tile/1/000.p/2").write_bytes(bytes(64))
    assert codes(made) == ["log.file.differs"]
    assert not reader.is_whole(made.folder)


@pytest.mark.parametrize(
    "path", ["notes.txt", "tile/0/000.p/31", "tile/0/001", "tile/0/000.p/07", "tile/1/000.p/1", ".writing/0", "tile/x"]
)
def test_files_that_have_no_place(tmp_path: Path, path: str) -> None:
    """Nothing may lie beside the log's own files, not even a tile that it has not reached."""
    made = make(tmp_path / "log", 30)
    (made.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (made.folder / path).write_bytes(b"x")
    assert codes(made) == ["log.file.extra"]
    assert not reader.is_whole(made.folder)


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link is no file of the log, even when it points at the right bytes."""
    made = make(tmp_path / "log", 30)
    tile = made.folder / "tile/0/000.p/30"
    tile.rename(tmp_path / "elsewhere")
    tile.symlink_to(tmp_path / "elsewhere")
    assert codes(made) == ["log.file.extra", "log.file.missing"]


def test_any_narrower_partial_may_stay(tmp_path: Path) -> None:
    """A partial tile of any width below the present one is allowed when it is the beginning of it."""
    made = make(tmp_path / "log", 30)
    narrow = made.folder / Tile(0, 0, 7).path()
    narrow.write_bytes(b"".join(leaf_hash(data) for data in made.datas[:7]))
    assert audit(made.folder).ok
    assert reader.is_whole(made.folder)


def test_a_live_log_may_be_ahead(tmp_path: Path) -> None:
    """With ``growing``, what lies beyond the checkpoint is overlooked; what lies before it is not."""
    made = make(tmp_path / "log", 30)
    made.shelf.publish(30, entries(270, 30), None)
    assert set(codes(made)) == {"log.file.extra"}
    assert audit(made.folder, growing=True).ok
    (made.folder / "tile/0/000.p/30").write_bytes(b"")
    assert codes(made, growing=True) == ["log.file.differs"]


def test_signatures_that_nobody_can_check(tmp_path: Path) -> None:
    """A witness's line counts as a problem until its key is given, in the folder or by the caller."""
    made = make(tmp_path / "log", 30, cosigned=True)
    (made.folder / "witnesses").unlink()
    assert codes(made) == ["log.signature.unknown"]
    assert audit(made.folder, witnesses=[WITNESS.vkey]).cosigned == ((WITNESS.name, TIME),)
    note = Note.parse(made.notes[-1])
    forged = Note(note.text.replace("30", "31"), note.signatures)
    (made.folder / "checkpoint").write_text(forged.dump(), newline="\n")
    assert codes(made, witnesses=[WITNESS.vkey])[:2] == ["note.signature", "note.signature"]


def test_keys_of_the_wrong_type(tmp_path: Path) -> None:
    """A witness's key signs no log and a log's key cosigns none."""
    made = make(tmp_path / "log", 3)
    assert codes(made, witnesses=[LOG.vkey]) == ["log.witnesses"]
    (made.folder / "vkey").write_text(f"{WITNESS.vkey}\n")
    assert codes(made)[0] == "log.vkey"


def test_a_checkpoint_of_another_origin(tmp_path: Path) -> None:
    """The origin must be the name of the key."""
    made = make(tmp_path / "log", 3)
    head = head_of(made.datas, origin="sinergi/lain")
    (made.folder / "checkpoint").write_text(LOG.sign(head.text()), newline="\n")
    assert codes(made) == ["log.checkpoint"]


def test_an_empty_log_and_no_log(tmp_path: Path) -> None:
    """A log without entries is whole; a folder without a checkpoint is none."""
    made = make(tmp_path / "log", 0)
    assert audit(made.folder).ok
    assert reader.is_whole(made.folder)
    (tmp_path / "none").mkdir()
    report = audit(tmp_path / "none")
    assert (report.ok, [problem.code for problem in report.problems]) == (False, ["log.vkey", "log.checkpoint"])


def test_a_boast_does_not_cost_memory_or_time(tmp_path: Path) -> None:
    """A signed claim of 2**60 entries ends after a hundred problems."""
    made = make(tmp_path / "log", 3)
    note = LOG.sign(TreeHead(LOG.name, 2**60, bytes(32)).text())
    (made.folder / "checkpoint").write_text(note, newline="\n")
    assert codes(made)[-1] == "log.more"
    assert len(codes(made)) == 101


def test_problems_speak_both_languages(tmp_path: Path) -> None:
    """Each problem names its file in Indonesian and in English."""
    made = make(tmp_path / "log", 3)
    (made.folder / "tile/0/000.p/3").unlink()
    (problem,) = audit(made.folder).problems
    assert problem.sentence.id == "Berkas tile/0/000.p/3 tidak ada."
    assert problem.sentence.en == "The file tile/0/000.p/3 is missing."


def test_progress_is_told(tmp_path: Path) -> None:
    """The caller hears how far the audit is, up to the end."""
    heard: list[tuple[int, int]] = []
    audit(make(tmp_path / "log", 300).folder, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(256, 300), (300, 300)]


OPEN = json.loads(entry(0))
SHUT = json.loads(entry(2))


def canonical(value: object) -> bytes:
    """Write JSON as RFC 8785 would, for strings."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "place", ["", "14.04.19.2001", "Pos “Sungai” №1", 'a"b\\c', "\b\t\n\f\r", "\x00\x07\x0b\x0e\x1f\x7f", "🗳"]
)
def test_entries_that_are_entries(place: str) -> None:
    """Any text may be a place, as long as it is written canonically."""
    data = canonical({**OPEN, "place": place})
    assert is_entry(data)
    reader.check_entry(data)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"x" * 200, entry(0) + b" ", b" " + entry(0), entry(0)[:-1], entry(0).replace(b'":"', b'": "', 1),
        canonical({**SHUT, "visibility": "public"}), canonical({**OPEN, "visibility": "sealed"}),
        canonical({**OPEN, "visibility": "secret"}), canonical({**OPEN, "body": "x"}),
        canonical({**SHUT, "place": "x"}),
        canonical({**OPEN, "commitment": "A" * 64}), canonical({**OPEN, "commitment": "a" * 63}),
        canonical({**OPEN, "id": OPEN["id"].upper()[:-1] + "F"}), canonical({**OPEN, "kind": "Places.x.v1"}),
        canonical({**OPEN, "kind": "places.x"}), canonical({**OPEN, "kind": "places.x.v0"}),
        canonical({**OPEN, "time": "2024-11-27T00:00:00Z"}), canonical({**OPEN, "time": "2024-13-27T00:00:00.000000Z"}),
        canonical({**OPEN, "time": "2024-11-27T24:00:00.000000Z"}), canonical({**OPEN, "place": 1}),
        canonical({**OPEN, "place": None}), json.dumps(OPEN).encode(),
        entry(0).replace(b'"place":"', b'"place":"\\u00e9'), entry(0).replace(b'"place":"', b'"place":"\\u001F'),
        entry(0).replace(b'"place":"', b'"place":"\\u000a'), entry(0).replace(b'"place":"', b'"place":"\\/'),
        entry(0).replace(b'"place":"', b'"place":"\\ud800'), entry(0).replace(b'"place":"', b'"place":"\n'),
        entry(0).replace(b'"place":"', b'"place":"\xff'), entry(0).replace(b'"place":"', b'"place":"\xed\xa0\x80'),
        entry(0)[:-1] + b',"visibility":"public"}', b"[" + entry(0) + b"]",
    ],
)  # fmt: skip
def test_entries_that_are_none(tmp_path: Path, data: bytes) -> None:
    """Anything else is found, in a log that is otherwise whole and signed, by every reader."""
    assert not is_entry(data)
    with pytest.raises(reader.WrongError):
        reader.check_entry(data)
    if data:
        made = make(tmp_path / "log", 3, datas=[entry(0), data, entry(1)])
        assert codes(made) == ["log.entry"]


@given(st.text(max_size=30))
def test_is_entry_agrees_with_json(place: str) -> None:
    """For any text as place, our pattern and a JSON library agree on what is canonical."""
    try:
        data = canonical({**OPEN, "place": place})
    except UnicodeEncodeError:
        return
    assert is_entry(data)
    other = json.dumps({**OPEN, "place": place}, sort_keys=True, separators=(",", ":")).encode()
    assert is_entry(other) is (other == data)


def test_cosigners_need_not_be_known_to_verify_the_log() -> None:
    """The log's own signature is checked whatever else is on the note."""
    note = WITNESS.cosign(signed(entries(3)), time=TIME)
    assert Verifier.parse(LOG.vkey).verify(note) == head_of(entries(3)).text()
