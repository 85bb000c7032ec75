"""Executors: one process, many, or a cluster; the answers are the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from typing import Any

import pytest

from sinergi.planner import executors
from sinergi.planner.deployment import nation
from sinergi.planner.deployment.problem import Budget
from sinergi.planner.deployment.solve import solve
from sinergi.vocabulary.refusal import Refused

HALF_A_MINUTE = 30.0
needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="distributed (Dask) is not installed")


def still() -> float:
    """A clock that stands, so that rows differ in nothing."""
    return 0.0


def test_serial_does_the_task_at_once() -> None:
    """The future is finished when it is returned, and carries the answer or the error."""
    with executors.opened(name="serial") as engine:
        assert engine.submit(divmod, 7, 3).result(timeout=0) == (2, 1)
        assert isinstance(engine.submit(divmod, 7, 0).exception(timeout=0), ZeroDivisionError)


@pytest.mark.parametrize("name", ["", "ray", "serial:1", "processes:tcp://somewhere", "Dask:"])
def test_an_unknown_executor_is_refused(name: str) -> None:
    """By name, with the names that there are."""
    with pytest.raises(Refused, match=r"plan\.executor\.unknown") as refused, executors.opened(name=name):
        pass
    assert "processes" in refused.value.sentence.id


def test_a_missing_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Dask is not installed, that is said with what to do."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Refused, match=r"plan\.executor\.absent"), executors.opened(name="dask:"):
        pass


@needs_dask
def test_a_cluster_that_does_not_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a short while, by name."""
    monkeypatch.setattr(executors, "PATIENCE", "1s")
    with pytest.raises(Refused, match=r"plan\.executor\.unreachable"), executors.opened(name="dask:tcp://127.0.0.1:9"):
        pass


def rows(engine: executors.Executor, count: int = 9) -> list[nation.Row]:
    """Solve a few small kecamatan with an engine."""
    found = nation.run(
        kecamatan=count, seed=17, executor=engine, solver=solve, clock=still, budget=Budget(restarts=1, nodes=0)
    )
    return sorted(found, key=lambda row: row.number)


@pytest.mark.slow
def test_processes_answer_like_one_process() -> None:
    """Bit for bit, whoever finishes first."""
    with executors.opened(name="serial") as engine:
        alone = rows(engine)
    with executors.opened(name="processes", workers=2) as engine:
        assert rows(engine) == alone
    assert len(alone) == 9


@pytest.mark.slow
@needs_dask
@pytest.mark.filterwarnings("default")  # the cluster's own, when it closes
def test_a_dask_cluster_answers_like_one_process() -> None:
    """The existing engine's own executor is used as it is."""
    distributed: Any = pytest.importorskip("distributed")
    with executors.opened(name="serial") as engine:
        alone = rows(engine)
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        executors.opened(name=f"dask:{cluster.scheduler_address}") as engine,
    ):
        assert rows(engine) == alone


def test_workers_keep_to_one_thread() -> None:
    """The libraries below NumPy do not start threads of their own in a worker."""
    with executors.opened(name="processes", workers=1) as engine:
        assert engine.submit(os.getenv, "OPENBLAS_NUM_THREADS").result() == "1"


@pytest.mark.slow
def test_workers_do_not_outlive_a_killed_parent() -> None:
    """A parent that is killed with force leaves no orphan that waits for work for ever."""
    script = (
        "import os, time\nfrom sinergi.planner import executors\n"
        "with executors.opened(name='processes', workers=1) as engine:\n"
        "    print(engine.submit(os.getpid).result(), flush=True)\n    time.sleep(600)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert alive(worker)
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + HALF_A_MINUTE
    while alive(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(worker)


def alive(process: int) -> bool:
    """Tell whether a process runs; one that has ended and waits to be fetched does not."""
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as file:  # noqa: PTH123 -- a device of the kernel
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
