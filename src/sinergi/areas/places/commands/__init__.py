"""What one may do with places: register, withdraw, draw, import. Each loads, decides by the rules, and records."""

from __future__ import annotations

from sinergi.areas.places.commands.answers import ImportOutcome, ImportPreview, PreviewRow
from sinergi.areas.places.commands.imports import apply_import, preview_import
from sinergi.areas.places.commands.papers import import_template, marked_copy
from sinergi.areas.places.commands.register import (
    draw_boundary,
    register_link,
    register_region,
    register_site,
    register_station,
    register_village,
    remove_link,
    save_mapping,
    withdraw_station,
)

__all__ = [
    "ImportOutcome",
    "ImportPreview",
    "PreviewRow",
    "apply_import",
    "draw_boundary",
    "import_template",
    "marked_copy",
    "preview_import",
    "register_link",
    "register_region",
    "register_site",
    "register_station",
    "register_village",
    "remove_link",
    "save_mapping",
    "withdraw_station",
]
