"""``sinergi plan …``: solve a documented problem file, without an installation."""

from __future__ import annotations

import importlib
import json
import math
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sinergi.entrypoints.cli.codes import NOT_VERIFIED

if TYPE_CHECKING:
    from sinergi.planner.deployment.result import Reached, Result

PATIENCE: Final = 5  # seconds until the first sign of life
SHOWN: Final = 40  # sectors on the terminal; JSON holds all
LONGEST: Final = 86_400  # seconds
MILLE: Final = 1_000
PLANS: Final[Mapping[str, tuple[str, str]]] = {  # name -> (module, line of help); ``deployment`` stands below
    "deployment": ("plan", "Plan the guard of every TPS from a problem file."),
    "national": ("plan_national", "Make and solve synthetic kecamatan of the nation."),
}


class _Lazy(click.Group):
    """A group that imports a plan's command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names of what can be planned."""
        return list(PLANS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        found = super().get_command(ctx, cmd_name)
        if found is not None or cmd_name not in PLANS:
            return found
        command: click.Command = getattr(
            importlib.import_module(f"sinergi.entrypoints.cli.{PLANS[cmd_name][0]}"), cmd_name
        )
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in PLANS.items()])


@click.group(cls=_Lazy)
def plan() -> None:
    """Plan the guard of every TPS from a file, without a database."""


def _seconds(_ctx: click.Context, _param: click.Parameter, value: float | None) -> float | None:
    if value is not None and not (math.isfinite(value) and 0 <= value <= LONGEST):
        message = f"{value} is not between 0 and {LONGEST} seconds."
        raise click.BadParameter(message)
    return value


@plan.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--time", "seconds", type=float, callback=_seconds, help="Seconds for the proof; 0: a plan at once.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0, show_default=True, help="Seed of the search.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/reference/deployment-result.schema.json).")
def deployment(*, file: Path, seconds: float | None, seed: int, as_json: bool) -> None:
    """Plan the guard of every TPS of the problem in FILE (- for standard input), as docs/spec/deployment.md says.

    What is missing is reported, and is no failure. Without --time the work is counted, so that the same file and seed
    give the same plan everywhere. Exit code 4: the independent checker found fault with the plan.
    """
    from sinergi.planner.deployment import check, form
    from sinergi.planner.deployment.problem import Budget
    from sinergi.planner.deployment.solve import solve

    problem = form.read(_data(file))
    with _signs_of_life():
        result = solve(problem, budget=Budget(seconds=seconds), seed=seed, clock=time.monotonic)
    answer = form.dump(result)
    faults = check.faults(form.plain(problem), answer)
    click.echo(json.dumps(answer, ensure_ascii=False) if as_json else "\n".join(_summary(result)))
    for fault in faults:
        click.echo(f"SALAH [{fault}]", err=True)
    if faults:
        raise click.exceptions.Exit(NOT_VERIFIED)


def _data(file: Path) -> bytes:
    """Read at most one byte more than a problem may have: a huge or endless file costs nothing."""
    from sinergi.planner.deployment import form

    if str(file) == "-":
        return sys.stdin.buffer.read(form.MOST_BYTES + 1)
    if file.stat().st_size > form.MOST_BYTES:
        raise form.too_large()
    with file.open("rb") as opened:
        return opened.read(form.MOST_BYTES + 1)


@contextmanager
def _signs_of_life() -> Iterator[None]:
    """Say on stderr, every few seconds, that the work goes on."""
    done, begun = threading.Event(), time.monotonic()

    def speak() -> None:
        while not done.wait(PATIENCE):
            click.echo(f"Menghitung / solving: {time.monotonic() - begun:.0f} s", err=True)

    speaker = threading.Thread(target=speak, daemon=True)
    speaker.start()
    try:
        yield
    finally:
        done.set()
        speaker.join()


def _summary(result: Result) -> Iterator[str]:
    from sinergi.vocabulary.terms import TERMS

    made = result.plan
    yield f"Hasil: {TERMS[str(result.status)].official}"
    yield (
        f"{len(made.sectors)} sektor, {len(made.teams)} regu cadangan bergerak, {len(made.camps)} pos TNI, "
        f"{len(made.gates)} TPS dengan Linmas, {len(made.spare)} personel tanpa tugas"
    )
    for sector in made.sectors[:SHOWN]:
        people = ", ".join(sector.officers) or "(belum ada personel)"
        around = f"{len(sector.stations)} TPS, {sector.minutes} menit keliling"
        yield f"  {sector.code}  pos {sector.post}  {around}: {people}"
    if len(made.sectors) > SHOWN:
        yield f"  … dan {len(made.sectors) - SHOWN} sektor lain (--json memuat semuanya)"
    if made.uncovered:
        yield f"TPS tak terjaga: {', '.join(made.uncovered)}"
    yield "Sasaran:"
    for goal in result.goals:
        yield f"  {TERMS[str(goal.goal)].official}: {goal.value} ({_how_good(goal)})"
    yield from _lines("Kekurangan:", result.shortages)
    yield from _lines("Aturan yang bertentangan:", result.conflict)
    yield f"Sidik jari soal: {result.input_hash[:16]}…  benih {result.seed}  {result.engine} {result.version}"


def _how_good(goal: Reached) -> str:
    """Say a gap as a police chief would: in percent, rounded away from praise."""
    if goal.value <= goal.bound:
        return "terbukti tidak bisa lebih kecil"
    mille = -(-(goal.value - goal.bound) * MILLE // goal.value)
    return f"paling jauh {mille // 10},{mille % 10} % dari yang terbaik; tidak mungkin di bawah {goal.bound}"


def _lines(title: str, found: tuple[Any, ...]) -> Iterator[str]:
    if found:
        yield title
        yield from (f"  - {item.message.id}" for item in found)
