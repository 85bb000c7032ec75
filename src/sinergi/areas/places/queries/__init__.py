"""The only reader of these tables: frozen rows for one viewer, after the visibility matrix.

``rows``: what comes out. ``seen``: what a viewer may see. ``lists``: the rows. ``known``: facts as they stand, for
commands. ``layers``: GeoJSON. ``ways``: travel times.
"""

from __future__ import annotations

from sinergi.areas.places.queries.layers import features
from sinergi.areas.places.queries.lists import (
    boundaries,
    imports,
    links,
    mappings,
    regions,
    sites,
    station,
    stations,
    village,
    villages,
)
from sinergi.areas.places.queries.rows import (
    BoundaryRow,
    ImportRow,
    LinkRow,
    MappingRow,
    RegionRow,
    SiteRow,
    StationRow,
    VillageRow,
)
from sinergi.areas.places.queries.ways import matrix, travel, travels
from sinergi.areas.places.rules.travel import Craft, Travel

__all__ = [
    "BoundaryRow",
    "Craft",
    "ImportRow",
    "LinkRow",
    "MappingRow",
    "RegionRow",
    "SiteRow",
    "StationRow",
    "Travel",
    "VillageRow",
    "boundaries",
    "features",
    "imports",
    "links",
    "mappings",
    "matrix",
    "regions",
    "sites",
    "station",
    "stations",
    "travel",
    "travels",
    "village",
    "villages",
]
