"""What may be said of places: each wrong statement by its code, and the sound ones without a word."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.areas.places.facts import (
    BoundaryDrawn,
    Disability,
    LinkRegistered,
    SiteKind,
    SiteRegistered,
    StationRegistered,
    VillageKind,
    VillageRegistered,
    Way,
)
from sinergi.areas.places.rules import checks, stations
from sinergi.areas.places.rules.diff import Change, compare, differing, merged
from sinergi.areas.places.rules.findings import refusal
from sinergi.areas.places.rules.gazetteer import Gazetteer
from sinergi.areas.places.rules.stations import Limits
from sinergi.areas.places.rules.words import from_slug, same_name

LIMITS = Limits(norm=600, legal=800)
VILLAGE = VillageRegistered(
    code="14.04.19.2001",
    name="Pekan Tua",
    kind=VillageKind.DESA,
    district="14.04.19",
    district_name="Kempas",
    lat_e6=-502_371,
    lon_e6=102_757_215,
)
TPS = StationRegistered(
    code="1404192001001", village="14.04.19.2001", number=1, voters_male=181, voters_female=176, voters_total=357
)


def codes(**changes: object) -> list[tuple[str, str, str]]:
    """Return (severity, field, code) of the findings on the TPS with ``changes``."""
    fact = dataclasses.replace(TPS, **changes)  # type: ignore[arg-type]
    known = VILLAGE if fact.village == VILLAGE.code else None
    found = stations.station_findings(fact, limits=LIMITS, village=known, villages={VILLAGE.code: VILLAGE.name})
    return [(one.severity, one.field, one.code) for one in found]


def test_a_sound_tps_has_no_findings() -> None:
    """Nothing is said where nothing is wrong."""
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"code": "140419200100"}, ("error", "code", "code.station")),
        ({"village": "1404192001"}, ("error", "village", "code.village")),
        ({"number": 0}, ("error", "number", "places.station.number")),
        ({"number": 1000}, ("error", "number", "places.station.number")),
        ({"number": 2}, ("error", "code", "places.station.code-mismatch")),
        ({"voters_male": -1, "voters_total": 175}, ("error", "voters_male", "places.count.negative")),
        ({"voters_total": 358}, ("error", "voters_total", "places.voters.sum")),
        ({"voters_male": 142_152, "voters_total": None}, ("error", "voters_male", "places.voters.too-many")),
        (
            {"voters_male": 400, "voters_female": 401, "voters_total": None},
            ("error", "voters_male", "places.voters.too-many"),
        ),
        (
            {"voters_male": 301, "voters_female": 300, "voters_total": 601},
            ("warning", "voters_total", "places.voters.above-norm"),
        ),
        (
            {"voters_male": 0, "voters_female": 0, "voters_total": 0},
            ("warning", "voters_total", "places.voters.zero"),
        ),
        ({"disability": Disability(mental=358)}, ("error", "disability_physical", "places.disability.too-many")),
        ({"disability": Disability(mental=-1)}, ("error", "disability_mental", "places.count.negative")),
        ({"lat_e6": -502_371}, ("error", "lon", "places.position.half")),
        ({"lat_e6": 102_757_215, "lon_e6": -502_371}, ("error", "lat", "places.position.swapped")),
        ({"lat_e6": 50_000_000, "lon_e6": 10_000_000}, ("error", "lat", "places.position.outside")),
        ({"lat_e6": -802_371, "lon_e6": 102_757_215}, ("warning", "lat", "places.position.far")),
        ({"name": "x" * 201}, ("error", "name", "places.text.too-long")),
        ({"address": "NIK 1404190101900001"}, ("error", "address", "places.text.nik")),
        ({"name": "SDN\x00"}, ("error", "name", "places.text.unprintable")),
        ({"code": "1404192001901", "number": 901}, ("info", "number", "places.station.special")),
        ({"code": "1404192009001", "village": "14.04.19.2009"}, ("error", "village", "places.village.unknown")),
    ],
)
def test_each_wrong_statement_has_its_code(changes: dict[str, object], expected: tuple[str, str, str]) -> None:
    """One change, one finding, at its field."""
    assert codes(**changes) == [expected]


def test_limits_come_from_the_pack() -> None:
    """A village election with 500 voters a TPS refuses what a Pilkada allows."""
    found = stations.station_findings(
        dataclasses.replace(TPS, voters_male=301, voters_female=200, voters_total=None),
        limits=Limits(norm=500, legal=500),
        village=VILLAGE,
        villages={},
    )
    assert [one.code for one in found] == ["places.voters.too-many"]


def test_an_unknown_village_is_answered_with_the_nearest() -> None:
    """Did you mean: in the sentence and as a value to take over."""
    found = stations.unknown_village("14.04.19.2010", villages={"14.04.19.2001": "Pekan Tua"})
    refused = refusal([found])
    assert refused is not None
    assert found.suggestion == "14.04.19.2001"
    assert "Pekan Tua" in refused.sentence.id


@given(st.integers(10, 99), st.integers(0, 99), st.integers(0, 99), st.integers(1, 2), st.integers(0, 999))
def test_kpu_and_kemendagri_forms_are_one_code(p: int, k: int, d: int, kind: int, v: int) -> None:
    """Dotted or not, the same village; the seventh digit says what it is."""
    dotted = f"{p:02d}.{k:02d}.{d:02d}.{kind}{v:03d}"
    reader_gives = checks.village_code(dotted.replace(".", ""))
    assert reader_gives == checks.village_code(dotted) == dotted
    assert checks.region_code(dotted[:8].replace(".", "")) == dotted[:8]
    assert checks.kind_of(dotted) is (VillageKind.KELURAHAN if kind == 1 else VillageKind.DESA)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("SUNGAIARA", "Sungai Ara", True),
        ("Kel. Kempas Jaya", "kempas-jaya", True),
        ("Desa Baru", "desa-baru", True),
        ("Kerta Jaya", "Karya Jaya", False),
        ("Ds. Karya Tani", "Karya Tani", True),
        ("Kel.Kempas Jaya", "Kempas Jaya", True),
    ],
)
def test_spellings_of_one_name(one: str, other: str, same: bool) -> None:
    """Case, blanks, hyphens and titles do not make another village."""
    assert (same_name(one) == same_name(other)) is same


def test_a_slug_becomes_a_name() -> None:
    """A name that is no slug stays as it is."""
    assert (from_slug("kempas-jaya"), from_slug("Sungai  Ara")) == ("Kempas Jaya", "Sungai Ara")


def test_a_village_is_found_by_name_only_when_there_is_one() -> None:
    """Two of one name need the kecamatan; without it the answer names both codes."""
    other = dataclasses.replace(VILLAGE, code="14.04.09.2001", district="14.04.09", district_name="Senyerang")
    gazetteer = Gazetteer({VILLAGE.code: VILLAGE, other.code: other})
    assert gazetteer.find("PEKANTUA", district="Kempas", field="village_name") == VILLAGE.code
    twice = gazetteer.find("Pekan Tua", district="", field="village_name")
    assert not isinstance(twice, str)
    assert (twice.code, "14.04.09.2001" in twice.message.id) == ("places.village.ambiguous", True)
    missing = gazetteer.find("Pekan Tuo", district="Kempas", field="village_name")
    assert not isinstance(missing, str)
    assert (missing.code, missing.suggestion) == ("places.village.unknown", "Pekan Tua")


def test_links_sites_and_outlines() -> None:
    """The other places have their codes too."""
    link = LinkRegistered(code="l", start="a", end="b", way=Way.ROAD, metres=1_000, minutes_car=2)
    assert not list(checks.link_findings(link, places={"a", "b"}))
    wrong = dataclasses.replace(link, end="a", minutes_car=None)
    assert [one.code for one in checks.link_findings(wrong, places={"b"})] == [
        "places.link.unknown-place",
        "places.link.unknown-place",
        "places.link.one-place",
        "places.link.impassable",
    ]
    fast = dataclasses.replace(link, metres=20_000)
    assert [one.severity for one in checks.link_findings(fast, places={"a", "b"})] == ["warning"]
    site = SiteRegistered(code="Gudang PPK", name="", kind=SiteKind.STORE, party="pln", village="14.04.19.2001")
    assert [one.code for one in checks.site_findings(site, villages={})] == [
        "places.code.short",
        "places.text.missing",
        "places.village.unknown",
        "places.site.party",
    ]
    outline = BoundaryDrawn(
        code="14.04.19",
        polygons=((((103_000_000, 0), (103_100_000, 0), (103_000_000, 0)),),),
        official=False,
        source="",
    )
    assert [one.code for one in checks.boundary_findings(outline, names={"14.04.19": "Kempas"})] == [
        "places.boundary.open"
    ]


facts = st.builds(
    lambda number, male, female, name, source: StationRegistered(
        code=f"1404192001{number:03d}",
        village="14.04.19.2001",
        number=number,
        voters_male=male,
        voters_female=female,
        name=name,
        source=source,
    ),
    st.integers(1, 9),
    st.none() | st.integers(0, 3),
    st.none() | st.integers(0, 3),
    st.sampled_from(["", "SDN", "Balai"]),
    st.sampled_from(["a.csv", "b.csv"]),
)


@given(st.lists(facts, unique_by=lambda one: one.code), st.lists(facts, unique_by=lambda one: one.code))
def test_every_row_is_new_changed_or_unchanged(said: list[StationRegistered], known: list[StationRegistered]) -> None:
    """The three add up, agree with plain comparison, and what was recorded is unchanged the next time."""
    before = {one.code: one for one in known}
    diff = compare(said=said, known=before, key=lambda one: one.code)
    assert [row.fact for row in diff.rows] == said
    assert sum(diff.count(change) for change in Change) == len(said)
    for row in diff.rows:
        expected = Change.NEW if row.before is None else Change.CHANGED if row.fields else Change.UNCHANGED
        assert row.change is expected
    after = before | {one.code: one for one in diff.to_record()}
    again = compare(said=said, known=after, key=lambda one: one.code)
    assert again.to_record() == ()


@given(facts, st.dictionaries(st.sampled_from(["name", "voters_male", "voters_female"]), st.sampled_from([None, ""])))
def test_a_blank_erases_nothing(fact: StationRegistered, blanks: dict[str, object]) -> None:
    """Blank is not zero and not delete."""
    assert merged(fact, blanks) == fact
    assert differing(fact, merged(fact, {**blanks, "disability.mental": 2})) == ("disability",)
