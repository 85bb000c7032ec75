"""Rows of a linear model, collected one by one and handed to the solver in one piece."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sinergi.planner.deployment import highs


class Rows:
    """The constraints of a model over ``columns`` columns, all of them whole unless the model is relaxed."""

    def __init__(self) -> None:
        """Begin without any row."""
        self._index: list[NDArray[np.int32]] = []
        self._value: list[highs.Floats] = []
        self._lower: list[float] = []
        self._upper: list[float] = []

    def add(self, index: ArrayLike, value: ArrayLike, *, lower: float, upper: float) -> int:
        """Add lower <= sum of value x column <= upper. ``value`` may be one number for all. Return the row's number."""
        columns = np.asarray(index, dtype=np.int32).reshape(-1)
        self._index.append(columns)
        self._value.append(np.broadcast_to(np.asarray(value, dtype=np.float64), columns.shape))
        self._lower.append(lower)
        self._upper.append(upper)
        return len(self._lower) - 1

    def model(self, *, cost: ArrayLike, lower: ArrayLike, upper: ArrayLike, whole: bool) -> highs.Model:
        """Return the model of these rows; ``cost``, ``lower`` and ``upper`` have shape (columns,)."""
        price = np.asarray(cost, dtype=np.float64)
        sizes = [len(one) for one in self._index]
        return highs.Model(
            cost=price,
            lower=np.asarray(lower, dtype=np.float64),
            upper=np.asarray(upper, dtype=np.float64),
            integer=np.full(len(price), whole, dtype=np.bool_),
            row_lower=np.array(self._lower, dtype=np.float64),
            row_upper=np.array(self._upper, dtype=np.float64),
            starts=np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))).astype(np.int32),
            index=np.concatenate([np.zeros(0, dtype=np.int32), *self._index]),
            value=np.concatenate([np.zeros(0), *self._value]),
        )
