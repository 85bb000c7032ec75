"""The strict reading of a pack: every slip of whoever edits it is refused by name and place."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from functools import reduce
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.areas.rulebook.rules.reading import build, parse
from sinergi.vocabulary.refusal import Refused

GOOD = (resources.files("sinergi.areas.rulebook") / "packs" / "pilkada-2024.toml").read_text(encoding="utf-8")
SMALL = (resources.files("sinergi.areas.rulebook") / "packs" / "pilkades-example.toml").read_text(encoding="utf-8")
TREE = tomllib.loads(GOOD)
LINES = [number for number, line in enumerate(SMALL.splitlines()) if " = " in line and not line.startswith("#")]


def refusal(text: str) -> Refused:
    """Return the refusal of a pack, which must come."""
    with pytest.raises(Refused) as error:
        parse(text.encode(), name="coba")
    return error.value


def changed(old: str, new: str) -> str:
    """Return the good pack with one change, which must change something."""
    assert old in GOOD, old
    return GOOD.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("[election]", "[election", "not-toml", "coba"),
        ("opens = 07:00:00", "opens = 07:00:00\nbuka = 1", "unknown-key", "coba.election"),
        ("[ballots]", "[undian]\na = 1\n[ballots]", "unknown-key", "coba"),
        ("numerator = 1025\n", "", "missing-key", "coba.ballots"),
        ("numerator = 1025", 'numerator = "1025"', "wrong-type", "coba.ballots.numerator"),
        ("numerator = 1025", "numerator = 1025.0", "wrong-type", "coba.ballots.numerator"),
        ("numerator = 1025", "numerator = true", "wrong-type", "coba.ballots.numerator"),
        ("numerator = 1025", "numerator = 925", "too-few-ballots", "ballots"),
        ("denominator = 1000", "denominator = 0", "not-positive", "ballots.denominator"),
        ("day = 2024-11-27", "day = 2024-11-27T07:00:00", "wrong-type", "coba.election.day"),
        ("day = 2024-11-27", 'day = "27 November"', "wrong-type", "coba.election.day"),
        ('ballots = ["gubernur", "bupati"]', 'ballots = "gubernur"', "wrong-type", "coba.election.ballots"),
        ('risk_class = "rawan"', 'risk_class = "agak_rawan"', "wrong-value", "risk_class"),
        ('per = "station"', 'per = "rt"', "wrong-value", "staffing[0].per"),
        ('id = "Masa kampanye"', 'judul = "Masa kampanye"', "unknown-key", "stages[7].name"),
        ('code = "masa-tenang"', 'code = "kampanye"', "duplicate-code", "coba"),
        ("start = 2024-11-24", "start = 2024-11-23", "overlapping-stages", "kampanye + masa-tenang"),
        ("end = 2024-11-23", "end = 2024-09-24", "backwards", "stages.kampanye"),
        ("legal_most_voters = 800", "legal_most_voters = 500", "above-law", "station_norm"),
        ("default = true", "default = false", "no-default", "guard_patterns.kurang_rawan"),
        ("default = false", "default = true", "no-default", "guard_patterns.kurang_rawan"),
        ('anchor = "fixed"\non = 2024-12-06', 'anchor = "fixed"', "no-date", "deadlines.pemungutan-ulang"),
        ("[visibility.incident]", "[visibility.kejadian]", "wrong-records", "visibility"),
        ('field = "read"', 'field = "baca"', "wrong-value", "field"),
        ('own = "write", others = "read"', 'own = "write_own", others = "read"', "wrong-value", "polsek"),
    ],
)  # fmt: skip
def test_a_slip_is_refused_by_name_and_place(old: str, new: str, code: str, place: str) -> None:
    """One change to a good pack: the refusal names what is wrong and where, in both languages."""
    error = refusal(changed(old, new))
    assert error.code == f"rulebook.pack.{code}"
    assert place in error.sentence.id
    assert place in error.sentence.en


def tables(value: object, *path: str | int) -> Iterator[tuple[str | int, ...]]:
    """Walk the paths of every table that has a basis."""
    if isinstance(value, dict):
        if "basis" in value:
            yield path
        for key, item in value.items():
            yield from tables(item, *path, key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from tables(item, *path, index)


@pytest.mark.parametrize(("key", "value", "code"), [
    ("basis", None, "missing-key"), ("checked_on", None, "missing-key"), ("basis", "  ", "empty"),
    ("checked_on", "2024-01-01", "wrong-type"),
])  # fmt: skip
def test_no_entry_stands_without_its_basis(key: str, value: str | None, code: str) -> None:
    """In each entry in turn: the basis or the date taken away, a blank basis, a date that is text."""
    paths = list(tables(TREE))
    assert len(paths) > 100
    for path in paths:
        table: dict[str, Any] = reduce(lambda at, step: at[step], path, TREE)  # type: ignore[index] # nested tables
        with pytest.MonkeyPatch.context() as patch:
            patch.delitem(table, key)
            if value is not None:
                patch.setitem(table, key, value)
            with pytest.raises(Refused) as error:
                build(TREE, name="coba")
        assert error.value.code == f"rulebook.pack.{code}"
        assert str(path[0]) in error.value.sentence.id


@pytest.mark.parametrize(
    ("record", "party"),
    [
        *(("result", party) for party in ("polsek", "koramil", "kecamatan", "public")),
        *(("reporter", party) for party in ("polsek", "koramil", "kecamatan", "ppk", "public")),
    ],
)
@pytest.mark.parametrize("grant", ["count", "read", "write_own", {"own": "count", "others": "none"}])
def test_no_pack_can_grant_what_the_law_forbids(record: str, party: str, grant: object) -> None:
    """Votes for police, army, camat or the public, and a reporter's name for anyone but Panwascam: not even a count."""
    tree = copy.deepcopy(TREE)
    assert tree["visibility"][record][party] == "none"
    tree["visibility"][record][party] = grant
    with pytest.raises(Refused) as error:
        build(tree, name="coba")
    assert error.value.code == "rulebook.pack.forbidden-grant"
    assert f"visibility.{record}.{party}" in error.value.sentence.id


def test_the_public_writes_nothing() -> None:
    """No pack lets the public write."""
    start = GOOD.index("[visibility.calendar]")
    text = GOOD[:start] + GOOD[start:].replace('public = "summary"', 'public = "write"', 1)
    assert refusal(text).code == "rulebook.pack.forbidden-grant"


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Noise is refused by name; nothing else is ever raised."""
    with pytest.raises(Refused) as error:
        parse(data, name="coba")
    assert error.value.code.startswith("rulebook.pack.")


@given(st.sampled_from(LINES), st.sampled_from(['"x"', "1", "-1", "true", "2024-01-01", "[]", "{}", "1.5"]))
def test_any_value_anywhere_is_read_or_refused(line: int, value: str) -> None:
    """Any one value of the pack replaced by another: a pack or a refusal, never a fault."""
    lines = SMALL.splitlines()
    lines[line] = f"{lines[line].split(' = ', 1)[0]} = {value}"
    with suppress(Refused):
        parse("\n".join(lines).encode(), name="coba")
