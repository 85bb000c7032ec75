"""The papers of a guard plan as downloads: from people and TPS to the file, as each party sees it, over the pages."""

from __future__ import annotations

import hashlib
import io
from xml.etree import ElementTree as ET

import docx
import pytest
from django.http import HttpResponse
from django.test import Client
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from sinergi.areas.deployment import commands, queries
from sinergi.areas.people import commands as people
from sinergi.areas.people.commands import PersonEntry
from sinergi.areas.people.facts import Craft, Duty
from sinergi.areas.risk import commands as risk
from sinergi.areas.risk.facts import RiskClass, StationClassed
from sinergi.documents import verify
from sinergi.documents.message import sealed
from sinergi.entrypoints.console.plan_papers import PAPERS
from sinergi.vocabulary.viewer import Party, Role, Viewer
from tests import cast
from tests.journeys import office
from tests.world import FAR, NEAR, STATIONS, World

pytestmark = pytest.mark.django_db
CARD = Viewer(party=Party.POLSEK, role=Role.FIELD, account="card:0007", post="linmas-1404192001001")
POLICE = "Polisi Rekaan"


@pytest.fixture
def plan(world: World) -> str:
    """Return a draft over the tiny kecamatan: six police with boats, two soldiers, Linmas in both villages."""
    assert world.stations == STATIONS
    facts = [
        StationClassed(station=code, risk_class=RiskClass.HIGH, source="rekaan", synthetic=True) for code in STATIONS
    ]
    risk.classify_stations(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), facts=facts)
    groups = (
        (cast.kapolsek, Party.POLSEK, Duty.POLICE, 6, "Polsek Contoh", "Bripka", ""),
        (cast.danramil, Party.KORAMIL, Duty.ARMY, 2, "Koramil Contoh", "Serda", ""),
        (cast.camat, Party.KECAMATAN, Duty.LINMAS, 4, "Linmas", "", NEAR),
        (cast.camat, Party.KECAMATAN, Duty.LINMAS, 4, "Linmas", "", FAR),
    )
    for viewer, party, duty, count, unit, rank, home in groups:
        entries = [
            PersonEntry(
                party=party, duty=duty, name=f"{'Polisi' if duty is Duty.POLICE else 'Anggota'} Rekaan {letter}",
                phone="", unit=unit, rank=rank, home_village=home, synthetic=True,
                craft=(Craft.BOAT,) if duty is Duty.POLICE else (),
            )
            for letter in "ABCDEF"[:count]
        ]  # fmt: skip
        people.register_persons(viewer=viewer, stamp=cast.stamp(viewer), entries=entries)
    return commands.draft_plan(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek))


def get(client: Client, plan: str, what: str) -> HttpResponse:
    """Return one download, which must succeed and whose digest must be right."""
    response = client.get(f"/pengamanan/{plan}/{what}")
    assert isinstance(response, HttpResponse)
    assert response.status_code == 200, what
    assert response.headers["X-Content-SHA256"] == hashlib.sha256(response.content).hexdigest()
    assert "attachment" in response.headers["Content-Disposition"]
    return response


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF in one line."""
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


def test_the_order_is_what_the_plan_says(plan: str) -> None:
    """PDF, DOCX and XLSX name every officer of the plan beside their sector, and every TPS."""
    client, view = office.signed_in(cast.kapolsek), queries.plan(cast.kapolsek, plan=plan)
    text = pdf_text(get(client, plan, "sprin.pdf").content)
    book = docx.Document(io.BytesIO(get(client, plan, "sprin.docx").content))
    cells = " ".join(cell.text for table in book.tables for row in table.rows for cell in row.cells)
    sheet = load_workbook(io.BytesIO(get(client, plan, "sprin.xlsx").content)).worksheets[0]
    rows = {(row[0], row[2]): str(row[11]) for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert view.sectors
    for sector in view.sectors:
        assert len(sector.officers) == 2
        for stop in sector.stops:
            assert stop.name in text
            assert all(guard.name in rows[sector.code, stop.station] for guard in sector.officers)
        for guard in sector.officers:
            assert guard.name.startswith(POLICE)
            assert guard.name in text
            assert guard.name in cells
    assert "DRAF" in text
    assert "DATA SINTETIS" in text
    assert "SEKTOR CONTOH" in text


def test_the_roster_names_whoever_stands(plan: str) -> None:
    """Each person of the roster has a line in all three forms."""
    client, view = office.signed_in(cast.kapolsek), queries.plan(cast.kapolsek, plan=plan)
    names = {turn.guard.name or turn.guard.label for turn in view.turns}
    assert names
    text = pdf_text(get(client, plan, "daftar-jaga.pdf").content)
    sheet = load_workbook(io.BytesIO(get(client, plan, "daftar-jaga.xlsx").content)).worksheets[0]
    book = docx.Document(io.BytesIO(get(client, plan, "daftar-jaga.docx").content))
    words = " ".join(row.cells[0].text for row in book.tables[0].rows)
    lines = " ".join(str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True))
    assert sheet.max_row - 1 == len({turn.guard.person for turn in view.turns})
    for name in names:
        assert all(name in form for form in (text, words, lines)), name


def test_map_tracks_messages_and_cards_cover_every_tps(plan: str) -> None:
    """No TPS is forgotten in any of them; a sector can be asked for by itself, and one that is not there is refused."""
    client, view = office.signed_in(cast.kapolsek), queries.plan(cast.kapolsek, plan=plan)
    stops = {stop.name for sector in view.sectors for stop in sector.stops} | {stop.name for stop in view.uncovered}
    assert len(stops) == len(STATIONS)
    chat = get(client, plan, "pesan.txt").content.decode()
    forms = [pdf_text(get(client, plan, what).content) for what in ("kartu-tps.pdf", "peta.pdf")]
    forms += ["".join(ET.fromstring(get(client, plan, what).content).itertext()) for what in ("rute.gpx", "rute.kml")]
    for text in (*forms, chat):
        assert all(name in text for name in stops)
    code = view.sectors[0].code
    one = get(client, plan, f"pesan.txt?sektor={code}").content.decode()
    assert verify(one)
    assert POLICE in one
    assert POLICE not in chat
    for what in ("kartu-tps.pdf", "peta.pdf", "pesan.txt", "rute.gpx", "rute.kml"):
        get(client, plan, f"{what}?sektor={code}")
        assert client.get(f"/pengamanan/{plan}/{what}?sektor=R99").status_code in (400, 404, 409, 422)


def test_a_forward_can_be_checked_on_the_page(plan: str) -> None:
    """Unchanged and of this plan, unchanged but of no plan here, changed: three answers, in two languages."""
    police, other = office.signed_in(cast.kapolsek), office.signed_in(cast.ppk_chair)
    whole = get(police, plan, "pesan.txt").content.decode()
    address = f"/pengamanan/{plan}/periksa-pesan/"
    assert "pesan" in police.get(address).content.decode()
    for client in (police, other):
        assert "sama dengan rencana ini" in client.post(address, {"pesan": whole}).content.decode()
    forged = sealed(whole.rpartition("\n")[0].replace("TPS 001", "TPS 009"))
    assert "bukan pesan rencana ini" in police.post(address, {"pesan": forged}).content.decode()
    changed = police.post(address, {"pesan": whole.replace("TPS 001", "TPS 009")}).content.decode()
    assert "Sudah diubah" in changed
    hostile = police.post(address, {"pesan": "</textarea><script>x</script>"}).content.decode()
    assert "<script>x" not in hostile


def test_a_calendar_is_of_one_person(plan: str) -> None:
    """An officer's turns; a stranger has none."""
    client, view = office.signed_in(cast.kapolsek), queries.plan(cast.kapolsek, plan=plan)
    person = view.sectors[0].officers[0].person
    content = get(client, plan, f"kalender/{person}.ics").content
    events = list(Calendar.from_ical(content).walk("VEVENT"))
    assert len(events) == sum(turn.guard.person == person for turn in view.turns)
    assert client.get(f"/pengamanan/{plan}/kalender/nobody.ics").status_code in (400, 404, 409, 422)


@pytest.mark.parametrize("viewer", [cast.danramil, cast.camat, cast.ppk_chair, cast.panwascam], ids=str)
def test_other_parties_get_no_name_and_no_reserve(plan: str, viewer: Viewer) -> None:
    """Whatever form it has, no paper of another party names a police officer or says where the reserve waits."""
    client, ours = office.signed_in(viewer), queries.plan(cast.kapolsek, plan=plan)
    assert ours.reserve or ours.sectors
    officer = ours.sectors[0].officers[0].person
    refused = client.get(f"/pengamanan/{plan}/kalender/{officer}.ics")
    assert (refused.status_code, POLICE in refused.content.decode()) == (422, False)
    for what in PAPERS:
        content = get(client, plan, what).content
        text = pdf_text(content) if what.endswith(".pdf") else _text(content, what)
        assert POLICE not in text, what
        assert "jangan disertakan pada tembusan" not in text, what


def test_who_may_not_read_the_plan_gets_no_paper(plan: str) -> None:
    """The public is sent to the sign-in, and a plan that is not there is refused by name."""
    for what in PAPERS:
        assert Client().get(f"/pengamanan/{plan}/{what}").status_code in (302, 401, 403)
        assert office.signed_in(cast.kapolsek).get(f"/pengamanan/nothing/{what}").status_code in (400, 404, 409, 422)


def test_an_issued_plan_has_number_and_day_and_no_mark(plan: str) -> None:
    """Once the head of the police post issues it, the order says so; another party's print is a copy."""
    for viewer in cast.OFFICES:
        if viewer is not cast.ppk_operator:
            commands.check_plan(viewer=viewer, stamp=cast.stamp(viewer), plan=plan, verdict="agreed")
    commands.issue_plan(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek), plan=plan, letter="Sprin/7/XI/2024")
    text = pdf_text(get(office.signed_in(cast.kapolsek), plan, "sprin.pdf").content)
    assert "Nomor: Sprin/7/XI/2024" in text
    assert "DRAF" not in text
    copy = pdf_text(get(office.signed_in(cast.ppk_chair), plan, "sprin.pdf").content)
    assert "SALINAN" in copy


def test_the_same_plan_gives_the_same_files(plan: str) -> None:
    """Two downloads of one plan are equal to the byte, whatever the form."""
    client = office.signed_in(cast.kapolsek)
    for what in PAPERS:
        assert get(client, plan, what).content == get(client, plan, what).content, what


def _text(content: bytes, what: str) -> str:
    if what.endswith(".docx"):
        book = docx.Document(io.BytesIO(content))
        return " ".join(cell.text for table in book.tables for row in table.rows for cell in row.cells)
    if what.endswith(".xlsx"):
        sheets = load_workbook(io.BytesIO(content)).worksheets
        return " ".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    return content.decode()
