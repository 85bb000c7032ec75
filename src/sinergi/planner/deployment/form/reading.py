"""JSON, strictly: what is not understood is refused by name, with its place in the file."""

from __future__ import annotations

import json
from typing import Final

from sinergi.vocabulary.refusal import Refused

MOST_BYTES: Final = 64 * 1024 * 1024  # of a problem file
LONGEST: Final = 200  # characters of a code or a name
USUAL: Final = (0, 1_000_000)  # of a number


def parse(data: bytes, /) -> dict[str, object]:
    """Return the one object of a JSON file in UTF-8. Fractions and NaN stay floats, to be refused in their place.

    Refuses ``plan.file.large``, ``.encoding``, ``.json``, ``.deep`` and a key given twice (``plan.key.twice``).
    """
    if len(data) > MOST_BYTES:
        raise too_large()
    try:
        value = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise Refused(
            "plan.file.encoding",
            id=f"Berkas bukan teks UTF-8 (bita ke-{error.start + 1}).",
            en=f"The file is not UTF-8 text (byte {error.start + 1}).",
        ) from None
    except RecursionError:
        raise Refused("plan.file.deep", id="Susunan berkas terlalu dalam.", en="The file is nested too deep.") from None
    except ValueError as error:  # JSONDecodeError, or a number of thousands of digits
        raise Refused(
            "plan.file.json", id=f"Berkas bukan JSON: {error}.", en=f"The file is not JSON: {error}."
        ) from None
    return mapping(value, at="")


def too_large() -> Refused:
    """Return the refusal of a file of more than MOST_BYTES."""
    most = MOST_BYTES // 1024**2
    return Refused(
        "plan.file.large", id=f"Berkas lebih besar dari {most} MB.", en=f"The file is larger than {most} MB."
    )


def mapping(value: object, *, at: str) -> dict[str, object]:
    """Return ``value`` if it is an object of JSON."""
    if not isinstance(value, dict):
        raise wrong_kind(at, "objek {…}", "an object {…}", value)
    return value


def listing(value: object, *, at: str) -> list[object]:
    """Return ``value`` if it is an array of JSON."""
    if not isinstance(value, list):
        raise wrong_kind(at, "daftar […]", "an array […]", value)
    return value


def text(value: object, *, at: str, needed: bool) -> str:
    """Return ``value`` if it is a printable string of at most LONGEST characters, not empty where ``needed``."""
    if not isinstance(value, str):
        raise wrong_kind(at, "teks", "a string", value)
    if needed and not value.strip():
        raise Refused("plan.text.empty", id=f"{at} tidak boleh kosong.", en=f"{at} must not be empty.")
    if len(value) > LONGEST or not value.isprintable():
        raise Refused(
            "plan.text.bad",
            id=f"{at} memuat lebih dari {LONGEST} karakter atau karakter yang tidak tampak.",
            en=f"{at} has more than {LONGEST} characters, or some that cannot be seen.",
        )
    return value


def number(value: object, *, at: str, least: int = 0, most: int = USUAL[1]) -> int:
    """Return ``value`` if it is a whole number from ``least`` to ``most``; a truth value is none."""
    if isinstance(value, float):
        raise Refused(
            "plan.number.fraction",
            id=f"{at} harus bilangan bulat, bukan {value!r}.",
            en=f"{at} must be a whole number, not {value!r}.",
        )
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong_kind(at, "bilangan bulat", "a whole number", value)
    if not least <= value <= most:
        raise Refused(
            "plan.number.range",
            id=f"{at} harus antara {least} dan {most}.",
            en=f"{at} must be between {least} and {most}.",
        )
    return value


def strings(value: object, *, at: str) -> tuple[str, ...]:
    """Return ``value`` if it is an array of strings, none of them twice."""
    found = tuple(text(item, at=f"{at}[{i}]", needed=True) for i, item in enumerate(listing(value, at=at)))
    if len(set(found)) < len(found):
        twice = next(item for i, item in enumerate(found) if item in found[:i])
        raise Refused("plan.list.twice", id=f"{at} memuat {twice} dua kali.", en=f"{at} holds {twice} twice.")
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for i, name in enumerate(names) if name in names[:i])[:LONGEST]
        raise Refused("plan.key.twice", id=f"Kunci {twice!r} ada dua kali.", en=f"The key {twice!r} is given twice.")
    return found


def inside(at: str, name: str, /) -> str:
    """Return the place of ``name`` inside ``at``, cut where a name is absurdly long."""
    return f"{at}.{name[:LONGEST]}" if at else name[:LONGEST]


def wrong_kind(at: str, wanted_id: str, wanted_en: str, value: object, /) -> Refused:
    """Return the refusal of a value of another kind than ``wanted``."""
    names = {dict: "{…}", list: "[…]", str: "teks / string", bool: "true/false", type(None): "null"}
    got = names.get(type(value), "bilangan / number")
    where = (at or "Berkas", at or "The file")
    return Refused(
        "plan.kind",
        id=f"{where[0]} harus {wanted_id}, bukan {got}.",
        en=f"{where[1]} must be {wanted_en}, not {got}.",
    )
