"""The keys on this disk: the log's own (one per epoch) and the vault's. Made once, readable by their owner only."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings

from sinergi.journal.models import Epoch, Secret
from sinergi.journal.note import NoteKey
from sinergi.journal.shelf import sync_folder
from sinergi.vocabulary.refusal import Refused

PRIVATE = 0o600


def folder() -> Path:
    """Return the folder of keys, making it on first use."""
    path = Path(settings.SINERGI_DATA) / "keys"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def log_key(epoch: int = 0) -> NoteKey:
    """Return the key that signs checkpoints: of the present epoch, or of the ``epoch`` given (from 1).

    Raises Refused ``journal.key-missing`` (a log whose key is gone must not quietly go on under another) or
    ``journal.key-damaged``.
    """
    path = _log_path(epoch or max(Epoch.objects.count(), 1))
    if not path.exists():
        raise Refused(
            "journal.key-missing",
            id=f"Kunci jurnal keys/{path.name} tidak ada; pulihkan dari cadangan.",
            en=f"The log key keys/{path.name} is missing; restore it from a backup.",
        )
    try:
        return NoteKey.load(path.read_text().strip())
    except (Refused, ValueError) as error:
        raise _damaged(path) from error


def make_log_key(epoch: int, *, after: str = "") -> NoteKey:
    """Return the key of ``epoch``, making it if need be; ``after`` is the origin of the epoch before."""
    path = _log_path(epoch)
    if not path.exists():
        base = after.rpartition("/e")[0] if epoch > 2 else after  # noqa: PLR2004 -- only e2 follows a bare origin
        name = f"{base}/e{epoch}" if after else f"sinergi/{secrets.token_hex(6)}"
        _write(path, NoteKey.generate(name).dump(), replace=False)
    return log_key(epoch)


def vault_keys() -> tuple[Fernet, ...]:
    """Return the vault's keys, newest first, making the first one for an empty vault.

    Raises Refused ``vault.key-missing`` (a fresh key opens nothing, and what it sealed the old one would not open) or
    ``journal.key-damaged``.
    """
    path = folder() / "vault.keys"
    if not path.exists():
        if Secret.objects.exists():
            raise Refused(
                "vault.key-missing",
                id="Kunci brankas keys/vault.keys tidak ada; pulihkan dari cadangan.",
                en="The vault's key keys/vault.keys is missing; restore it from a backup.",
            )
        _write(path, Fernet.generate_key().decode(), replace=False)
    try:
        found = tuple(Fernet(line) for line in path.read_text().split())
    except ValueError as error:
        raise _damaged(path) from error
    if not found:
        raise _damaged(path)
    return found


def add_vault_key() -> None:
    """Put a fresh key in front of the others."""
    vault_keys()
    path = folder() / "vault.keys"
    _write(path, "\n".join([Fernet.generate_key().decode(), *path.read_text().split()]), replace=True)


def forget_old_vault_keys() -> None:
    """Keep only the newest key; what older ones sealed must have been sealed again before."""
    path = folder() / "vault.keys"
    _write(path, path.read_text().split()[0], replace=True)


def _damaged(path: Path) -> Refused:
    return Refused(
        "journal.key-damaged",
        id=f"Kunci keys/{path.name} rusak; pulihkan dari cadangan.",
        en=f"The key keys/{path.name} is damaged; restore it from a backup.",
    )


def _log_path(epoch: int) -> Path:
    return folder() / ("log.key" if epoch == 1 else f"log-e{epoch}.key")


def _write(path: Path, text: str, *, replace: bool) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, PRIVATE), "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    if replace:
        fresh.replace(path)
    else:
        with contextlib.suppress(FileExistsError):  # the first writer wins when two processes start at once
            path.hardlink_to(fresh)
        fresh.unlink()
    sync_folder(path.parent)
