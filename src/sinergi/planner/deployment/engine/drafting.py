"""Rows whose columns come one by one, each known by its number."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sinergi.planner.deployment.engine.highs import INFINITY, Model
from sinergi.planner.deployment.engine.rows import Rows


class Draft:
    """A model in the making: every column is known by the number that adding it returned."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._integer: list[bool] = []
        self._rows = Rows()

    def column(self, *, upper: float = 1.0, integer: bool = True) -> int:
        """Add a column from 0 to ``upper``."""
        self._lower.append(0.0)
        self._upper.append(upper)
        self._integer.append(integer)
        return len(self._lower) - 1

    def row(self, entries: Mapping[int, float], *, lower: float = -INFINITY, upper: float = INFINITY) -> None:
        """Add lower <= sum of value x column <= upper."""
        self._rows.add(list(entries), list(entries.values()), lower=lower, upper=upper)

    def limit(self, column: int, *, upper: float) -> None:
        """Set the upper bound of a column anew."""
        self._upper[column] = upper

    def model(self, cost: Mapping[int, float], /) -> Model:
        """Return the model that minimises ``cost``; the draft may grow afterwards, for another one."""
        prices = np.zeros(len(self._lower))
        prices[list(cost)] = list(cost.values())
        return self._rows.model(cost=prices, lower=self._lower, upper=self._upper, whole=self._integer)
