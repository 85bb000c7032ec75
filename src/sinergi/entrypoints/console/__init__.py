"""Staff web: Situasi, TPS, Orang, Impor, Jurnal. Plain HTML first, htmx second."""
