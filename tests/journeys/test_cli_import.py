"""Files from a shell: real ones where they are beside the repository, broken ones always."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.shell import Shell, shell

__all__ = ["shell"]


def test_kempas_comes_in_once(shell: Shell, shared_data: Path) -> None:
    """The real Kempas file: blocked by its defect, applied without it, unchanged the second time."""
    file = shared_data / "tps" / "pilpres2024_tps_kempas.csv"
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    wrong = [row for row in rows if row["dpt_j"] and int(row["dpt_l"]) + int(row["dpt_p"]) != int(row["dpt_j"])]
    blocked = shell.json("import", "tps", file, "--json", code=3)
    assert not blocked["applied"]
    first = shell.json("import", "tps", file, "--leave-out-errors", "--json")
    assert (first["new"], first["changed"], len(first["left_out"])) == (len(rows) - len(wrong), 0, len(wrong))
    again = shell.json("import", "tps", file, "--leave-out-errors", "--json")
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, first["new"])


def test_dry_run_changes_nothing(shell: Shell, shared_data: Path) -> None:
    """A dry run says what would happen, twice the same."""
    file = shared_data / "tps" / "pilpres2024_tps_kempas.csv"
    words = ("import", "tps", file, "--dry-run", "--leave-out-errors", "--json")
    assert shell.json(*words) == shell.json(*words)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("kosong.csv", b"", "sheet."),
        ("gambar.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 200, "sheet."),
        ("nik.csv", b"Kode TPS,NIK\n1404192001001,1404190101800001\n", "sheet.nik"),
    ],
)
def test_what_is_no_table_is_refused_by_name(
    shell: Shell, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    """Not a table, or one with voters in it: a code, two languages, nothing changed."""
    (tmp_path / name).write_bytes(content)
    said = shell.run("import", "tps", tmp_path / name, "--json", code=3)
    refused = json.loads(said.stdout)["refused"]
    assert refused["code"].startswith(code)
    assert refused["message"] != refused["message_en"]
    assert shell.json("journal", "verify", "--json")["size"] == 0
