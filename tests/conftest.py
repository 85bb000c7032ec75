"""What every test stands on: the engine, the journal's guard, catalogues, hypothesis, the quick marker."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import polib
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

if TYPE_CHECKING:
    from tests.world import World

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"  # beside the repository; absent in a lone clone
QUICK = ("thinking", "architecture")
pytest_plugins = ["tests.browser", "tests.shell"]

hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("quick", deadline=None, derandomize=True, max_examples=20)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_configure(config: pytest.Config) -> None:
    """Search less in a quick run; compile the message catalogues once, in the process that starts the run."""
    if config.option.markexpr == "quick":
        hypothesis.settings.load_profile("quick")
    if hasattr(config, "workerinput"):
        return
    for catalogue in sorted((ROOT / "src").rglob("*.po")):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            polib.pofile(str(catalogue)).save_as_mofile(str(compiled))


def pytest_report_header() -> str:
    """Say on which engine this run stands."""
    return f"database: {settings.ENGINE} {'(' + settings.NO_DATABASE + ')' if settings.NO_DATABASE else ''}".rstrip()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the quick rooms, and skip by name what this machine cannot run."""
    for item in items:
        room = Path(item.path).relative_to(ROOT / "tests").parts[0]
        if room in QUICK and item.get_closest_marker("slow") is None:
            item.add_marker(pytest.mark.quick)
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if settings.NO_DATABASE:
            item.add_marker(pytest.mark.skip(reason=settings.NO_DATABASE))


@pytest.fixture(scope="session", autouse=True)
def _flush_past_the_guard() -> Iterator[None]:
    """Let the flush after a ``transaction=True`` test pass the journal's triggers, and nothing else."""
    guard = importlib.import_module("sinergi.journal.guard")
    plain = TransactionTestCase._fixture_teardown  # Django names no public hook for this moment

    def teardown(case: TransactionTestCase) -> None:
        connection = connections["default"]
        guard.remove(connection)
        try:
            plain(case)
        finally:
            guard.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public files, or a skip by name where only the repository was cloned."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no ../shared/data beside the repository")
    return SHARED_DATA


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own, named by the settings and the environment."""
    monkeypatch.setattr(settings, "SINERGI_DATA", tmp_path)
    monkeypatch.setenv("SINERGI_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def world(db: None, data_dir: Path) -> World:
    """The tiny kecamatan of ``tests/world.py``, built through commands, in a data folder of its own."""
    return importlib.import_module("tests.world").small()  # type: ignore[no-any-return]
