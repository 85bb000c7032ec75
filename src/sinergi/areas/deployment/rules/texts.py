"""What people write beside a plan: short, printable, and without names, phones or NIK."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sinergi.areas.people.rules import why_not_text
from sinergi.areas.people.rules.naming import names_somebody
from sinergi.vocabulary.refusal import Refused

LONGEST: Final = 400
LETTER: Final = 120
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def why_not(text: str, *, longest: int = LONGEST, names: Iterable[str] = ()) -> Refused | None:
    """Return why ``text`` may not stand in the journal, or None. Of ``names`` those of one word alone are no sign."""
    if len(text) > longest:
        return Refused(
            "deployment.text.long",
            id=f"Tulisan terlalu panjang: paling banyak {longest} huruf.",
            en=f"The text is too long: at most {longest} letters.",
        )
    if _UNPRINTABLE.search(text):
        return Refused(
            "deployment.text.unprintable",
            id="Tulisan memuat tanda yang tidak dapat dicetak.",
            en="The text holds characters that cannot be printed.",
        )
    return why_not_text(texts=(text,), name=text if names_somebody(text, names=names) else "")
