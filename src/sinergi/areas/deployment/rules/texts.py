"""What people write beside a plan: short, and without names or phones."""

from __future__ import annotations

from typing import Final

from sinergi.areas.people.rules import why_not_text
from sinergi.vocabulary.refusal import Refused

LONGEST: Final = 400
LETTER: Final = 120


def why_not(text: str, *, longest: int = LONGEST) -> Refused | None:
    """Return why ``text`` may not stand in the journal, or None."""
    if len(text) > longest:
        return Refused(
            "deployment.text.long",
            id=f"Tulisan terlalu panjang: paling banyak {longest} huruf.",
            en=f"The text is too long: at most {longest} letters.",
        )
    return why_not_text(texts=(text,))
