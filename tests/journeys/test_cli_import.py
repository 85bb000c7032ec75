"""Files from a shell: real ones where they are beside the repository, broken ones always."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.shell import Shell


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


def test_a_file_without_rows_to_choose_from_is_told_whole(shell: Shell, tmp_path: Path) -> None:
    """A list of villages holds no TPS whatever is left out: every problem in the same JSON, nothing done."""
    file = tmp_path / "desa.csv"
    file.write_text("NO;DESA;JUMLAH TPS\n1;Pekan Tua;4\n")
    said = shell.json("import", "tps", file, "--leave-out-errors", "--json", code=3)
    assert (said["new"], said["applied"], said["left_out"]) == (0, False, [])
    assert [one["code"] for one in said["problems"] if one["severity"] == "error"] == ["sheet.header-missing"]


def test_a_mapping_is_used_by_its_name(shell: Shell, tmp_path: Path) -> None:
    """One that nobody saved is refused by name; a known layout is taken by its own."""
    file = tmp_path / "rekap.csv"
    file.write_text("kecamatan,kelurahan,nama_tps,dpt_j\nTiada,Tiada,TPS 001,100\n")
    said = shell.run("import", "tps", file, "--mapping", "Buku besar", "--json", code=3)
    assert "places.mapping.unknown" in said.stdout
    named = shell.json("import", "tps", file, "--mapping", "Rekap TPS Pilkada 2024", "--json", code=3)
    assert named["layout"] == "Rekap TPS Pilkada 2024"
    assert [one["code"] for one in named["problems"] if one["severity"] == "error"] == ["places.village.unknown"]
