"""The body of a fact as a person reads it: official words for fields and choices, degrees, and no raw JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import gettext

from sinergi.entrypoints.console.templatetags.tata import degrees, field_name, number, term, yesno_known
from sinergi.journal import read
from sinergi.journal.wiring import wiring
from sinergi.vocabulary.facts import Json
from sinergi.vocabulary.terms import TERMS

DASH: Final = "\N{EN DASH}"
SHOWN: Final = 8  # values of a list; then it is said how many more there are
VERBATIM: Final = frozenset({"code", "number", "post", "person", "card", "account", "sha256", "file_sha256", "name"})
COUNTED: Final = frozenset({"polygons"})


def ordered(row: read.EntryRow) -> dict[str, Json]:
    """Return the body of an entry in the order in which its fact declares the fields; the journal sorts by name."""
    fact, body = wiring().kinds().get(row.kind), row.body or {}
    names = [one.name for one in dataclasses.fields(fact)] if fact else []
    return {name: body[name] for name in (*names, *body) if name in body}


def fields(body: Mapping[str, Json], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the label and the value of every field of a body, nested ones after their own label."""
    for name, value in body.items():
        if name == "voters_total" and value is None:
            continue  # the sum of the two beside it
        title = f"{prefix}{field_name(name)}"
        if isinstance(value, dict):
            yield from fields(value, f"{title}: ")
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            yield from _listed(title, value)
        else:
            yield title, _text(name, value)


def _listed(title: str, values: list[Json]) -> Iterator[tuple[str, str]]:
    """Yield the fields of the first things in a list, numbered, and how many more there are."""
    for at, one in enumerate(values[:SHOWN], 1):
        if isinstance(one, dict):
            yield from fields(one, f"{title} {at}: ")
    if len(values) > SHOWN:
        yield title, (gettext(" dan %(n)s lagi") % {"n": len(values) - SHOWN}).strip()


def _text(name: str, value: Json) -> str:
    if value is None:
        return gettext("belum diketahui")
    if isinstance(value, bool):
        return yesno_known(value)
    if isinstance(value, int):
        return degrees(value) if name.endswith("_e6") else str(value) if name in VERBATIM else number(value)
    if isinstance(value, list):
        return _list(name, value)
    if name not in VERBATIM and value in TERMS:
        return term(value)
    return str(value) or DASH


def _list(name: str, values: list[Json]) -> str:
    if name in COUNTED:
        return gettext("%(n)s titik") % {"n": number(_points(values))}
    said = [_text("", value) for value in values[:SHOWN]]
    more = len(values) - SHOWN
    return (", ".join(said) or DASH) + (gettext(" dan %(n)s lagi") % {"n": more} if more > 0 else "")


def _points(values: list[Json]) -> int:
    if values and not isinstance(values[0], list):
        return 1
    return sum(_points(value) for value in values if isinstance(value, list))
