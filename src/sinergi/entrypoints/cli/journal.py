"""``sinergi journal …``: what a stranger, a witness and a restorer need."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from sinergi.entrypoints.cli import boot
from sinergi.entrypoints.cli.codes import NOT_VERIFIED
from sinergi.entrypoints.cli.transfer import PARTY, progress

Progress = Callable[[int, int], None]


@click.group()
def journal() -> None:
    """Export, verify, replay and repair the journal."""


@journal.command()
@boot.data_option
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
def export(*, out: Path) -> None:
    """Write the public log to OUT: checkpoint, tile/…, tile/entries/…, vkey (C2SP tlog-tiles)."""
    from sinergi.journal import copy

    boot.ready()
    boot.settle()
    size = copy.export_log(out)
    click.echo(f"{out}: {size} entri / entries")


@journal.command()
@boot.data_option
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--vkey", default=None, help="The verifier key you trust; default: the one in the folder.")
@click.option(
    "--older", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A checkpoint kept from before."
)
@click.option("--witness", "witnesses", multiple=True, help="Verifier key of a witness whose cosignature must hold.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/reference/verify.schema.json).")
def verify(
    *, folder: Path | None, vkey: str | None, older: Path | None, witnesses: tuple[str, ...], as_json: bool
) -> None:
    """Recompute everything: a FOLDER of the public log from its files alone, or this installation (exit code 4)."""
    with progress("Memeriksa / verifying", hidden=as_json) as tick:
        report = _verify_folder(folder, vkey, older, witnesses, tick) if folder else _verify_here(tick)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
    else:
        for problem in report["problems"]:
            click.echo(f"SALAH [{problem['code']}] {problem['message']}", err=True)
        verdict = "utuh / intact" if report["ok"] else "TIDAK UTUH / NOT INTACT"
        click.echo(f"Jurnal {verdict}: {report['size']} entri, akar {report['root']}")
    if not report["ok"]:
        sys.exit(NOT_VERIFIED)


def _verify_folder(
    folder: Path, vkey: str | None, older: Path | None, witnesses: tuple[str, ...], tick: Progress
) -> dict[str, Any]:
    from sinergi.journal import audit

    note = older.read_text() if older else None
    report = audit.audit(folder, vkey=vkey, older=note, witnesses=witnesses or None, progress=tick)
    return _report(report)


def _verify_here(tick: Progress) -> dict[str, Any]:
    from sinergi.journal import verify as check

    boot.ready()
    boot.settle()
    return _report(check.verify_all(progress=tick))


def _report(report: Any) -> dict[str, Any]:  # noqa: ANN401 -- of a folder or of the database
    return {
        "ok": report.ok,
        "size": report.size,
        "root": report.root_hex,
        "problems": [
            {"code": no.code, "message": no.sentence.id, "message_en": no.sentence.en} for no in report.problems
        ],
    }


@journal.command()
@boot.data_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def replay(*, as_json: bool) -> None:
    """Empty every derived table, build it again from the journal, and compare (exit code 4 if a table differs)."""
    from sinergi.journal import replay as again

    boot.ready()
    before = again.fingerprint()
    with progress("Memutar ulang / replaying", hidden=as_json) as tick:
        count = again.replay(progress=tick)
    after = again.fingerprint()
    differing = sorted(table for table in after if before.get(table) != after[table])
    if as_json:
        click.echo(json.dumps({"facts": count, "tables": len(after), "differing": differing}))
    else:
        says = f"berbeda / differing: {', '.join(differing)}" if differing else "semua tabel sama / all tables equal"
        click.echo(f"{count} fakta diputar ulang / facts replayed; {says}")
    if differing:
        sys.exit(NOT_VERIFIED)


@journal.command()
@boot.data_option
def vkey() -> None:
    """Print the verifier key of this log."""
    from sinergi.journal import keys

    boot.ready()
    click.echo(keys.log_key().vkey)


@journal.command()
@boot.data_option
@click.argument("entry", type=UUID)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def receipt(*, entry: UUID, out: Path) -> None:
    """Write the receipt (.tlog-proof) of ENTRY to OUT."""
    from sinergi.journal import read

    boot.ready()
    boot.settle()
    out.write_bytes(read.receipt(entry))
    click.echo(str(out))


@journal.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--state", type=click.Path(file_okay=False, path_type=Path), required=True, help="The witness's own folder."
)
@click.option("--name", default="saksi", show_default=True, help="Name of the witness, for a fresh key.")
@click.option("--vkey", default=None, help="The log's verifier key; needed the first time, then remembered.")
def witness(*, folder: Path, state: Path, name: str, vkey: str | None) -> None:
    """Cosign the log in FOLDER if it is whole and continues what this witness saw before (exit code 4 if not).

    Needs no installation: any observer's computer with its own --state folder can be a witness. The cosigned
    checkpoint is written to STATE/checkpoint; hand it to others, and to the log's DATA/witnesses/NAME.checkpoint.
    """
    from sinergi.journal import witness as eyes

    report = eyes.attest(folder, state=state, name=name, vkey=vkey, now=int(time.time()))
    if not report.ok:
        for no in report.problems:
            click.echo(f"SALAH [{no.code}] {no.sentence.id}", err=True)
        sys.exit(NOT_VERIFIED)
    click.echo(f"{state / 'checkpoint'}: {report.size} entri / entries\n{eyes.key(state, name=name).vkey}")


@journal.command()
@boot.data_option
@click.argument("entry", type=UUID)
@click.option("--reason", required=True, help="Why; it is recorded. No names.")
@click.option("--as", "party", type=PARTY, required=True, help="The party that orders the erasure.")
@click.confirmation_option(prompt="Isi catatan ini akan hilang selamanya. Lanjutkan?")
def erase(*, entry: UUID, reason: str, party: str) -> None:
    """Empty the body and salt of ENTRY for good; the log stays whole and says that it was done."""
    from sinergi.journal import erase as eraser

    boot.ready()
    eraser.erase(entry=entry, reason=reason, stamp=boot.stamp(party))
    boot.settle()
    click.echo(f"{entry}: dihapus / erased")


@journal.command()
@boot.data_option
def rotate() -> None:
    """Seal the whole vault with a fresh key and forget the old ones."""
    from sinergi.journal import vault

    boot.ready()
    click.echo(f"{vault.rotate()} baris brankas / vault rows")


@journal.command()
@boot.data_option
@click.option("--reason", required=True, help="What happened; it is public.")
@click.confirmation_option(prompt="Jurnal lama akan ditutup dan jurnal baru dibuka. Lanjutkan?")
def epoch(*, reason: str) -> None:
    """After a restore that lost facts: close the old log and open the next, which names the old one's last head."""
    from django.core.management import call_command

    from sinergi.journal import repair

    call_command("migrate", verbosity=0, interactive=False)
    opened = repair.open_epoch(reason=reason, stamp=boot.stamp("kecamatan"))
    click.echo(f"{opened.origin}: mulai dari {opened.start} / starts at {opened.start}")
