"""Who waits: the mobile reserve near every TPS, the army at its sites."""

from __future__ import annotations

from sinergi.planner.deployment.reserve.teams import Reserved, reserve

__all__ = ["Reserved", "reserve"]
