"""The five parties' people: officers, duty posts, cards and office accounts. Names and phones live in the vault.

Official terms: personel, pos tugas, BKO, kartu petugas, akun kantor.
Writes: people.person.*, people.duty-post.*, people.card.*, people.account.*. Hears: its own facts.
"""
