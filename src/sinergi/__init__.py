"""Sinergi: one picture for the five parties that answer for a safe and honest Pilkada in one kecamatan."""

from __future__ import annotations

__version__ = "0.1.0"
