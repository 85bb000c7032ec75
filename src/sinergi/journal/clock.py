"""The journal's own clock: the one place below the entrypoints that may ask what time it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings

from sinergi.vocabulary.ids import uuid7


def now() -> datetime:
    """Return the present moment, aware, in UTC: of the world, or of the drill or demo that this folder holds."""
    return wall() + settings.SINERGI_CLOCK_SHIFT


def wall() -> datetime:
    """Return the moment of the world, whatever a drill says: for the age of files and of sign-ins."""
    return datetime.now(UTC)


def new_id() -> UUID:
    """Return a fresh UUIDv7."""
    return uuid7(unix_ms=int(now().timestamp() * 1000), random=os.urandom(10))
