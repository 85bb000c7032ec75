"""Names of people stand in the vault, not in what is written beside a plan or in minutes: find one in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"\w+")


def names_somebody(text: str, *, names: Iterable[str]) -> bool:
    """Say whether ``text`` holds one of ``names`` as whole words; names of one word alone are no sign."""
    said = _words(text)
    return any(" " in (found := _words(name)).strip() and found in said for name in names)


def _words(text: str) -> str:
    return " ".join(("", *_WORD.findall(text.casefold()), ""))
