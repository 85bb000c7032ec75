"""The rule pack in force: stages, deadlines, patterns, indicators, visibility, each with its legal basis.

Official terms: tahapan, tenggat, pola pengamanan, indikator TPS rawan.
Writes: rulebook.pack.adopted.v1, rulebook.pattern.chosen.v1. Hears: nothing else.
"""
