"""The independent checker: finds fault with an answer, sharing no code with those who made it.

It reads the plain JSON of ``form.write`` and ``form.dump``, and knows of the planner only what
docs/spec/deployment.md says. Whatever it cannot find fault with keeps every rule; that a bound is a true bound it
cannot know, only that it does not exceed the value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sinergi.planner.deployment.check import answer as check_answer
from sinergi.planner.deployment.check import goals as check_goals
from sinergi.planner.deployment.check import people as check_people
from sinergi.planner.deployment.check import roster as check_roster
from sinergi.planner.deployment.check import sectors as check_sectors
from sinergi.planner.deployment.check.case import Case, misshapen

CHECKS = (
    check_sectors.faults,
    check_people.faults,
    check_roster.faults,
    check_goals.faults,
    check_answer.faults,
)


def faults(problem: Mapping[str, Any], result: Mapping[str, Any], /) -> list[str]:
    """Return what is wrong with ``result``, each as ``code: text`` in English; an empty list when nothing is."""
    wrong = misshapen(result)
    if wrong:
        return wrong
    case = Case(problem, result)
    unknown = case.strangers()
    return unknown or [fault for check in CHECKS for fault in check(case)]
