"""Kempas as the demo loads it: complete, replayable, exportable, and the same the second time."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shell import Shell, shells

WAIT = 60  # seconds for a server to answer
FINGERPRINT = """
import json, django
django.setup()
from sinergi.journal import replay
print(json.dumps(replay.fingerprint()))
"""


@pytest.fixture(scope="module")
def kempas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """One loaded demo for the whole module."""
    for shell in shells(tmp_path_factory.mktemp("kempas") / "data"):
        shell.run("demo", "--no-serve")
        yield shell


def fingerprint(shell: Shell) -> dict[str, str]:
    """Return the hash of every derived table, as another process sees it."""
    environment = {**shell.environment, "DJANGO_SETTINGS_MODULE": "sinergi.config.settings", "SINERGI_DEMO": "1"}
    said = subprocess.run(
        [sys.executable, "-c", FINGERPRINT], capture_output=True, text=True, check=True, env=environment
    ).stdout
    tables: dict[str, str] = json.loads(said)
    return tables


def features(kempas: Shell, folder: Path, what: str) -> list[dict[str, object]]:
    """Export a layer and return its features."""
    kempas.run("export", what, folder / f"{what}.geojson")
    found: list[dict[str, object]] = json.loads((folder / f"{what}.geojson").read_text())["features"]
    return found


def test_twelve_villages_and_74_stations(kempas: Shell, tmp_path: Path) -> None:
    """The real numbers, every TPS labelled synthetic, six of them on the flood survey of January 2024."""
    stations = [one["properties"] for one in features(kempas, tmp_path, "tps")]
    assert (len(features(kempas, tmp_path, "desa")), len(stations)) == (12, 74)
    assert all(isinstance(one, dict) and one["synthetic"] for one in stations)
    assert sum(isinstance(one, dict) and bool(one["flood_prone"]) for one in stations) == 6


def test_the_demo_replays_and_verifies(kempas: Shell) -> None:
    """Every table of the demo can be thrown away and built again, as another process sees it, and the journal is whole.

    Its meetings and promises are among them, with the promises that records closed.
    """
    before = fingerprint(kempas)
    assert {"meetings_meeting", "meetings_promise", "meetings_promiseevidence", "deployment_guardplan"} <= set(before)
    verified = kempas.json("journal", "verify", "--json")
    assert verified["ok"]
    replayed = kempas.json("journal", "replay", "--json")
    assert replayed["facts"] > 1000
    assert replayed["differing"] == []
    assert fingerprint(kempas) == before
    assert kempas.json("journal", "verify", "--json") == verified


@pytest.mark.parametrize(
    "name",
    ["tps.csv", "tps.xlsx", "desa.csv", "lokasi.xlsx", "jalur.csv", "wilayah.csv", "batas.geojson", "personel.xlsx"],
)
def test_what_goes_out_comes_in_unchanged(kempas: Shell, tmp_path: Path, name: str) -> None:
    """An export is a valid import that changes nothing; the synthetic label survives the trip."""
    what = name.partition(".")[0]
    kempas.run("export", what, tmp_path / name)
    said = kempas.json("import", what, tmp_path / name, "--json")
    assert (said["new"], said["changed"]) == (0, 0), said["problems"][:3]
    assert said["unchanged"] > 0


def test_loading_again_changes_nothing(kempas: Shell) -> None:
    """A second start finds the demo loaded and prints the same cards."""
    before = kempas.json("journal", "verify", "--json")
    again = kempas.run("demo", "--no-serve").stdout
    assert kempas.json("journal", "verify", "--json") == before
    told = json.loads((kempas.data / "demo.json").read_text())
    assert all(one["login"] in again and one["password"] in again for one in told["accounts"])
    assert all(one["words"] in again for one in told["cards"])


def test_demo_keeps_out_of_real_data(tmp_path: Path) -> None:
    """A folder with other facts is refused: drill and reality never mix."""
    for shell in shells(tmp_path / "real"):
        shell.run("init", "--name", "Contoh", "--district", "14.04.19", "--no-accounts")
        assert "demo.data-in-use" in shell.run("demo", "--no-serve", code=3).stderr


def test_demo_serves_and_stops(kempas: Shell) -> None:
    """The printed address answers, and Ctrl-C ends the server; a taken port is refused by name."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = kempas.start("demo", "--port", str(port))
    try:
        assert "Situasi" in _get(f"http://127.0.0.1:{port}/")
        assert "serve.port" in kempas.run("demo", "--port", str(port), code=3).stderr
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=WAIT)
        assert server.stdout is not None
        server.stdout.close()


def _get(url: str) -> str:
    end = time.monotonic() + WAIT
    while True:
        try:
            with urllib.request.urlopen(url, timeout=WAIT) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
