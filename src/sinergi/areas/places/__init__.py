"""Desa, TPS, posts, stores, and the road and river links between them.

Official terms: desa/kelurahan, TPS, pos, gudang, jalan, sungai.
Writes: places.region.*, places.village.*, places.boundary.*, places.station.*, places.site.*, places.link.*,
places.import.*, places.mapping.*.
Hears: its own facts.
"""
