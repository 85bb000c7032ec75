"""The shelf of files that were uploaded and not yet applied: for their uploader only, sealed, gone after a day."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from cryptography.fernet import InvalidToken, MultiFernet
from django.conf import settings

from sinergi.journal import clock, keys
from sinergi.vocabulary.refusal import Refused

KEPT_SECONDS: Final = 24 * 3600
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One uploaded file and what was decided about it so far."""

    token: str
    what: str
    file_name: str
    sha256: str
    size: int
    account: str
    mapping: str = ""
    applied: dict[str, int | list[str]] | None = None  # what came of it, once it was applied


def put(*, data: bytes, what: str, file_name: str, account: str) -> Upload:
    """Keep ``data`` for a day and return where."""
    purge()
    upload = Upload(
        token=secrets.token_hex(16),
        what=what,
        file_name=Path(file_name.replace("\\", "/")).name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        account=account,
    )
    _write(_bytes(upload), _box().encrypt(data))
    save(upload)
    return upload


def save(upload: Upload) -> None:
    """Keep what was decided about an upload."""
    _write(_folder() / f"{upload.token}.json", json.dumps(asdict(upload)).encode())


def get(token: str, *, account: str) -> Upload:
    """Return an upload of ``account``. Raises Refused ``import.unknown`` for any other, and after a day."""
    purge()
    path = _folder() / f"{token}.json"
    if _TOKEN.fullmatch(token) and path.is_file():
        upload = Upload(**json.loads(path.read_text()))
        if upload.account == account:
            return upload
    raise Refused(
        "import.unknown",
        id="Unggahan ini tidak ada lagi: berkas dihapus setelah diterapkan atau setelah 24 jam. Unggah sekali lagi.",
        en="This upload is gone: files are deleted once applied, or after 24 hours. Upload it again.",
    )


def data_of(upload: Upload) -> bytes:
    """Return the bytes of an upload. Raises Refused ``import.unknown`` when they are gone."""
    path = _bytes(upload)
    if upload.applied is not None or not path.is_file():
        get("", account="")
    try:
        return _box().decrypt(path.read_bytes())
    except InvalidToken:  # the vault's keys were changed since
        get("", account="")
        raise


def done(upload: Upload, *, applied: dict[str, int | list[str]]) -> None:
    """Keep what came of an upload and destroy its bytes, which may hold names and telephone numbers."""
    save(replace(upload, applied=applied))
    _bytes(upload).unlink(missing_ok=True)


def purge() -> int:
    """Delete whatever is older than a day; return how many files went."""
    limit = clock.wall().timestamp() - KEPT_SECONDS
    gone = 0
    for path in _folder().iterdir():
        with contextlib.suppress(FileNotFoundError):  # another request was quicker
            if path.stat().st_mtime < limit:
                path.unlink()
                gone += 1
    return gone


def _box() -> MultiFernet:
    """Return what seals the bytes: a list of officers may not lie about readable any more than the vault may."""
    return MultiFernet(keys.vault_keys())


def _bytes(upload: Upload) -> Path:
    return _folder() / f"{upload.token}.data"


def _folder() -> Path:
    folder = Path(settings.SINERGI_DATA) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _write(path: Path, data: bytes) -> None:
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
    part.replace(path)
