"""What each party owes by when: read strictly, counted from the right day, and asked in words that promises know."""

from __future__ import annotations

from datetime import datetime
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from sinergi.areas.meetings.facts import EvidenceKind
from sinergi.areas.rulebook.rules.pack import Edge, PartyDuty, Per, Proof, RulePack
from sinergi.areas.rulebook.rules.reading import parse
from sinergi.areas.wiring import WIRING
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES

FOLDER = resources.files("sinergi.areas.rulebook") / "packs"
GOOD = (FOLDER / "pilkada-2024.toml").read_text(encoding="utf-8")
PILKADA = parse(GOOD.encode(), name="pilkada-2024")
PILKADES = parse((FOLDER / "pilkades-example.toml").read_bytes(), name="pilkades-example")
PACKS = pytest.mark.parametrize("pack", [PILKADA, PILKADES], ids=lambda pack: pack.name)
START = GOOD.index("[[duties]]")


def changed(old: str, new: str) -> bytes:
    """Return the good pack with the first such place among its duties changed."""
    assert old in GOOD[START:], old
    return (GOOD[:START] + GOOD[START:].replace(old, new, 1)).encode()


def duty(code: str) -> PartyDuty:
    """Return one duty of the real pack."""
    return next(one for one in PILKADA.duties if one.code == code)


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('party = "panwascam"', 'party = "bawaslu"', "wrong-value", "coba.duties[0].party"),
        ('party = "panwascam"', 'party = "public"', "no-party", "duties.panwascam-ptps-lengkap.party"),
        ('party = "panwascam"\n', "", "missing-key", "coba.duties[0]"),
        ("days = -21", "days = -21\nhari = 1", "unknown-key", "coba.duties[0]"),
        ("days = -21", 'days = "-21"', "wrong-type", "coba.duties[0].days"),
        ("days = -21", "days = -2100", "wrong-value", "duties.panwascam-ptps-lengkap.days"),
        ("at = 17:00:00", 'at = "17.00"', "wrong-type", "coba.duties[0].at"),
        ('stage = "masa-kerja-kpps"', 'stage = "masa-kerja"', "unknown-stage", "duties.ppk-kpps-lengkap.stage"),
        ('edge = "stage-start"', 'edge = "awal"', "wrong-value", "coba.duties[1].edge"),
        ('evidence = "counted"', 'evidence = "video"', "wrong-value", "coba.duties[0].evidence"),
        ("number = 1\n", "number = 0\n", "not-positive", "duties.panwascam-ptps-lengkap.number"),
        ("number = 1\n", "", "not-positive", "duties.panwascam-ptps-lengkap.number"),
        ('evidence = "counted"', 'evidence = "photo"', "wrong-value", "duties.panwascam-ptps-lengkap.number"),
        ('per = "station"', 'per = "rw"', "wrong-value", "coba.duties[0].per"),
        ('record = "risk.station.classed.v1"\n', "", "no-record", "duties.polsek-pemetaan-tps.record"),
        ('record = "risk.station.classed.v1"', 'record = "kelas TPS"', "wrong-value", "polsek-pemetaan-tps.record"),
        ('per = "station"', 'per = "station"\nrecord = "risk.station.classed.v1"', "no-record", "ptps-lengkap.record"),
        ('code = "ppk-kpps-lengkap"', 'code = "panwascam-ptps-lengkap"', "duplicate-code", "coba"),
        ('code = "ppk-kpps-lengkap"', 'code = "PPK KPPS"', "wrong-value", "code"),
        ('id = "Satu PTPS', 'id = "' + "x" * 400 + "Satu PTPS", "too-long", "duties.panwascam-ptps-lengkap.name"),
        ('basis = "Satu PTPS', 'dasar = "Satu PTPS', "unknown-key", "coba.duties[0]"),
    ],
)
def test_a_slip_in_a_duty_is_refused_by_name_and_place(old: str, new: str, code: str, place: str) -> None:
    """No duty that nobody could owe comes into force."""
    with pytest.raises(Refused) as error:
        parse(changed(old, new), name="coba")
    assert error.value.code == f"rulebook.pack.{code}"
    assert place in error.value.sentence.id
    assert place in error.value.sentence.en


def test_a_pack_may_leave_duties_out() -> None:
    """A pack from before there were duties is still a pack."""
    end = GOOD.index("# --- Potensi TPS rawan")
    assert parse((GOOD[:START] + GOOD[end:]).encode(), name="coba").duties == ()


@PACKS
def test_every_party_owes_something_and_says_why(pack: RulePack) -> None:
    """All five have duties; what is not from a source is marked as a proposal or an example."""
    assert {one.party for one in pack.duties} == set(FIVE_PARTIES)
    honest = ("usulan", "belum diperiksa", "menurut pers", "melalui pers", "Pers", "Bawaslu", "contoh")
    assert [one.code for one in pack.duties if not any(word in one.basis for word in honest)] == []
    assert [one.code for one in pack.duties if one.name.id == one.name.en] == []


def test_no_two_packs_share_a_code() -> None:
    """A duty noted under one pack is never taken for one of another."""
    assert not {one.code for one in PILKADA.duties} & {one.code for one in PILKADES.duties}


@PACKS
def test_what_is_asked_is_what_a_promise_can_ask(pack: RulePack) -> None:
    """Each record that closes a duty is a kind of fact that promises hear of; evidence has the words of promises."""
    heard = {cls.KIND for cls, ears in WIRING.hears.items() if any(ear.__name__ == "evidence_arrived" for ear in ears)}
    assert {one.record for one in pack.duties if one.record} <= heard
    assert {one.value for one in Proof} == {one.value for one in EvidenceKind}


def test_hours_are_counted_from_voting_day_and_stages() -> None:
    """By hand, against the calendar of 2024, in the local hours of Riau and of Papua."""
    expected = {
        "polsek-renpam-terbit": (2024, 11, 20, 16),
        "ppk-c-pemberitahuan": (2024, 11, 24, 17),
        "ppk-logistik-tps": (2024, 11, 26, 18),
        "camat-netralitas": (2024, 10, 2, 16),
        "ppk-kpps-lengkap": (2024, 11, 7, 17),
        "polsek-patroli-tenang": (2024, 11, 26, 23),
        "ppk-kotak-tiba": (2024, 11, 28, 6),
        "ppk-rekap-selesai": (2024, 12, 3, 23),
    }
    for zone in ("Asia/Jakarta", "Asia/Jayapura"):
        found = {code: PILKADA.due(duty(code), zone=zone) for code in expected}
        assert found == {code: datetime(*at, tzinfo=ZoneInfo(zone)) for code, at in expected.items()}


def test_the_duties_of_pilkada_go_from_campaign_to_recapitulation() -> None:
    """Between the first week of the campaign and the day after the kecamatan's recapitulation, in all its stages."""
    due = sorted(PILKADA.due(one, zone="Asia/Jakarta").date() for one in PILKADA.duties)
    stages = {stage.code for day in due if (stage := PILKADA.stage(day)) is not None}
    assert stages >= {"kampanye", "masa-tenang", "pemungutan-penghitungan", "rekap-kecamatan"}
    assert due[0] >= next(one.start for one in PILKADA.stages if one.code == "kampanye")
    assert 25 <= len(due) <= 45
    assert duty("ppk-kpps-lengkap").edge is Edge.START
    assert duty("camat-linmas").per is Per.STATION
    assert duty("camat-linmas").number == 2
