"""``sinergi import``, ``export``, ``template``: tables in and out of a shell."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from sinergi.entrypoints.cli import boot
from sinergi.entrypoints.cli.codes import REFUSED
from sinergi.vocabulary.viewer import FIVE_PARTIES

WHAT = ("tps", "desa", "wilayah", "batas", "lokasi", "jalur", "personel")
PARTY = click.Choice([str(party) for party in FIVE_PARTIES])
SHOWN = 40  # problems on the terminal; JSON and the marked copy hold all


@contextmanager
def progress(label: str, *, hidden: bool) -> Iterator[Callable[[int, int], None]]:
    """Yield a ``tick(done, total)`` that draws a bar on a terminal's stderr."""
    if hidden or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def tick(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield tick


@click.command(name="import")
@boot.data_option
@click.argument("what", type=click.Choice(WHAT))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--mapping", default=None, help="A saved mapping or known layout; recognised by itself when left out.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option("--leave-out-errors", is_flag=True, help="Leave rows with errors out and apply the rest.")
@click.option("--blank-errors", is_flag=True, help="Take cells with errors as blank and apply.")
@click.option("--marked", type=click.Path(dir_okay=False, path_type=Path), help="Write your file back, marked.")
@click.option("--as", "party", type=PARTY, default="ppk", show_default=True, help="The party that says so.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/reference/import.schema.json).")
def import_(
    *,
    what: str,
    file: Path,
    mapping: str | None,
    dry_run: bool,
    leave_out_errors: bool,
    blank_errors: bool,
    marked: Path | None,
    party: str,
    as_json: bool,
) -> None:
    """Import a table file of WHAT, all or nothing, or list everything that is wrong with it (exit code 3)."""
    if leave_out_errors and blank_errors:
        message = "--leave-out-errors and --blank-errors exclude each other"
        raise click.UsageError(message)
    boot.ready()
    area = _area(what)
    on_errors = "leave-out" if leave_out_errors else "blank" if blank_errors else "block"
    request: dict[str, Any] = {
        "viewer": boot.operator(party),
        "what": what,
        "data": file.read_bytes(),
        "file_name": file.name,
        "mapping": mapping,
        "on_errors": on_errors,
    }
    with progress("Membaca / reading", hidden=as_json) as tick:
        preview = area.preview_import(**request, progress=tick)
    if marked is not None:
        marked.write_bytes(area.marked_copy(data=request["data"], file_name=file.name, problems=preview.problems))
    blocked = preview.blocked
    if not (dry_run or blocked):
        with progress("Mencatat / recording", hidden=as_json) as tick:
            area.apply_import(**request, seen=preview.fingerprint, stamp=boot.stamp(party), progress=tick)
        boot.settle()
    _tell(preview, applied=not (dry_run or blocked), as_json=as_json)
    if blocked:
        raise click.exceptions.Exit(REFUSED)


def _area(what: str) -> Any:  # noqa: ANN401 -- two modules with the same three functions
    from sinergi.areas.people import commands as people
    from sinergi.areas.places import commands as places

    return people if what == "personel" else places


def _tell(preview: Any, *, applied: bool, as_json: bool) -> None:  # noqa: ANN401 -- either area's preview
    if as_json:
        click.echo(json.dumps(as_json_answer(preview, applied=applied), ensure_ascii=False))
        return
    verb = "Tercatat" if applied else "Pratinjau, tidak ada yang berubah"
    click.echo(
        f"{verb}: {preview.new} baru, {preview.changed} berubah, {preview.unchanged} sama, "
        f"{len(preview.left_out)} ditinggalkan."
    )
    for problem in preview.problems[:SHOWN]:
        where = f"{problem.sheet} {problem.column}{problem.row}"
        click.echo(f"  {problem.severity:<7} {where:<24} {problem.message.id} [{problem.code}]")
    if len(preview.problems) > SHOWN:
        click.echo(f"  … dan {len(preview.problems) - SHOWN} lagi (--json atau --marked menunjukkan semuanya)")


def as_json_answer(preview: Any, *, applied: bool) -> dict[str, Any]:  # noqa: ANN401 -- either area's preview
    """Return the documented JSON of an import."""
    return {
        "new": preview.new,
        "changed": preview.changed,
        "unchanged": preview.unchanged,
        "left_out": list(preview.left_out),
        "problems": [
            {
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "severity": str(problem.severity),
                "code": problem.code,
                "message": problem.message.id,
                "message_en": problem.message.en,
                "suggestion": problem.suggestion,
            }
            for problem in preview.problems
        ],
        "layout": preview.layout_name,
        "alongside": preview.alongside,
        "applied": applied,
    }


@click.command()
@boot.data_option
@click.argument("what", type=click.Choice((*WHAT, "jurnal")))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--as", "party", type=PARTY, default="ppk", show_default=True, help="Whose eyes to export with.")
def export(*, what: str, out: Path, party: str) -> None:
    """Export WHAT to OUT (.csv, .xlsx or .geojson), with the rights of one party."""
    from sinergi.areas import tables

    boot.ready()
    made = tables.export(boot.operator(party), what=what, kind=out.suffix.lstrip(".").lower())
    part = out.with_name(out.name + ".part")
    with part.open("wb") as file:
        for chunk in made.content:
            file.write(chunk)
    part.replace(out)
    click.echo(f"{out}: {made.rows} baris / rows, sha256 {made.sha256}")


@click.command()
@boot.data_option
@click.argument("what", type=click.Choice([name for name in WHAT if name != "batas"]))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True)
def template(*, what: str, out: Path, language: str) -> None:
    """Write an empty import template of WHAT, made by the same schema that reads it."""
    boot.ready()
    out.write_bytes(_area(what).import_template(what=what, language=language))
    click.echo(str(out))
