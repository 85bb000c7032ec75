"""What no line of the program does, and what every line of it has."""

from __future__ import annotations

import ast
import re

from tests.architecture.tree import SOURCE, modules, repository_files, text_of

EXEMPT = re.compile(r"#\s*(noqa|type:\s*ignore)\b")
REASONED = re.compile(r"#\s*(?:noqa:\s*[A-Z0-9, ]+?|type:\s*ignore\[[\w, -]+\])\s*(?:--|#)\s*\S")
NOQA_PER_THOUSAND = 12  # ruff ALL with few opt-outs: the exceptions stand where they are made
IGNORES_PER_THOUSAND = 2


def test_every_module_imports_annotations_from_the_future() -> None:
    """Every module with code starts with ``from __future__ import annotations``."""
    missing = [
        module.where
        for module in modules()
        if any(not isinstance(node, ast.Expr) for node in module.tree.body)
        and "from __future__ import annotations" not in module.text
    ]
    assert not missing


def test_every_room_has_a_sign_on_its_door() -> None:
    """Every package and module says what it is for."""
    silent = [module.where for module in modules() if not ast.get_docstring(module.tree)]
    unpackaged = [
        str(folder.relative_to(SOURCE))
        for folder in {path.parent for path in SOURCE.rglob("*.py")}
        if not (folder / "__init__.py").exists()
    ]
    assert not silent
    assert not unpackaged


def test_areas_say_what_they_write_and_hear() -> None:
    """The sign of an area names its official terms, the facts it writes and the facts it hears."""
    for folder in sorted(path for path in (SOURCE / "areas").iterdir() if (path / "facts.py").exists()):
        sign = ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""
        for word in ("Official terms:", "Writes:", "Hears:"):
            assert word in sign, f"{folder.name}/__init__.py lacks “{word}”"


def test_public_functions_are_documented_and_typed() -> None:
    """What a room offers has a docstring and a return type."""
    bare = [
        f"{module.where}:{node.lineno} {node.name}"
        for module in modules()
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and (not ast.get_docstring(node) or (isinstance(node, ast.FunctionDef) and node.returns is None))
    ]
    assert not bare


def test_no_print_no_signals_no_bare_except() -> None:
    """News goes through the journal, words through the terminal's own door, faults are named."""
    found = [
        f"{module.where}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print")
        or (isinstance(node, ast.ExceptHandler) and node.type is None)
        or (isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"))
        or (isinstance(node, ast.ImportFrom) and node.module == "django.dispatch")
    ]
    assert not found


def test_tables_are_written_by_apply_and_journal_only() -> None:
    """``save``, ``create``, ``update``, ``delete`` on a manager stand in apply and in the journal, nowhere else.

    The credentials of office accounts are Django's own tables and have a door of their own.
    """
    writers = ("/apply.py", "/apply/", "src/sinergi/journal/", "src/sinergi/config/credentials.py")
    words = re.compile(
        r"\.objects\.(?:[\w()., =*\"'\[\]{}:|]*\.)?(create|bulk_create|update|bulk_update|delete|get_or_create"
        r"|update_or_create|raw)\("
    )
    found = [
        f"{module.where}: {match.group(0)}"
        for module in modules()
        if not any(part in module.where for part in writers)
        for match in words.finditer(module.text)
    ]
    assert not found


def test_exceptions_to_the_linters_give_their_reason() -> None:
    """Every ``noqa`` and ``type: ignore`` names its code and says why; there are few."""
    lines = [
        (path.name, number, line)
        for path in repository_files()
        if path.suffix == ".py" and SOURCE in path.parents
        for number, line in enumerate(text_of(path).splitlines(), 1)
    ]
    exempt = [entry for entry in lines if EXEMPT.search(entry[2])]
    silent = [f"{name}:{number}: {line.strip()}" for name, number, line in exempt if not REASONED.search(line)]
    assert not silent
    thousands = len(lines) / 1000
    assert sum("noqa" in line for *_, line in exempt) <= NOQA_PER_THOUSAND * thousands
    assert sum("type: ignore" in line for *_, line in exempt) <= IGNORES_PER_THOUSAND * thousands
