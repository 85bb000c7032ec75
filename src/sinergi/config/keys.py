"""The secret key: made on first start, readable by its owner only."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from sinergi.config.env import BadSetting

SHORTEST = 50  # characters


def secret_key(folder: Path) -> str:
    """Return the installation's secret key from ``folder``/keys/secret.key, making it on first use.

    Raises BadSetting for a file that holds no such key: signing with less would let anybody in.
    """
    path = folder / "keys" / "secret.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # the first writer wins when two processes start at once
            path.hardlink_to(fresh)
        fresh.unlink()
    key = path.read_bytes().decode("ascii", "ignore").strip()
    if len(key) < SHORTEST:
        message = f"{path}: holds no secret key; restore it from a backup, or delete it (everybody signs in again)"
        raise BadSetting(message)
    return key
