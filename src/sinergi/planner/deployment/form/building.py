"""From plain JSON values to the frozen words of a problem or a plan, field by field, by their declared types."""

from __future__ import annotations

import dataclasses
import difflib
import types
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from sinergi.planner.deployment import problem as words
from sinergi.planner.deployment.form import reading
from sinergi.planner.deployment.form.travelling import travel
from sinergi.planner.deployment.result import Plan
from sinergi.vocabulary.refusal import Refused

RANGES: Final[Mapping[tuple[str, str], tuple[int, int]]] = {  # least and most, where it is not the usual
    ("Pattern", "police"): (1, 1_000),
    ("Pattern", "stations"): (1, 1_000),
    ("Pattern", "linmas"): (1, 1_000),
    ("Station", "risk"): (1, 1_000),
    ("Shift", "start"): (-100_000, 100_000),
    ("Shift", "end"): (-100_000, 100_000),
    ("Task", "people"): (1, 100_000),
    ("Limits", "reserve_size"): (1, 1_000),
    ("Sector", "minutes"): (-1, 10_000_000),  # -1: a round with no way
    ("Sector", "load"): (0, 2**62),
    ("Sector", "capacity"): (0, 2**62),
}
T = TypeVar("T")


def build(kind: type[T], value: object, *, at: str) -> T:
    """Return ``value`` as the frozen dataclass ``kind``; ``at`` is its place in the file, empty for the whole."""
    given = reading.mapping(value, at=at)
    known = fields(kind)  # type: ignore[arg-type] # a type is hashable, whatever it is a type of
    for key in given:
        if key not in known:
            raise _unknown(key, known, at=reading.inside(at, key))
    filled = {}
    for name, (hint, needed) in known.items():
        where = reading.inside(at, name)
        if needed and given.get(name) in (None, "") and (name == "pattern" or name not in given):
            raise _missing(kind.__name__, where)
        if name in given:
            filled[name] = _value(hint, given[name], at=where, owner=kind.__name__, name=name, needed=needed)
    return kind(**filled)


@cache
def fields(kind: type, /) -> dict[str, tuple[Any, bool]]:
    """Return the type of each field of a word of problems and plans, and whether it must be given."""
    names = {**vars(words), "Plan": Plan, "np": np, "NDArray": NDArray} if kind.__module__ == words.__name__ else None
    hints = get_type_hints(kind, globalns=names)
    return {
        field.name: (
            hints[field.name],
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(kind)
    }


def _value(hint: Any, value: object, *, at: str, owner: str, name: str, needed: bool) -> object:  # noqa: ANN401 -- a type
    if get_origin(hint) is types.UnionType:
        if value is None:
            return None
        hint = next(part for part in get_args(hint) if part is not types.NoneType)
    found: object
    if hint is str:
        found = reading.text(value, at=at, needed=needed)
    elif hint is int:
        least, most = RANGES.get((owner, name), reading.USUAL)
        found = reading.number(value, at=at, least=least, most=most)
    elif hint is bool:
        found = _truth(value, at=at)
    elif get_origin(hint) is tuple:
        found = _sequence(get_args(hint), value, at=at)
    elif issubclass(hint, StrEnum):
        found = _choice(hint, value, at=at)
    else:
        found = travel(value, at=at) if hint is words.Travel else build(hint, value, at=at)
    return found


def _truth(value: object, *, at: str) -> bool:
    if not isinstance(value, bool):
        raise reading.wrong_kind(at, "true atau false", "true or false", value)
    return value


def _sequence(parts: Sequence[Any], value: object, *, at: str) -> tuple[object, ...]:
    first, second = parts
    if first is str and second is Ellipsis:
        return reading.strings(value, at=at)
    items = reading.listing(value, at=at)
    if first is str:  # a pair
        if len(items) != 2:  # noqa: PLR2004 -- a pair
            raise Refused("plan.pair", id=f"{at} harus berisi dua kode.", en=f"{at} must hold two codes.")
        return tuple(reading.text(item, at=f"{at}[{i}]", needed=True) for i, item in enumerate(items))
    if get_origin(first) is tuple:
        return tuple(_sequence(get_args(first), item, at=f"{at}[{i}]") for i, item in enumerate(items))
    return tuple(build(first, item, at=f"{at}[{i}]") for i, item in enumerate(items))


def _choice(kind: type[StrEnum], value: object, *, at: str) -> StrEnum:
    allowed = [str(member) for member in kind]
    if value not in allowed:
        listed = ", ".join(allowed)
        raise Refused("plan.choice", id=f"{at} harus salah satu dari {listed}.", en=f"{at} must be one of {listed}.")
    return kind(str(value))


def _unknown(key: str, known: Mapping[str, object], *, at: str) -> Refused:
    near = difflib.get_close_matches(key[: reading.LONGEST], known, n=1)
    hint_id, hint_en = (f" Maksudnya {near[0]!r}?", f" Did you mean {near[0]!r}?") if near else ("", "")
    listed = ", ".join(known)
    return Refused(
        "plan.key.unknown",
        id=f"{at} tidak dikenal.{hint_id} Yang ada: {listed}.",
        en=f"{at} is not known.{hint_en} There are: {listed}.",
    )


def _missing(owner: str, at: str) -> Refused:
    if owner == "Station" and at.endswith("pattern"):
        return Refused(
            "plan.station.pattern",
            id=f"{at}: TPS tanpa kelas atau pola pengamanan.",
            en=f"{at}: a TPS without a class or guard pattern.",
        )
    return Refused("plan.key.missing", id=f"{at} tidak ada.", en=f"{at} is missing.")
