"""Who does what in which shift of three days."""

from __future__ import annotations

from sinergi.planner.deployment.roster.rostering import Rostered, roster

__all__ = ["Rostered", "roster"]
