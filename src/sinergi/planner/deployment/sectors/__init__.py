"""TPS into sectors: form them and prove how good they are; mend them when something changed."""

from __future__ import annotations

from sinergi.planner.deployment.sectors.forming import ALONE, Formed, form, named, told

__all__ = ["ALONE", "Formed", "form", "named", "told"]
