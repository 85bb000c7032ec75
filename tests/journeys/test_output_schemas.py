"""What commands print with ``--json`` fits the JSON Schemas that the reference publishes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.shell import Shell

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
GOOD = "kode_desa,nama,jenis,kode_kecamatan,nama_kecamatan\n14.04.19.2001,Contoh Satu,desa,14.04.19,Contoh\n"
BAD = "kode_tps,kode_desa,nomor,dpt_l,dpt_p\n1404192001001,14.04.19.2001,satu,-5,x\n"


def fits(name: str, answer: object) -> None:
    """Hold an answer to a published schema."""
    schema: dict[str, Any] = json.loads((REFERENCE / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(answer)


def test_a_nation_prints_what_it_says(shell: Shell) -> None:
    """Two synthetic kecamatan answer in the documented form, each with what scripts rely on."""
    answer = shell.json("plan", "national", "--kecamatan", "2", "--seed", "3", "--executor", "serial", "--json")
    fits("plan-national", answer)
    assert [row["number"] for row in answer["kecamatan"]] == [1, 2]
    assert all(0 <= row["gap"] <= 1 and row["bound"] <= row["objective"] for row in answer["kecamatan"])


@pytest.mark.parametrize(("what", "text", "code"), [("desa", GOOD, 0), ("tps", BAD, 3)], ids=["good", "bad"])
def test_import_prints_what_it_says(shell: Shell, tmp_path: Path, what: str, text: str, code: int) -> None:
    """A good file and a bad one both get an answer of the documented form."""
    file = tmp_path / f"{what}.csv"
    file.write_text(text, encoding="utf-8")
    answer = shell.json("import", what, file, "--json", code=code)
    fits("import", answer)
    assert answer["applied"] is (code == 0)
    assert (code == 0) or answer["problems"]


def test_a_refusal_prints_what_it_says(shell: Shell, tmp_path: Path) -> None:
    """A file that is no table at all is refused in the documented form."""
    file = tmp_path / "tps.xlsx"
    file.write_bytes(b"PK\x03\x04 this was a workbook once")
    fits("refused", json.loads(shell.run("import", "tps", file, "--json", code=3).stdout))


def test_verify_prints_what_it_says(shell: Shell) -> None:
    """Verification of a young installation answers in the documented form."""
    shell.run("init", "--district", "14.04.19", "--name", "Contoh", "--no-accounts")
    answer = shell.json("journal", "verify", "--json")
    fits("verify", answer)
    assert answer["ok"] is True
    assert answer["size"] >= 1


def test_setting_up_and_looking_after_it_print_what_they_say(shell: Shell) -> None:
    """Init, doctor and replay answer in the documented form; a repeated init changes no password."""
    words = ("init", "--district", "14.04.19", "--name", "Contoh", "--json")
    first = shell.json(*words)
    fits("init", first)
    assert len(first["accounts"]) == 5
    assert shell.json(*words)["accounts"] == {}
    fits("doctor", shell.json("doctor", "--json"))
    fits("replay", shell.json("journal", "replay", "--json"))
