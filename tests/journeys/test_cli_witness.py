"""A witness with nothing but a folder of the log and a memory of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell import Shell


@pytest.fixture
def log(shell: Shell, tmp_path: Path) -> Path:
    """An exported log with a few entries."""
    shell.run("init", "--name", "Contoh", "--district", "14.04.19", "--no-accounts")
    shell.run("journal", "export", tmp_path / "log")
    return tmp_path / "log"


def test_witness_cosigns_what_continues(shell: Shell, log: Path, tmp_path: Path) -> None:
    """The cosigned checkpoint verifies under the keys of log and witness, and under no other."""
    key = shell.run("journal", "vkey").stdout.strip()
    said = shell.run("journal", "witness", log, "--state", tmp_path / "saksi", "--vkey", key).stdout
    mine = said.splitlines()[-1]
    (log / "checkpoint").write_bytes((tmp_path / "saksi" / "checkpoint").read_bytes())
    assert shell.json("journal", "verify", log, "--vkey", key, "--witness", mine, "--json")["ok"]
    assert not shell.json("journal", "verify", log, "--vkey", key, "--json", code=4)["ok"]


def test_witness_refuses_a_shortened_log(shell: Shell, log: Path, tmp_path: Path) -> None:
    """A log that forgot entries is still signed by its own key; the witness remembers more."""
    state = tmp_path / "saksi"
    key = shell.run("journal", "vkey").stdout.strip()
    shell.run("init", "--name", "Contoh Dua", "--district", "14.04.18", "--no-accounts")
    shell.run("journal", "export", tmp_path / "longer")
    shell.run("journal", "witness", tmp_path / "longer", "--state", state, "--vkey", key)
    kept = (state / "checkpoint").read_bytes()
    assert "log.older" in shell.run("journal", "witness", log, "--state", state, code=4).stderr
    assert (state / "checkpoint").read_bytes() == kept


def test_witness_wants_the_key_from_a_person(shell: Shell, log: Path, tmp_path: Path) -> None:
    """A witness that believed the folder about its own key would prove nothing."""
    assert "witness.no-key" in shell.run("journal", "witness", log, "--state", tmp_path / "saksi", code=3).stderr


def test_empty_journal_has_nothing_to_export(shell: Shell, tmp_path: Path) -> None:
    """Before the first fact there is no signed head to hand out."""
    assert "journal.empty" in shell.run("journal", "export", tmp_path / "log", code=3).stderr
