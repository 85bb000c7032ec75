"""The strict reading of a rule pack's TOML.

A pack with an unknown key, a missing basis, a value of another type, overlapping stages of one track, or a grant
that the law forbids is refused by name and place, and does not come into force.
"""

from __future__ import annotations

import dataclasses
import hashlib
import tomllib
import types
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any, Final, get_args, get_origin, get_type_hints

from sinergi.areas.rulebook.facts import RiskClass
from sinergi.areas.rulebook.rules.owing import why_not_owed
from sinergi.areas.rulebook.rules.pack import NOTHING, Anchor, Grant, Indicator, RulePack
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Level, Party

RECORDS: Final = (
    "calendar",
    "promise",
    "roll_call",
    "polling_station",
    "logistics",
    "risk_indicator",
    "risk_class",
    "deployment",
    "plan_check",
    "absence",
    "personnel",
    "incident",
    "violation",
    "reporter",
    "result",
    "welfare",
    "journal",
    "account",
    "card",
    "pack",
)
FORBIDDEN: Final = {
    "result": (Party.POLSEK, Party.KORAMIL, Party.KECAMATAN, Party.PUBLIC),
    "reporter": (Party.POLSEK, Party.KORAMIL, Party.KECAMATAN, Party.PPK, Party.PUBLIC),
}
GUARD_DUTIES: Final = ("police", "army")
STORE: Final = "store"
FIXED: Final = {Level.OWN: (Level.READ, Level.NONE), Level.WRITE_OWN: (Level.WRITE, Level.NONE)}


def parse(data: bytes, *, name: str) -> RulePack:
    """Return the pack in ``data`` (TOML, UTF-8). Raises Refused ``rulebook.pack.*`` naming the place in the file."""
    try:
        tree = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _refused("not-toml", name, f"bukan TOML yang sah ({error})", f"not valid TOML ({error})") from error
    return dataclasses.replace(build(tree, name=name), sha256=hashlib.sha256(data).hexdigest())


def build(tree: Mapping[str, Any], *, name: str) -> RulePack:
    """Return the pack in a TOML document that was read already. Raises Refused ``rulebook.pack.*``."""
    pack: RulePack = _build(RulePack, {"name": name, **tree}, name)
    _check(pack)
    return pack


def _refused(code: str, where: str, id_: str, en: str) -> Refused:
    return Refused(f"rulebook.pack.{code}", id=f"Paket aturan, {where}: {id_}.", en=f"Rule pack, {where}: {en}.")


def _build(cls: Any, tree: Any, where: str) -> Any:  # noqa: ANN401 -- any entry of a pack
    if not isinstance(tree, Mapping):
        raise _refused("wrong-type", where, "harus berupa tabel", "must be a table")
    fields = {f.name: f for f in dataclasses.fields(cls) if f.name != "sha256"}
    for key in tree:
        if key not in fields:
            raise _refused("unknown-key", where, f"kunci “{key}” tidak dikenal", f"unknown key “{key}”")
    for name, field in fields.items():
        if name not in tree and field.default is dataclasses.MISSING:
            raise _refused("missing-key", where, f"kunci “{name}” tidak ada", f"key “{name}” is missing")
    hints = _hints(cls)
    return cls(**{name: _read(hints[name], tree[name], f"{where}.{name}") for name in fields if name in tree})


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _read(hint: Any, value: Any, where: str) -> Any:  # noqa: ANN401, PLR0911 -- one return per shape of value
    origin, args = get_origin(hint), get_args(hint)
    if origin is types.UnionType:
        return _read(args[0], value, where)
    if origin is tuple and isinstance(value, list):
        return tuple(_read(args[0], item, f"{where}[{index}]") for index, item in enumerate(value))
    if origin is dict and isinstance(value, dict):
        return {key: _read(args[1], item, f"{where}.{key}") for key, item in value.items()}
    if hint is Grant:
        return _grant(value, where)
    if dataclasses.is_dataclass(hint):
        return _build(hint, value, where)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _choice(hint, value, where)
    if type(value) is not hint:  # not isinstance: true is no number, a moment is no date
        expected = getattr(hint, "__name__", str(hint))
        raise _refused("wrong-type", where, f"{value!r} bukan {expected}", f"{value!r} is not {expected}")
    if hint is str and not value.strip():
        raise _refused("empty", where, "tidak boleh kosong", "must not be empty")
    return value


def _choice(enum: type[StrEnum], value: Any, where: str) -> StrEnum:  # noqa: ANN401 -- whatever the file holds
    if value not in list(enum):
        allowed = ", ".join(enum)
        raise _refused("wrong-value", where, f"{value!r} bukan dari: {allowed}", f"{value!r} is not one of: {allowed}")
    return enum(value)


def _grant(value: object, where: str) -> Grant:
    if isinstance(value, str):
        level = Level(_choice(Level, value, where))
        return Grant(*FIXED.get(level, (level, level)))
    grant: Grant = _build(Grant, value, where)
    if grant.own in FIXED or grant.others in FIXED:
        raise _refused("wrong-value", where, "own/write_own tidak di dalam pasangan", "own/write_own inside a pair")
    return grant


def _check(pack: RulePack) -> None:
    guard = (pack.guard_patterns, pack.guard_shifts, pack.guard_tasks)
    for group in (pack.stages, pack.checkpoints, pack.deadlines, pack.duties, *guard, pack.risk, _indicators(pack)):
        _unique(pack.name, (one.code for one in group))
    _unique(pack.name, (one.duty for one in pack.staffing))
    _check_stages(pack)
    _check_numbers(pack)
    _check_guard(pack)
    _check_duties(pack)
    _check_visibility(pack)


def _check_guard(pack: RulePack) -> None:
    guard = pack.guard
    if min(guard.reserve_teams, guard.spare, guard.army_at_site, guard.rest, guard.roam) < 0:
        raise _refused("not-positive", "guard", "tidak boleh negatif", "must not be negative")
    for name in ("leader_rank", "command_rank"):
        if getattr(pack.guard, name) not in pack.guard.ranks:
            raise _refused("unknown-rank", f"guard.{name}", "tidak ada di ranks", "is not one of ranks")
    shifts = sorted(pack.guard_shifts, key=lambda one: one.span())
    for one, other in pairwise(shifts):
        if one.span()[1] > other.span()[0]:
            raise _refused("overlapping-shifts", f"{one.code} + {other.code}", "bertumpang tindih", "overlap")
    codes = {one.code for one in shifts}
    for task in pack.guard_tasks:
        wrong = {"shift": task.shift in codes, "duty": task.duty in GUARD_DUTIES, "where": _is_where(task.where)}
        for key, fits in wrong.items():
            if not fits:
                raise _refused("wrong-value", f"guard_tasks.{task.code}.{key}", "tidak dikenal", "is not known")


def _check_duties(pack: RulePack) -> None:
    for duty in pack.duties:
        if (slip := why_not_owed(pack, duty)) is not None:
            raise _refused(slip.code, f"duties.{duty.code}{slip.key}", slip.id, slip.en)


def _is_where(where: str) -> bool:
    return where == STORE or (where in list(Party) and where != Party.PUBLIC)


def _indicators(pack: RulePack) -> tuple[Indicator, ...]:
    return tuple(indicator for variable in pack.risk for indicator in variable.indicators)


def _unique(where: str, codes: Iterable[str]) -> None:
    for code, count in Counter(codes).items():
        if count > 1:
            raise _refused("duplicate-code", where, f"kode “{code}” dipakai dua kali", f"code “{code}” is used twice")


def _check_stages(pack: RulePack) -> None:
    for stage in pack.stages:
        if stage.end < stage.start:
            raise _refused("backwards", f"stages.{stage.code}", "berakhir sebelum mulai", "ends before it starts")
    for one, other in pairwise(sorted(pack.stages, key=lambda s: (s.track, s.start, s.end))):
        if one.track == other.track and other.start <= one.end:
            both = f"{one.code} + {other.code}"
            raise _refused("overlapping-stages", both, "dua tahapan bertumpang tindih", "two stages overlap")


def _check_numbers(pack: RulePack) -> None:
    positive = {
        "ballots.denominator": pack.ballots.denominator,
        "station_norm.most_voters": pack.station_norm.most_voters,
        **{f"guard_patterns.{p.code}": min(p.police, p.stations, p.linmas) for p in pack.guard_patterns},
        **{f"staffing.{s.duty}": s.count for s in pack.staffing},
        **{f"guard_shifts.{s.code}": s.minutes for s in pack.guard_shifts},
        **{f"guard_tasks.{t.code}": t.people for t in pack.guard_tasks},
        **{f"guard_weights.{w.risk_class}": w.weight for w in pack.guard_weights},
        "guard.reserve_size": pack.guard.reserve_size,
        "guard.spell": pack.guard.spell,
        "guard.total": pack.guard.total,
    }
    for where, number in positive.items():
        if number < 1:
            raise _refused("not-positive", where, "harus lebih dari nol", "must be above zero")
    if pack.ballots.numerator < pack.ballots.denominator:
        raise _refused("too-few-ballots", "ballots", "kurang dari satu per pemilih", "fewer than one per voter")
    if pack.station_norm.legal_most_voters < pack.station_norm.most_voters:
        raise _refused("above-law", "station_norm", "norma melebihi batas undang-undang", "norm exceeds the law")
    for risk_class in RiskClass:
        if sum(p.default for p in pack.guard_patterns if p.risk_class is risk_class) != 1:
            raise _refused("no-default", f"guard_patterns.{risk_class}", "harus ada satu baku", "needs one default")
        if sum(w.risk_class is risk_class for w in pack.guard_weights) != 1:
            raise _refused("no-weight", f"guard_weights.{risk_class}", "harus ada satu bobot", "needs one weight")
    for deadline in pack.deadlines:
        if (deadline.on is None) is (deadline.anchor is Anchor.FIXED):
            raise _refused("no-date", f"deadlines.{deadline.code}", "“fixed” dengan “on”", "“fixed” goes with “on”")


def _check_visibility(pack: RulePack) -> None:
    if set(pack.visibility) != set(RECORDS):
        wrong = ", ".join(sorted(set(pack.visibility) ^ set(RECORDS)))
        raise _refused("wrong-records", "visibility", f"baris kurang atau asing: {wrong}", f"missing or odd: {wrong}")
    for record, parties in FORBIDDEN.items():
        for party in parties:
            grant: Grant = getattr(pack.visibility[record], party.value)
            if grant != NOTHING:
                where = f"visibility.{record}.{party}"
                raise _refused("forbidden-grant", where, "undang-undang melarangnya", "the law forbids it")
    for record, row in pack.visibility.items():
        if Level.WRITE in (row.public.own, row.public.others):
            raise _refused("forbidden-grant", f"visibility.{record}", "publik tidak menulis", "public must not write")
