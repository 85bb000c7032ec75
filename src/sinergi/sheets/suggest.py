"""Words as people type them: folded for comparing, and "did you mean"."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_APART = re.compile(r"[\W_]+", re.UNICODE)
_CLOSE = 0.72


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return a word without case, accents, punctuation and double spaces: "No. TPS*" and "no_tps" are "no tps"."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _APART.sub(" ", plain).strip()


def tight(text: str) -> str:
    """Return the folded word without spaces, so that "NoTPS" and "no_tps" are equal."""
    return fold(text).replace(" ", "")


def suggest(word: str, choices: Iterable[str], *, most: int = 1) -> tuple[str, ...]:
    """Return the choices nearest to a misspelt word, best first; empty when none is near."""
    by_fold: dict[str, str] = {}
    for choice in choices:
        by_fold.setdefault(tight(choice), choice)
    wanted = tight(word)
    if not wanted or not by_fold:
        return ()
    near = difflib.get_close_matches(wanted[:100], list(by_fold), n=most, cutoff=_CLOSE)
    return tuple(by_fold[found] for found in near)
