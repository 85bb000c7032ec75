"""What a table of ours looks like: one schema reads files, writes templates and explains itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sinergi.vocabulary.sentence import Sentence

Value = str | int | bool | date | None  # what one cell says once it is understood; None: not known, never zero


class Kind(StrEnum):
    """What a column holds, and as what its values come out of ``parse``."""

    TEXT = "text"  # str, spaces tidied
    WHOLE = "whole"  # int
    CODE = "code"  # str of letters, digits and dots; leading zeros matter
    CHOICE = "choice"  # str, one of the keys of ``choices``
    YESNO = "yesno"  # bool
    DEGREES = "degrees"  # int, microdegrees (1e-6 degree)
    DATE = "date"  # datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: how it is called, what it may hold, and how we explain it.

    ``minimum`` and ``maximum`` count in the unit that the user writes: degrees for DEGREES (not microdegrees).
    ``digits`` are the allowed numbers of digits of a CODE, dots not counted; empty for any.
    ``prefixes`` are words that may stand before a WHOLE or CODE: "TPS 003" is read as 3 when "TPS" is one.
    ``derived`` columns may hold formulas, which are then a warning: they are only compared with others
    (``Schema.sums``). ``groups`` are titles that may stand over this one: "L" below "Jumlah Pemilih".
    """

    key: str
    title: Sentence
    kind: Kind = Kind.TEXT
    aliases: tuple[str, ...] = ()
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # value -> accepted spellings
    help: Sentence = field(default_factory=lambda: Sentence(id="", en=""))
    digits: tuple[int, ...] = ()
    prefixes: tuple[str, ...] = ()
    longest: int = 500  # characters of a TEXT or CODE
    derived: bool = False
    groups: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return every header that means this column, the best first."""
        return (self.title.id, self.title.en, self.key, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Columns that offices fill in only once, in the first row of a block: blank cells below mean the same.

    Where one of ``unless`` is filled, the row names itself. While the whole number ``counter`` goes up it is the same
    block; with a counter, a total or a lone title ends it.
    """

    keys: tuple[str, ...]
    unless: tuple[str, ...] = ()
    counter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A table: its columns, and the columns that together name a row (``unique``, the natural key).

    ``sums`` are checks within a row: ``("total", ("male", "female"))``; they warn, and never correct.
    ``identity`` are sets of columns of which a sheet must have one whole: ``(("code",), ("village", "number"))``.
    ``blocks``, the widest first, are names that are carried down over blank cells, with a warning.
    """

    key: str
    title: Sentence
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    identity: tuple[tuple[str, ...], ...] = ()
    blocks: tuple[Block, ...] = ()

    def naming(self) -> frozenset[str]:
        """Return the columns that say what a row is about: required ones and those of the keys."""
        keys = {column.key for column in self.columns if column.required} | set(self.unique)
        return frozenset(keys.union(*self.identity))

    def column(self, key: str) -> Column:
        """Return the column with ``key``. Raises KeyError for a key that the schema does not have."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A known public layout, or a user's saved mapping: header in the file -> column key, "" to ignore the column.

    It is recognised when every header in ``required`` is there; where that is empty, every header that has a key.
    """

    name: str
    what: str
    columns: Mapping[str, str]
    required: tuple[str, ...] = ()
