"""One sentence in the two languages of the screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["id", "en"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same statement in official Indonesian and in English."""

    id: str
    en: str

    def in_(self, language: str) -> str:
        """Return the text in ``language``; anything but ``en`` gets Indonesian."""
        return self.en if language.startswith("en") else self.id
