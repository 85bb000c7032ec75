"""The p-center core: against all choices where they are few, against a second engine on graphs of the pmed recipe."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.planner.deployment.reserve import centers
from sinergi.planner.deployment.reserve.centers import Center, p_center
from sinergi.planner.deployment.reserve.covers import Staffing
from tests.oracle import pmed

SEEDS = st.integers(0, 2**32 - 1)


def case(seed: int) -> tuple[pmed.Minutes, int, list[int], tuple[int, ...]]:
    """Return a small matrix with holes, p, weights and candidates to keep."""
    random = np.random.Generator(np.random.PCG64(seed))
    candidates, points = int(random.integers(1, 8)), int(random.integers(0, 9))
    minutes = random.integers(0, (4, 30, 100)[seed % 3], size=(candidates, points)).astype(np.int32)
    if seed % 2:
        minutes[random.random(minutes.shape) < 0.3] = pmed.NO_WAY
    keep = tuple(random.permutation(candidates)[: int(random.integers(3))].tolist())
    return minutes, int(random.integers(1, candidates + 1)), random.integers(1, 5, size=points).tolist(), keep


def judged(found: Center, minutes: pmed.Minutes, weights: list[int], keep: tuple[int, ...]) -> tuple[int, ...]:
    """Return the ranks of a center after looking whether it tells the truth of itself."""
    ranks = pmed.ranks(minutes, found.chosen, weights=weights, keep=keep)
    assert (sum(weights[one] for one in found.unreached), found.radius) == ranks[:2]
    assert found.bound == found.radius
    assert found.proven
    return ranks


@pytest.mark.parametrize("few", [centers.FEW, -1], ids=["all tried", "bisected"])
@given(seed=SEEDS)
def test_a_center_is_the_best_of_all_choices(few: int, seed: int) -> None:
    """Both ways to a center, trying all and bisection, end at the ranks of the best choice."""
    minutes, p, weights, keep = case(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(centers, "FEW", few)
        found = p_center(minutes=minutes, p=p, weights=np.array(weights, dtype=np.int64), keep=keep)
    assert found is not None
    assert judged(found, minutes, weights, keep) == pmed.best(minutes, p, weights=weights, keep=keep)


@given(seed=SEEDS)
def test_staffing_is_respected_on_both_ways(seed: int) -> None:
    """With people who may not go everywhere both ways agree, and the bound speaks of all choices."""
    minutes, p, weights, _ = case(seed)
    random = np.random.Generator(np.random.PCG64(seed + 1))
    may = random.random((3, len(minutes))) < 0.6
    staffing = Staffing(may=may, supply=tuple(random.integers(0, 4, size=3).tolist()), size=2)
    found = []
    for few in (centers.FEW, -1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(centers, "FEW", few)
            found.append(p_center(minutes=minutes, p=p, weights=np.array(weights, dtype=np.int64), staffing=staffing))
    first, second = found
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        ranks = [pmed.ranks(minutes, one.chosen, weights=weights, keep=()) for one in (first, second)]
        assert ranks[0] == ranks[1]
        assert first.bound == second.bound
        assert first.bound <= first.radius
        assert staffing.enough(first.chosen)
        assert staffing.enough(second.chosen)


@pytest.mark.parametrize(("nodes", "p"), [(40, 2), (50, 5)])
def test_a_second_engine_agrees_on_graphs_of_the_pmed_recipe(nodes: int, p: int) -> None:
    """Bisection over set cover and one model with a radius variable in another engine end at the same radius."""
    minutes = pmed.graph(nodes=nodes, seed=nodes + p)
    found = p_center(minutes=minutes, p=p)
    assert found is not None
    assert found.radius == found.bound
    assert found.radius == pmed.radius_by_constraints(minutes, p)


@pytest.mark.slow
@pytest.mark.parametrize(("nodes", "p"), [(60, 20), (100, 5), (100, 33), (150, 15), (200, 5), (200, 67)])
def test_a_second_engine_agrees_on_larger_graphs(nodes: int, p: int) -> None:
    """As above, up to 200 vertices."""
    minutes = pmed.graph(nodes=nodes, seed=nodes + p)
    found = p_center(minutes=minutes, p=p)
    assert found is not None
    assert found.radius == found.bound == pmed.radius_by_constraints(minutes, p)


def test_more_centers_are_never_worse() -> None:
    """The radius never grows with p, and is 0 when every vertex is a center."""
    minutes = pmed.graph(nodes=24, seed=5)
    radii = [found.radius for p in range(1, 25) if (found := p_center(minutes=minutes, p=p)) is not None]
    assert radii == sorted(radii, reverse=True)
    assert radii[-1] == 0


def test_a_limit_of_nodes_keeps_the_bound_true() -> None:
    """Whatever a tree of one node leaves open, the bound stays at or below the optimum and the radius above it."""
    minutes = pmed.graph(nodes=60, seed=3)
    best = p_center(minutes=minutes, p=8)
    hasty = p_center(minutes=minutes, p=8, nodes=1)
    assert best is not None
    assert hasty is not None
    assert hasty.bound <= best.radius <= hasty.radius


@pytest.mark.parametrize("p", [0, 4])
def test_p_must_be_possible(p: int) -> None:
    """No center, or more than candidates, is an error of the caller."""
    with pytest.raises(ValueError, match="of 3 candidates"):
        p_center(minutes=np.zeros((3, 3), dtype=np.int32), p=p)
