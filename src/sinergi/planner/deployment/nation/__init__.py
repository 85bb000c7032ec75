"""Synthetic kecamatan, a kabupaten of them, and the nation kecamatan by kecamatan."""

from __future__ import annotations

from sinergi.planner.deployment.nation.running import HEADER, LIGHT, REAL, Row, Summary, kept, light, line, run, summary

__all__ = ["HEADER", "LIGHT", "REAL", "Row", "Summary", "kept", "light", "line", "run", "summary"]
