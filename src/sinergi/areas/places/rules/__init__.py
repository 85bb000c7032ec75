"""What may be said of places, and what follows from it. Pure: no Django, no clock, no randomness.

``findings``: what is wrong with a fact. ``stations``, ``places``: checks of one fact.
``diff``: new, changed, unchanged. ``reading`` and its kin: rows of a file to facts. ``travel``: shortest paths.
"""
