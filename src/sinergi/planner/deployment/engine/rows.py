"""Rows of a linear model, collected one by one and handed to the solver in one piece."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sinergi.planner.deployment.engine import highs


class Rows:
    """The constraints of a model whose columns the caller numbers from 0."""

    def __init__(self) -> None:
        """Begin without any row."""
        self._index: list[NDArray[np.int32]] = []
        self._value: list[highs.Floats] = []
        self._lower: list[float] = []
        self._upper: list[float] = []

    def add(
        self,
        index: ArrayLike,
        value: ArrayLike,
        *,
        lower: float = -highs.INFINITY,
        upper: float = highs.INFINITY,
    ) -> int:
        """Add lower <= sum of value x column <= upper. ``value`` may be one number for all. Return the row's number."""
        columns = np.asarray(index, dtype=np.int32)
        one = isinstance(value, (int, float))
        self._index.append(columns)
        self._value.append(
            np.full(len(columns), value, dtype=np.float64) if one else np.asarray(value, dtype=np.float64)
        )
        self._lower.append(lower)
        self._upper.append(upper)
        return len(self._lower) - 1

    def model(self, *, cost: ArrayLike, lower: ArrayLike, upper: ArrayLike, whole: ArrayLike) -> highs.Model:
        """Return the model of these rows; ``cost``, ``lower`` and ``upper`` have shape (columns,).

        ``whole`` says which columns are whole numbers: one answer for all, or one for each.
        """
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


class NamedRows(Rows):
    """Rows with names, in their order; those whose names are ``tight`` are met exactly."""

    def __init__(self, labels: Iterator[tuple[str, int]], tight: set[tuple[str, int]]) -> None:
        """Begin without any row; ``labels`` are the names to come."""
        super().__init__()
        self._labels, self._tight = labels, tight

    def exactly(self, index: ArrayLike, value: ArrayLike, limit: float) -> None:
        """Add a row of ``limit``."""
        next(self._labels)
        self.add(index, value, lower=limit, upper=limit)

    def most(self, index: ArrayLike, value: ArrayLike, limit: float) -> None:
        """Add a row of at most ``limit``."""
        tight = next(self._labels) in self._tight
        self.add(index, value, lower=limit if tight else -highs.INFINITY, upper=limit)

    def least(self, index: ArrayLike, value: ArrayLike, limit: float) -> None:
        """Add a row of at least ``limit``."""
        tight = next(self._labels) in self._tight
        self.add(index, value, lower=limit, upper=limit if tight else highs.INFINITY)
