"""The packs that ship: what they say, checked by hand against the sources, and that no rule is wired in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.areas.people.facts import Duty
from sinergi.areas.rulebook.facts import RiskClass
from sinergi.areas.rulebook.rules.pack import Ruled, RulePack, day_name, local_day
from sinergi.areas.rulebook.rules.reading import RECORDS, parse

FOLDER = resources.files("sinergi.areas.rulebook") / "packs"
NAMES = sorted(one.name.removesuffix(".toml") for one in FOLDER.iterdir() if one.name.endswith(".toml"))
PILKADA = parse((FOLDER / "pilkada-2024.toml").read_bytes(), name="pilkada-2024")
PILKADES = parse((FOLDER / "pilkades-example.toml").read_bytes(), name="pilkades-example")
PACKS = pytest.mark.parametrize("pack", [PILKADA, PILKADES], ids=lambda pack: pack.name)


def entries(value: Any) -> Iterator[Ruled]:  # noqa: ANN401 -- any part of a pack
    """Walk every entry of a pack."""
    if isinstance(value, Ruled):
        yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from entries(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from entries(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from entries(item)


def test_both_packs_ship() -> None:
    """One for the real election, one that proves that nothing is hard-wired."""
    assert NAMES == ["pilkada-2024", "pilkades-example"]


@PACKS
def test_every_entry_says_where_it_comes_from(pack: RulePack) -> None:
    """Basis and day of checking stand on each of them, not only where the reader happened to look."""
    found = list(entries(pack))
    assert len(found) > 30
    for entry in found:
        assert len(entry.basis) >= 5
        assert entry.checked_on >= date(2024, 1, 1)


@PACKS
def test_a_pack_is_whole(pack: RulePack) -> None:
    """Each class has one default pattern, each duty is one that people can have, the matrix has every record."""
    assert {pack.pattern(one).risk_class for one in RiskClass} == set(RiskClass)
    duties = {one.duty for one in pack.staffing} | {duty for one in pack.checkpoints for duty in one.reporters}
    assert duties <= {str(duty) for duty in Duty}
    assert set(pack.visibility) == set(RECORDS)
    stage = pack.stage(pack.election.day)
    assert stage is not None
    assert stage.code == "pemungutan-penghitungan"


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2024, 8, 26), None),
        (date(2024, 8, 27), "pendaftaran-paslon"),
        (date(2024, 9, 22), "penetapan-paslon"),
        (date(2024, 9, 23), "pengundian-nomor"),
        (date(2024, 9, 24), None),
        (date(2024, 9, 25), "kampanye"),
        (date(2024, 11, 23), "kampanye"),
        (date(2024, 11, 24), "masa-tenang"),
        (date(2024, 11, 26), "masa-tenang"),
        (date(2024, 11, 27), "pemungutan-penghitungan"),
        (date(2024, 11, 28), "rekap-kecamatan"),
        (date(2024, 12, 3), "rekap-kecamatan"),
        (date(2024, 12, 4), None),
    ],
)
def test_the_stages_of_pilkada_2024(day: date, stage: str | None) -> None:
    """Each boundary day falls into the stage that the calendar of the KPU gives it."""
    found = PILKADA.stage(day)
    assert (found.code if found else None) == stage


def test_a_stage_begins_at_local_midnight() -> None:
    """17.00 UTC is midnight in Riau and 02.00 in Papua: the stage is that of the place."""
    moment = datetime(2024, 11, 23, 16, 30, tzinfo=UTC)
    stages = [PILKADA.stage_at(moment, zone=zone) for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")]
    assert [one.code if one else None for one in stages] == ["kampanye", "masa-tenang", "masa-tenang"]
    with pytest.raises(ValueError, match="zone"):
        local_day(datetime(2024, 11, 23), zone="Asia/Jakarta")  # noqa: DTZ001 -- the point of the test


def test_days_have_the_names_of_the_field() -> None:
    """H-3, H-1, H, H+1; each pack counts from its own day."""
    assert [day_name(offset) for offset in (-3, -1, 0, 1, 10)] == ["H-3", "H-1", "H", "H+1", "H+10"]
    assert PILKADA.day_name(date(2024, 11, 24)) == "H-3"
    assert PILKADES.day_name(date(2027, 6, 13)) == "H"


@pytest.mark.parametrize(
    ("code", "anchor", "last"),
    [
        ("laporan-pelanggaran", date(2024, 11, 27), date(2024, 12, 4)),
        ("laporan-pelanggaran", date(2024, 2, 25), date(2024, 3, 3)),
        ("tindak-lanjut-laporan", date(2024, 12, 30), date(2025, 1, 2)),
        ("keterangan-tambahan", date(2024, 11, 29), date(2024, 12, 1)),
        ("c-pemberitahuan", date(2024, 11, 27), date(2024, 11, 24)),
        ("c-pemberitahuan-kembali", date(2024, 11, 27), date(2024, 11, 26)),
        ("pemungutan-ulang", date(2024, 11, 27), date(2024, 12, 6)),
    ],
)
def test_the_deadlines_of_pilkada_2024(code: str, anchor: date, last: date) -> None:
    """7, 3 and 2 calendar days, over the ends of month, year and February; the PSU limit is a date of its own."""
    assert PILKADA.deadline(code).last_day(anchor) == last


def test_working_days_jump_the_weekend() -> None:
    """The example counts three working days: from Sunday the 13th to Wednesday the 16th, from Friday to Wednesday."""
    deadline = PILKADES.deadline("keberatan")
    assert deadline.last_day(date(2027, 6, 13)) == date(2027, 6, 16)
    assert deadline.last_day(date(2027, 6, 11)) == date(2027, 6, 16)


def test_an_unknown_deadline_is_a_slip_of_the_program() -> None:
    """Codes of deadlines are not the user's; a wrong one is a KeyError."""
    with pytest.raises(KeyError):
        PILKADA.deadline("tidak-ada")


@pytest.mark.parametrize(("dpt", "ballots"), [(0, 0), (1, 2), (40, 41), (330, 339), (400, 410), (600, 615)])
def test_ballots_of_pilkada_2024(dpt: int, ballots: int) -> None:
    """DPT and 2.5 %, rounded up per TPS."""
    assert PILKADA.ballots.ballots(dpt) == ballots


@given(st.integers(min_value=0, max_value=10**9))
def test_the_ballot_formula_is_exact(dpt: int) -> None:
    """Never fewer than 102.5 %, never a whole ballot more, at any size; the example pack has its own rate."""
    for pack, numerator, denominator in ((PILKADA, 1025, 1000), (PILKADES, 110, 100)):
        ballots = pack.ballots.ballots(dpt)
        assert ballots * denominator >= dpt * numerator > (ballots - 1) * denominator


def test_the_norms_of_pilkada_2024() -> None:
    """600 and 800 voters, 7 KPPS, 2 Linmas, 1 PTPS a TPS, 2,000 ballots in reserve, 07.00 to 13.00."""
    assert (PILKADA.station_norm.most_voters, PILKADA.station_norm.legal_most_voters) == (600, 800)
    assert [PILKADA.staff_of(duty) for duty in ("kpps", "linmas", "ptps", "satpol")] == [7, 2, 1, 0]
    assert PILKADA.ballots.revote_reserve == 2000
    assert (PILKADA.election.opens, PILKADA.election.closes) == (time(7), time(13))
    assert PILKADA.election.ballots == ("gubernur", "bupati")


def test_the_patterns_of_pilkada_2024() -> None:
    """Pagar Alam 2024 is the default: 2:4:8, 2:2:4, 2:1:2 as police, stations, linmas; other sources stand beside."""
    defaults = [PILKADA.pattern(one) for one in (RiskClass.LOW, RiskClass.HIGH, RiskClass.VERY_HIGH)]
    assert [(one.police, one.stations, one.linmas) for one in defaults] == [(2, 4, 8), (2, 2, 4), (2, 1, 2)]
    old = next(one for one in PILKADA.guard_patterns if one.code == "kurang-rawan-jateng")
    assert (old.police, old.stations, old.linmas) == (2, 5, 10)  # written 2-10-5, in the order police, linmas, stations
    for risk_class in (RiskClass.LOW, RiskClass.HIGH, RiskClass.VERY_HIGH):
        assert len([one for one in PILKADA.guard_patterns if one.risk_class is risk_class]) >= 3


def test_the_indicators_of_pilkada_2024() -> None:
    """8 variables, 25 indicators that apply, noken beside them; the published national counts."""
    indicators = [one for variable in PILKADA.risk for one in variable.indicators]
    assert len(PILKADA.risk) == 8
    assert len([one for one in indicators if one.applicable]) == 25
    assert [one.code for one in indicators if not one.applicable] == ["riwayat-noken"]
    assert {one.code: one.national for one in indicators if one.national} == {
        "disabilitas": 116_211, "tms": 95_171, "dptb": 58_443, "petugas-di-tps-lain": 40_635, "potensi-dpk": 16_120,
        "internet": 22_738,
    }  # fmt: skip


def test_the_day_of_pilkada_2024_has_its_checkpoints_in_order() -> None:
    """From the TPS ready at H-1 17.00 to the box in at H+1 06.00; late opening is known five minutes after 07.00."""
    moments = [(one.days, one.at) for one in PILKADA.checkpoints]
    assert moments == sorted(moments)
    assert (moments[0], moments[-1]) == ((-1, time(17)), (1, time(6)))
    opening = next(one for one in PILKADA.checkpoints if one.code == "tps-buka")
    assert (opening.at, opening.alarm_after) == (time(7), 5)


def test_the_two_packs_differ_in_every_number() -> None:
    """Day, hours, ballots, size, staff, patterns, indicators: none is shared, so none can be wired in."""
    for of in (
        lambda pack: pack.election.day,
        lambda pack: pack.election.opens,
        lambda pack: pack.ballots.ballots(400),
        lambda pack: pack.station_norm.most_voters,
        lambda pack: pack.staff_of("kpps"),
        lambda pack: pack.staff_of("ptps"),
        lambda pack: pack.pattern(RiskClass.LOW).stations,
        lambda pack: len(pack.risk),
        lambda pack: pack.sha256,
    ):
        assert of(PILKADA) != of(PILKADES)
