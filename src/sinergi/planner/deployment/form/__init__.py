"""The problem file and the answer: ``read`` and ``write`` JSON, and ``why_not`` a problem makes no sense.

Every refusal is named ``plan.…`` and says where in the file the trouble is.
"""

from __future__ import annotations

import hashlib

from sinergi.planner.deployment.form import reading
from sinergi.planner.deployment.form.building import build
from sinergi.planner.deployment.form.meaning import why_not
from sinergi.planner.deployment.form.reading import MOST_BYTES, too_large
from sinergi.planner.deployment.form.writing import PROBLEM_FORMAT, dump, plain, write
from sinergi.planner.deployment.problem import Problem
from sinergi.planner.deployment.result import Plan
from sinergi.vocabulary.refusal import Refused

__all__ = ["MOST_BYTES", "dump", "input_hash", "load_plan", "plain", "read", "too_large", "why_not", "write"]
AT_LEAST_EMPTY = ("patterns", "stations", "officers")  # left out means none, which has a name of its own


def read(data: bytes, /) -> Problem:
    """Return the problem in a file of JSON (docs/spec/deployment.md), or refuse it by name.

    The first trouble is told in full; how many others there are is said where they are cheap to count.
    """
    given = reading.parse(data)
    form = given.pop("format", PROBLEM_FORMAT)
    if form != PROBLEM_FORMAT:
        raise Refused(
            "plan.file.format",
            id=f"format harus {PROBLEM_FORMAT}, bukan {str(form)[: reading.LONGEST]}.",
            en=f"format must be {PROBLEM_FORMAT}, not {str(form)[: reading.LONGEST]}.",
        )
    problem = build(Problem, {**{name: [] for name in AT_LEAST_EMPTY}, **given}, at="")
    refused = why_not(problem)
    if refused is not None:
        raise refused
    return problem


def load_plan(value: dict[str, object], /) -> Plan:
    """Return a plan from plain values: a plan, or an answer (``dump``) that holds one under ``plan``."""
    return build(Plan, value["plan"], at="plan") if "plan" in value else build(Plan, value, at="")


def input_hash(problem: Problem, /) -> str:
    """Return the SHA-256 of the canonical file in hex: equal for files that read the same, in the same order."""
    return hashlib.sha256(write(problem)).hexdigest()
