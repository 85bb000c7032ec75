"""The nation: synthetic kecamatan as the real ones, solved one by one, and a file to resume from."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import asdict, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.planner.deployment import form, nation
from sinergi.planner.deployment.nation import synthetic
from sinergi.planner.deployment.problem import Budget, Problem
from sinergi.planner.deployment.solve import solve
from sinergi.planner.executors import Serial
from sinergi.vocabulary.refusal import Refused

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "tps"
CHARTS = DATA / "pilkada2024_rekap_nasional.parquet"
REGENCY = DATA / "pilkada2024_rekap_riau_inhil.csv"
SMALL = 17  # a seed whose first kecamatan are small
LEAST = Budget(restarts=1, nodes=0)
ROW = nation.Row(
    number=1, tps=8, officers=4, status="optimal", objective=90, bound=81, gap=0.1, seconds=0.5, shortages=0
)


def still() -> float:
    """A clock that stands."""
    return 0.0


def drawn(count: int) -> list[int]:
    """Sizes of many kecamatan, each from its own stream."""
    return [synthetic.size(synthetic.stream(seed=3, number=number)) for number in range(count)]


def test_sizes_are_those_of_the_public_charts() -> None:
    """Mean, middle and tails of many draws come near the published figures: 59.6; 11, 24, 43, 79, 123, 162."""
    sizes = drawn(4000)
    assert 56 <= np.mean(sizes) <= 62
    found = np.percentile(sizes, (10, 30, 50, 75, 90, 95))
    assert np.allclose(found, (11, 24, 43, 79, 123, 162), rtol=0.12)
    assert (min(sizes), max(sizes) <= 300) == (8, True)


@pytest.mark.skipif(not CHARTS.is_file(), reason="../shared/data is not beside the repository")
@pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow, which reads the public charts, is not installed")
def test_sizes_are_those_of_every_kecamatan_of_the_nation() -> None:
    """Against the file itself: the two distributions are nowhere further apart than 4 in a hundred, ends cut alike."""
    rows: list[dict[str, Any]] = pytest.importorskip("pyarrow.parquet").read_table(CHARTS).to_pylist()
    real = {
        row["kode"]: min(300, max(8, row["tps_total"]))
        for row in rows
        if (row["tarikan"], row["jenis"], row["tingkat"]) == ("akhir", "pkwkp", "kec") and row["tps_total"]
    }
    theirs, ours = np.sort(list(real.values())), np.sort(drawn(4000))
    at = np.arange(8, 301)
    apart = np.searchsorted(theirs, at, "right") / len(theirs) - np.searchsorted(ours, at, "right") / len(ours)
    assert len(real) > 7000
    assert np.abs(apart).max() <= 0.04


@pytest.mark.skipif(not REGENCY.is_file(), reason="../shared/data is not beside the repository")
def test_a_real_kabupaten_could_have_been_drawn() -> None:
    """The kecamatan of Indragiri Hilir are inside what is drawn, and their mean is no outlier among such draws."""
    with REGENCY.open(encoding="utf-8") as file:
        real = {
            row["kode"]: int(row["tps_total"])
            for row in csv.DictReader(file)
            if (row["tingkat"], row["kode_induk"]) == ("kec", "1404")
        }
    assert sum(real.values()) == 1558
    sizes = drawn(200 * len(real))
    means = np.reshape(sizes, (200, -1)).mean(axis=1)
    assert min(sizes) <= min(real.values()) <= max(real.values()) <= max(sizes)
    assert means.min() < np.mean(list(real.values())) < means.max()


def test_classes_and_police_are_as_told() -> None:
    """About 98.7 % kurang rawan, 1.2 % rawan, 0.1 % sangat rawan; about 2.4 TPS per officer."""
    made = [synthetic.kecamatan(seed=2, number=number) for number in range(1, 201)]
    classes = Counter(station.pattern for problem in made for station in problem.stations)
    total = sum(classes.values())
    assert 0.982 <= classes["kurang-rawan"] / total <= 0.992
    assert 0.008 <= classes["rawan"] / total <= 0.017
    assert 0 < classes["sangat-rawan"] / total <= 0.003
    assert 2.2 <= total / sum(len(problem.officers) for problem in made) <= 2.5


@pytest.mark.parametrize("stations", [1, 2, 9, 74, 80, 300])
def test_a_kecamatan_makes_sense(stations: int) -> None:
    """The number of TPS is kept, and the form finds nothing to refuse: every place has its ways."""
    problem = synthetic.kecamatan(seed=5, number=stations, stations=stations)
    assert len(problem.stations) == stations
    assert form.why_not(problem) is None
    assert "rekaan" in problem.stations[0].name


def test_villages_are_clusters_and_some_need_a_boat() -> None:
    """Ways inside a village are shorter than between villages; where there is no road, the sector must bring a boat."""
    made = [synthetic.kecamatan(seed=4, number=number, stations=60) for number in range(1, 31)]
    nearer = []
    for problem in made:
        village = np.array([station.village for station in problem.stations])
        minutes = problem.travel.minutes[:60, :60]
        same = (village[:, None] == village[None, :]) & ~np.eye(60, dtype=bool)
        nearer.append(minutes[same].mean() / minutes[village[:, None] != village[None, :]].mean())
    assert max(nearer) < 1
    assert np.median(nearer) < 0.4
    wet = [problem for problem in made if any(station.needs == ("boat",) for station in problem.stations)]
    assert 3 <= len(wet) <= 20
    assert all(any(not station.needs for station in problem.stations) for problem in wet)


def test_a_kecamatan_depends_on_its_two_numbers_only() -> None:
    """The same numbers give the same bytes, whatever was made before; others give others."""
    first = form.write(synthetic.kecamatan(seed=1, number=2, stations=12))
    synthetic.kecamatan(seed=9, number=9, stations=30)
    assert form.write(synthetic.kecamatan(seed=1, number=2, stations=12)) == first
    assert form.write(synthetic.kecamatan(seed=1, number=3, stations=12)) != first
    assert form.write(synthetic.kecamatan(seed=2, number=2, stations=12)) != first


def test_what_is_done_is_not_done_again() -> None:
    """A run yields only what is not in ``done``, and counts it from there; the rows are those of a run of all."""
    told: list[tuple[int, int]] = []
    whole = {row.number: row for row in rows(4)}
    rest = rows(4, done={1: whole[1], 3: whole[3]}, tick=lambda done, total: told.append((done, total)))
    assert rest == [whole[2], whole[4]]
    assert told == [(2, 4), (4, 4)]
    assert rows(4, done=whole) == []


def rows(count: int, **other: Any) -> list[nation.Row]:  # noqa: ANN401 -- passed on
    """Solve ``count`` small kecamatan in this process."""
    return list(
        nation.run(kecamatan=count, seed=SMALL, executor=Serial(), solver=solve, clock=still, budget=LEAST, **other)
    )


def test_a_row_says_what_the_plan_says() -> None:
    """TPS, objective, bound, gap and the count of missing people are those of the result."""
    problem = synthetic.kecamatan(seed=SMALL, number=1)
    result = solve(nation.light(problem), budget=LEAST, seed=SMALL)
    row = rows(1)[0]
    assert (row.tps, row.officers) == (len(problem.stations), len(problem.officers))
    assert (row.objective, row.bound, row.status) == (result.objective, result.bound, result.status)
    assert row.gap == pytest.approx(result.gap, abs=1e-6)
    assert row.shortages == sum(one.missing for one in result.shortages)
    assert row.bound <= row.objective


def ledger(*found: nation.Row, seed: int = 1, budget: Budget = LEAST) -> bytes:
    """Return the bytes of a file with these rows."""
    return nation.HEADER + b"".join(nation.line(row, seed=seed, budget=budget) for row in found)


def test_a_file_gives_its_rows_back() -> None:
    """What was kept is found again, under its number; a later row of the same number counts."""
    second = replace(ROW, number=2)
    data = ledger(ROW, second, replace(ROW, gap=0.2))
    assert nation.kept(data, seed=1, budget=LEAST) == ({1: replace(ROW, gap=0.2), 2: second}, len(data))


def test_rows_of_another_seed_or_budget_are_passed_over() -> None:
    """They stay in the file and are not taken for ours."""
    data = ledger(ROW) + nation.line(replace(ROW, number=2), seed=2, budget=LEAST)
    assert nation.kept(data, seed=1, budget=LEAST) == ({1: ROW}, len(data))
    assert nation.kept(data, seed=1, budget=Budget(restarts=1, nodes=1)) == ({}, len(data))


@given(cut=st.integers(0, len(ledger(ROW, replace(ROW, number=2), replace(ROW, number=3)))))
def test_a_file_cut_anywhere_keeps_what_is_whole(cut: int) -> None:
    """A kill tears at most the last line: all lines before it are kept, and it is known where to go on."""
    data = ledger(ROW, replace(ROW, number=2), replace(ROW, number=3))[:cut]
    found, whole = nation.kept(data, seed=1, budget=LEAST)
    lines = max(0, data.count(b"\n") - 1)
    assert sorted(found) == list(range(1, lines + 1))
    assert whole == (0 if data.count(b"\n") == 0 else data.rfind(b"\n") + 1)


@pytest.mark.parametrize(
    "data",
    [
        b"my thesis",
        b"my thesis\n",
        b"\xff\xfe\n",
        ledger(ROW) + b"{}\n",
        ledger(ROW) + b"[]\n",
        ledger() + b"{torn\n" + nation.line(ROW, seed=1, budget=LEAST),
        ledger(ROW).replace(b'"tps"', b'"spt"'),
    ],
)
def test_another_file_is_refused_and_left_alone(data: bytes) -> None:
    """What is not ours, or is damaged in the middle, is refused by name instead of being written over."""
    with pytest.raises(Refused, match=r"plan\.resume\.unreadable"):
        nation.kept(data, seed=1, budget=LEAST)


def test_a_summary_is_what_one_counts_by_hand() -> None:
    """Ten kecamatan with gaps of 0 to 9 %, one second each: median 4 %, p90 8 %, and an hour for all on two cores."""
    found = [replace(ROW, number=n + 1, gap=n / 100, seconds=1.0, shortages=int(n > 7)) for n in range(10)]
    told = nation.summary(reversed(found))
    assert told is not None
    assert asdict(told) == {
        "kecamatan": 10, "tps": 80, "gap_median": 0.04, "gap_p90": 0.08, "gap_max": 0.09, "short": 2, "seconds": 10.0,
        "minutes": round(7277 / 2 / 60, 2),
    }  # fmt: skip
    assert nation.summary([]) is None


def test_the_light_problem_leaves_out_the_roster_only() -> None:
    """National mode plans who stands where, not the shifts of three days."""
    problem: Problem = synthetic.kecamatan(seed=1, number=1, stations=40)
    light = nation.light(problem)
    assert (light.shifts, light.tasks, light.limits.guard_shifts) == ((), (), ())
    assert (light.stations, light.officers, light.wardens) == (problem.stations, problem.officers, problem.wardens)
