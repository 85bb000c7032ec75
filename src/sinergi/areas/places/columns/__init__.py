"""What the sheets of places look like: one schema reads files, writes templates and explains itself.

``schemas``: the columns of each kind of file. ``layouts``: public files that are recognised as they are.
"""

from __future__ import annotations

from sinergi.areas.places.columns.layouts import LAYOUTS, layouts_of
from sinergi.areas.places.columns.schemas import DESA, JALUR, LOKASI, SCHEMAS, TPS, WILAYAH

__all__ = ["DESA", "JALUR", "LAYOUTS", "LOKASI", "SCHEMAS", "TPS", "WILAYAH", "layouts_of"]
