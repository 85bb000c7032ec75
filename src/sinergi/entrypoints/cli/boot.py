"""Wake Django for one command, and make a data folder ready: tables, keys, static files, repairs."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import django

from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Party, Role, Viewer

Command = Callable[..., Any]


def data_option(command: Command) -> Command:
    """Give a command ``--data DIR`` and wake Django on that folder before it runs."""
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        expose_value=False,
        is_eager=True,
        callback=lambda _ctx, _param, value: wake(value),
        help="Data folder (default: SINERGI_DATA, or the user's own data folder).",
    )(command)


def wake(folder: Path | None) -> None:
    """Set up Django on ``folder``; settings are read once per process."""
    if folder is not None:
        os.environ["SINERGI_DATA"] = str(folder.expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinergi.config.settings")
    if any(flag in sys.argv for flag in ("--help", "-h")):
        return
    django.setup()


def ready(*, static: bool = False) -> list[str]:
    """Bring tables, keys and log up to date; return what was repaired. Safe to call at every start."""
    from django.conf import settings
    from django.core.management import call_command

    from sinergi.journal import repair

    Path(settings.SINERGI_DATA).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    _keep_private(Path(settings.SINERGI_DATA) / "sinergi.sqlite3")
    repaired = repair.start_up()
    if static:
        _collect_static(Path(settings.SINERGI_DATA))
    return repaired


def _keep_private(database: Path) -> None:
    """Let nobody else on this machine read sessions and password hashes; SQLite asks the umask only."""
    if database.exists() and database.stat().st_uid == os.getuid() and database.stat().st_mode & 0o077:
        database.chmod(0o600)


def _collect_static(folder: Path) -> None:
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda pair: pair[0]):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    stamp = folder / "static" / ".stamp"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest.hexdigest())


def operator(party: str) -> Viewer:
    """Return the viewer that a shell on this machine stands for: the chair of ``party``."""
    return Viewer(party=Party(party), role=Role.CHAIR, account="cli")


def stamp(party: str) -> Stamp:
    """Return the envelope of what is done from this shell, now."""
    from sinergi.journal import clock

    return Stamp(party=Party(party), actor="cli", device="cli", happened_at=clock.now().astimezone())


def settle() -> None:
    """Wait until what was just recorded is numbered and sealed, here or by the running server."""
    from sinergi.journal import sequencer

    sequencer.settle()
