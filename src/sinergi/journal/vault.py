"""Personal data at rest: encrypted, rotatable, erasable, and outside the journal, which holds only reference and seal.

A row's plain text is ``{"content", "ref", "salt"}``, so that a row cannot pose as another. The seal is the hex
HMAC-SHA256 of the canonical content under that salt: a fact carries it, and it says nothing once the row is erased.
An erased row stays as an encrypted tombstone: who deletes a row behind our back cannot make one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cryptography.fernet import InvalidToken, MultiFernet

from sinergi.journal import keys
from sinergi.journal.book import writing
from sinergi.journal.canonical import canonical
from sinergi.journal.models import Secret
from sinergi.vocabulary.refusal import Refused

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Opened:
    """A vault row in the clear; ``content`` is None once erased."""

    ref: str
    content: dict[str, str] | None
    seal: str


def put(*, ref: str, content: Mapping[str, str]) -> str:
    """Keep ``content`` under ``ref``, replacing what was there; return its seal. Part of the caller's transaction."""
    return put_many({ref: content})[ref]


def put_many(contents: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Keep many contents by reference, as ``put`` does one; return their seals."""
    salts = {ref: secrets.token_hex(32) for ref in contents}
    _store({ref: {"content": dict(one), "ref": ref, "salt": salts[ref]} for ref, one in contents.items()})
    return {ref: _seal(salts[ref], one) for ref, one in contents.items()}


def get(ref: str) -> dict[str, str] | None:
    """Return the content, or None when it was erased or never there. Raises Refused ``vault.unreadable``."""
    return many((ref,)).get(ref)


def many(refs: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the content of every one of ``refs`` that is still there."""
    wanted = list(dict.fromkeys(refs))
    crypt = _crypt()
    found: dict[str, dict[str, str]] = {}
    for at in range(0, len(wanted), CHUNK):
        for row in Secret.objects.filter(ref__in=wanted[at : at + CHUNK]).order_by("ref"):
            opened = _open(crypt, row)
            if opened.content is not None:
                found[row.ref] = opened.content
    return found


def erase(ref: str) -> None:
    """Destroy the content under ``ref``. Part of the caller's transaction; harmless when it is gone."""
    with writing():
        if Secret.objects.filter(ref=ref).exists():
            _store({ref: {"erased": True, "ref": ref}})


def rotate() -> int:
    """Seal every row with a fresh key and forget the old ones; return the number of rows.

    Safe to stop at any moment: until the last row is sealed again, the old keys stay in the file.
    """
    with writing():
        keys.add_vault_key()
        crypt, count, after = _crypt(), 0, ""
        while rows := list(Secret.objects.filter(ref__gt=after).order_by("ref")[:CHUNK]):
            for row in rows:
                row.sealed = urlsafe_b64decode(crypt.rotate(_token(row)))
            Secret.objects.bulk_update(rows, ["sealed"])
            count, after = count + len(rows), rows[-1].ref
    keys.forget_old_vault_keys()
    return count


def check(refs: Sequence[str], bad: Callable[[Refused], None]) -> dict[str, Opened]:
    """Open the rows of ``refs`` for ``verify``; hand each unreadable one to ``bad``."""
    crypt, found = _crypt(), {}
    for row in Secret.objects.filter(ref__in=refs).order_by("ref"):
        try:
            found[row.ref] = _open(crypt, row)
        except Refused as refusal:
            found[row.ref] = Opened(row.ref, None, "")
            bad(refusal)
    return found


def _crypt() -> MultiFernet:
    return MultiFernet(keys.vault_keys())


def _seal(salt: str, content: Mapping[str, str]) -> str:
    return hmac.digest(bytes.fromhex(salt), canonical(dict(content)), hashlib.sha256).hex()


def _store(plains: Mapping[str, Mapping[str, object]]) -> None:
    crypt = _crypt()
    rows = [
        Secret(ref=ref, sealed=urlsafe_b64decode(crypt.encrypt(json.dumps(plain, ensure_ascii=False).encode())))
        for ref, plain in plains.items()
    ]
    with writing():
        Secret.objects.bulk_create(
            rows, batch_size=CHUNK, update_conflicts=True, unique_fields=["ref"], update_fields=["sealed"]
        )


def _token(row: Secret) -> bytes:
    return urlsafe_b64encode(row.sealed)  # kept as bytes: base64 has several spellings of the same token


def _open(crypt: MultiFernet, row: Secret) -> Opened:
    try:
        plain = json.loads(crypt.decrypt(_token(row)))
    except InvalidToken:
        plain = {}
    if plain.get("ref") != row.ref:
        raise Refused(
            "vault.unreadable",
            id=f"Isi brankas “{row.ref}” tidak terbaca dengan kunci yang ada.",
            en=f"The vault row “{row.ref}” cannot be read with the keys at hand.",
        )
    if plain.get("erased"):
        return Opened(row.ref, None, "")
    return Opened(row.ref, plain["content"], _seal(plain["salt"], plain["content"]))
