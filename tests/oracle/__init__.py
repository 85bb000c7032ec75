"""Readers of the public log written from docs/spec/journal.md and the RFCs alone. Nothing here imports ``sinergi``."""
