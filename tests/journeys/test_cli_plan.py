"""``sinergi plan deployment``: from a file to a plan at the shell, without any installation."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sinergi.planner.deployment import check, form
from tests.journeys.test_output_schemas import fits
from tests.shell import Shell
from tests.thinking.deployment_case import officer, problem

SPEC = Path(__file__).resolve().parents[2] / "docs" / "spec" / "deployment.md"


def written(folder: Path, value: object) -> Path:
    """Write a problem file."""
    file = folder / "problem.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    return file


def examples() -> list[dict[str, Any]]:
    """Return the JSON that the specification shows."""
    return [
        json.loads(block) for block in re.findall(r"```json\n(.*?)```", SPEC.read_text(encoding="utf-8"), re.DOTALL)
    ]


def test_the_example_of_the_specification_holds(shell: Shell, tmp_path: Path) -> None:
    """What the text says of its example is what the command answers, and both files have the published form."""
    asked, excerpt = examples()
    fits("deployment-problem", asked)
    answer = shell.json("plan", "deployment", written(tmp_path, asked), "--json")
    fits("deployment-result", answer)
    assert {key: answer[key] for key in excerpt} == excerpt
    (sector,), (team,) = answer["plan"]["sectors"], answer["plan"]["teams"]
    assert (sector["post"], sorted(sector["officers"]), sector["leader"]) == ("003", ["P1", "P2"], "P1")
    assert (team["site"], sorted(team["officers"]), team["minutes"]) == ("polsek", ["P3", "P4"], 30)
    assert [(one["kind"], one["missing"], one["at"]) for one in answer["shortages"]] == [("linmas", 1, "003")]
    assert not shell.data.exists()


def test_a_problem_of_everything_is_solved_and_repeats(shell: Shell, tmp_path: Path) -> None:
    """The same file and seed give the same bytes; the checker agrees; the file form is the published one."""
    file = written(tmp_path, problem())
    fits("deployment-problem", json.loads(form.write(form.read(file.read_bytes()))))
    first = shell.run("plan", "deployment", file, "--seed", "3", "--json")
    assert shell.run("plan", "deployment", file, "--seed", "3", "--json").stdout == first.stdout
    answer = json.loads(first.stdout)
    fits("deployment-result", answer)
    assert check.faults(form.plain(form.read(file.read_bytes())), answer) == []
    again = written(tmp_path, {**problem(), "before": answer["plan"]})
    assert {one["goal"]: one["value"] for one in shell.json("plan", "deployment", again, "--json")["goals"]}[
        "changes"
    ] == 0


def test_no_time_still_gives_a_plan(shell: Shell, tmp_path: Path) -> None:
    """With a time of 0 there is a plan that keeps all rules, and a report of what is missing where people are few."""
    for people in (problem()["officers"], [officer(1), officer(9, rank=4)]):
        raw = {**problem(), "officers": people, "apart": [], "frozen": []}
        answer = shell.json("plan", "deployment", written(tmp_path, raw), "--time", "0", "--json")
        assert check.faults(form.plain(form.read(json.dumps(raw).encode())), answer) == []
        assert answer["status"] in ("optimal", "feasible", "short")
        assert bool(answer["shortages"]) == (len(people) == 2)


def test_a_reader_gets_words(shell: Shell, tmp_path: Path) -> None:
    """Without --json the answer is a page in Indonesian, with what is missing."""
    said = shell.run("plan", "deployment", written(tmp_path, examples()[0])).stdout
    for words in ("1 sektor", "pos 003", "P1, P2", "terbukti tidak bisa lebih kecil", "Kekurangan:", "Kurang 1 Linmas"):
        assert words in said


def test_standard_input_is_read(shell: Shell) -> None:
    """A dash is standard input."""
    done = piped(shell, json.dumps(examples()[0]).encode())
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)["objective"] == 56


def piped(shell: Shell, data: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run the command on ``data``."""
    return subprocess.run(
        [sys.executable, "-m", "sinergi.entrypoints.cli", "plan", "deployment", "-", "--json"],
        input=data, capture_output=True, timeout=300, check=False, env=shell.environment,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "plan.file.json"),
        (b"\x00\x01\x02\xff", "plan.file.encoding"),
        (b"[" * 1_000_000, "plan.file.deep"),
        (b'{"patterns": []}', "plan.key.missing"),
    ],
)
def test_rubbish_is_refused_by_name(shell: Shell, data: bytes, code: str) -> None:
    """A refusal is exit code 3, in the published form."""
    done = piped(shell, data)
    assert done.returncode == 3, done.stderr[-2000:]
    answer = json.loads(done.stdout)
    fits("refused", answer)
    assert answer["refused"]["code"] == code


def test_a_gigabyte_is_refused_unread(shell: Shell, tmp_path: Path) -> None:
    """A huge file is refused by its size, an endless one after the most that a problem may have."""
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(1024**3)
    for path in (huge, Path("/dev/zero")):
        if path.exists():
            refused = json.loads(shell.run("plan", "deployment", path, "--json", code=3).stdout)
            assert refused["refused"]["code"] == "plan.file.large"


@pytest.mark.parametrize("words", [("--time", "-1"), ("--time", "nan"), ("--time", "inf"), ("--seed", "-1")])
def test_wrong_usage(shell: Shell, tmp_path: Path, words: tuple[str, ...]) -> None:
    """A time that is none is exit code 2, as is a file that is not there."""
    shell.run("plan", "deployment", written(tmp_path, problem()), *words, code=2)
    shell.run("plan", "deployment", tmp_path / "missing.json", code=2)


def test_a_fault_of_the_planner_is_made_visible(tmp_path: Path) -> None:
    """When the checker finds fault, the answer is printed all the same, the fault is named, and the exit code is 4."""
    file = written(tmp_path, examples()[0])
    program = (
        "import sys\nfrom sinergi.planner.deployment import check\n"
        "check.faults = lambda problem, result: ['goal.travel: made up']\n"
        "from sinergi.entrypoints.cli.main import main\n"
        f"main(['plan', 'deployment', {str(file)!r}, '--json'])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 4, done.stderr[-2000:]
    assert json.loads(done.stdout)["objective"] == 56
    assert "goal.travel: made up" in done.stderr


def test_planning_wakes_no_framework(tmp_path: Path) -> None:
    """The whole command runs without Django."""
    file = written(tmp_path, examples()[0])
    probe = (
        "import sys\nfrom sinergi.entrypoints.cli.main import cli\n"
        f"cli.main(['plan', 'deployment', {str(file)!r}, '--json'], standalone_mode=False)\n"
        "print('HEAVY', sorted({'django', 'openpyxl', 'typst', 'docx'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[-1] == "HEAVY []"
