"""What can be done to guard plans and about absences."""

from __future__ import annotations

from sinergi.areas.deployment.commands.absences import end_absence, report_absence
from sinergi.areas.deployment.commands.deciding import check_plan, issue_plan, withdraw_plan
from sinergi.areas.deployment.commands.drafting import draft_plan, propose
from sinergi.areas.deployment.commands.moving import move_officer, move_station

__all__ = [
    "check_plan",
    "draft_plan",
    "end_absence",
    "issue_plan",
    "move_officer",
    "move_station",
    "propose",
    "report_absence",
    "withdraw_plan",
]
