"""``sinergi plan national``: make synthetic kecamatan, solve them all, and say how good the plans surely are."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from sinergi import __version__
from sinergi.vocabulary.refusal import Refused

if TYPE_CHECKING:
    from sinergi.planner.deployment.nation import Row, Summary

MOST = 100_000


@click.command()
@click.option(
    "--kecamatan", "count", type=click.IntRange(1, MOST), required=True, help="How many; the nation has 7277."
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True, help="Another seed, others.")
@click.option(
    "--executor", default="processes", show_default=True, help="serial, processes or dask:ADDRESS (extra cluster)."
)
@click.option("--workers", type=click.IntRange(1, 1024), default=None, help="Processes; default: one per core.")
@click.option(
    "--resume",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep what is finished in this file, and go on where it ends.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/reference/plan-national.schema.json).")
def national(*, count: int, seed: int, executor: str, workers: int | None, resume: Path | None, as_json: bool) -> None:
    """Plan the guard of synthetic kecamatan, distributed as the real ones, one by one over processes.

    The plans are the same whatever the executor. With --resume a run that was cut off, even by force, goes on later.
    """
    from sinergi.planner import executors

    executors.one_thread()
    from sinergi.entrypoints.cli.transfer import progress
    from sinergi.planner.deployment import nation

    begun = time.monotonic()
    with _ledger(resume, seed=seed) as (done, keep), progress("Menyusun / planning", hidden=as_json) as tick:
        rows = {number: row for number, row in done.items() if number <= count}
        for row in _solved(count=count, seed=seed, executor=executor, workers=workers, done=rows.copy(), tick=tick):
            keep(row)
            rows[row.number] = row
    ordered = [rows[number] for number in sorted(rows)]
    summary = nation.summary(ordered)
    assert summary is not None
    if as_json:
        answer = {
            "kecamatan": [asdict(row) for row in ordered],
            "summary": asdict(summary),
            "seed": seed,
            "version": __version__,
            "synthetic": True,
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.echo(_told(summary, time.monotonic() - begun))


def _solved(
    *,
    count: int,
    seed: int,
    executor: str,
    workers: int | None,
    done: Mapping[int, Row],
    tick: Callable[[int, int], None],
) -> Iterator[Row]:
    from sinergi.planner import executors
    from sinergi.planner.deployment import nation
    from sinergi.planner.deployment.solve import solve

    if all(number in done for number in range(1, count + 1)):
        tick(count, count)
        return
    try:
        with executors.opened(name=executor, workers=workers) as engine:
            yield from nation.run(
                kecamatan=count, seed=seed, executor=engine, solver=solve, clock=time.thread_time, done=done, tick=tick
            )
    except BrokenExecutor as error:
        raise Refused(
            "plan.executor.lost",
            id="Sebuah proses kerja mati mendadak (memori habis?); yang sudah selesai tersimpan jika ada --resume.",
            en="A worker died suddenly (out of memory?); what was finished is kept if there is --resume.",
        ) from error


@contextmanager
def _ledger(path: Path | None, *, seed: int) -> Iterator[tuple[Mapping[int, Row], Callable[[Row], None]]]:
    """Open the file to resume from: the rows in it, and a function that adds one and survives a kill right after."""
    from sinergi.planner.deployment import nation

    if path is None:
        yield {}, lambda _row: None
        return
    if not path.parent.is_dir():
        raise Refused(
            "plan.resume.nowhere", id=f"Folder {path.parent} tidak ada.", en=f"There is no folder {path.parent}."
        )
    with path.open("a+b") as file:
        _hold(file, path)
        file.seek(0)
        done, whole = nation.kept(file.read(), seed=seed, budget=nation.LIGHT)
        file.truncate(whole)
        if whole == 0:
            _write(file, nation.HEADER)
        yield done, lambda row: _write(file, nation.line(row, seed=seed, budget=nation.LIGHT))


def _hold(file: IO[Any], path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Refused(
            "plan.resume.busy",
            id=f"{path.name} sedang dipakai perintah lain.",
            en=f"{path.name} is in use by another command.",
        ) from error


def _write(file: IO[bytes], data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _told(summary: Summary, wall: float) -> str:
    from sinergi.planner.deployment.nation import REAL

    gaps = f"median {summary.gap_median:.2%}, p90 {summary.gap_p90:.2%}, maks / max {summary.gap_max:.2%}"
    each = summary.seconds / summary.kecamatan
    lines = (
        f"{summary.kecamatan} kecamatan rekaan, {summary.tps} TPS; {summary.short} dengan kekurangan.",
        f"{summary.kecamatan} synthetic kecamatan, {summary.tps} TPS; {summary.short} with shortages.",
        f"Selisih terjamin / certified gap: {gaps}",
        f"CPU {summary.seconds:.1f} s, {each:.3f} s per kecamatan; kali ini / this time {wall:.1f} s",
        f"Taksiran, bukan ukuran: {REAL} kecamatan dalam {summary.minutes:.1f} menit pada dua inti.",
        f"Extrapolated, not measured: {REAL} kecamatan in {summary.minutes:.1f} minutes on two cores.",
    )
    return "\n".join(lines)
