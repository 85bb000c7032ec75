"""Exit codes that scripts may rely on."""

from __future__ import annotations

DONE = 0
REFUSED = 3
NOT_VERIFIED = 4
BUSY = 5
