"""``sinergi doctor``: whether this machine is fit, and this installation well."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import click

from sinergi.entrypoints.cli import boot
from sinergi.entrypoints.cli.codes import NOT_VERIFIED
from sinergi.vocabulary.refusal import Refused

LOW_DISK = 500 * 1024 * 1024  # bytes
OLDEST_SQLITE = (3, 31, 0)  # Django 5.2


@click.command()
@boot.data_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(*, as_json: bool) -> None:
    """Check Python, SQLite, disk, clock zone, database, keys and the journal's head; name what is wrong."""
    findings = [_run(name, check) for name, check in CHECKS.items()]
    if as_json:
        click.echo(json.dumps({"ok": all(f["ok"] for f in findings), "checks": findings}, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{'baik ' if finding['ok'] else 'SALAH'}  {finding['name']:<12} {finding['says']}")
    if not all(finding["ok"] for finding in findings):
        raise click.exceptions.Exit(NOT_VERIFIED)


def _run(name: str, check: Callable[[], str]) -> dict[str, object]:
    try:
        return {"name": name, "ok": True, "says": check()}
    except Refused as no:
        return {"name": name, "ok": False, "says": f"[{no.code}] {no.sentence.id}"}
    except (OSError, ValueError, RuntimeError) as error:
        return {"name": name, "ok": False, "says": f"{type(error).__name__}: {error}"}


def _python() -> str:
    return sys.version.split()[0]


def _sqlite() -> str:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        message = f"SQLite {sqlite3.sqlite_version} is older than 3.31"
        raise RuntimeError(message)
    return sqlite3.sqlite_version


def _disk() -> str:
    from django.conf import settings

    folder = Path(settings.SINERGI_DATA)
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < LOW_DISK:
        message = f"{free // 1024**2} MB free in {folder}"
        raise RuntimeError(message)
    return f"{free // 1024**2} MB kosong / free"


def _database() -> str:
    from django.db import DatabaseError, connection

    try:
        boot.ready()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        raise RuntimeError(str(error)) from error
    return connection.vendor


def _keys() -> str:
    from django.conf import settings

    from sinergi.journal import keys

    vkey = keys.log_key().vkey
    loose = [p.name for p in (Path(settings.SINERGI_DATA) / "keys").iterdir() if p.stat().st_mode & 0o077]
    if loose and sys.platform != "win32":
        message = f"keys readable by others: {', '.join(loose)} (chmod 600)"
        raise RuntimeError(message)
    return vkey


def _journal() -> str:
    from sinergi.journal import read

    return f"{read.position()} entri / entries"


CHECKS: dict[str, Callable[[], str]] = {
    "python": _python,
    "sqlite": _sqlite,
    "disk": _disk,
    "database": _database,
    "keys": _keys,
    "journal": _journal,
}
