"""Facts: a page to read, and one JSON Schema per kind and version."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from refdocs.source import fact_classes, first_line, table
from sinergi.areas.wiring import WIRING
from sinergi.vocabulary.facts import Fact, to_json
from sinergi.vocabulary.terms import label

DIALECT = "https://json-schema.org/draft/2020-12/schema"
INTRODUCTION = (
    "Every kind of fact that the journal can hold. A fact is never edited; a mistake gets a later fact. "
    "The body is canonical JSON (RFC 8785) with exactly these fields; coordinates are whole microdegrees.\n"
)
PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    UUID: {"type": "string", "format": "uuid"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


def schema_of(hint: Any) -> dict[str, Any]:  # noqa: ANN401, PLR0911 -- any type hint; one return per shape
    """Return the JSON Schema of a field's type."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        kinds = [schema_of(arg) for arg in args if arg is not type(None)]
        if len(kinds) == 1 and isinstance(kinds[0].get("type"), str):
            return {**kinds[0], "type": [kinds[0]["type"], "null"]}
        return {"anyOf": [*kinds, {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": schema_of(args[0])}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": schema_of(args[1])}
    if hasattr(hint, "__supertype__"):
        return schema_of(hint.__supertype__)
    if dataclasses.is_dataclass(hint):
        return object_schema(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    return PLAIN[hint]


def object_schema(cls: Any) -> dict[str, Any]:  # noqa: ANN401 -- any dataclass
    """Return the JSON Schema of a dataclass: closed, with what has no default required."""
    hints = get_type_hints(cls)
    fields = dataclasses.fields(cls)
    return {
        "type": "object",
        "properties": {field.name: schema_of(hints[field.name]) for field in fields},
        "required": [field.name for field in fields],  # facts are written whole, defaults too
        "additionalProperties": False,
    }


def pages() -> dict[str, str]:
    """Return the page of all facts and the schema of each."""
    made = {}
    parts = [
        "# Facts\n",
        INTRODUCTION,
    ]
    for cls in fact_classes():
        schema = {
            "$schema": DIALECT,
            "title": cls.KIND,
            "description": first_line(cls.__doc__),
            **object_schema(cls),
        }
        made[f"facts/{cls.KIND}.schema.json"] = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        parts.append(_section(cls))
    if WIRING.upcasts:
        parts.append("## Old versions\n")
        parts.append(table(("old kind", "becomes"), ((old, new) for old, (new, _) in sorted(WIRING.upcasts.items()))))
    return {"facts.md": "\n".join(parts), **made}


def _section(cls: type[Fact]) -> str:
    hints = get_type_hints(cls)
    rows = [
        (f"`{field.name}`", label(f"field.{field.name}", "id"), f"`{_spoken(hints[field.name])}`", _default(field))
        for field in dataclasses.fields(cls)
    ]
    head = (
        f"## `{cls.KIND}`\n\n{label(cls.KIND, 'id')}. {first_line(cls.__doc__)}\n\n"
        f"Visibility: **{cls.VISIBILITY.value}**. [JSON Schema](facts/{cls.KIND}.schema.json)\n"
    )
    return head + "\n" + table(("field", "istilah", "type", "default"), rows)


def _spoken(hint: Any) -> str:  # noqa: ANN401 -- any type hint
    return getattr(hint, "__name__", str(hint)) if get_origin(hint) is None else str(hint).replace("typing.", "")


def _default(field: dataclasses.Field[Any]) -> str:
    if field.default is dataclasses.MISSING:
        return "required"
    return f"`{json.dumps(to_json(field.default), ensure_ascii=False)}`"
