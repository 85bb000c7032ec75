"""Which texts of the screens want a translation: read from templates and code, without gettext's own tools."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.template.base import Lexer, TokenType
from django.utils.text import unescape_string_literal
from django.utils.translation.template import block_re, constant_re, inline_re, plural_re

ROOT = Path(__file__).resolve().parent.parent / "src" / "sinergi"
CALLS = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "_"}
_VARIABLE = re.compile(r"[\w.]+")


class Text(NamedTuple):
    """One text to translate; ``plural`` is empty where there is only one form."""

    singular: str
    plural: str = ""


def everywhere() -> dict[Text, str]:
    """Return every text of the program, and the first file that holds it."""
    found: dict[Text, str] = {}
    for path in sorted(ROOT.rglob("*")):
        if path.suffix in (".html", ".txt") and "templates" in path.parts:
            texts = of_template(path.read_text(encoding="utf-8"))
        elif path.suffix == ".py":
            texts = of_module(path.read_text(encoding="utf-8"))
        else:
            continue
        for text in texts:
            found.setdefault(text, str(path.relative_to(ROOT)))
    return found


def of_module(source: str) -> Iterator[Text]:
    """Yield the literal texts that a module hands to gettext."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            wanted = node.args[: 2 if node.func.id.startswith("ngettext") else 1]
            texts = [one.value for one in wanted if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if texts:
                yield Text(*texts)


def of_template(source: str) -> Iterator[Text]:
    """Yield the texts of ``translate`` and ``blocktranslate``, as Django looks them up."""
    inside: list[str] | None = None
    singular = ""
    for token in Lexer(source).tokenize():
        if inside is not None:
            if token.token_type is TokenType.BLOCK and plural_re.match(token.contents):
                singular, inside = "".join(inside), []
            elif token.token_type is TokenType.BLOCK and token.contents.split()[0].startswith("endblocktrans"):
                yield Text(singular, "".join(inside)) if singular else Text("".join(inside))
                inside, singular = None, ""
            else:
                inside.append(_as_text(token.token_type, token.contents))
        elif token.token_type is TokenType.BLOCK:
            if block_re.match(token.contents):
                inside = []
            elif match := inline_re.match(token.contents):
                yield Text(unescape_string_literal(match[1]))
            else:
                yield from (Text(unescape_string_literal(text)) for text in constant_re.findall(token.contents))


def _as_text(kind: TokenType, contents: str) -> str:
    if kind is TokenType.VAR:
        name = _VARIABLE.match(contents.strip())
        return f"%({name[0] if name else contents})s"
    return contents.replace("%", "%%")
