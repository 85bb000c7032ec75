"""kill -9 at random moments during 200 records: whatever was acknowledged is there, once, in a log that verifies.

This file is also the program that is killed: ``python test_journal_kill.py records FIRST`` records and acknowledges
facts on its standard output, each after its commit; ``check`` repairs and says what is there.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
RECORDS = 200


def main(task: str, first: int) -> None:
    """Run as the victim."""
    import django

    django.setup()
    from django.core.management import call_command

    from sinergi.areas.places.facts import RegionRegistered
    from sinergi.journal import repair, sequencer, verify
    from sinergi.journal.book import record
    from sinergi.journal.models import Leaf
    from tests.cast import fact_id, stamp

    call_command("migrate", verbosity=0, interactive=False)
    repair.start_up()
    if task == "check":
        sequencer.settle()
        report = verify.verify_all()
        leaves = [str(one) for one in Leaf.objects.order_by("number").values_list("entry_id", flat=True)]
        numbers = list(Leaf.objects.order_by("number").values_list("number", flat=True))
        problems = [str(problem) for problem in report.problems]
        answer = {"ids": leaves, "numbers": numbers, "problems": problems}
        sys.stdout.write(json.dumps(answer) + "\n")
        return
    sequencer.Sequencer().start()
    for number in range(first, RECORDS):
        record(RegionRegistered(code="14.04.19", name=f"n{number}"), stamp=stamp(ids=(fact_id(number),)))
        sys.stdout.write(f"{number} {fact_id(number)}\n")
        sys.stdout.flush()
        time.sleep(0.005)


@pytest.fixture
def place(tmp_path: Path, db: None) -> Iterator[dict[str, str]]:
    """The environment of the victim: a data folder and a database of its own, on the engine of this run."""
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SINERGI_DATA")}
    env |= {
        "DJANGO_SETTINGS_MODULE": "sinergi.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "SINERGI_DATA": str(tmp_path / "data"),
        "SINERGI_DEMO": "1",
    }
    if connection.vendor == "sqlite":
        yield env
        return
    import psycopg

    name = f"kill_{uuid.uuid4().hex[:8]}"
    known = connection.settings_dict
    server = {
        "host": known["HOST"],
        "user": known["USER"],
        "password": known["PASSWORD"],
        "port": known["PORT"] or None,
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        port = f":{known['PORT']}" if known["PORT"] else ""
        login = f"{known['USER']}:{known['PASSWORD']}" if known["PASSWORD"] else known["USER"]
        yield env | {"DATABASE_URL": f"postgresql://{login}@{port}/{name}?host={known['HOST']}"}
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _run(env: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, str(HERE), *arguments], env=env, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_kill_loses_nothing_acknowledged(place: dict[str, str], seed: int) -> None:
    """Killed up to five times: every acknowledged id is numbered, once, without gaps, and all of it verifies."""
    chance = random.Random(seed)
    acknowledged: dict[int, str] = {}
    kills = 0
    while len(acknowledged) < RECORDS:
        until = len(acknowledged) + chance.randint(10, 60) if kills < 5 else RECORDS + 1
        with _run(place, "records", str(len(acknowledged))) as process:
            assert process.stdout is not None
            for line in process.stdout:  # to its end: also what it had said before it died
                number, identity = line.split()
                acknowledged[int(number)] = identity
                if len(acknowledged) == until:
                    time.sleep(chance.random() * 0.3)  # anywhere in the sequencer's round
                    process.kill()
                    kills += 1
        assert process.returncode in (0, -9)
    assert kills >= 3
    with _run(place, "check", "0") as check:
        out, _ = check.communicate(timeout=120)
    found = json.loads(out)
    assert found["problems"] == []
    assert found["numbers"] == list(range(len(found["ids"])))
    assert len(set(found["ids"])) == len(found["ids"])
    assert set(acknowledged.values()) <= set(found["ids"])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
