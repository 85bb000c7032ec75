"""Short codes that people read aloud, write down and type: no look-alike letters, one check letter."""

from __future__ import annotations

import hashlib
import re
from typing import Final

ALPHABET: Final = "34679ACDEFHJKLMNPRTVWXY"  # 23 signs, a prime: every wrong sign and every swap of neighbours is found
BASE: Final = len(ALPHABET)
LONGEST: Final = BASE - 3  # weights 1, 2, … must stay apart from each other and from the check letter's

_CODE_LETTERS = 7


def check_letter(body: str) -> str:
    """Return the check letter of ``body``, at most 20 signs of ``ALPHABET``. Raises ValueError for anything else."""
    if not 0 < len(body) <= LONGEST or set(body) - set(ALPHABET):
        message = f"{body!r} is not 1 to {LONGEST} signs of the code alphabet"
        raise ValueError(message)
    return ALPHABET[sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(body, start=1)) % BASE]


def encode(number: int, *, letters: int) -> str:
    """Return ``number`` as ``letters`` signs and a check letter; of a larger number, what fits."""
    signs = []
    for _ in range(letters):
        number, rest = divmod(number, BASE)
        signs.append(ALPHABET[rest])
    body = "".join(reversed(signs))
    return body + check_letter(body)


def normal(text: str) -> str:
    """Return a code as it is stored: capitals, without spaces and hyphens."""
    return re.sub(r"[\s\-\u2010-\u2015.]+", "", text).upper()


def is_sound(code: str) -> bool:
    """Say whether a normal ``code`` has a right check letter."""
    return 1 < len(code) <= LONGEST + 1 and not set(code) - set(ALPHABET) and check_letter(code[:-1]) == code[-1]


def spaced(code: str) -> str:
    """Return a code as it is printed, in two halves: ``K4T-9RA``."""
    half = (len(code) + 1) // 2
    return f"{code[:half]}-{code[half:]}" if code else ""


def check_code(text: str) -> str:
    """Return the short code of a text: eight signs, the last a check letter; the same text gives the same code."""
    digest = hashlib.sha256(text.encode()).digest()
    return spaced(encode(int.from_bytes(digest, "big"), letters=_CODE_LETTERS))
