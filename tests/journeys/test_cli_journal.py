"""The journal from a shell: export, verify, replay, backup, restore."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.settings import ENGINE
from tests.shell import Shell, shells

DESA = "kode,nama,jenis,lat,lon\n14.04.19.2001,Pekan Tua,desa,-0.502371,102.757215\n"
TPS = """Kode TPS;Nomor TPS;Kode desa;DPT L;DPT P
1404192001001;1;14.04.19.2001;100;101
1404192001002;2;14.04.19.2001;90;99
"""


@pytest.fixture
def filled(shell: Shell, tmp_path: Path) -> Shell:
    """An installation with one desa and two TPS."""
    (tmp_path / "desa.csv").write_text(DESA)
    (tmp_path / "tps.csv").write_text(TPS)
    assert shell.json("import", "desa", tmp_path / "desa.csv", "--json")["new"] == 1
    assert shell.json("import", "tps", tmp_path / "tps.csv", "--json")["new"] == 2
    return shell


def test_exported_log_verifies_and_every_flip_is_found(filled: Shell, tmp_path: Path) -> None:
    """The folder holds the documented files; one flipped byte anywhere ends with exit code 4."""
    out = tmp_path / "log"
    filled.run("journal", "export", out)
    files = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    assert {"checkpoint", "vkey"} <= set(files)
    assert any(name.startswith("tile/entries/") for name in files)
    report = filled.json("journal", "verify", out, "--json")
    assert report["ok"]
    assert report["size"] == filled.json("journal", "verify", "--json")["size"]
    for name in files:
        whole = (out / name).read_bytes()
        middle = len(whole) // 2
        (out / name).write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        found = filled.json("journal", "verify", out, "--json", code=4)
        assert found["problems"], name
        (out / name).write_bytes(whole)


def test_export_refuses_a_folder_in_use(filled: Shell, tmp_path: Path) -> None:
    """An old tile beside a new checkpoint would look like tampering."""
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "note.txt").write_text("mine")
    done = filled.run("journal", "export", tmp_path / "used", code=3)
    assert "journal.export.not-empty" in done.stderr


def test_backup_comes_back_whole(filled: Shell, tmp_path: Path) -> None:
    """What a restore holds is what was backed up: same log key, same head, same tables."""
    filled.run("backup", tmp_path / "all.tar.gz")
    assert (tmp_path / "all.tar.gz").stat().st_mode & 0o077 == 0
    before = filled.run("export", "tps", tmp_path / "before.csv") and (tmp_path / "before.csv").read_bytes()
    for other in shells(tmp_path / "elsewhere"):
        other.run("restore", tmp_path / "all.tar.gz")
        other.run("export", "tps", tmp_path / "after.csv")
        assert (tmp_path / "after.csv").read_bytes() == before
        assert other.run("journal", "vkey").stdout == filled.run("journal", "vkey").stdout
        assert other.json("journal", "verify", "--json") == filled.json("journal", "verify", "--json")
        done = other.run("restore", tmp_path / "all.tar.gz", code=3)
        assert "restore.not-empty" in done.stderr


def test_after_a_restore_that_lost_facts_a_new_epoch_is_opened_and_kept(filled: Shell, tmp_path: Path) -> None:
    """The way of the how-to: an old backup, a witness who saw more, a new epoch, and a backup that holds all of it."""
    filled.run("backup", tmp_path / "old.tar.gz")
    (tmp_path / "more.csv").write_text(DESA.replace("2001,Pekan Tua", "2002,Kempas Jaya"))
    filled.run("import", "desa", tmp_path / "more.csv")
    for other in shells(tmp_path / "elsewhere"):
        other.run("restore", tmp_path / "old.tar.gz")
        (other.data / "witnesses").mkdir()
        newest = (filled.data / "journal" / "checkpoint").read_text()
        (other.data / "witnesses" / "panwascam.checkpoint").write_text(newest)
        assert "journal.rolled-back" in other.run("journal", "verify", code=3).stderr
        other.run("journal", "epoch", "--reason", "laptop rusak", "--yes")
        other.run("backup", tmp_path / "new.tar.gz")
    for third in shells(tmp_path / "third"):
        third.run("restore", tmp_path / "new.tar.gz")  # verifies the closed log too
        assert (third.data / "journal-1" / "checkpoint").exists()
        assert (third.data / "witnesses" / "panwascam.checkpoint").read_text() == newest


def test_half_a_backup_is_refused(filled: Shell, tmp_path: Path) -> None:
    """A truncated or foreign file restores nothing."""
    filled.run("backup", tmp_path / "all.tar.gz")
    whole = (tmp_path / "all.tar.gz").read_bytes()
    (tmp_path / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "desa.csv", "desa.csv")
    for other in shells(tmp_path / "elsewhere"):
        assert "restore.unreadable" in other.run("restore", tmp_path / "half.tar.gz", code=3).stderr
        assert "restore.not-a-backup" in other.run("restore", tmp_path / "other.tar.gz", code=3).stderr


def test_replay_from_a_shell(filled: Shell, tmp_path: Path) -> None:
    """Replaying builds the same tables again."""
    filled.run("export", "tps", tmp_path / "before.csv")
    filled.run("journal", "replay")
    filled.run("export", "tps", tmp_path / "after.csv")
    assert (tmp_path / "after.csv").read_bytes() == (tmp_path / "before.csv").read_bytes()


def test_doctor_speaks_json(filled: Shell) -> None:
    """The doctor names every check, and is content with a healthy installation."""
    said = filled.json("doctor", "--json")
    assert said["ok"], json.dumps(said)
    assert {"python", "database", "keys", "journal"} <= {check["name"] for check in said["checks"]}


def test_nobody_else_on_the_machine_reads_the_data(filled: Shell) -> None:
    """Sessions, password hashes and restricted facts lie in a database that only its owner opens; so do the keys."""
    found = [*filled.data.glob("sinergi.sqlite3*"), *(filled.data / "keys").iterdir()]
    assert [path.name for path in found if path.stat().st_mode & 0o077] == []
    assert found


@pytest.mark.parametrize("name", ["log.key", "vault.keys", "secret.key"])
@pytest.mark.parametrize("damage", [b"", b"rusak", b"\xff\xfe"])
def test_a_damaged_key_is_named(filled: Shell, name: str, damage: bytes) -> None:
    """Each refusal says which file; nothing is made in its place."""
    path = filled.data / "keys" / name
    path.write_bytes(damage)
    code = 5 if name == "secret.key" else 3
    said = filled.run("journal", "verify", code=code).stderr
    assert name in said
    assert "Traceback" not in said
    assert path.read_bytes() == damage


def test_a_full_disk_is_named(filled: Shell, tmp_path: Path) -> None:
    """No file may grow, as on a full disk: refused by name, and the journal is whole when there is space again."""
    (tmp_path / "more.csv").write_text(DESA.replace("2001,Pekan Tua", "2002,Kempas Jaya"))
    words = f"import desa {tmp_path / 'more.csv'}"
    command = f"ulimit -f 0; exec {sys.executable} -m sinergi.entrypoints.cli {words}"
    done = subprocess.run(["bash", "-c", command], env=filled.environment, capture_output=True, text=True, check=False)
    assert done.returncode in (3, 5), done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert filled.json("journal", "verify", "--json")["ok"]
    again = filled.json("import", "desa", tmp_path / "more.csv", "--json")
    if ENGINE == "sqlite":  # on PostgreSQL the limit binds the log's files only: the fact is in, its number comes now
        assert again["new"] == 1
    assert again["new"] + again["unchanged"] == 1
