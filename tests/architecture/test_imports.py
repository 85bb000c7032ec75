"""Imports only go down: the contracts of pyproject.toml, and what a contract cannot say."""

from __future__ import annotations

import ast
import os
import subprocess
import sys

import grimp
import pytest

from tests.architecture.tree import FUNCTIONS, ROOT, Module, modules

LATE = ("ready",)  # AppConfig.ready: Django wants it so
MAY_IMPORT_LATE = "src/sinergi/entrypoints/cli/"  # --help in 0.2 s


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Who imports whom in the program, imports under TYPE_CHECKING and inside functions included."""
    return grimp.build_graph("sinergi", cache_dir=None)


def test_contracts_are_kept() -> None:
    """Every import-linter contract holds, exhaustively: a new room must say where it stands."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_tables_belong_to_their_area(graph: grimp.ImportGraph) -> None:
    """No area's rooms import another area's tables: it asks that area's queries."""
    strangers = {
        (importer, table)
        for table in graph.modules
        if table.startswith("sinergi.areas.") and table.endswith(".models")
        for importer in graph.find_modules_that_directly_import(table)
        if not importer.startswith(table.removesuffix("models"))
    }
    assert not strangers


def test_no_two_rooms_import_each_other(graph: grimp.ImportGraph) -> None:
    """The rooms of the first and second floor form no knot."""
    rooms = {".".join(module.split(".")[:3]) for module in graph.modules if module.count(".") >= 2}
    rooms -= {"sinergi.areas.wiring", "sinergi.areas.tables"}
    pairs = {
        (one, other)
        for one in rooms
        for other in rooms
        if one < other
        and graph.direct_import_exists(importer=one, imported=other, as_packages=_packages(graph, one, other))
        and graph.direct_import_exists(importer=other, imported=one, as_packages=_packages(graph, one, other))
    }
    assert not pairs


def _packages(graph: grimp.ImportGraph, *names: str) -> bool:
    return all(graph.find_children(name) for name in names)


def _late_imports(module: Module) -> list[str]:
    return [
        f"{module.where}:{inner.lineno} in {function.name}"
        for function in module.functions()
        if function.name not in LATE
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def test_imports_stand_at_the_top() -> None:
    """An import inside a function hides a knot; only ``ready`` and the lazy command line have them."""
    assert FUNCTIONS
    late = [
        line for module in modules() if not module.where.startswith(MAY_IMPORT_LATE) for line in _late_imports(module)
    ]
    assert not late
