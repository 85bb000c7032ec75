"""Text that people typed, made safe for paper and files: one line, no control signs, and nothing a font cannot show."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Json: TypeAlias = "str | int | float | bool | Mapping[str, Json] | Sequence[Json] | None"

LONGEST: Final = 200  # signs of one piece of text on paper
UNSHOWN: Final = "\u25a1"  # stands for a sign that the fonts of the program lack
_SHOWN: Final = (  # what Libertinus and DejaVu hold between them; a test asks the compiler
    (0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x3FF), (0x400, 0x45F), (0x621, 0x63A), (0x640, 0x64A), (0x660, 0x669),
    (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x2040), (0x20AC, 0x20AC), (0x2190, 0x21FF), (0x2200, 0x223F),
    (0x25A0, 0x25FF),
)  # fmt: skip
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})  # controls, bidi overrides, surrogates, private, unassigned


def plain(text: str, *, longest: int = LONGEST) -> str:
    """Return ``text`` as one line of visible signs, at most ``longest`` of them; what is cut ends in an ellipsis.

    Control and formatting signs go, so that no text can turn the direction of what follows it.
    """
    spaced = "".join(" " if sign.isspace() else sign for sign in unicodedata.normalize("NFC", text))
    kept = "".join(sign for sign in spaced if unicodedata.category(sign) not in _DROPPED)
    line = " ".join(kept.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def lines(text: str) -> str:
    """Return ``text`` with its line breaks, each line as ``plain`` leaves it."""
    return "\n".join(plain(line, longest=5_000) for line in text.splitlines())


def printable(value: Json) -> Json:
    """Return JSON-like ``value`` with every sign that the fonts lack replaced: a PDF/A may not hold a missing glyph."""
    if isinstance(value, str):
        return "".join(map(_shown, unicodedata.normalize("NFC", value)))
    if isinstance(value, Mapping):
        return {key: printable(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [printable(one) for one in value]
    return value


def _shown(sign: str) -> str:
    if sign == "\n" or any(first <= ord(sign) <= last for first, last in _SHOWN):
        return sign if sign != "\u00ad" else ""
    if sign == "\t":
        return " "
    category = unicodedata.category(sign)
    return "" if category in _DROPPED or category.startswith("M") else UNSHOWN
