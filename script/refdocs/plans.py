"""JSON Schemas of the files of ``sinergi plan deployment``: the problem as it is read, the answer as it is printed."""

from __future__ import annotations

import json
import types
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from refdocs.outputs import DIALECT
from sinergi.planner.deployment import nation, problem, result
from sinergi.planner.deployment.form import building, reading, travelling, writing
from sinergi.planner.deployment.form.meaning import KINDS
from sinergi.vocabulary.sentence import Sentence

CODE = {"type": "string", "minLength": 1, "maxLength": reading.LONGEST}
MINUTES = {"type": ["integer", "null"], "minimum": problem.NO_WAY, "maximum": travelling.MOST_MINUTES}
AXIS = {"type": "integer", "minimum": -180_000_000, "maximum": 180_000_000}
TRAVEL: dict[str, Any] = {
    "oneOf": [
        {
            "type": "object",
            "properties": {
                "places": {"type": "array", "items": CODE, "uniqueItems": True},
                "minutes": {
                    "type": "array",
                    "items": {"type": "array", "items": MINUTES},
                    "description": "a row for each place, from it to every place; -1 or null: no way",
                },
            },
            "required": ["places", "minutes"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {
                "points": {
                    "type": "object",
                    "additionalProperties": {"type": "array", "items": AXIS, "minItems": 2, "maxItems": 2},
                    "description": "place -> [latitude, longitude] in millionths of a degree",
                },
                "kmh": {"type": "integer", "minimum": 1, "maximum": 1_000},
                "detour_pct": {"type": "integer", "minimum": 100, "maximum": 1_000},
            },
            "required": ["points", "kmh", "detour_pct"],
            "additionalProperties": False,
            "description": "an estimate: great circle x detour_pct / 100 at kmh, rounded up to whole minutes",
        },
    ]
}


def pages() -> dict[str, str]:
    """Return both schemas as files."""
    asked = _object(problem.Problem)
    asked["properties"]["format"] = {"const": writing.PROBLEM_FORMAT}
    answered = _answer(result.Result)
    answered["properties"] = {"format": {"const": writing.RESULT_FORMAT}, **answered["properties"]}
    answered["required"].append("format")
    kinds = ", ".join(sorted(KINDS))
    answered["properties"]["shortages"]["items"]["properties"]["kind"]["description"] = f"{kinds}, or a skill"
    return {
        "deployment-problem.schema.json": _page("FILE of sinergi plan deployment FILE", asked),
        "deployment-result.schema.json": _page("sinergi plan deployment FILE --json", answered),
        "plan-national.schema.json": _page("sinergi plan national --json", _national()),
    }


def _national() -> dict[str, Any]:
    rows = {"type": "array", "items": _answer(nation.Row)}
    properties = {
        "kecamatan": rows,
        "summary": _answer(nation.Summary),
        "seed": {"type": "integer", "minimum": 0},
        "version": {"type": "string"},
        "synthetic": {"const": True, "description": "no real kecamatan is among them"},
    }
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _page(title: str, schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": DIALECT, "title": title, **schema}, ensure_ascii=False, indent=2) + "\n"


def _object(kind: type) -> dict[str, Any]:
    """Return the schema of what ``form.read`` reads into a word of problems and plans."""
    fields = building.fields(kind)
    return {
        "type": "object",
        "properties": {name: _read(hint, kind.__name__, name, needed=n) for name, (hint, n) in fields.items()},
        "required": [name for name, (_, needed) in fields.items() if needed],
        "additionalProperties": False,
    }


def _read(hint: Any, owner: str, name: str, *, needed: bool) -> dict[str, Any]:  # noqa: ANN401, PLR0911 -- a type; one return per shape
    if get_origin(hint) is types.UnionType:
        inner = next(part for part in get_args(hint) if part is not types.NoneType)
        return {"anyOf": [_read(inner, owner, name, needed=needed), {"type": "null"}]}
    if hint is problem.Travel:
        return TRAVEL
    if hint is int:
        least, most = building.RANGES.get((owner, name), reading.USUAL)
        return {"type": "integer", "minimum": least, "maximum": most}
    if hint is str:
        return CODE if needed else {"type": "string", "maxLength": reading.LONGEST}
    if hint is bool:
        return {"type": "boolean"}
    if get_origin(hint) is tuple:
        return _array(get_args(hint), lambda item: _read(item, owner, name, needed=True))
    return {"enum": [str(one) for one in hint]} if issubclass(hint, StrEnum) else _object(hint)


def _array(parts: tuple[Any, ...], of: Any) -> dict[str, Any]:  # noqa: ANN401 -- types and a function of one
    if parts[1] is not Ellipsis:
        return {"type": "array", "items": of(parts[0]), "minItems": len(parts), "maxItems": len(parts)}
    return {"type": "array", "items": of(parts[0]), **({"uniqueItems": True} if parts[0] is str else {})}


def _answer(kind: Any) -> dict[str, Any]:  # noqa: ANN401 -- a type
    """Return the schema of what ``form.dump`` writes: every field is there."""
    plain = {str: "string", int: "integer", float: "number", bool: "boolean"}
    if kind in plain:
        return {"type": plain[kind]}
    if get_origin(kind) is tuple:
        return _array(get_args(kind), _answer)
    if get_origin(kind) is dict:
        return {"type": "object", "additionalProperties": _answer(get_args(kind)[1])}
    if issubclass(kind, StrEnum):
        return {"enum": [str(one) for one in kind]}
    hints = get_type_hints(kind)
    names = ("id", "en") if kind is Sentence else tuple(hints)
    return {
        "type": "object",
        "properties": {name: _answer(hints[name]) for name in names},
        "required": list(names),
        "additionalProperties": False,
    }
