"""What one may do with places: register, withdraw, draw, import. Each loads, decides by the rules, and records."""

from __future__ import annotations

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
    "draw_boundary",
    "register_link",
    "register_region",
    "register_site",
    "register_station",
    "register_village",
    "remove_link",
    "save_mapping",
    "withdraw_station",
]
