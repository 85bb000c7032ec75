"""Receipts: C2SP ``.tlog-proof`` files that prove, offline and for ever, that one entry stands in the log.

The ``extra`` line of our receipts carries the entry itself, so that a receipt needs nothing beside it but the keys that
its reader trusts. It needs no trust: its hash must lead to the signed root.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest
from typing import Self

from sinergi.journal.canonical import commitment
from sinergi.journal.note import COSIGNATURE_V1, Note, TreeHead, Verifier, from_base64, malformed, to_base64, whole
from sinergi.journal.tlog import HASH_SIZE, ReadHash, inclusion_proof, leaf_hash, verify_inclusion
from sinergi.vocabulary.refusal import Refused

HEADER = "c2sp.org/tlog-proof@v1"
MAX_HASHES = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One ``.tlog-proof``: the entry's index, its audit path and the signed checkpoint, verbatim."""

    index: int
    hashes: tuple[bytes, ...]
    note: str
    extra: bytes = b""

    def dump(self) -> bytes:
        """Return the file's bytes."""
        extra = [f"extra {to_base64(self.extra)}"] if self.extra else []
        lines = [HEADER, *extra, f"index {self.index}", *map(to_base64, self.hashes), "", self.note]
        return "\n".join(lines).encode()

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read a ``.tlog-proof``; ``dump`` gives the same bytes again. Raises Refused ``note.malformed``."""
        try:
            head, _, note = data.decode().partition("\n\n")
        except UnicodeDecodeError as error:
            raise malformed("proof, UTF-8") from error
        lines = head.split("\n")
        if lines.pop(0) != HEADER or not lines:
            raise malformed("proof header")
        extra = b""
        if lines[0].startswith("extra "):
            extra = from_base64(lines.pop(0).removeprefix("extra "), "extra") or _nothing("extra")
        if not lines or not lines[0].startswith("index "):
            raise malformed("proof index")
        index = whole(lines.pop(0).removeprefix("index "), "proof index")
        hashes = tuple(from_base64(line, "proof hash") for line in lines)
        if len(hashes) > MAX_HASHES or any(len(one) != HASH_SIZE for one in hashes):
            raise malformed("proof hash")
        Note.parse(note)
        return cls(index=index, hashes=hashes, note=note, extra=extra)

    def verify(
        self,
        *,
        log: Verifier,
        leaf: bytes | None = None,
        witnesses: Sequence[Verifier] = (),
        quorum: int = 0,
    ) -> TreeHead:
        """Return the tree head under which the entry ``leaf`` (by default, ``extra``) is proven.

        ``log`` must have signed the checkpoint under its own name as origin, and at least ``quorum`` of ``witnesses``
        must have cosigned it. Raises Refused ``note.*`` or ``proof.*``.
        """
        head = TreeHead.parse(log.verify(self.note))
        if head.origin != log.name:
            raise Refused(
                "proof.origin",
                id=f"Titik periksa ini milik {head.origin}, bukan {log.name}.",
                en=f"This checkpoint is of {head.origin}, not of {log.name}.",
            )
        data = self.extra if leaf is None else leaf
        if not verify_inclusion(
            leaf=leaf_hash(data), index=self.index, size=head.size, proof=self.hashes, root=head.root
        ):
            raise Refused(
                "proof.leaf",
                id=f"Catatan ini tidak terbukti ada di nomor {self.index} dari {head.size}.",
                en=f"This entry is not proven to stand at number {self.index} of {head.size}.",
            )
        agreed = cosigned(self.note, witnesses)
        if len(agreed) < quorum:
            raise Refused(
                "proof.witnesses",
                id=f"Hanya {len(agreed)} saksi yang ikut menandatangani; perlu {quorum}.",
                en=f"Only {len(agreed)} witnesses cosigned; {quorum} are needed.",
            )
        return head


def _nothing(what: str) -> bytes:
    raise malformed(f"{what}, empty")


def cosigned(note: str, witnesses: Sequence[Verifier]) -> dict[str, int]:
    """Return the time at which each of ``witnesses`` cosigned ``note``; who did not is left out.

    Raises Refused ``note.signature`` when a line of a known witness is false.
    """
    parsed = Note.parse(note)
    known = {witness.public: witness for witness in witnesses if witness.algorithm == COSIGNATURE_V1}
    found = {}
    for witness in known.values():
        if any(map(witness.owns, parsed.signatures)):
            found[witness.name] = witness.time_of(parsed) or 0
    return found


def prove(*, index: int, note: str, read: ReadHash, extra: bytes = b"") -> Proof:
    """Return the proof of entry ``index`` under the signed ``note``, checked against its root before it leaves.

    ``extra`` is the entry's own bytes in our receipts. Raises Refused ``proof.files`` when the hashes that ``read``
    gives do not lead to the root: the log's files are damaged.
    """
    head = TreeHead.of(note)
    hashes = inclusion_proof(index, head.size, read)
    leaf = leaf_hash(extra) if extra else read(0, index)
    if not verify_inclusion(leaf=leaf, index=index, size=head.size, proof=hashes, root=head.root):
        raise Refused(
            "proof.files",
            id=f"Berkas jurnal rusak: nomor {index} tidak sampai ke akar titik periksa {head.size}.",
            en=f"The journal files are damaged: number {index} does not lead to the root of checkpoint {head.size}.",
        )
    return Proof(index=index, hashes=hashes, note=note, extra=extra)


def opens(leaf: bytes, *, salt: bytes, document: bytes) -> bool:
    """Tell whether ``salt`` and the canonical ``document`` (see ``canonical``) open the commitment of an entry."""
    claimed = json.loads(leaf)["commitment"]
    return compare_digest(str(claimed), commitment(salt, document))
