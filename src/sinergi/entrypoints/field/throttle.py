"""Slow a guesser down: so many wrong tries per address and card, then a pause. Nobody is shut out for good."""

from __future__ import annotations

import hashlib

from django.core.cache import cache

from sinergi.vocabulary.refusal import Refused

TRIES = 5  # wrong words per address and card
TRIES_OF_ADDRESS = 40  # wrong words per address, whatever the card: a whole posko may share one
PAUSE = 300  # seconds


def check(*, address: str, card: str) -> None:
    """Raise Refused ``access.throttled`` when this address has guessed too often."""
    for key, most in _keys(address, card):
        if cache.get(key, 0) >= most:
            raise Refused(
                "access.throttled",
                id=f"Terlalu banyak percobaan yang salah. Tunggu {PAUSE // 60} menit, lalu coba lagi.",
                en=f"Too many wrong attempts. Wait {PAUSE // 60} minutes, then try again.",
            )


def wrong(*, address: str, card: str) -> None:
    """Count one wrong try."""
    for key, _ in _keys(address, card):
        if not cache.add(key, 1, PAUSE):
            cache.incr(key)


def _keys(address: str, card: str) -> tuple[tuple[str, int], ...]:
    pair = hashlib.sha256(f"{address}|{card}".encode()).hexdigest()
    alone = hashlib.sha256(address.encode()).hexdigest()
    return ((f"card-pair-{pair}", TRIES), (f"card-address-{alone}", TRIES_OF_ADDRESS))
