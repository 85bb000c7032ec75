"""What several pages read: the fact classes, the parsed source, small Markdown helpers."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path
from types import ModuleType

import sinergi
from sinergi.vocabulary.facts import Fact

SOURCE = Path(sinergi.__file__).resolve().parent


def facts_modules() -> list[ModuleType]:
    """Return every module of facts: the journal's own, then each area's."""
    paths = [*sorted((SOURCE / "journal").glob("facts.py")), *sorted((SOURCE / "areas").glob("*/facts.py"))]
    return [
        importlib.import_module(".".join(("sinergi", *path.relative_to(SOURCE).with_suffix("").parts)))
        for path in paths
    ]


def own_classes(module: ModuleType) -> list[type]:
    """Return the classes that a module defines itself, in the order of the source."""
    return [item for item in vars(module).values() if inspect.isclass(item) and item.__module__ == module.__name__]


def fact_classes() -> list[type[Fact]]:
    """Return every kind of fact."""
    return [cls for module in facts_modules() for cls in own_classes(module) if issubclass(cls, Fact)]


def enums(modules: Iterable[ModuleType]) -> list[type[Enum]]:
    """Return every enumeration that the modules define."""
    return [cls for module in modules for cls in own_classes(module) if issubclass(cls, Enum)]


def parsed() -> list[tuple[str, ast.Module]]:
    """Return (path inside src/sinergi, syntax tree) of every module but migrations."""
    return [
        (path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts
    ]


def first_line(text: str | None) -> str:
    """Return the first paragraph of a docstring as one line."""
    return " ".join((text or "").strip().split("\n\n")[0].split())


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    return "\n".join([line(head), "|" + " --- |" * len(head), *(line(row) for row in rows)]) + "\n"
