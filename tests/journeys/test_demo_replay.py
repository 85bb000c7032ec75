"""The demonstration data, loaded as people load it: the journal verifies, and rebuilds every table."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.shell import Shell

FINGERPRINT = """
import json, django
django.setup()
from sinergi.journal import replay
print(json.dumps(replay.fingerprint()))
"""


def fingerprint(shell: Shell) -> dict[str, str]:
    """Return the hash of every derived table, as another process sees it."""
    environment = {**shell.environment, "DJANGO_SETTINGS_MODULE": "sinergi.config.settings", "SINERGI_DEMO": "1"}
    said = subprocess.run(
        [sys.executable, "-c", FINGERPRINT], capture_output=True, text=True, check=True, env=environment
    ).stdout
    tables: dict[str, str] = json.loads(said)
    return tables


@pytest.mark.slow
def test_demo_replays_to_the_same_tables_and_verifies(shell: Shell) -> None:
    """Kempas with all its people: intact, and the same again after its tables were thrown away."""
    shell.run("demo", "--no-serve", "--data", shell.data)
    before = fingerprint(shell)
    assert len(before) >= 10
    verified = shell.json("journal", "verify", "--data", shell.data, "--json")
    assert verified["ok"] is True
    assert verified["size"] > 74
    shell.run("journal", "replay", "--data", shell.data)
    assert fingerprint(shell) == before
    assert shell.json("journal", "verify", "--data", shell.data, "--json") == verified


@pytest.mark.slow
def test_demo_loads_once(shell: Shell) -> None:
    """A second start finds everything there: no new entry, the same cards and passwords."""
    first = shell.run("demo", "--no-serve", "--data", shell.data).stdout
    size = shell.json("journal", "verify", "--data", shell.data, "--json")["size"]
    again = shell.run("demo", "--no-serve", "--data", shell.data).stdout
    assert again[again.index("Sinergi ·") :] == first[first.index("Sinergi ·") :]
    assert shell.json("journal", "verify", "--data", shell.data, "--json")["size"] == size
