"""The command line before it does anything: help, version, wrong words, nonsense settings."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sinergi import __version__
from sinergi.entrypoints.cli.main import COMMANDS
from tests.shell import Shell


def test_help_names_every_command(shell: Shell) -> None:
    """A newcomer sees every command with one line each."""
    said = shell.run("--help").stdout
    assert [name for name in COMMANDS if f"  {name} " not in said] == []


def test_help_loads_nothing_heavy() -> None:
    """Help answers at once because neither Django nor the areas are imported for it."""
    probe = (
        "import sys\nfrom sinergi.entrypoints.cli.main import cli\n"
        "cli.main(['--help'], standalone_mode=False)\n"
        "print('HEAVY', sorted({'django', 'shapely', 'openpyxl', 'cryptography', 'typst'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "HEAVY []"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_each_command_explains_itself(shell: Shell, name: str) -> None:
    """Every command has help of its own, in an empty folder that it leaves empty."""
    assert "Usage: sinergi" in shell.run(name, "--help").stdout
    assert not list(shell.data.glob("*.sqlite3"))


def test_version(shell: Shell) -> None:
    """The version is the package's."""
    assert __version__ in shell.run("--version").stdout


def test_unknown_command_is_wrong_usage(shell: Shell) -> None:
    """A typo is exit code 2, as the help says."""
    assert "No such command" in shell.run("improt", code=2).stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "postgresql://host"),
        ("SINERGI_TIMEZONE", "Mars/Olympus"),
        ("SINERGI_DEMO", "yes"),
        ("SINERGI_HOSTS", "http://posko.example"),
    ],
)
def test_nonsense_settings_are_refused_by_name(shell: Shell, name: str, value: str) -> None:
    """A setting that makes no sense stops the start and is named."""
    done = shell.run("journal", "vkey", code=5, **{name: value})
    assert name in done.stderr
