"""What is wrong with one cell, row, column or sheet, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sinergi.vocabulary.sentence import Sentence

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding. ``row`` is 1-based as a spreadsheet shows it (0: not of a row); ``column`` is its letter or empty.

    An error blocks the import, a warning is to be read before applying, an info says what was done.
    """

    sheet: str
    row: int
    column: str
    severity: Severity
    code: str
    message: Sentence
    key: str = ""  # the schema's column, when the problem is of one
    suggestion: str = ""  # a value that would be accepted in this cell

    @property
    def cell(self) -> str:
        """The address as a spreadsheet writes it: ``Sheet1!C12``, ``Sheet1!12``, ``Sheet1``."""
        return address(sheet=self.sheet, row=self.row, column=self.column)

    def as_json(self) -> dict[str, str | int]:
        """Return the form that ``--json`` prints; scripts rely on the first six names."""
        found: dict[str, str | int] = {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "severity": self.severity,
            "code": self.code,
            "message": self.message.id,
            "message_en": self.message.en,
        }
        if self.suggestion:
            found["suggestion"] = self.suggestion
        return found


def letter(*, column: int) -> str:
    """Return the spreadsheet letter of a 1-based column number: 1 is A, 27 is AA. Empty for 0."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def number(*, letters: str) -> int:
    """Return the 1-based column number of spreadsheet letters: A is 1, AA is 27. Zero for none."""
    value = 0
    for one in letters:
        value = value * 26 + ord(one) - ord("A") + 1
    return value


def address(*, sheet: str, row: int = 0, column: str = "") -> str:
    """Return the address of a cell, row, column or sheet as a spreadsheet writes it."""
    place = f"{column}{row or ''}"
    return f"{sheet}!{place}" if sheet and place else sheet or place
