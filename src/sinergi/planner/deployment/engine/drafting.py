"""Draft a model column by column and row by row, then hand it to HiGHS in one piece."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sinergi.planner.deployment.engine.highs import INFINITY, Model


class Draft:
    """A model in the making: every column is known by the number that adding it returned."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._integer: list[bool] = []
        self._rows: list[tuple[float, float]] = []
        self._starts = [0]
        self._index: list[int] = []
        self._value: list[float] = []

    def column(self, *, upper: float = 1.0, integer: bool = True) -> int:
        """Add a column from 0 to ``upper``."""
        self._lower.append(0.0)
        self._upper.append(upper)
        self._integer.append(integer)
        return len(self._lower) - 1

    def row(self, entries: Mapping[int, float], *, lower: float = -INFINITY, upper: float = INFINITY) -> None:
        """Add lower <= sum of value x column <= upper."""
        self._index.extend(entries)
        self._value.extend(entries.values())
        self._starts.append(len(self._index))
        self._rows.append((lower, upper))

    def limit(self, column: int, *, upper: float) -> None:
        """Set the upper bound of a column anew."""
        self._upper[column] = upper

    def model(self, cost: Mapping[int, float], /) -> Model:
        """Return the model that minimises ``cost``; the draft may grow afterwards, for another one."""
        prices = np.zeros(len(self._lower))
        prices[list(cost)] = list(cost.values())
        return Model(
            cost=prices,
            lower=np.array(self._lower),
            upper=np.array(self._upper),
            integer=np.array(self._integer, dtype=np.bool_),
            row_lower=np.array([lower for lower, _ in self._rows]),
            row_upper=np.array([upper for _, upper in self._rows]),
            starts=np.array(self._starts, dtype=np.int32),
            index=np.array(self._index, dtype=np.int32),
            value=np.array(self._value),
        )
