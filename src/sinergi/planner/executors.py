"""Where work is done: in this process, in processes of this machine, or in a Dask cluster. The answers are the same.

The interface is the standard library's ``concurrent.futures.Executor``; every engine that offers one can be used. A
planner's task gets all that it needs as arguments and draws its own stream of numbers, so that neither the executor
nor the order of completion can change an answer.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final, ParamSpec, TypeVar

from sinergi.vocabulary.refusal import Refused

P = ParamSpec("P")
T = TypeVar("T")
Maker = Callable[[str, int], AbstractContextManager[Executor]]

PATIENCE = "10s"  # for a scheduler that does not answer


class Serial(Executor):
    """Does each task at once, in the caller's thread: the plainest executor, and the reference for the others."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do the task now and return its finished future."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 -- a future carries whatever its task raised
            future.set_exception(error)
        return future


def opened(*, name: str, workers: int | None = None) -> AbstractContextManager[Executor]:
    """Open the executor ``name``: ``serial``, ``processes`` or ``dask:ADDRESS`` (of a scheduler; empty: its own).

    ``workers`` is the number of processes (None: one per core) and means nothing to a cluster that runs already.
    Raises ``Refused`` for an unknown name, a missing engine and a cluster that does not answer.
    """
    kind, _, rest = name.partition(":")
    if kind not in KINDS or (rest and kind != "dask"):
        raise Refused(
            "plan.executor.unknown",
            id=f"Pelaksana “{name}” tidak dikenal; yang ada: {', '.join(KINDS)} (dask:ALAMAT).",
            en=f"There is no executor “{name}”; there are: {', '.join(KINDS)} (dask:ADDRESS).",
        )
    return KINDS[kind](rest, workers or os.cpu_count() or 1)


@contextmanager
def _serial(_rest: str, _workers: int) -> Iterator[Executor]:
    yield Serial()


@contextmanager
def _processes(_rest: str, workers: int) -> Iterator[Executor]:
    """Start processes afresh (spawn): no thread or lock of the parent is copied into them, on any system."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def one_thread() -> None:
    """Ask the libraries below NumPy for one thread each, in this process, before it is imported.

    Their threads would fight with the other workers for the cores; CPU seconds of a thread would not show them.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _begin() -> None:
    """Watch the parent: a killed one cannot tell its workers, and they would wait for work for ever."""
    one_thread()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.join,), daemon=True).start()


def _watch(gone: Callable[[], None]) -> None:
    gone()
    os._exit(1)


@contextmanager
def _dask(address: str, workers: int) -> Iterator[Executor]:
    """Use a Dask scheduler: an optional extra, imported only here."""
    distributed = _distributed()
    try:
        client: Any = (
            distributed.Client(address, timeout=PATIENCE, set_as_default=False)
            if address
            else distributed.Client(
                n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, set_as_default=False
            )
        )
    except (OSError, ValueError) as error:
        raise Refused(
            "plan.executor.unreachable",
            id=f"Klaster Dask di “{address}” tidak menjawab.",
            en=f"The Dask cluster at “{address}” does not answer.",
        ) from error
    with client:
        yield client.get_executor()


def _distributed() -> Any:  # noqa: ANN401 -- an optional package without types
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise Refused(
            "plan.executor.absent",
            id="Paket “distributed” (Dask) tidak terpasang; pasang sinergi[cluster] atau pakai --executor processes.",
            en="The package “distributed” (Dask) is absent; install sinergi[cluster] or use --executor processes.",
        ) from error


KINDS: Final[dict[str, Maker]] = {"serial": _serial, "processes": _processes, "dask": _dask}
