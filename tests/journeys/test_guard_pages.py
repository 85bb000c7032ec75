"""Pengamanan: who sees what of a guard plan, and that every form says what it did or why it could not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.test import Client

from sinergi.areas.deployment import queries
from sinergi.areas.deployment.facts import Verdict
from sinergi.areas.deployment.queries import PlanState
from sinergi.areas.risk import queries as risk
from sinergi.areas.risk.facts import RiskClass
from sinergi.entrypoints.console import guard_words
from sinergi.journal import clock
from sinergi.planner.deployment.result import Goal, Reached, Status
from sinergi.vocabulary.viewer import Viewer
from tests import cast, world
from tests.guards import Guards
from tests.journeys import guard_staff, office
from tests.journeys.console_html import heading, text_of
from tests.world import STATIONS

pytestmark = pytest.mark.django_db
OFFICES = (cast.kapolsek, cast.danramil, cast.camat, cast.ppk_chair, cast.panwascam)


@pytest.fixture
def staff() -> Guards:
    """The tiny kecamatan with its guards."""
    return guard_staff.town()


@pytest.fixture
def plan(staff: Guards) -> str:
    """The id of a first draft."""
    assert staff.police
    return guard_staff.drafted()


def send(viewer: Viewer, path: str, **said: object) -> HttpResponse:
    """Send a form of the page as ``viewer`` and return the page that follows."""
    sent = {"kiriman": str(clock.new_id()), **said}
    return office.signed_in(viewer).post(path, sent, follow=True)  # type: ignore[return-value] # a test client's page is one


def read(viewer: Viewer, path: str) -> HttpResponse:
    """Return a page as ``viewer`` sees it."""
    return office.signed_in(viewer).get(path)  # type: ignore[return-value] # a test client's page is one


def test_without_a_plan_the_page_says_what_to_do(staff: Guards) -> None:
    """The empty page explains and offers the button to the police; others see that there is none."""
    assert staff.army
    said = read(cast.kapolsek, "/pengamanan/")
    assert "Belum ada rencana" in text_of(said)
    assert 'action="/pengamanan/susun/"' in said.content.decode()
    assert 'action="/pengamanan/susun/"' not in read(cast.ppk_chair, "/pengamanan/").content.decode()


def test_drafting_leads_to_the_plan(staff: Guards) -> None:
    """The button makes a version and shows it: how good it is, its sectors, goals and stops."""
    assert staff.police
    said = send(cast.kapolsek, "/pengamanan/susun/", note="latihan")
    assert heading(said).startswith("Rencana 1 draf")
    assert re.search(r"terbukti terbaik|paling jauh \d+,\d %", text_of(said))
    for part in ("Seberapa baik", "pos jaga", "Daftar jaga", "Pemeriksaan lima pihak", "latihan"):
        assert part in text_of(said), part


def test_a_draft_that_cannot_be_made_says_why() -> None:
    """Without classes and officers nothing is recorded, and the page says what is missing."""
    world.small()
    said = send(cast.kapolsek, "/pengamanan/susun/")
    assert said.status_code == 422
    assert "Tidak dapat dilakukan" in text_of(said)
    assert queries.plans(cast.kapolsek) == ()


@pytest.mark.parametrize("viewer", OFFICES, ids=lambda one: one.party)
def test_names_stay_with_their_party(staff: Guards, plan: str, viewer: Viewer) -> None:
    """All five parties read sectors and stops; names of people only of their own; the reserve only the police."""
    said = read(viewer, f"/pengamanan/{plan}/").content.decode()
    assert "TPS 001 Hilir Sembilan" in said
    for party, names in staff.names.items():
        if party is not viewer.party:
            assert [name for name in names if name in said] == []
    police = viewer.party == "polsek"
    assert ("Polisi Rekaan" in said) is police
    assert ("Pindahkan seseorang" in said) is police
    assert ('id="cadangan"' in said) == (police and bool(queries.plan(viewer, plan=plan).reserve))


@pytest.mark.parametrize("viewer", [None, cast.linmas_card], ids=["public", "card"])
def test_the_public_and_cards_see_nothing(plan: str, viewer: Viewer | None) -> None:
    """No page of the guard plan is for them."""
    client = Client()
    assert viewer is None or viewer.account
    for path in ("/pengamanan/", f"/pengamanan/{plan}/", "/pengamanan/kelas/", "/pengamanan/banding/"):
        assert client.get(path).status_code in (302, 403)


def test_the_map_holds_the_stops_of_the_table(plan: str) -> None:
    """Every stop with a position is on the map with its number; the round of a sector is a line."""
    data = office.signed_in(cast.kapolsek).get(f"/pengamanan/{plan}/peta.json").json()
    stops = {(mark["code"], mark["label"]) for mark in data["marks"] if mark.get("label")}
    view = queries.plan(cast.kapolsek, plan=plan)
    assert stops == {(one.station, str(one.order)) for row in view.sectors for one in row.stops}
    assert len(data.get("rounds", [])) == sum(len(row.stops) > 1 for row in view.sectors)
    assert sum(mark["state"] == "base" for mark in data["marks"]) == len(view.sectors)


def test_taking_an_officer_away_moves_one_other_and_nobody_else(plan: str) -> None:
    """The comparison names who comes, and that everybody else stays."""
    gone = queries.plan(cast.kapolsek, plan=plan).sectors[0].officers[0]
    said = text_of(send(cast.kapolsek, f"/pengamanan/{plan}/ganti/", absent=gone.person))
    assert "Tepat satu orang berpindah; 1 orang tidak lagi punya pos." in said
    assert gone.name in said
    newest = queries.plans(cast.kapolsek)[0]
    assert (newest.number, newest.state) == (2, PlanState.DRAFT)


def test_a_full_sector_asks_whose_place(plan: str) -> None:
    """Nothing is made before the answer; with it the two change places."""
    first, second = queries.plan(cast.kapolsek, plan=plan).sectors[:2]
    asked = send(cast.kapolsek, f"/pengamanan/{plan}/pindah/", person=first.officers[0].person, to=second.code)
    assert heading(asked) == "Bertukar dengan siapa?"
    assert second.officers[0].name in text_of(asked)
    assert len(queries.plans(cast.kapolsek)) == 1
    said = send(
        cast.kapolsek,
        f"/pengamanan/{plan}/pindah/",
        person=first.officers[0].person,
        to=second.code,
        instead_of=second.officers[1].person,
    )
    assert "2 orang berpindah" in text_of(said) or "Tidak dapat dilakukan" in text_of(said)


def test_half_a_form_changes_nothing(plan: str) -> None:
    """A move without a person or a place is refused on the page of the plan."""
    for path in ("pindah", "pindah-tps", "ganti", "periksa"):
        said = send(cast.kapolsek, f"/pengamanan/{plan}/{path}/")
        assert said.status_code == 422, path
        assert "Pilihan belum lengkap" in text_of(said)
    assert len(queries.plans(cast.kapolsek)) == 1


def test_a_tps_moves_to_another_sector(plan: str) -> None:
    """The comparison names the TPS, or the page names the rule that forbids it."""
    view = queries.plan(cast.kapolsek, plan=plan)
    stop, to = view.sectors[0].stops[-1], view.sectors[-1].code
    said = send(cast.kapolsek, f"/pengamanan/{plan}/pindah-tps/", station=stop.station, to=to)
    assert stop.name in text_of(said)
    assert said.status_code in (200, 422)


def test_what_if_records_nothing(plan: str) -> None:
    """The answer is a comparison; the versions stay as they were."""
    gone = queries.plan(cast.kapolsek, plan=plan).sectors[0].officers[0].person
    said = text_of(
        read(cast.kapolsek, f"/pengamanan/{plan}/andai/?absent={gone}&raised={STATIONS[0]}&withdrawn={STATIONS[3]}")
    )
    assert "Dihitung saja, tidak dicatat." in said
    assert "menjadi sangat rawan" in said
    assert len(queries.plans(cast.kapolsek)) == 1


def test_why_not_answers_in_words(plan: str) -> None:
    """Cost or conflict, as a sentence."""
    view = queries.plan(cast.kapolsek, plan=plan)
    person, to = view.sectors[0].officers[0].person, view.sectors[-1].code
    said = text_of(read(cast.kapolsek, f"/pengamanan/{plan}/mengapa/?person={person}&post={to}"))
    assert "Bisa, dengan akibat ini" in said or "Tidak bisa: aturan melarang" in said


def test_parties_check_and_the_chief_issues(plan: str) -> None:
    """Each party says its word on the page; four are not enough without a reason, five are."""
    for viewer in OFFICES[:-1]:
        said = send(viewer, f"/pengamanan/{plan}/periksa/", verdict=Verdict.AGREED)
        assert "Pendapat pihak Anda dicatat." in text_of(said)
    early = send(cast.kapolsek, f"/pengamanan/{plan}/terbit/", letter="Sprin/1/XI/2024", despite="")
    assert early.status_code == 422
    send(cast.panwascam, f"/pengamanan/{plan}/periksa/", verdict=Verdict.AGREED)
    said = send(cast.kapolsek, f"/pengamanan/{plan}/terbit/", letter="Sprin/1/XI/2024", despite="")
    assert heading(said).startswith("Rencana 1 berlaku")
    assert "Yang berlaku" in text_of(read(cast.camat, "/pengamanan/"))


def test_an_objection_needs_words_and_is_shown(plan: str) -> None:
    """Without a note it is refused; with one it stands among the problems of the plan."""
    assert send(cast.panwascam, f"/pengamanan/{plan}/periksa/", verdict="objected").status_code == 422
    send(cast.panwascam, f"/pengamanan/{plan}/periksa/", verdict="objected", note="Rute belum jelas")
    assert "Panwascam keberatan: Rute belum jelas" in text_of(read(cast.kapolsek, f"/pengamanan/{plan}/"))


def test_only_the_chief_is_offered_the_order(plan: str) -> None:
    """Another party finds no button and is refused at the address."""
    assert "terbit/" not in read(cast.camat, f"/pengamanan/{plan}/").content.decode()
    for path in ("terbit", "tarik"):
        assert read(cast.camat, f"/pengamanan/{plan}/{path}/").status_code == 403


def test_a_draft_is_set_aside_with_a_reason(plan: str) -> None:
    """Withdrawn it can be read but not issued, and the list says so."""
    said = send(cast.kapolsek, f"/pengamanan/{plan}/tarik/", reason="data berubah")
    assert "Rencana ditarik" in text_of(said)
    assert queries.plans(cast.kapolsek)[0].state is PlanState.WITHDRAWN
    assert "Pindahkan seseorang" not in text_of(read(cast.kapolsek, f"/pengamanan/{plan}/"))


def test_an_unknown_plan_is_refused_by_name(staff: Guards) -> None:
    """A plan that is not there is a sentence, not a fault."""
    assert staff.police
    assert read(cast.kapolsek, "/pengamanan/tidak-ada/").status_code == 404


def test_classes_are_set_in_bulk_by_the_police_alone(staff: Guards) -> None:
    """What changes is recorded with its source; what stays is not; others only read."""
    assert staff.police
    said = send(cast.kapolsek, "/pengamanan/kelas/", source="Penilaian 2", **{f"kelas-{STATIONS[0]}": "rawan"})
    assert "1 TPS diberi kelas." in text_of(said)
    assert risk.classes(cast.kapolsek)[STATIONS[0]] is RiskClass.HIGH
    assert send(cast.kapolsek, "/pengamanan/kelas/", **{f"kelas-{STATIONS[0]}": "khusus"}).status_code == 422
    assert "<select name=" not in read(cast.camat, "/pengamanan/kelas/").content.decode()
    refused = send(cast.camat, "/pengamanan/kelas/", source="x", **{f"kelas-{STATIONS[0]}": "khusus"})
    assert refused.status_code == 403


def test_those_without_a_class_get_one_together() -> None:
    """One choice fills every blank of the list, and leaves what has a class alone."""
    world.small()
    blank = {f"kelas-{code}": "" for code in STATIONS}
    first = {**blank, f"kelas-{STATIONS[1]}": "khusus"}
    send(cast.kapolsek, "/pengamanan/kelas/", source="Penilaian 1", sisanya="kurang_rawan", **first)
    found = risk.classes(cast.kapolsek)
    assert [found[code] for code in STATIONS] == [RiskClass.LOW, RiskClass.SPECIAL, RiskClass.LOW, RiskClass.LOW]


def test_how_good_a_plan_is_is_never_said_better_than_it_is(plan: str) -> None:
    """A gap is rounded up; nothing but a gap of zero is called proven."""
    row = replace(queries.plan(cast.kapolsek, plan=plan).row, shortages=(), status=Status.FEASIBLE)
    assert "0,4 %" in guard_words.headline(replace(row, gap_ppm=3_001)).id
    assert "0.1 %" in guard_words.headline(replace(row, gap_ppm=1)).en
    assert "terbukti terbaik" in guard_words.headline(replace(row, gap_ppm=0)).id
    [line] = guard_words.goals([Reached(goal=Goal.TRAVEL, value=1000, bound=999)])
    assert (line.proven, line.proof.id) == (False, "paling jauh 0,1 % dari terbaik")


def test_the_police_choose_the_pattern_and_the_next_plan_uses_it(staff: Guards) -> None:
    """The page shows every pattern with its source; a choice needs a reason; other parties only look."""
    assert staff.police
    page = read(cast.kapolsek, "/pengamanan/pola/")
    assert "2 polisi : 8 TPS : 16 Linmas" in text_of(page)
    said = {"risk_class": "kurang_rawan", "pattern": "kurang-rawan-pagar-alam-8"}
    refused = send(cast.kapolsek, "/pengamanan/pola/", **said)
    assert (refused.status_code, "rulebook.pattern.source" in text_of(refused)) == (422, True)
    assert send(cast.camat, "/pengamanan/pola/", **said, source="Rengiat").status_code == 403
    assert 'name="pattern"' not in read(cast.camat, "/pengamanan/pola/").content.decode()
    assert "Pola disimpan" in text_of(send(cast.kapolsek, "/pengamanan/pola/", **said, source="Rengiat 2024"))
    drafted = queries.plan(cast.kapolsek, plan=guard_staff.drafted())
    assert "kurang-rawan-pagar-alam-8" in drafted.row.patterns


def test_an_office_reports_an_absence_and_sees_the_proposal(staff: Guards) -> None:
    """A person and a reason lead to the comparison with the replacement; half a form and another party do not."""
    assert staff.police
    plan = guard_staff.issued()
    person = queries.plan(cast.kapolsek, plan=plan).sectors[0].officers[0].person
    assert f'value="{person}"' in read(cast.kapolsek, "/pengamanan/").content.decode()
    assert send(cast.kapolsek, "/pengamanan/berhalangan/", person=person).status_code == 422
    assert send(cast.camat, "/pengamanan/berhalangan/", person=person, reason="ill").status_code == 422
    assert not queries.absences(cast.kapolsek)
    said = text_of(send(cast.kapolsek, "/pengamanan/berhalangan/", person=person, reason="ill"))
    assert ("Siapa berpindah" in said, "berhalangan" in said) == (True, True)
    page = read(cast.kapolsek, "/pengamanan/").content.decode()
    assert ("Lihat usul" in page, f'<option value="{person}"' in page) == (True, False)


def test_tasks_and_shifts_are_called_as_the_pack_names_them(plan: str) -> None:
    """No code of a task or a shift is read on the page, neither in the roster nor in what is missing."""
    page = text_of(read(cast.kapolsek, f"/pengamanan/{plan}/"))
    assert "Jaga gudang logistik" in page
    for code in ("jaga-gudang-h-1", "h-1-malam", "jaga-kotak-h", "kawal-logistik"):
        assert code not in page


def test_a_plan_without_a_reserve_is_not_called_better() -> None:
    """The reserve's minutes are 0 where there is none; the comparison must not take that for quick."""
    lost, found = (queries.GoalChange(goal=Goal.RESPONSE, before=a, after=b) for a, b in ((160, 0), (0, 160)))
    lines = guard_words.changes((lost, found, queries.GoalChange(goal=Goal.RESPONSE, before=40, after=30)))
    assert [(one.turn, one.word.id) for one in lines] == [
        (1, "tanpa cadangan"),
        (-1, "ada cadangan"),
        (-1, "lebih baik"),
    ]
