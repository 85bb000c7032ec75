"""Kempas, step by step, through the areas' own commands."""

from __future__ import annotations
