"""A witness: anybody's computer that keeps the last checkpoint it saw and cosigns only what continues it.

Trusted by whoever checks a cosignature: that this computer compared. It holds no facts, only a key and a checkpoint.
"""

from __future__ import annotations

import os
from pathlib import Path

from sinergi.journal.audit import AuditReport, audit
from sinergi.journal.note import COSIGNATURE_V1, NoteKey, Verifier
from sinergi.journal.shelf import Shelf, sync_folder
from sinergi.vocabulary.refusal import Refused

PRIVATE = 0o600


def key(state: Path, *, name: str) -> NoteKey:
    """Return the witness's key, making it on first use."""
    path = state / "witness.key"
    if not path.exists():
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(path, NoteKey.generate(name, algorithm=COSIGNATURE_V1).dump() + "\n")
    return NoteKey.load(path.read_text().strip())


def attest(folder: Path, *, state: Path, name: str, vkey: str | None, now: int) -> AuditReport:
    """Audit the log in ``folder`` against what this witness saw, and keep its cosigned checkpoint in ``state``.

    ``now``: POSIX seconds. Nothing is kept when the report is not ok. Raises Refused ``witness.no-key`` when the
    log's verifier key was never given: a witness that believes the folder itself proves nothing.
    """
    trusted, mine, seen = state / "log.vkey", key(state, name=name), state / "checkpoint"
    if vkey is not None and not trusted.exists():
        Verifier.parse(vkey)
        _write(trusted, vkey + "\n")
    if not trusted.exists():
        raise Refused(
            "witness.no-key",
            id="Kunci jurnal belum diberikan; minta langsung kepada pengelolanya, lalu pakai --vkey.",
            en="The log's verifier key was never given; ask its keeper in person, then pass --vkey.",
        )
    before = seen.read_text() if seen.exists() else None
    report = audit(folder, vkey=trusted.read_text().strip(), older=before, witnesses=(mine.vkey,), growing=True)
    note = Shelf(folder).checkpoint()
    if report.ok and note is not None:
        _write(seen, mine.cosign(note, time=now))
    return report


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, PRIVATE), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)
