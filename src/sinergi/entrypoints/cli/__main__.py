"""``python -m sinergi.entrypoints.cli``: the same command line."""

from __future__ import annotations

from sinergi.entrypoints.cli.main import main

main()
