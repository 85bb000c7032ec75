"""Signed notes, checkpoints and cosignatures: the published examples to the byte, and every bent bit refused."""

from __future__ import annotations

import pytest

from sinergi.journal.note import COSIGNATURE_V1, Note, NoteKey, TreeHead, Verifier, to_base64
from sinergi.vocabulary.refusal import Refused
from tests.thinking.log_folder import LOG, OTHER, TIME, WITNESS, entries, signed

# The example of Go's sumdb/note, where the format comes from.
GO_KEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = (
    GO_TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_the_published_example() -> None:
    """Key, verifier key and note are those of another implementation, byte for byte."""
    key = NoteKey.load(GO_KEY)
    assert key.dump() == GO_KEY
    assert key.vkey == GO_VKEY
    assert key.sign(GO_TEXT) == GO_NOTE
    assert Verifier.parse(GO_VKEY).verify(GO_NOTE) == GO_TEXT


@pytest.mark.parametrize("algorithm", [1, COSIGNATURE_V1])
def test_keys_read_back(algorithm: int) -> None:
    """A fresh key survives its file form, and hides its seed from a log line."""
    key = NoteKey.generate("contoh.test/log", algorithm=algorithm)
    assert NoteKey.load(key.dump() + "\n") == key
    assert Verifier.parse(key.vkey).id == key.id
    assert key.seed.hex() not in repr(key)
    assert "seed" not in repr(key)


def test_every_bit_of_a_checkpoint_counts() -> None:
    """No single flipped bit of text, name, key id, signature, padding or line ends passes."""
    note, verifier = signed(entries(3)).encode(), Verifier.parse(LOG.vkey)
    assert verifier.verify(note.decode())
    for at in range(len(note)):
        for bit in range(8):
            bad = bytearray(note)
            bad[at] ^= 1 << bit
            assert refuses(verifier, bytes(bad)), (at, bit)


def test_every_bit_of_a_verifier_key_counts() -> None:
    """No single flipped bit of a verifier key gives another key."""
    for at in range(len(LOG.vkey)):
        for bit in range(7):
            bad = bytearray(LOG.vkey.encode())
            bad[at] ^= 1 << bit
            with pytest.raises(Refused) as refused:
                Verifier.parse(bad.decode())
            assert refused.value.code == "note.malformed"


def refuses(verifier: Verifier, note: bytes) -> bool:
    """Tell whether the note is not UTF-8 or refused."""
    try:
        verifier.verify(note.decode())
    except (UnicodeDecodeError, Refused):
        return True
    return False


def test_cosignature_is_over_time_and_text() -> None:
    """A witness's line verifies with its key, gives its time, and not one bit of the time can be changed."""
    note = WITNESS.cosign(signed(entries(3)), time=TIME)
    witness, parsed = Verifier.parse(WITNESS.vkey), Note.parse(note)
    assert witness.time_of(parsed) == TIME
    assert Verifier.parse(LOG.vkey).verify(note) == parsed.text
    line = parsed.signatures[1]
    for bit in range(64):
        time = (TIME ^ 1 << bit).to_bytes(8, "big")
        bad = Note(parsed.text, (parsed.signatures[0], type(line)(line.name, line.key, time + line.data[8:])))
        with pytest.raises(Refused):
            witness.time_of(bad)


def test_a_cosignature_is_no_signature() -> None:
    """The same secret under the two types has two key ids, and neither signs for the other."""
    twin = NoteKey(LOG.name, LOG.seed, COSIGNATURE_V1)
    assert twin.id != LOG.id
    with pytest.raises(Refused, match=r"note\.unsigned"):
        Verifier.parse(twin.vkey).verify(signed(entries(1)))
    with pytest.raises(Refused, match=r"note\.malformed"):
        twin.sign("x\n")
    with pytest.raises(Refused, match=r"note\.malformed"):
        LOG.cosign(signed(entries(1)), time=TIME)


def test_other_key_of_the_same_name() -> None:
    """A stranger's key under the log's name signs nothing for the log."""
    with pytest.raises(Refused, match=r"note\.unsigned"):
        Verifier.parse(LOG.vkey).verify(signed(entries(1), key=OTHER))


def test_signed_twice_is_refused() -> None:
    """Two lines of one key leave open which of them counts."""
    parsed = Note.parse(signed(entries(1)))
    twice = Note(parsed.text, parsed.signatures * 2)
    with pytest.raises(Refused, match=r"note\.unsigned"):
        Verifier.parse(LOG.vkey).verify(twice.dump())


@pytest.mark.parametrize(
    "note",
    [
        "", "\n", "\n\n", "text\n", "text\n\n", "text\n\nnot a signature\n", GO_NOTE[:-1], GO_NOTE + "\n",
        GO_NOTE.replace("\n", "\r\n"), GO_NOTE.replace("— ", "- "), GO_NOTE.replace("— ", "—  "),
        GO_NOTE.replace("BwJnAM=", "BwJnAN="), GO_NOTE.replace("BwJnAM=", "BwJnAM"),
        GO_NOTE.replace("BwJnAM=", "BwJn AM="), GO_NOTE + "— a+b eHh4eHg=\n", GO_NOTE + "— a eHh4eA==\n",
        GO_NOTE + "— a\n", GO_NOTE.replace("cryptography", "crypto\tgraphy"), GO_NOTE + "— a eHh4eHg=\n" * 100,
        "a" * 1_000_001,
    ],
)  # fmt: skip
def test_malformed_notes(note: str) -> None:
    """Whatever is not exactly a signed note is refused by name."""
    with pytest.raises(Refused) as refused:
        Verifier.parse(GO_VKEY).verify(note)
    assert refused.value.code == "note.malformed"


def test_a_text_with_empty_lines() -> None:
    """The last empty line parts text and signatures; signatures of strangers are passed over."""
    text = "satu\n\ndua\n\n\ntiga\n"
    note = LOG.sign(text) + "— stranger eHh4eHg=\n"
    assert Verifier.parse(LOG.vkey).verify(note) == text
    assert Note.parse(note).dump() == note


def test_tree_heads() -> None:
    """A tree head is three lines, without extension, with one way to write each."""
    root = to_base64(bytes(32))
    head = TreeHead.parse(f"sinergi/contoh\n0\n{root}\n")
    assert head == TreeHead("sinergi/contoh", 0, bytes(32))
    assert TreeHead.parse(head.text()) == head
    for bad in (
        f"o\n01\n{root}\n", f"o\n-1\n{root}\n", f"o\n1\n{root[:-4]}\n", f"o\n1\n{root}", f"\n1\n{root}\n",
        f"o\n1\n{root}\next\n", f"o\n1\n{root}\n\n", f"o\n{2**63}\n{root}\n", f"o\n\u0661\n{root}\n", "o\n1\n",
        f"o\n1\n{root[:-2]}B=\n",
    ):  # fmt: skip
        with pytest.raises(Refused):
            TreeHead.parse(bad)
