"""The word that people read for a choice: the official term where the reader of sheets takes it back."""

from __future__ import annotations

from sinergi.sheets.schema import Column
from sinergi.sheets.suggest import tight
from sinergi.vocabulary.terms import label


def spelling(value: str, column: Column) -> str:
    """Return the word of a choice: its official term ("KPPS", "Darat") when accepted, else the first accepted one."""
    accepted = column.choices.get(value, ())
    official = label(value, "id")
    if official != value and tight(official) in {tight(one) for one in (value, *accepted)}:
        return official
    first = accepted[0] if accepted else value
    return first[:1].upper() + first[1:]
