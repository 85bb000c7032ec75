"""The tables, as Django will make them on either engine."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

from refdocs.source import first_line, table

INTRODUCTION = (
    "The journal's tables are the record. Every other table is derived: `sinergi journal replay` rebuilds it. "
    "Sessions, credentials and second factors are tables of Django and allauth and not listed.\n"
)
OURS = ("journal", "rulebook", "places", "people")


def pages() -> dict[str, str]:
    """Return the page of all tables of the journal and the areas."""
    parts = [
        "# Tables\n",
        INTRODUCTION,
    ]
    for name in OURS:
        config = apps.get_app_config(name)
        derived = "derived from the journal" if name != "journal" else "the record itself"
        parts.append(f"## {name} ({derived})\n")
        parts += [_section(model) for model in config.get_models()]
    return {"tables.md": "\n".join(parts)}


def _section(model: type[models.Model]) -> str:
    meta = model._meta  # noqa: SLF001 -- Django's documented introspection
    rows = [_row(field) for field in meta.local_concrete_fields]
    rules = [f"- `{constraint.name}`: {type(constraint).__name__}" for constraint in meta.constraints]
    rules += [f"- `{index.name}`: index on {', '.join(index.fields)}" for index in meta.indexes]
    words = first_line(model.__doc__)
    about = "" if words.startswith(f"{model.__name__}(") else words
    return (
        f"### `{meta.db_table}`\n\n{about}\n\n"
        + table(("column", "type", "null", "key"), rows)
        + "\n"
        + "\n".join(rules)
        + "\n"
    )


def _row(field: models.Field[Any, Any]) -> tuple[str, str, str, str]:
    kind = field.get_internal_type()
    size = f"({field.max_length})" if field.max_length else ""
    key = "primary" if field.primary_key else "unique" if field.unique else "index" if field.db_index else ""
    if field.related_model is not None:
        key = f"{key} → `{field.related_model._meta.db_table}`".strip()  # type: ignore[union-attr] # never "self" here  # noqa: SLF001 -- as above
    return (f"`{field.column}`", f"{kind}{size}", "yes" if field.null else "", key)
