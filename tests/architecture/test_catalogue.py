"""Every sentence of the screens is Indonesian in the source and English in the catalogue; none is missing."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from tests.architecture.tree import SOURCE, modules

CALLS = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy")
IN_TEMPLATE = re.compile(r"""\b(?:_|gettext|ngettext|pgettext)\(\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")


@cache
def catalogues() -> tuple[polib.POFile, ...]:
    """Return the English catalogues."""
    return tuple(polib.pofile(str(path)) for path in sorted(SOURCE.rglob("locale/en/LC_MESSAGES/django.po")))


def in_templates() -> dict[str, Path]:
    """Return every sentence marked in a template, with the template."""
    return {
        str(ast.literal_eval(text)): path
        for path in sorted(SOURCE.rglob("templates/**/*.html"))
        for text in IN_TEMPLATE.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path)))
    }


def in_code() -> dict[str, Path]:
    """Return every sentence marked in Python, with the module."""
    return {
        str(call.args[0].value): module.path
        for module in modules()
        for name, call in module.calls()
        if name in CALLS and call.args and isinstance(call.args[0], ast.Constant)
    }


def test_every_sentence_has_an_english_one() -> None:
    """What a template or a view marks for translation stands in the catalogue."""
    known = {entry.msgid for catalogue in catalogues() for entry in catalogue if not entry.obsolete}
    wanted = in_templates() | in_code()
    assert wanted
    missing = {text: str(path.relative_to(SOURCE)) for text, path in wanted.items() if text and text not in known}
    assert not missing


def test_the_catalogue_is_finished() -> None:
    """No entry is empty, doubtful, or without the placeholders of its original."""
    assert catalogues()
    for catalogue in catalogues():
        open_entries = [
            entry.msgid for entry in catalogue if not entry.obsolete and (not entry.translated() or entry.fuzzy)
        ]
        assert not open_entries
        placeholders = re.compile(r"%\(\w+\)s|\{\w+\}")
        for entry in catalogue:
            if entry.msgstr:
                assert set(placeholders.findall(entry.msgid)) == set(placeholders.findall(entry.msgstr)), entry.msgid
