"""The specification's own test vectors, recomputed from its text by the program and by the second reader."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from functools import partial
from pathlib import Path

import pytest

from sinergi.journal import audit, canonical
from sinergi.journal.note import COSIGNATURE_V1, NoteKey, TreeHead, Verifier
from sinergi.journal.proof import Proof, prove
from sinergi.journal.shelf import Shelf, bundle
from sinergi.journal.tlog import EMPTY_ROOT, Tree, consistency_proof, fold, leaf_hash
from tests.oracle import reader

SPEC = Path(__file__).resolve().parents[2] / "docs" / "spec" / "journal.md"
VECTORS = dict(re.findall(r"<!-- vector: (\S+) -->\n```text\n(.*?)```\n", SPEC.read_text(), re.DOTALL))
LINE = {name: text.removesuffix("\n") for name, text in VECTORS.items()}
ENTRIES = [line.encode() for line in LINE["entries"].split("\n")]
TIME = int(re.search(r"cosignature of time (\d+)", SPEC.read_text())[1])  # type: ignore[index]
LOG = NoteKey("sinergi/contoh", bytes.fromhex(LINE["log-seed"]))
WITNESS = NoteKey("sinergi/saksi", bytes.fromhex(LINE["witness-seed"]), COSIGNATURE_V1)


def long_entry(number: int) -> bytes:
    """Return an entry of the longer log, by its recipe."""
    commitment = hashlib.sha256(str(number).encode()).hexdigest()
    return f'{{"commitment":"{commitment}","visibility":"sealed"}}'.encode()


def node(hashes: list[bytes], level: int, index: int) -> bytes:
    """Return a node over leaf hashes."""
    return fold(b"".join(hashes[index << level : (index + 1) << level]))


def test_keys() -> None:
    """Seeds give the verifier keys."""
    assert LOG.vkey == LINE["log-vkey"]
    assert WITNESS.vkey == LINE["witness-vkey"]
    assert reader.read_key(LINE["log-vkey"], 1)[2] == LOG.public


def test_commitment() -> None:
    """Document and salt give the commitment, and the first entry tells the same as its document."""
    document, salt = LINE["document"].encode(), bytes.fromhex(LINE["salt"])
    assert canonical.commitment(salt, document) == LINE["commitment"]
    assert hmac.new(salt, document, hashlib.sha256).hexdigest() == LINE["commitment"]
    value, entry = json.loads(document), json.loads(ENTRIES[0])
    assert canonical.canonical(value) == document
    assert entry["commitment"] == LINE["commitment"]
    assert [value[name] for name in ("id", "kind", "place", "recorded_at", "visibility")] == [
        entry[name] for name in ("id", "kind", "place", "time", "visibility")
    ]


def test_entries_leaves_and_bundle() -> None:
    """Entries have their shapes; leaf hashes and bundle follow."""
    for entry in ENTRIES:
        assert audit.is_entry(entry)
        reader.check_entry(entry)
    assert [leaf_hash(entry).hex() for entry in ENTRIES] == LINE["leaf-hashes"].split("\n")
    assert bundle(ENTRIES)[:12].hex() == LINE["bundle-start"]
    assert hashlib.sha256(bundle(ENTRIES)).hexdigest() == LINE["bundle-sha256"]


def test_checkpoint_and_cosignature() -> None:
    """The signed notes come out to the byte, and verify."""
    root = reader.mth(ENTRIES)
    checkpoint = LOG.sign(TreeHead(LOG.name, 3, root).text())
    assert checkpoint == VECTORS["checkpoint"]
    assert WITNESS.cosign(checkpoint, time=TIME) == VECTORS["cosigned"]
    keys = reader.read_key(LINE["log-vkey"], 1), [reader.read_key(LINE["witness-vkey"], 4)]
    assert reader.read_note(VECTORS["cosigned"].encode(), *keys) == (3, root)


def test_receipt() -> None:
    """The receipt comes out to the byte, and verifies."""
    hashes = [leaf_hash(entry) for entry in ENTRIES]
    proof = prove(index=1, note=VECTORS["cosigned"], read=partial(node, hashes), extra=ENTRIES[1])
    assert proof.dump().decode() == VECTORS["receipt"]
    verifiers = {"log": Verifier.parse(LINE["log-vkey"]), "witnesses": [Verifier.parse(LINE["witness-vkey"])]}
    assert Proof.parse(VECTORS["receipt"].encode()).verify(**verifiers, quorum=1).size == 3  # type: ignore[arg-type]
    lines = VECTORS["receipt"].split("\n\n")[0].split("\n")
    path = [base64.b64decode(line) for line in lines[3:]]
    assert reader.root_of_path(hashes[1], 1, 3, path) == reader.mth(ENTRIES)


def test_roots_of_the_longer_log() -> None:
    """Every listed root is that of the recipe; the small ones by plain recursion too."""
    wanted = {int(size): root for size, root in (line.split(" ") for line in LINE["roots"].split("\n"))}
    assert wanted.pop(0) == EMPTY_ROOT.hex()
    tree = Tree()
    for number in range(max(wanted)):
        tree.append(leaf_hash(long_entry(number)))
        if tree.size in wanted:
            assert tree.root().hex() == wanted[tree.size]
            if tree.size <= 300:
                assert reader.mth(list(map(long_entry, range(tree.size)))) == tree.root()


def test_consistency_proof() -> None:
    """The listed proof is the program's and the recursion's."""
    leaves = list(map(long_entry, range(7)))
    proof = [one.hex() for one in consistency_proof(3, 7, partial(node, list(map(leaf_hash, leaves))))]
    assert proof == LINE["consistency-3-7"].split("\n")
    assert proof == [one.hex() for one in reader.consistency(3, leaves)]


def test_a_folder_of_the_vectors(tmp_path: Path) -> None:
    """Put on disk, the vectors are a whole log for both readers."""
    shelf = Shelf(tmp_path)
    shelf.write_vkey(LINE["log-vkey"])
    shelf.publish(0, ENTRIES, VECTORS["cosigned"])
    assert audit.audit(tmp_path, witnesses=[LINE["witness-vkey"]]).ok
    assert reader.is_whole(tmp_path, witnesses=(LINE["witness-vkey"],))


@pytest.mark.parametrize("code", ["note.malformed", "shelf.fork", "proof.leaf", "log.signature.unknown", "log.older"])
def test_codes_of_the_specification_exist(code: str) -> None:
    """A code that the text names is one that the program uses."""
    source = "".join(path.read_text() for path in sorted(Path(audit.__file__).parent.glob("*.py")))
    assert f'"{code}"' in source


def test_every_code_of_the_audit_is_specified() -> None:
    """Whatever the audit may answer stands in the specification."""
    used = set(re.findall(r'"(log\.[a-z.]+|note\.[a-z]+)"', Path(audit.__file__).read_text()))
    used |= {"note.malformed", "note.unsigned", "note.signature", "log.checkpoint", "log.vkey", "log.witnesses"}
    assert {code for code in used if f"`{code}`" not in SPEC.read_text()} == set()
