"""The glossary, and every list of choices and states."""

from __future__ import annotations

import importlib
from enum import Enum

from refdocs.source import SOURCE, enums, facts_modules, first_line, table
from sinergi.vocabulary import facts as fact_base
from sinergi.vocabulary import viewer
from sinergi.vocabulary.terms import TERMS


def pages() -> dict[str, str]:
    """Return glossary and states."""
    return {"glossary.md": _glossary(), "states.md": _states()}


def _glossary() -> str:
    rows = [
        (f"`{term.key}`", term.english, term.official, term.short, " ".join(filter(None, (term.source, term.note))))
        for term in sorted(TERMS.values(), key=lambda term: term.key)
    ]
    head = "# Glossary, English and Indonesian\n\nOne word for one thing; code is English, screens are official.\n\n"
    return head + table(("key", "English", "Indonesia", "short", "source and note"), rows)


def _states() -> str:
    parts = ["# States and choices\n", "Every closed list of values that a fact, a viewer or a table may hold.\n"]
    rules = [
        importlib.import_module(".".join(("sinergi", *path.relative_to(SOURCE).with_suffix("").parts)))
        for path in sorted((SOURCE / "areas").rglob("*.py"))
        if "rules" in path.relative_to(SOURCE).with_suffix("").parts and path.name != "__init__.py"
    ]
    for kind in enums([viewer, fact_base, *facts_modules(), *rules]):
        parts.append(_list(kind))
        moves = _moves(kind)
        if moves:
            parts.append(moves)
    return "\n".join(parts)


def _list(kind: type[Enum]) -> str:
    room = kind.__module__.removeprefix("sinergi.")
    rows = []
    for member in kind:
        term = TERMS.get(str(member.value))
        rows.append((f"`{member.value}`", term.english if term else "", term.official if term else ""))
    head = f"## {kind.__name__} (`{room}`)\n\n{first_line(kind.__doc__)}\n\n"
    return head + table(("value", "English", "Indonesia"), rows)


def _moves(kind: type[Enum]) -> str:
    """Return the Mermaid diagram of a table of moves ``MOVES: Mapping[kind, frozenset[kind]]`` beside the enum."""
    moves = getattr(importlib.import_module(kind.__module__), "MOVES", {})
    lines = [
        f"    {start.value} --> {end.value}"
        for start, ends in moves.items()
        if isinstance(start, kind)
        for end in sorted(ends)
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```\n"]) if lines else ""
