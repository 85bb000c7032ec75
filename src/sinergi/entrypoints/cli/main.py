"""The command line: a lazy list of commands, so that ``--help`` answers before anything heavy is loaded."""

from __future__ import annotations

import errno
import importlib
import json
import os
import sys
from typing import Any

import click

from sinergi import __version__
from sinergi.entrypoints.cli.codes import BUSY, REFUSED
from sinergi.vocabulary.refusal import Refused

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
COMMANDS = {  # name -> (module, function, one line of help)
    "demo": ("demo", "demo", "Load Kecamatan Kempas (synthetic where it says so) and serve it."),
    "serve": ("serve", "serve", "Serve this installation."),
    "init": ("init", "init", "Set up an installation for one kecamatan."),
    "import": ("transfer", "import_", "Import a table file, or say what is wrong with it."),
    "export": ("transfer", "export", "Export a table as CSV, XLSX or GeoJSON."),
    "template": ("transfer", "template", "Write an empty import template."),
    "journal": ("journal", "journal", "Export, verify, replay and repair the journal."),
    "account": ("accounts", "account", "Open office accounts and set their passwords."),
    "backup": ("backup", "backup", "Write a backup of everything to one file."),
    "restore": ("backup", "restore", "Restore a backup into an empty data folder."),
    "plan": ("plan", "plan", "Plan the guard of every TPS from a file, without a database."),
    "doctor": ("doctor", "doctor", "Check this machine and this installation."),
}


class Lazy(click.Group):
    """A group that imports a command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names in the order of a user's first week."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, function, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"sinergi.entrypoints.cli.{module}"), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sinergi")
def cli() -> None:
    """Sinergi: one picture for the five parties of a kecamatan.

    Every command but plan takes --data DIR (or SINERGI_DATA). Exit codes: 0 done; 1 a bug; 2 wrong usage;
    3 refused, nothing changed; 4 verification failed; 5 busy or not reachable.
    """


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit with a documented code."""
    arguments = sys.argv[1:] if argv is None else argv
    try:
        code = cli.main(args=arguments, prog_name="sinergi", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)  # what ``Exit`` carried, when a command raised it
    except Refused as no:
        _say_no(no.code, no.sentence.id, no.sentence.en, as_json="--json" in arguments)
        sys.exit(REFUSED)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Dibatalkan / Aborted.", err=True)
        sys.exit(130)
    except Exception as error:
        if not _known_trouble(error, as_json="--json" in arguments):
            raise
        sys.exit(BUSY)


def _say_no(code: str, indonesian: str, english: str, *, as_json: bool) -> None:
    if as_json:
        answer: dict[str, Any] = {"refused": {"code": code, "message": indonesian, "message_en": english}}
        click.echo(json.dumps(answer, ensure_ascii=False))
    click.echo(f"Ditolak [{code}]: {indonesian}\nRefused: {english}", err=True)


def _known_trouble(error: Exception, *, as_json: bool) -> bool:
    name = type(error).__name__
    if name == "BadSetting":
        _say_no("setting.bad", f"Pengaturan salah: {error}", str(error), as_json=as_json)
        return True
    if name == "OperationalError":
        reason = "basis data tidak dapat dibuka atau sedang sibuk"
        _say_no(
            "database.unavailable",
            f"{reason}: {error}",
            f"the database cannot be opened or is busy: {error}",
            as_json=as_json,
        )
        return True
    if isinstance(error, PermissionError):
        _say_no(
            "file.permission",
            f"Tidak boleh membaca atau menulis: {error.filename}",
            f"not allowed to read or write: {error.filename}",
            as_json=as_json,
        )
        return True
    if isinstance(error, OSError) and error.errno in FULL:
        _say_no(
            "disk.full",
            f"Tidak ada ruang lagi untuk menulis {error.filename or ''}: {error.strerror}",
            f"no space is left to write {error.filename or ''}: {error.strerror}",
            as_json=as_json,
        )
        return True
    return False


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinergi.config.settings")
