"""A meeting of five agencies as people live it, in a real browser: invitation, keyboard, dissent, papers, the next one.

The clock of the served kecamatan stands in November 2024 and is moved on between the meetings.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from sinergi.areas.meetings import queries
from sinergi.areas.meetings.facts import PromiseState
from sinergi.areas.risk import commands as risk
from sinergi.areas.risk.facts import RiskClass, StationClassed
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Viewer
from tests import cast, world
from tests.journeys import console_browser

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = datetime(2024, 11, 5, 2, 0, tzinfo=UTC)  # 09.00 WIB
SECOND = datetime(2024, 11, 20, 2, 0, tzinfo=UTC)
OTHERS = (cast.kapolsek, cast.danramil, cast.ppk_chair, cast.panwascam)
REASON = "Penertiban di jalan kabupaten bukan wewenang kami"
WORDS = (  # party, what, hour as typed, hour as it must be read back
    ("Polsek", "menetapkan kelas kerawanan empat TPS", "12/11 16.00 #catatan 4 risk.station.classed.v1"),
    ("Koramil", "menyiagakan Babinsa di luar TPS", "H-9 16.00"),
    ("Kecamatan", "menerbitkan surat tugas Linmas", "15 Nov 16.00"),
    ("PPK", "memasang kamera di gudang logistik", "19 November 16.00 #foto"),
    ("Panwascam", "melantik pengawas di setiap TPS", "16/11/2024 16:00 #jumlah 4"),
)
LINES = tuple((party, f"{what} tahap {step}", due) for step in (1, 2, 3, 4) for party, what, due in WORDS)


@pytest.fixture
def at(settings: object) -> Callable[[datetime], None]:
    """Move the clock of the program to a moment; from there it runs on."""

    def move(moment: datetime) -> None:
        setattr(settings, "SINERGI_CLOCK_SHIFT", moment - clock.wall())  # noqa: B010 -- the fixture has no types

    return move


@pytest.fixture
def served(transactional_db: None, data_dir: Path, live_server: LiveServer, at: Callable[[datetime], None]) -> str:
    """The address of the tiny kecamatan, on the morning of the first meeting."""
    at(FIRST - timedelta(days=1))
    world.small()
    return str(live_server.url)


@pytest.fixture
def camat(served: str, visitor: BrowserContext) -> Iterator[Page]:
    """The Camat's browser, who hosts; any error in its console fails the test."""
    console_browser.sign_in(visitor, cast.camat, served)
    tab, errors = visitor.new_page(), list[str]()
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    assert errors == []


def call(tab: Page, address: str, *, title: str, number: str, day: str) -> str:
    """Call a meeting by form and return its address."""
    tab.goto(f"{address}/rapat/undang/")
    tab.get_by_label("Nama rapat").fill(title)
    tab.get_by_label("Nomor surat undangan").fill(number)
    tab.get_by_label("Tanggal").fill(day)
    tab.get_by_label("Mulai").fill("09.00")
    tab.get_by_label("Selesai").fill("11.00")
    tab.get_by_label("Tempat", exact=True).fill("Aula Kecamatan")
    tab.get_by_label("Acara, satu per baris").fill("Pengamanan TPS\nKesiapan logistik\nMasa tenang")
    for index, (party, head) in enumerate(HEADS):
        row = tab.locator(".free").nth(index)
        row.locator("select").select_option(party)
        row.locator("input[type=text], input:not([type])").last.fill(head)
    tab.get_by_role("button", name="Undang rapat").click()
    expect(tab.locator("h1")).to_contain_text(title)
    return tab.url


HEADS = (("kecamatan", "Camat"), ("polsek", "Kapolsek"), ("ppk", "Ketua PPK"), ("panwascam", "Ketua Panwascam"))


def typed(tab: Page, line: str, answer: str | re.Pattern[str]) -> None:
    """Type one line in meeting mode as a secretary does, without the mouse, and read the answer."""
    expect(tab.locator("#baris")).to_be_focused()
    tab.keyboard.type(line)
    tab.keyboard.press("Enter")
    expect(tab.locator("#hasil")).to_contain_text(answer)
    expect(tab.locator("#baris")).to_have_value("")


def fetched(tab: Page, path: str) -> bytes:
    """Download a paper with the session of this browser."""
    answer = tab.request.get(path)
    assert answer.ok, (path, answer.status)
    return answer.body()


def pdf_text(content: bytes) -> str:
    """Return the words of a PDF, in one line."""
    return flat("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def docx_text(content: bytes) -> str:
    """Return the words of a DOCX, tables included, in one line."""
    book = Document(io.BytesIO(content))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return flat("\n".join([*(one.text for one in book.paragraphs), *cells]))


def flat(text: str) -> str:
    """Return text without line breaks and hyphenation marks."""
    return " ".join(text.replace("\u00ad", "").split())


def speak(visitor: BrowserContext, viewer: Viewer, address: str, meeting: str, *, dissent: str = "") -> None:
    """Let another party confirm the first decision, or dissent with a reason, in a browser of its own."""
    browser = visitor.browser
    assert browser is not None
    context = browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta")
    console_browser.sign_in(context, viewer, address)
    tab = context.new_page()
    tab.goto(meeting)
    if dissent:
        tab.get_by_role("link", name="Keberatan… atas keputusan 1").click()
        tab.get_by_label("Alasan").fill(dissent)
        tab.get_by_role("button", name=re.compile("keberatan", re.IGNORECASE)).click()
        expect(tab.locator("#keputusan-1")).to_contain_text(dissent)
    else:
        tab.get_by_role("button", name="Setuju dengan keputusan 1").click()
        expect(tab.locator("#keputusan-1")).to_contain_text("Setuju")
    context.close()


def test_from_the_first_meeting_to_the_next(
    served: str, camat: Page, visitor: BrowserContext, at: Callable[[datetime], None]
) -> None:
    """Twenty promises by keyboard, minutes read back, one closed by a fact, the next agenda opens with the late."""
    meeting = call(camat, served, title="Rapat koordinasi pertama", number="005/1/XI/2024", day="5 November 2024")
    at(FIRST)
    camat.goto(meeting)
    camat.get_by_role("button", name="Buka rapat").first.click()
    camat.goto(f"{meeting}catat/")
    typed(camat, "Wilayah relatif kondusif, kewaspadaan dinaikkan.", "kewaspadaan dinaikkan")
    typed(camat, "/keputusan @Panwascam APK dibersihkan serentak 24/11 17.00 #publik", "Keputusan 1")
    typed(camat, "/keputusan #info Rapat berikutnya di kantor Camat", "Informasi saja")
    for number, (party, what, due) in enumerate(LINES, 1):
        typed(camat, f"/komitmen @{party} {what} {due}", f"K-{number} · {party}")
    expect(camat.locator("#hasil")).to_contain_text("Sabtu, 16 November 2024 16.00 WIB")
    found = queries.promise_rows(cast.camat, now=clock.now(), meeting=meeting.rstrip("/").rsplit("/", 1)[-1])
    assert [(one.number, one.text) for one in sorted(found, key=lambda one: one.number)] == [
        (number, what) for number, (_party, what, _due) in enumerate(LINES, 1)
    ]

    for viewer in OTHERS:
        speak(visitor, viewer, served, meeting, dissent=REASON if viewer is cast.panwascam else "")
    camat.goto(meeting)
    camat.get_by_role("button", name="Tutup rapat").click()
    expect(camat.locator("h1")).to_contain_text("Selesai")
    papers = {
        "notulen.pdf": pdf_text(fetched(camat, f"{meeting}notulen.pdf")),
        "notulen.docx": docx_text(fetched(camat, f"{meeting}notulen.docx")),
        "pesan-hasil.txt": flat(fetched(camat, f"{meeting}pesan-hasil.txt").decode()),
    }
    for name, text in papers.items():
        for what in ("APK dibersihkan serentak", REASON, *(what for _party, what, _due in LINES)):
            assert what in text, (name, what)
        assert "KEBERATAN" in text.upper(), name
    for name in ("notulen.pdf", "notulen.docx"):
        assert "kewaspadaan dinaikkan" in papers[name]
        assert "Rapat berikutnya di kantor Camat" in papers[name]
    release = pdf_text(fetched(camat, f"{meeting}siaran-pers.pdf"))
    assert "APK dibersihkan serentak" in release
    assert re.search(r"keberatan\W.{0,40}Panwas", release, re.IGNORECASE), (
        release
    )  # that, not why: nobody marked it public
    assert not [what for _party, what, _due in LINES if what in release]
    assert "kewaspadaan" not in release

    at(SECOND - timedelta(days=10))
    facts = [
        StationClassed(station=one, risk_class=RiskClass.LOW, source="Penilaian 9 November 2024")
        for one in world.STATIONS
    ]
    risk.classify_stations(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek, at=clock.now()), facts=facts)
    kept = next(one for one in found if one.number == 1)
    view = queries.promise(cast.camat, promise=kept.promise, now=clock.now())
    assert view.row.state is PromiseState.KEPT
    camat.goto(f"{served}/komitmen/{kept.promise}/")
    camat.locator(f"a[href='/jurnal/{view.row.closed_entry}/']").first.click()
    expect(camat.locator("main")).to_contain_text("Kelas kerawanan TPS ditetapkan")

    at(SECOND)
    second = call(camat, served, title="Rapat koordinasi kedua", number="005/2/XI/2024", day="20 November 2024")
    camat.goto(second)
    camat.get_by_role("button", name="Buka rapat").first.click()
    opens_with = camat.locator("section[aria-labelledby='acara-0']")
    expect(opens_with).to_contain_text("K-2")
    late = {one.number for one in found} - {1, 6, 11, 16}  # those of the police were closed by the same four records
    assert set(map(int, re.findall(r"K-(\d+)", opens_with.inner_text()))) == late
    minutes = pdf_text(fetched(camat, f"{second}notulen.pdf"))
    assert all(f"K-{number}" in minutes for number in late)
