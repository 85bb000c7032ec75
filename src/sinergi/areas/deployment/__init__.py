"""Who stands where, when: guard plans as versions, drafted, checked by each party, issued by a human, amended.

Official terms: rencana pengamanan, surat perintah (Sprin), regu, cadangan bergerak, daftar jaga, berhalangan.
Writes: deployment.plan.*, deployment.absence.*. Hears: its own facts.
"""
