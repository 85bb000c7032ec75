"""The source tree as the house-rule tests see it: files, parsed once."""

from __future__ import annotations

import ast
import gc
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sinergi"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One parsed source file."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def where(self) -> str:
        """Its path inside the repository."""
        return str(self.path.relative_to(ROOT))

    def functions(self) -> Iterator[FunctionNode]:
        """Every function and method, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, FUNCTIONS))

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the last name of what is called."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                function = node.func
                yield getattr(function, "id", getattr(function, "attr", "")), node


def parse(text: str) -> ast.Module:
    """Return the syntax tree of ``text``.

    A garbage collection in the middle of ``ast.parse`` may run code that parses as well, and Python 3.11 then reports a
    “recursion depth mismatch”; so there is none.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(text)
    finally:
        if collecting:
            gc.enable()


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the program, migrations apart: they are plain data written by Django."""
    return tuple(
        Module(path, text := path.read_text(encoding="utf-8"), parse(text))
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def repository_files() -> tuple[Path, ...]:
    """Every file that git tracks, or would track: nothing that .gitignore hides."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(path for name in sorted(set(listed.split("\0")) - {""}) if (path := ROOT / name).is_file())


@cache
def text_of(path: Path) -> str:
    """Return a file's text; empty for a binary one."""
    data = path.read_bytes()
    return "" if b"\0" in data[:4096] else data.decode("utf-8", errors="replace")
