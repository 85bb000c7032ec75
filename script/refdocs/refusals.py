"""Every refusal: code, both sentences, and the room that says it."""

from __future__ import annotations

import ast
import re

from refdocs.source import parsed, table


def pages() -> dict[str, str]:
    """Return the page of codes."""
    rows = sorted({row for where, tree in parsed() for row in _rows(where, tree)})
    head = (
        "# Refusals\n\nA refusal changes nothing. Its code is stable, scripts may rely on it; `{…}` stands for what "
        "was given. Codes put together at run time are shown with their variable parts.\n\n"
    )
    return {"refusals.md": head + table(("code", "Indonesia", "English", "room"), rows)}


def called(call: ast.Call) -> str:
    """Return the last name of what is called."""
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _rows(where: str, tree: ast.Module) -> list[tuple[str, str, str, str]]:
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or called(node) != "Refused":
            continue
        words = {keyword.arg: keyword.value for keyword in node.keywords}
        code = _text(node.args[0]) if node.args else ""
        if not code or re.fullmatch(r"\{[^}]*\}", code):
            continue  # handed on, not made here
        found.append((f"`{code}`", _text(words.get("id")), _text(words.get("en")), where.rsplit("/", 1)[0]))
    return found


def _text(node: ast.expr | None) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) for part in parts)
        case ast.FormattedValue(value=value):
            return "{" + ast.unparse(value) + "}"
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _text(left) + _text(right)
        case None:
            return ""
        case _:
            return "{" + ast.unparse(node) + "}"
