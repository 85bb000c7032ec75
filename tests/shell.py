"""A shell with an installation of its own: its data folder, and on PostgreSQL its own database."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings

from tests.settings import ENGINE

TIMEOUT = 300  # seconds


@dataclass(frozen=True, slots=True)
class Shell:
    """Runs ``sinergi`` as a process of its own, as a script would."""

    data: Path
    environment: dict[str, str] = field(repr=False)

    def run(self, *words: str | Path, code: int = 0, **extra: str) -> subprocess.CompletedProcess[str]:
        """Run one command and insist on its exit code."""
        done = subprocess.run(
            [sys.executable, "-m", "sinergi.entrypoints.cli", *map(str, words)],
            capture_output=True, text=True, timeout=TIMEOUT, check=False, env={**self.environment, **extra},
        )  # fmt: skip
        assert done.returncode == code, f"exit {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        return done

    def json(self, *words: str | Path, code: int = 0) -> Any:  # noqa: ANN401 -- whatever JSON says
        """Run one command and return the JSON it prints."""
        return json.loads(self.run(*words, code=code).stdout)

    def start(self, *words: str | Path) -> subprocess.Popen[str]:
        """Start a command that goes on, such as a server."""
        return subprocess.Popen(
            [sys.executable, "-u", "-m", "sinergi.entrypoints.cli", *map(str, words)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=self.environment,
        )  # fmt: skip


def _fresh_database() -> Iterator[str]:
    url = os.environ["DATABASE_URL"]
    name = f"shell_{uuid.uuid4().hex[:12]}"
    conninfo = psycopg.conninfo.make_conninfo(
        host=settings.DATABASES["default"]["HOST"],
        user=settings.DATABASES["default"]["USER"],
        password=settings.DATABASES["default"]["PASSWORD"] or None,
        port=settings.DATABASES["default"]["PORT"] or None,
        dbname="postgres",
    )
    with psycopg.connect(conninfo, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(url)
    yield urlunsplit(parts._replace(path=f"/{name}"))
    with psycopg.connect(conninfo, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def shells(folder: Path) -> Iterator[Shell]:
    """Yield one shell over ``folder``; its database goes with it."""
    environment = {k: v for k, v in os.environ.items() if not re.match(r"SINERGI_|DATABASE_URL|DJANGO_", k)}
    environment["SINERGI_DATA"] = str(folder)
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    if ENGINE == "sqlite":
        yield Shell(folder, environment)
        return
    databases = _fresh_database()
    environment["DATABASE_URL"] = next(databases)
    yield Shell(folder, environment)
    next(databases, None)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A shell over an empty data folder."""
    yield from shells(tmp_path / "data")
