"""Stated totals compared with what the rows add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sinergi.sheets.problems import Problem
from sinergi.sheets.schema import Column, Kind, Value
from sinergi.vocabulary.sentence import Sentence


@dataclass(slots=True)
class _Stated:
    row: int
    values: Mapping[str, int]
    after: int  # data rows seen before it


@dataclass(slots=True)
class Totals:
    """Adds up the whole-number columns of a sheet, and holds the totals that the sheet states."""

    sheet: str
    columns: Sequence[tuple[Column, int, str]]
    _rows: list[tuple[int | None, ...]] = field(default_factory=list)
    _found: list[_Stated] = field(default_factory=list)
    _keys: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Keep to the columns that can be added up."""
        self._keys = [column.key for column, _, _ in self.columns if column.kind == Kind.WHOLE]

    def add(self, values: Mapping[str, Value]) -> None:
        """Add a data row."""
        self._rows.append(tuple(v if isinstance(v := values[key], int) else None for key in self._keys))

    def stated(self, row: int, values: Mapping[str, int]) -> None:
        """Hold the totals that stand in a row."""
        self._found.append(_Stated(row, values, len(self._rows)))

    def check(self) -> list[Problem]:
        """Return a warning for each stated total that no sum of rows above or below it explains."""
        problems = []
        for at, one in enumerate(self._found):
            before = self._found[at - 1].after if at else 0
            behind = self._found[at + 1].after if at + 1 < len(self._found) else len(self._rows)
            spans = [(before, one.after), (0, one.after), (one.after, behind), (one.after, len(self._rows))]
            for column, _, letters in self.columns:
                if column.key in one.values:
                    sums = [self._sum(column.key, start, end) for start, end in spans if end > start]
                    counts = {end - start for start, end in spans}  # beside TPS numbers stands how many there are
                    if sums and one.values[column.key] not in counts.union(sums):
                        problems.append(self._mismatch(one, column, letters, sums[0]))
        return problems

    def _sum(self, key: str, start: int, end: int) -> int:
        index = self._keys.index(key)
        return sum(row[index] or 0 for row in self._rows[start:end])

    def _mismatch(self, one: _Stated, column: Column, letters: str, added: int) -> Problem:
        value = one.values[column.key]
        return Problem(
            sheet=self.sheet,
            row=one.row,
            column=letters,
            severity="warning",
            code="sheet.total-mismatch",
            message=Sentence(
                id=f"{column.title.id}: jumlah tertulis {value}, tetapi baris-barisnya berjumlah {added} (selisih "
                f"{value - added:+d}). Cari baris yang hilang, ganda, atau tidak terbaca.",
                en=f"{column.title.en}: the stated total is {value}, but the rows add up to {added} (difference "
                f"{value - added:+d}). Look for rows that are missing, double or unreadable.",
            ),
            key=column.key,
        )
