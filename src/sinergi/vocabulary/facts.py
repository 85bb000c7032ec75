"""Facts: past tense, frozen, versioned; and how they become JSON and come back.

A fact is a frozen dataclass with a ``KIND`` such as ``places.village.registered.v1``.
Its JSON holds strings, whole numbers, booleans, null, arrays and objects; never a float,
so that its canonical form (RFC 8785) is the same in every language. Coordinates are
whole microdegrees (1e-6 degree, about 0.11 m), lengths whole metres, durations whole minutes.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from functools import cache
from typing import Any, ClassVar, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]
F = TypeVar("F", bound="Fact")


class Visibility(StrEnum):
    """How far a fact may travel, and what its public leaf says."""

    PUBLIC = "public"
    PARTIES = "parties"
    RESTRICTED = "restricted"
    SEALED = "sealed"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Base of all facts. Subclasses set ``KIND``, may set ``VISIBILITY`` and name a ``place``.

    ``CARDS``: a field card that stands at the ``place`` may read it, as far as its visibility goes.
    """

    KIND: ClassVar[str]
    VISIBILITY: ClassVar[Visibility] = Visibility.PARTIES
    CARDS: ClassVar[bool] = True

    @property
    def place(self) -> str:
        """The TPS, village or post that the fact concerns; empty when there is none."""
        return ""


def to_json(value: Any) -> Json:  # noqa: ANN401, PLR0911 -- any field value comes in; one return per JSON shape
    """Return the JSON of a fact, or of any value that a fact may hold. Raises TypeError for a float."""
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    message = f"{type(value).__name__} has no place in a fact"
    raise TypeError(message)


def from_json(cls: type[F], body: Mapping[str, Json]) -> F:
    """Return the fact of class ``cls`` with ``body``. Raises ValueError when they do not fit."""
    fact: F = _build(cls, body)
    return fact


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _build(cls: Any, body: Any) -> Any:  # noqa: ANN401 -- nested dataclasses of any class
    hints = _hints(cls)
    names = {f.name for f in dataclasses.fields(cls)}
    if not isinstance(body, Mapping) or set(body) - names:
        message = f"{cls.__name__} does not fit {body!r}"
        raise ValueError(message)
    return cls(**{name: _read(hints[name], body[name]) for name in body})


def _read(hint: Any, value: Any) -> Any:  # noqa: ANN401, PLR0911 -- reads by type hint; one return per shape
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return None if value is None else _read(next(a for a in args if a is not type(None)), value)
    if origin is tuple:
        return tuple(_read(args[0], item) for item in value)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _read(args[1], item) for key, item in value.items()}
    if hasattr(hint, "__supertype__"):
        return _read(hint.__supertype__, value)
    if dataclasses.is_dataclass(hint):
        return _build(hint, value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    if issubclass(hint, (Enum, UUID)):
        return hint(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        message = f"{value!r} is not {hint.__name__}"
        raise ValueError(message)
    return value
