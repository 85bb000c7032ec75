"""One door to the HiGHS solver: one thread, silent, repeatable, and strict about what its answer means.

HiGHS keeps one scheduler for the whole process, and an instance that asks for another number of threads does not run at
all but reads as zeros: so the number is 1, everywhere, and any status without a meaning here is an error.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

import highspy
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]

INFINITY: Final = float(highspy.kHighsInf)
VERSION: Final = (
    f"HiGHS {highspy.HIGHS_VERSION_MAJOR}.{highspy.HIGHS_VERSION_MINOR}.{highspy.HIGHS_VERSION_PATCH}"  # for a report
)
_SEED: Final = 20_241_127
_SLACK: Final = 1e-7  # relative: what the solver's own tolerances may add to a bound of whole numbers
_ROWWISE: Final = 2
_MINIMIZE: Final = 1


class Ended(StrEnum):
    """How a solve ended."""

    OPTIMAL = "optimal"
    LIMIT = "limit"  # nodes or seconds ran out: ``x`` is the best found, or empty
    INFEASIBLE = "infeasible"  # or nothing is better than ``cutoff``


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """Minimise cost @ x, with lower <= x <= upper and row_lower <= A x <= row_upper.

    Shapes: n columns (``cost``, ``lower``, ``upper``, ``integer``), m rows; A in compressed rows (``starts`` of m + 1,
    ``index`` and ``value`` of its entries). No bound is INFINITY or its negative.
    """

    cost: Floats
    lower: Floats
    upper: Floats
    integer: Mask
    row_lower: Floats
    row_upper: Floats
    starts: Ints
    index: Ints
    value: Floats

    @property
    def whole(self) -> bool:
        """Tell whether every solution costs a whole number."""
        priced = self.cost != 0
        return bool(self.integer[priced].all() and (self.cost == np.rint(self.cost)).all())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """What HiGHS found. Integer columns of ``x`` are rounded; ``duals`` (of rows) exist for models without integers."""

    ended: Ended
    x: Floats  # empty when nothing was found
    objective: float  # INFINITY when nothing was found
    bound: float  # no solution costs less; INFINITY when there is none (at all); whole when costs are
    duals: Floats
    reduced: Floats  # reduced costs of columns, as ``duals``
    nodes: int


def solve(
    model: Model,
    *,
    start: Floats | None = None,
    nodes: int | None = None,
    seconds: float | None = None,
    gap: float = 0.0,
    cutoff: float | None = None,
) -> Answer:
    """Solve ``model``; ``start`` is a full solution of shape (n,), ``cutoff`` drops all solutions that cost more.

    ``nodes`` limits the tree, ``seconds`` the wall clock (then the answer depends on the machine), ``gap`` is the
    relative gap that counts as optimal. Raises RuntimeError on any other status than optimal, limit or infeasible.
    """
    engine = _engine(model, nodes=nodes, seconds=seconds, gap=gap, cutoff=cutoff)
    if start is not None and model.integer.any():
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        engine.setSolution(solution)
    engine.run()
    status = engine.getModelStatus()
    if status not in _MEANS:
        raise RuntimeError(f"HiGHS: {engine.modelStatusToString(status)}")
    return _answer(model, engine, ended=_MEANS[status], cutoff=cutoff)


_STATUS: Final[Any] = highspy.HighsModelStatus
_MEANS: Final[dict[Any, Ended]] = {
    _STATUS.kOptimal: Ended.OPTIMAL,
    _STATUS.kModelEmpty: Ended.OPTIMAL,
    _STATUS.kInfeasible: Ended.INFEASIBLE,
    _STATUS.kObjectiveBound: Ended.INFEASIBLE,
    _STATUS.kTimeLimit: Ended.LIMIT,
    _STATUS.kIterationLimit: Ended.LIMIT,
    _STATUS.kSolutionLimit: Ended.LIMIT,  # HiGHS's word for a limit of nodes
}


@cache
def _one_thread() -> None:
    """Set the scheduler of the process back, once, in case somebody woke it with another number of threads."""
    highspy.Highs.resetGlobalScheduler(True)  # noqa: FBT003 -- the binding takes it by position only


class _Silent(highspy.Highs):
    """HiGHS without callbacks: the binding's own constructor writes a banner to standard output to set them up."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()


def _engine(
    model: Model, *, nodes: int | None, seconds: float | None, gap: float, cutoff: float | None
) -> highspy.Highs:
    _one_thread()
    engine = _Silent()
    options: dict[str, bool | int | float] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": _SEED,
        "mip_rel_gap": gap,
        "mip_abs_gap": 0.999 if model.whole else 1e-6,
    }
    if nodes is not None:
        options["mip_max_nodes"] = nodes
    if seconds is not None:
        options["time_limit"] = max(seconds, 0.0)
    if cutoff is not None:
        options["objective_bound"] = cutoff + 0.5 if model.whole else cutoff
    for name, value in options.items():
        _must(engine.setOptionValue(name, value), name)
    _must(_pass(engine, model), "model")
    return engine


def _pass(engine: highspy.Highs, model: Model) -> highspy.HighsStatus:
    return engine.passModel(
        len(model.cost),
        len(model.row_lower),
        len(model.index),
        _ROWWISE,
        _MINIMIZE,
        0.0,
        np.ascontiguousarray(model.cost, dtype=np.float64),
        np.ascontiguousarray(model.lower, dtype=np.float64),
        np.ascontiguousarray(model.upper, dtype=np.float64),
        np.ascontiguousarray(model.row_lower, dtype=np.float64),
        np.ascontiguousarray(model.row_upper, dtype=np.float64),
        np.ascontiguousarray(model.starts, dtype=np.int32),
        np.ascontiguousarray(model.index, dtype=np.int32),
        np.ascontiguousarray(model.value, dtype=np.float64),
        model.integer.astype(np.int32),
    )


def _must(status: highspy.HighsStatus, what: str) -> None:
    if status == highspy.HighsStatus.kError:
        raise RuntimeError(f"HiGHS refuses: {what}")


def _answer(model: Model, engine: highspy.Highs, *, ended: Ended, cutoff: float | None) -> Answer:
    mixed = bool(model.integer.any())
    info = engine.getInfo()
    nodes = max(int(info.mip_node_count), 0)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if ended is Ended.INFEASIBLE:
        return _empty(ended, bound=_beyond(model, cutoff), nodes=nodes)
    if not found:
        return _empty(ended, bound=_rounded(model, info.mip_dual_bound if mixed else -INFINITY), nodes=nodes)
    solution = engine.getSolution()
    x = np.asarray(solution.col_value, dtype=np.float64)
    x[model.integer] = np.rint(x[model.integer])
    x += 0.0  # no negative zeros
    objective = float(model.cost @ x)
    proven = objective if ended is Ended.OPTIMAL else -INFINITY
    return Answer(
        ended=ended,
        x=x,
        objective=objective,
        bound=min(_rounded(model, info.mip_dual_bound if mixed else proven), objective),
        duals=_NOTHING if mixed else np.asarray(solution.row_dual, dtype=np.float64),
        reduced=_NOTHING if mixed else np.asarray(solution.col_dual, dtype=np.float64),
        nodes=nodes,
    )


_NOTHING: Final[Floats] = np.zeros(0)


def _empty(ended: Ended, *, bound: float, nodes: int) -> Answer:
    return Answer(
        ended=ended, x=_NOTHING, objective=INFINITY, bound=bound, duals=_NOTHING, reduced=_NOTHING, nodes=nodes
    )


def _beyond(model: Model, cutoff: float | None) -> float:
    """Return what every solution costs at least when none was found up to ``cutoff``."""
    if cutoff is None:
        return INFINITY
    return float(math.floor(cutoff) + 1) if model.whole else cutoff


def _rounded(model: Model, bound: float) -> float:
    """Return the bound, of whole costs the next whole number that the solver's tolerances surely allow."""
    if not math.isfinite(bound) or not model.whole:
        return float(bound)
    return float(math.ceil(bound - _SLACK * max(100.0, abs(bound))))
