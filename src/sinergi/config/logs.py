"""What the server's own log may not say: the secret parts of addresses that open something by themselves."""

from __future__ import annotations

import logging
import re
from typing import Final

SECRET: Final = re.compile(r"(/hadir/[^/\s]+/[^/\s]+/|/balas/[^/\s]+/[^/\s]+/|/kalender/[^/\s]+/)[^/\s]+")
MASK: Final = r"\1***"


class Discreet(logging.Filter):
    """Masks the secret of a seat's QR, of a reply link and of a calendar feed wherever a line tells the address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask ``record``; every record stays."""
        said = record.getMessage()
        masked = SECRET.sub(MASK, said)
        if masked != said:
            record.msg, record.args = masked, ()
        return True
