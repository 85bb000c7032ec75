"""Receipts: a ``.tlog-proof`` proves one entry to anyone, and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.journal.canonical import commitment
from sinergi.journal.note import COSIGNATURE_V1, NoteKey, Verifier
from sinergi.journal.proof import Proof, opens, prove
from sinergi.vocabulary.refusal import Refused
from tests.oracle import reader
from tests.thinking.log_folder import LOG, OTHER, TIME, WITNESS, Made, entry, make

LOG_KEY, WITNESS_KEY = Verifier.parse(LOG.vkey), Verifier.parse(WITNESS.vkey)
SCRIPT = Path(__file__).resolve().parents[1] / "oracle" / "verify.mjs"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a cosigned log of 300 entries."""
    return make(tmp_path_factory.mktemp("log") / "log", 5, 300, cosigned=True)


def receipt(made: Made, index: int) -> Proof:
    """Return the receipt of an entry under the newest checkpoint."""
    return prove(index=index, note=made.notes[-1], read=made.shelf.hash_at, extra=made.datas[index])


@pytest.mark.parametrize("index", [0, 1, 4, 5, 255, 256, 299])
def test_receipts_verify_and_read_back(made: Made, index: int) -> None:
    """A receipt verifies from its bytes alone, with witnesses, and for RFC 6962's own recursion."""
    proof = Proof.parse(receipt(made, index).dump())
    assert proof == receipt(made, index)
    head = proof.verify(log=LOG_KEY, witnesses=[WITNESS_KEY], quorum=1)
    assert head.size == 300
    assert reader.root_of_path(reader.mth([made.datas[index]]), index, 300, list(proof.hashes)) == head.root


def test_the_layout(made: Made) -> None:
    """The lines are those of tlog-proof, the checkpoint stands verbatim at the end."""
    lines = receipt(made, 7).dump().decode().split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[1].startswith("extra ")
    assert lines[2] == "index 7"
    assert "\n".join(lines[lines.index("") + 1 :]) == made.notes[-1]
    bare = prove(index=7, note=made.notes[-1], read=made.shelf.hash_at)
    assert b"extra" not in bare.dump()
    assert bare.verify(log=LOG_KEY, leaf=made.datas[7]).size == 300


def test_an_older_checkpoint_proves_as_well(made: Made) -> None:
    """A receipt under the first checkpoint can still be made from the grown log."""
    proof = prove(index=2, note=made.notes[0], read=made.shelf.hash_at, extra=made.datas[2])
    assert proof.verify(log=LOG_KEY).size == 5


def test_every_bit_of_a_receipt_counts(made: Made) -> None:
    """No single flipped bit leaves a receipt that verifies with its witness."""
    data = receipt(made, 7).dump()
    for at in range(len(data)):
        bad = bytearray(data)
        bad[at] ^= 1 << at % 8
        with pytest.raises(Refused):
            Proof.parse(bytes(bad)).verify(log=LOG_KEY, witnesses=[WITNESS_KEY], quorum=1)


@pytest.mark.parametrize(
    ("code", "numbers", "key", "quorum"),
    [
        ("proof.leaf", (7, 8), LOG, 0),
        ("proof.leaf", (8, 7), LOG, 0),
        ("note.unsigned", (7, 7), OTHER, 0),
        ("proof.witnesses", (7, 7), LOG, 2),
    ],
)
def test_lies_are_refused(made: Made, code: str, numbers: tuple[int, int], key: NoteKey, quorum: int) -> None:
    """Another entry, another number, another key or too few witnesses: refused by name."""
    index, leaf = numbers
    proof = Proof(index=index, hashes=receipt(made, 7).hashes, note=made.notes[-1])
    verifier = Verifier.parse(key.vkey)
    with pytest.raises(Refused) as refused:
        proof.verify(log=verifier, leaf=entry(leaf), witnesses=[WITNESS_KEY, WITNESS_KEY], quorum=quorum)
    assert refused.value.code == code


def test_one_key_under_two_names_is_one_witness(made: Made) -> None:
    """A quorum counts keys, not names."""
    twin = NoteKey("sinergi/saksi-lain", WITNESS.seed, COSIGNATURE_V1)
    proof = replace(receipt(made, 7), note=twin.cosign(made.notes[-1], time=TIME))
    witnesses = [WITNESS_KEY, Verifier.parse(twin.vkey)]
    assert proof.verify(log=LOG_KEY, witnesses=witnesses, quorum=1).size == 300
    with pytest.raises(Refused, match=r"proof\.witnesses"):
        proof.verify(log=LOG_KEY, witnesses=witnesses, quorum=2)


def test_the_origin_must_be_the_keys_name(made: Made) -> None:
    """A checkpoint that the key signed for another origin proves nothing here."""
    note = LOG.sign(made.notes[-1].split("\n\n")[0].replace(LOG.name, "sinergi/lain") + "\n")
    proof = Proof(index=7, hashes=receipt(made, 7).hashes, note=note, extra=made.datas[7])
    with pytest.raises(Refused, match=r"proof\.origin"):
        proof.verify(log=LOG_KEY)


def test_damaged_files_hand_out_no_receipt(tmp_path: Path) -> None:
    """The server finds the damage before the holder of the receipt would."""
    made = make(tmp_path / "log", 30)
    tile = made.folder / "tile/0/000.p/30"
    tile.write_bytes(bytes([tile.read_bytes()[0] ^ 1]) + tile.read_bytes()[1:])
    with pytest.raises(Refused, match=r"proof\.files"):
        receipt(made, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"c2sp.org/tlog-proof@v1", b"c2sp.org/tlog-proof@v2"), (b"index 7", b"index 07"), (b"index 7", b"index -7"),
        (b"index 7", b"index 7 "), (b"index 7", b"Index 7"), (b"index 7\n", b""), (b"extra ", b"extra \nextra "),
        (b"\nindex", b"\nindex 7\nindex"), (b"\n\n", b"\n \n"), (b"index 7\n", b"index 7\nAAAA\n"), (b"=\n\n", b"\n\n"),
        (b"\nindex 7\n", b"\r\nindex 7\r\n"), (b"c2sp", b"\xffc2sp"),
    ],
)  # fmt: skip
def test_malformed_receipts(made: Made, old: bytes, new: bytes) -> None:
    """There is one way to write a receipt."""
    data = receipt(made, 7).dump()
    assert old in data
    with pytest.raises(Refused, match=r"note\.malformed"):
        Proof.parse(data.replace(old, new, 1))


@given(st.binary(max_size=80))
def test_noise_is_refused_by_name(data: bytes) -> None:
    """Arbitrary bytes are refused, never a crash."""
    with pytest.raises(Refused):
        Proof.parse(data)


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not here: the second-language reader cannot run")
def test_a_reader_in_another_language_agrees(made: Made, tmp_path: Path) -> None:
    """Node verifies a receipt from the file, and refuses a bent one."""
    plain = made.notes[-1].rsplit("— ", 1)[0]
    good = prove(index=256, note=plain, read=made.shelf.hash_at, extra=made.datas[256]).dump()
    for name, data, ok in (("good", good, True), ("bad", good.replace(b"index 256", b"index 255"), False)):
        (tmp_path / name).write_bytes(data)
        command = [str(shutil.which("node")), str(SCRIPT), "--proof", LOG.vkey, str(tmp_path / name)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        assert json.loads(run.stdout)["ok"] is ok


def test_opening_a_commitment() -> None:
    """Salt and document open the commitment of their entry and of no other."""
    salt, document = bytes(range(32)), b'{"a":1}'
    leaf = json.dumps({"commitment": commitment(salt, document), "visibility": "sealed"}).encode()
    assert opens(leaf, salt=salt, document=document)
    assert not opens(leaf, salt=salt[::-1], document=document)
    assert not opens(leaf, salt=salt, document=b'{"a":2}')
