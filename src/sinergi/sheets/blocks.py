"""Names that stand only in the first row of a block: carried down over the blank cells below, and said."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sinergi.sheets.problems import Problem
from sinergi.sheets.reading import quote
from sinergi.sheets.schema import Block, Column, Schema, Value
from sinergi.vocabulary.sentence import Sentence


@dataclass(slots=True)
class _State:
    block: Block
    values: dict[str, Value] = field(default_factory=dict)
    origin: int = 0
    counter: Value = None
    carried: list[int] = field(default_factory=list)


class Blocks:
    """Carries the names of blocks down one sheet, row by row.

    A name reaches the rows below it until a total, a lone title, a new name, or a counter that does not go up: TPS 1
    below TPS 7 belongs to another village, whose name somebody forgot.
    """

    def __init__(self, schema: Schema, *, sheet: str, letters: Mapping[str, str]) -> None:
        """Begin a sheet whose columns are ``letters``."""
        self.schema = schema
        self.sheet = sheet
        self.letters = letters
        self.states = [_State(block) for block in schema.blocks if set(block.keys) & set(letters)]
        self.problems: list[Problem] = []

    def fill(self, row: int, values: dict[str, Value], *, misread: Collection[str]) -> None:
        """Fill the blank names of a row. ``misread``: keys whose cell is not blank, but could not be read."""
        for at, state in enumerate(self.states):
            keys = state.block.keys
            if any(values[key] is not None for key in keys):
                self._begin(at, row, values)
            elif not (set(keys) & set(misread) or any(values[key] is not None for key in state.block.unless)):
                self._carry(state, row, values)

    def end(self) -> None:
        """Close the blocks that a total or a lone title closes: those that count."""
        for state in self.states:
            if state.block.counter:
                self._close(state)

    def finish(self) -> list[Problem]:
        """Close the sheet and return what was carried."""
        for state in self.states:
            self._close(state)
        return self.problems

    def _begin(self, at: int, row: int, values: Mapping[str, Value]) -> None:
        state = self.states[at]
        new = {key: values[key] for key in state.block.keys}
        if new != state.values or state.carried:
            moved = new != state.values
            self._close(state)
            for finer in self.states[at + 1 :] if moved else ():
                self._close(finer)
        state.values, state.origin = new, row
        state.counter = values.get(state.block.counter)

    def _carry(self, state: _State, row: int, values: dict[str, Value]) -> None:
        if not state.values:
            return
        if state.block.counter:
            counter = values.get(state.block.counter)
            if not isinstance(counter, int) or not isinstance(state.counter, int) or counter <= state.counter:
                self._close(state)
                return
            state.counter = counter
        values.update(state.values)
        state.carried.append(row)

    def _close(self, state: _State) -> None:
        if state.carried:
            self.problems.append(self._said(state))
        state.values, state.carried, state.counter = {}, [], None

    def _said(self, state: _State) -> Problem:
        key = next(key for key in state.block.keys if state.values[key] is not None)
        column: Column = self.schema.column(key)
        letters, rows = self.letters[key], _spans(state.carried)
        shown = quote(str(state.values[key]))
        return Problem(
            sheet=self.sheet,
            row=state.carried[0],
            column=letters,
            severity="warning",
            code="sheet.carried-down",
            message=Sentence(
                id=f"{column.title.id}: sel kosong di baris {rows} dibaca {shown} seperti {letters}{state.origin} di "
                f"atasnya. Periksa; bila bukan, isi selnya.",
                en=f"{column.title.en}: the blank cells in rows {rows} are read as {shown}, like {letters}"
                f"{state.origin} above. Check; if that is wrong, fill the cells in.",
            ),
            key=key,
        )


def _spans(rows: Sequence[int]) -> str:
    """Return rows as a person lists them: 8-12, 15."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
