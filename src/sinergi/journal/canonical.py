"""Canonical JSON (RFC 8785) and the commitment that stands for a body in public."""

from __future__ import annotations

import hashlib
import hmac
from typing import cast

import rfc8785

from sinergi.vocabulary.facts import Json


def canonical(value: Json) -> bytes:
    """Return the RFC 8785 bytes of ``value``."""
    return rfc8785.dumps(cast("dict[str, str]", value))


def commitment(salt: bytes, body: bytes) -> str:
    """Return the hex HMAC-SHA256 of a canonical ``body`` under its 32-byte ``salt``."""
    return hmac.new(salt, body, hashlib.sha256).hexdigest()
