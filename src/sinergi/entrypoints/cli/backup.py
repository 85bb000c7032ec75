"""``sinergi backup`` and ``restore``: one file that holds everything, and the way back."""

from __future__ import annotations

import json
import os
import tarfile
import tempfile
from pathlib import Path

import click

from sinergi import __version__
from sinergi.entrypoints.cli import boot
from sinergi.vocabulary.refusal import Refused

MANIFEST = "sinergi-backup.json"
KEPT = ("keys", "journal", "journal-*", "witnesses", "demo.json")  # journal-N: closed logs, kept as evidence
CREDENTIALS = ("auth.User", "mfa.Authenticator")  # not derived: passwords and second factors


@click.command()
@boot.data_option
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def backup(*, out: Path) -> None:
    """Write keys, database and public log to OUT (.tar.gz). Guard it: it holds the keys."""
    from django.conf import settings

    from sinergi.journal import copy

    boot.ready()
    boot.settle()
    folder = Path(settings.SINERGI_DATA)
    part = out.with_name(out.name + ".part")
    with tempfile.TemporaryDirectory() as scratch, os.fdopen(_private(part), "wb") as raw:
        dump, manifest = Path(scratch) / "database.jsonl", Path(scratch) / MANIFEST
        with tarfile.open(fileobj=raw, mode="w:gz") as tar:
            for path in _kept(folder):  # the log first: a log behind its database is repaired, one ahead is refused
                tar.add(path, path.name)
            rows = copy.dump(dump, besides=CREDENTIALS)
            manifest.write_text(json.dumps({"version": __version__, "rows": rows}))
            tar.add(dump, dump.name)
            tar.add(manifest, MANIFEST)
        raw.flush()
        os.fsync(raw.fileno())
    part.replace(out)
    click.echo(f"{out}: {rows} baris / rows, {out.stat().st_size} byte")


def _kept(folder: Path) -> list[Path]:
    return [path for name in KEPT for path in sorted(folder.glob(name))]


def _private(path: Path) -> int:
    return os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)


@click.command()
@boot.data_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(*, file: Path) -> None:
    """Restore a backup into an empty data folder (and an empty database), then verify it."""
    from django.conf import settings

    from sinergi.journal import copy, replay, verify

    folder = Path(settings.SINERGI_DATA)
    if any((folder / name).exists() for name in ("sinergi.sqlite3", "journal", "demo.json")):
        raise Refused(
            "restore.not-empty",
            id=f"Folder {folder} sudah berisi; pulihkan hanya ke folder kosong (--data).",
            en=f"Folder {folder} is not empty; restore only into an empty one (--data).",
        )
    with tempfile.TemporaryDirectory() as scratch:
        _unpack(file, Path(scratch))
        for path in _kept(Path(scratch)):
            _take(path, folder / path.name)
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        rows = copy.load(Path(scratch) / "database.jsonl")
    boot.ready()
    replay.replay(progress=None)
    report = verify.verify_all(progress=None)
    if not report.ok:
        first = report.problems[0]
        raise Refused(first.code, id=first.sentence.id, en=first.sentence.en)
    click.echo(f"Pulih dan terperiksa / restored and verified: {rows} baris, {report.size} entri")


def _unpack(file: Path, scratch: Path) -> None:
    try:
        with tarfile.open(file) as tar:
            tar.extractall(scratch, filter="data")
    except (tarfile.TarError, OSError, EOFError) as error:
        raise Refused(
            "restore.unreadable",
            id=f"{file.name} bukan cadangan Sinergi yang utuh: {error}",
            en=f"{file.name} is not an intact Sinergi backup: {error}",
        ) from error
    if not (scratch / MANIFEST).exists():
        raise Refused(
            "restore.not-a-backup",
            id=f"{file.name} bukan cadangan Sinergi.",
            en=f"{file.name} is not a Sinergi backup.",
        )


def _take(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        target.mkdir(mode=0o700, exist_ok=True)
        for child in source.iterdir():
            _take(child, target / child.name)
        return
    target.write_bytes(source.read_bytes())
    target.chmod(source.stat().st_mode & 0o777)
