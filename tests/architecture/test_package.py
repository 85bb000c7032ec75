"""The wheel: what ``pip install .`` gives to somebody who has nothing but the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sinergi import __version__
from tests.architecture.tree import ROOT, SOURCE

ASSETS = (".html", ".css", ".js", ".svg", ".toml", ".txt", ".typ", ".png", ".ico", ".woff2", ".json", ".webmanifest")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once, offline, with the pinned builder."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT],
        check=True,
        capture_output=True,
        env={**os.environ, "PIP_NO_INDEX": "1"},
    )
    (built,) = folder.glob("sinergi-*.whl")
    return built


@pytest.mark.slow
def test_wheel_holds_every_asset(wheel: Path) -> None:
    """Templates, styles, scripts, rule packs, word lists, letters, migrations and compiled catalogues are inside."""
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"sinergi/{path.relative_to(SOURCE).as_posix()}"
        for path in SOURCE.rglob("*")
        if path.suffix in (*ASSETS, ".py") and "__pycache__" not in path.parts
    }
    wanted |= {f"sinergi/{path.relative_to(SOURCE).with_suffix('.mo').as_posix()}" for path in SOURCE.rglob("*.po")}
    assert wanted - names == set()
    assert "sinergi/py.typed" in names


@pytest.mark.slow
def test_wheel_names_its_dependencies_and_licence(wheel: Path) -> None:
    """The metadata carries what ``requirements/base.in`` lists, the licence and the command."""
    with zipfile.ZipFile(wheel) as archive:
        folder = f"sinergi-{__version__}.dist-info"
        metadata = archive.read(f"{folder}/METADATA").decode()
        entry_points = archive.read(f"{folder}/entry_points.txt").decode()
    for line in (ROOT / "requirements" / "base.in").read_text().splitlines():
        if line and not line.startswith("#"):
            assert f"Requires-Dist: {line.split('[')[0].split('~')[0]}" in metadata, line
    assert "License-Expression: Apache-2.0" in metadata
    assert "sinergi = sinergi.entrypoints.cli.main:main" in entry_points


@pytest.mark.slow
def test_sinergi_starts_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    """Unpacked outside the repository, the program says its version and lists its commands."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    said = subprocess.run(
        [sys.executable, "-P", "-m", "sinergi.entrypoints.cli", "--version"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": os.environ["PATH"], "SINERGI_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert __version__ in said.stdout
