"""Frozen words into plain JSON values, and the one canonical text of a problem."""

from __future__ import annotations

import dataclasses
import json
from enum import StrEnum
from typing import Final

from sinergi.planner.deployment.problem import Problem, Travel
from sinergi.planner.deployment.result import Result

PROBLEM_FORMAT: Final = "sinergi.deployment.problem.v1"
RESULT_FORMAT: Final = "sinergi.deployment.result.v1"


def write(problem: Problem, /) -> bytes:
    """Return the canonical file: every field, keys in alphabetical order, no spaces, UTF-8, -1 for no way."""
    return json.dumps(plain(problem), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def plain(problem: Problem, /) -> dict[str, object]:
    """Return the values of the canonical file, for those who need no text: objects, arrays, strings, whole numbers."""
    return {"format": PROBLEM_FORMAT, **_fields(problem)}


def dump(result: Result, /) -> dict[str, object]:
    """Return the answer as it is printed: objects, arrays, strings, whole numbers, and ``gap`` as a fraction."""
    return {"format": RESULT_FORMAT, **_fields(result)}


def _fields(words: object) -> dict[str, object]:
    return {field.name: _plain(getattr(words, field.name)) for field in dataclasses.fields(words)}  # type: ignore[arg-type] # a dataclass


def _plain(value: object) -> object:
    if isinstance(value, Travel):
        return {"places": list(value.places), "minutes": value.minutes.tolist()}
    if dataclasses.is_dataclass(value):
        return _fields(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return str(value)
    return dict(value) if isinstance(value, dict) else value
