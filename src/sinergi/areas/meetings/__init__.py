"""Meetings of the five parties, what was decided there, and what each party promised: due when, shown by what.

Official terms: rapat koordinasi, undangan, daftar hadir, notulen, keputusan, komitmen, keberatan, siaran pers.
Writes: meetings.*. Hears: its own facts, and every kind of fact that a promise may be kept by.
"""
