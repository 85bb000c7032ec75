"""``sinergi plan national``: a nation in a shell, cut off by force and gone on with, the same under any executor."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from sinergi.planner.deployment import nation
from tests.shell import Shell

WORDS = ("plan", "national", "--seed", "17")
FIELDS = {"tps", "objective", "bound", "gap", "seconds", "shortages", "number", "officers", "status"}


def timeless(answer: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- whatever JSON says
    """Return the rows without the seconds they took."""
    return [{key: value for key, value in row.items() if key != "seconds"} for row in answer["kecamatan"]]


def test_every_kecamatan_has_its_row(shell: Shell) -> None:
    """Rows come in order with a bound that holds, a gap as a fraction, CPU seconds and a count of what is missing."""
    answer = shell.json(*WORDS, "--kecamatan", "3", "--executor", "serial", "--json")
    assert [row["number"] for row in answer["kecamatan"]] == [1, 2, 3]
    for row in answer["kecamatan"]:
        assert row.keys() == FIELDS
        assert 8 <= row["tps"] <= 300
        assert 0 <= row["bound"] <= row["objective"]
        assert 0 <= row["gap"] <= 1
        assert row["seconds"] > 0
        assert isinstance(row["shortages"], int)
    assert answer["summary"]["kecamatan"] == 3
    assert answer["summary"]["tps"] == sum(row["tps"] for row in answer["kecamatan"])
    assert (answer["seed"], answer["synthetic"]) == (17, True)
    assert not shell.data.exists()


@pytest.mark.slow
def test_the_executor_changes_nothing(shell: Shell) -> None:
    """Two processes answer like one, but for the seconds."""
    alone = shell.json(*WORDS, "--kecamatan", "5", "--executor", "serial", "--json")
    many = shell.json(*WORDS, "--kecamatan", "5", "--workers", "2", "--json")
    assert timeless(alone) == timeless(many)


def test_people_read_words(shell: Shell) -> None:
    """Without --json: what was planned, how good it surely is, and that the nation's minutes are extrapolated."""
    said = shell.run(*WORDS, "--kecamatan", "1", "--executor", "serial").stdout
    assert "Selisih terjamin" in said
    assert "bukan ukuran" in said
    assert "not measured" in said


@pytest.mark.slow
def test_a_killed_run_goes_on_where_it_ended(shell: Shell, tmp_path: Path) -> None:
    """After a kill with force the finished rows are taken from the file; the answer is that of a run in one go."""
    file, words = tmp_path / "lanjut.jsonl", (*WORDS, "--kecamatan", "24", "--json")
    with shell.start(*words, "--resume", file, "--workers", "2") as running:
        while running.poll() is None and lines(file) < 6:
            time.sleep(0.02)
        running.kill()
    left = lines(file)
    assert left >= 6
    with file.open("ab") as torn:
        torn.write(b'{"for":{"bud')
    found, _ = nation.kept(file.read_bytes(), seed=17, budget=nation.LIGHT)
    answer = shell.json(*words, "--resume", file, "--workers", "2")
    assert timeless(answer) == timeless(shell.json(*words, "--workers", "2"))
    rows = {row["number"]: row for row in answer["kecamatan"]}
    assert {number: rows[number]["seconds"] for number in found} == {n: row.seconds for n, row in found.items()}
    assert lines(file) == 25


def lines(file: Path) -> int:
    """Count the whole lines of a file that may not be there yet."""
    return file.read_bytes().count(b"\n") if file.exists() else 0


def test_what_is_finished_is_only_read(shell: Shell, tmp_path: Path) -> None:
    """A second run over a complete file writes nothing and asks no executor."""
    file, words = tmp_path / "lanjut.jsonl", (*WORDS, "--kecamatan", "2", "--json")
    first = shell.json(*words, "--executor", "serial", "--resume", file)
    before = file.read_bytes()
    assert shell.json(*words, "--executor", "dask:tcp://127.0.0.1:9", "--resume", file) == first
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--executor", "ray"), "plan.executor.unknown"),
        (("--resume", "catatan.txt"), "plan.resume.unreadable"),
        (("--resume", "tiada/lanjut.jsonl"), "plan.resume.nowhere"),
    ],
)
def test_nonsense_is_refused_by_name(shell: Shell, tmp_path: Path, words: tuple[str, str], code: str) -> None:
    """An unknown executor, somebody's notes as a file to resume from, a folder that is not there: exit code 3."""
    notes = tmp_path / "catatan.txt"
    notes.write_text("daftar belanja\n", encoding="utf-8")
    option, value = words
    value = value if option == "--executor" else str(tmp_path / value)
    done = shell.run(*WORDS, "--kecamatan", "1", option, value, "--json", code=3)
    assert json.loads(done.stdout)["refused"]["code"] == code
    assert notes.read_text(encoding="utf-8") == "daftar belanja\n"


@pytest.mark.parametrize("words", [("--kecamatan", "0"), ("--kecamatan", "1", "--workers", "0"), ()])
def test_impossible_numbers_are_wrong_usage(shell: Shell, words: tuple[str, ...]) -> None:
    """None at all, no workers, no number: exit code 2."""
    shell.run(*WORDS, *words, code=2)
