"""Secrets in addresses that open without signing in: derived from the server's key, kept nowhere, not to be guessed."""

from __future__ import annotations

from base64 import b32encode

from django.utils.crypto import constant_time_compare, salted_hmac


def token(purpose: str, *about: object, size: int) -> str:
    """Return the secret for what ``about`` names: ``size`` bytes as base32, in capitals as a QR likes them.

    ``purpose`` keeps the secret of one door from opening another; give a ``size`` that base32 needs no padding for.
    """
    digest = salted_hmac(purpose, ":".join(map(str, about)), algorithm="sha256").digest()
    return b32encode(digest[:size]).decode()


def same(said: str, right: str) -> bool:
    """Tell whether ``said`` is the token ``right``, in one time for every wrong one; small letters do as well."""
    return constant_time_compare(said.strip().upper(), right.upper())
