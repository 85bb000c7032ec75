"""Kerawanan: how vulnerable each TPS is said to be, by whom, and from what source. Polri's class stands by itself.

Official terms: kelas kerawanan (kurang rawan, rawan, sangat rawan, khusus).
Writes: risk.station.classed.v1. Hears: its own facts.
"""
