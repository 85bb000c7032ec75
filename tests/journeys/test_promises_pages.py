"""Komitmen: the ledger, one promise, and that every form says what it did or why it could not."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.commands import Draft
from sinergi.areas.meetings.facts import Ask, EvidenceKind, PromiseState, Stance
from sinergi.areas.meetings.queries import PromiseRow
from sinergi.areas.risk import commands as risk
from sinergi.areas.risk.facts import RiskClass, StationClassed
from sinergi.entrypoints.console.promise_words import left
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast
from tests.journeys import office
from tests.journeys.console_html import heading, rows, text_of
from tests.world import STATIONS, World

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=30, minutes=5)


def give(viewer: Viewer = cast.ppk_chair, *, due: timedelta = SOON, **said: object) -> str:
    """Write a promise down, by default of the PPK, and return its id."""
    known: dict[str, object] = {"party": viewer.party, "text": "Menyerahkan daftar TPS rawan", **said}
    draft = Draft(due=clock.now() + due, **known)  # type: ignore[arg-type] # keyword values by field name
    return commands.give_promise(viewer=viewer, stamp=cast.stamp(viewer, at=clock.now()), draft=draft)


def give_late(viewer: Viewer = cast.ppk_chair, **said: object) -> str:
    """Write a promise down a week ago whose hour was two days ago, and return its id."""
    then = clock.now() - timedelta(days=7)
    known: dict[str, object] = {"party": viewer.party, "text": "Mengirim jadwal distribusi", **said}
    draft = Draft(due=then + timedelta(days=5), **known)  # type: ignore[arg-type] # keyword values by field name
    return commands.give_promise(viewer=viewer, stamp=cast.stamp(viewer, at=then), draft=draft)


def row_of(promise: str, viewer: Viewer = cast.ppk_chair) -> PromiseRow:
    """Return how a promise stands."""
    return queries.promise(viewer, promise=promise, now=clock.now()).row


def send(viewer: Viewer, path: str, **said: object) -> HttpResponse:
    """Send a form as ``viewer`` and return the page that follows."""
    sent = {"kiriman": str(clock.new_id()), **said}
    return office.signed_in(viewer).post(path, sent, follow=True)  # type: ignore[return-value] # a test client's page is one


def read(viewer: Viewer, path: str) -> HttpResponse:
    """Return a page as ``viewer`` sees it."""
    return office.signed_in(viewer).get(path)  # type: ignore[return-value] # a test client's page is one


def picture() -> SimpleUploadedFile:
    """Return a small photograph."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(file, "JPEG")
    return SimpleUploadedFile("foto.jpg", file.getvalue(), content_type="image/jpeg")


def test_an_empty_ledger_says_so(world: World) -> None:
    """Without promises each tab says in words that there is nothing."""
    assert world.stations
    for tab in queries.Tab:
        said = read(cast.kapolsek, f"/komitmen/?tab={tab}")
        assert said.status_code == 200
        assert re.search(r"Tidak ada|tidak punya|Belum ada", text_of(said)), tab


def test_the_tabs_count_and_hold_what_they_say(world: World) -> None:
    """Own, late, waiting, to check and closed promises stand behind their tabs, with the same number."""
    assert world.stations
    give()
    give_late(cast.kapolsek)
    shown = give(cast.kapolsek, ask=Ask(evidence=EvidenceKind.COUNT, number=2))
    commands.report_promise(
        viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek, at=clock.now()), promise=shown, number=2
    )
    expected = {"milik-saya": 2, "pihak-saya": 2, "terlambat": 1, "menunggu": 1, "periksa": 0, "semua": 3, "selesai": 0}
    for tab, count in expected.items():
        said = read(cast.kapolsek, f"/komitmen/?tab={tab}")
        assert f"{count} komitmen" in text_of(said), tab
        assert re.search(rf'aria-current="page">[^<]*<span class="count">{count}</span>', said.content.decode()), tab
    assert len(rows(read(cast.ppk_chair, "/komitmen/?tab=periksa"), "daftar")) == 1


def test_a_row_says_everything_in_words(world: World) -> None:
    """Number, place, hour, what is left, state, what it waits for and who dissents can be read without colour."""
    assert world.stations
    first = give_late(cast.kapolsek)
    second = give(waits_for=(first,), places=(STATIONS[0],))
    note = "Waktunya terlalu pendek"
    commands.answer(
        viewer=cast.danramil, stamp=cast.stamp(cast.danramil), about=second, stance=Stance.DISSENTED, note=note
    )
    late, coming = rows(read(cast.ppk_chair, "/komitmen/?tab=semua"), "daftar")
    assert "K-1" in late
    assert "lewat 2 hari" in late
    assert "▲ Terlambat" in late
    for part in ("K-2", "TPS 001", "menunggu K-1", "sisa 30 jam", "terhalang", f"keberatan: {note}"):
        assert part in coming, part


def test_what_waits_for_others_is_not_called_late(world: World) -> None:
    """Reported in time: after its hour the row says that others have to check, and the promise is not late."""
    assert world.stations
    shown = give(cast.kapolsek, ask=Ask(evidence=EvidenceKind.COUNT, number=2))
    commands.report_promise(
        viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek, at=clock.now()), promise=shown, number=2
    )
    due = queries.promise(cast.camat, promise=shown, now=clock.now()).row.due
    row = queries.promise(cast.camat, promise=shown, now=due + timedelta(days=2)).row
    assert not row.late
    assert left(row, now=due + timedelta(days=2)).id == "tinggal diperiksa pihak lain"


def test_filters_narrow_the_ledger(world: World) -> None:
    """Party, place and text leave what fits; a page that fits nothing says so and offers the way back."""
    assert world.stations
    give(places=(STATIONS[2],))
    give(cast.kapolsek, text="Menjaga gudang")
    for query, count in (("pihak=polsek", 1), ("cari=gudang", 1), ("cari=K-1", 1), (f"tempat={STATIONS[2]}", 1)):
        assert len(rows(read(cast.camat, f"/komitmen/?tab=semua&{query}"), "daftar")) == count, query
    said = read(cast.camat, "/komitmen/?tab=semua&cari=tidakada")
    assert "Tidak ada komitmen yang cocok." in text_of(said)
    assert 'href="?tab=semua"' in said.content.decode()


def test_only_offices_get_in(world: World) -> None:
    """The public is sent to sign in."""
    assert world.stations
    promise = give()

    for path in ("/komitmen/", f"/komitmen/{promise}/", "/komitmen/baru/"):
        assert Client().get(path).status_code == 302, path


def test_written_down_without_a_meeting(world: World) -> None:
    """The form makes a promise with evidence, order and places; its page says it all; a resend makes no second one."""
    assert world.stations
    first = give(cast.kapolsek)
    sent = {
        "kiriman": str(clock.new_id()),
        "party": "koramil",
        "text": "Menyiapkan dua perahu",
        "due_day": f"{timezone.localdate() + timedelta(days=3):%d/%m/%Y}",
        "due_time": "16.00",
        "evidence": "counted",
        "number": "2",
        "waits_for": "K-1",
        "stations": STATIONS[2],
        "villages": ["14.04.19.2001"],
    }
    said = send(cast.camat, "/komitmen/baru/", **sent)
    assert heading(said) == "K-2 · Koramil"
    for part in ("Menyiapkan dua perahu", "jumlah: 0 dari 2", "16.00 WIB", "dicatat oleh Kecamatan", "Seberang Tiga"):
        assert part in text_of(said), part
    assert f'href="/komitmen/{first}/">K-1' in said.content.decode()
    assert heading(send(cast.camat, "/komitmen/baru/", **sent)) == "K-2 · Koramil"
    assert queries.ledger(cast.camat, tab=queries.Tab.OPEN, now=clock.now()).total == 2


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"party": ""}, "party", "Bidang ini tidak boleh kosong"),
        ({"party": "dinas"}, "party", "dinas"),
        ({"due_day": "", "due_time": ""}, "due_day", "Bidang ini tidak boleh kosong"),
        ({"due_day": "1 Agustus 2020"}, "due_day", "Tenggat harus sesudah"),
        ({"text": "Hubungi 0811 2345 6789"}, "text", "nomor telepon"),
        ({"text": "kata " * 500}, "text", "2000"),
        ({"waits_for": "K-99"}, "waits_for", "komitmen yang tercatat"),
        ({"stations": "1404192009009"}, "stations", "TPS atau desa yang terdaftar"),
    ],
)
def test_a_refused_promise_keeps_what_was_typed(world: World, wrong: dict[str, str], field: str, words: str) -> None:
    """Nothing is recorded, the reason stands beside the field, and all that was typed is still there."""
    assert world.stations
    good = {
        "party": "ppk",
        "text": "Menyerahkan berita acara",
        "due_day": f"{timezone.localdate() + timedelta(days=2):%d/%m/%Y}",
        "due_time": "09.00",
        "evidence": "no-evidence",
    }
    said = send(cast.ppk_chair, "/komitmen/baru/", **good | wrong)
    page = said.content.decode()
    assert said.status_code == 422
    assert words in text_of(said)
    beside = page[page.index(f'id="id_{field}_error"') :]
    assert words in text_of(HttpResponse(beside[:500]))
    typed = good | wrong
    assert typed["text"].strip() in text_of(said)
    assert queries.ledger(cast.camat, tab=queries.Tab.OPEN, now=clock.now()).total == 0


def test_a_photograph_is_handed_in_checked_and_accepted(world: World) -> None:
    """Its party reports with a photograph; it cannot accept it itself; another party can, and the file comes safely."""
    assert world.stations
    promise = give(ask=Ask(evidence=EvidenceKind.PHOTO))
    path = f"/komitmen/{promise}/"
    said = send(cast.ppk_chair, f"{path}lapor/", attached=[picture()], note="Sudah terpasang")
    assert "Menunggu pemeriksaan" in text_of(said)
    assert f'action="{path}terima/"' not in said.content.decode()
    assert send(cast.ppk_chair, f"{path}terima/").status_code == 422
    other = read(cast.panwascam, path)
    assert "Sudah terpasang" in text_of(other)
    address = re.search(rf'href="({path}berkas/[^"]+)"', other.content.decode())
    assert address is not None
    file = read(cast.panwascam, address[1])
    assert file.headers["Content-Type"] == "image/jpeg"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Cache-Control"] == "private, no-store"
    assert file.content.startswith(b"\xff\xd8")
    assert Client().get(address[1]).status_code == 302
    assert read(cast.panwascam, f"{path}berkas/evidence:lain/").status_code == 404
    assert "Bukti diterima" in text_of(send(cast.panwascam, f"{path}terima/", note="Terlihat jelas"))
    assert row_of(promise).state is PromiseState.KEPT


def test_a_report_without_its_evidence_is_refused_beside_the_field(world: World) -> None:
    """A missing photograph, a wrong kind of file and too low a number are told where they belong; notes stay."""
    assert world.stations
    photo = give(ask=Ask(evidence=EvidenceKind.PHOTO))
    said = send(cast.ppk_chair, f"/komitmen/{photo}/lapor/", note="tanpa foto")
    assert said.status_code == 422
    assert 'id="lapor_attached_error"' in said.content.decode()
    assert 'value="tanpa foto"' in said.content.decode()
    script = SimpleUploadedFile("foto.jpg", b"<script>", content_type="image/jpeg")
    assert send(cast.ppk_chair, f"/komitmen/{photo}/lapor/", attached=[script]).status_code == 422
    counted = give(ask=Ask(evidence=EvidenceKind.COUNT, number=24))
    said = send(cast.ppk_chair, f"/komitmen/{counted}/lapor/", number="23")
    assert "Komitmen ini meminta jumlah 24; yang dilaporkan 23." in text_of(said)
    assert 'id="lapor_number_error"' in said.content.decode()
    assert row_of(counted).state is PromiseState.PENDING


def test_returned_kept_dropped_and_reopened(world: World) -> None:
    """Each step leaves its reason in the history, and only who may take it is offered it."""
    assert world.stations
    promise = give(ask=Ask(evidence=EvidenceKind.DOCUMENT))
    path = f"/komitmen/{promise}/"
    pdf = SimpleUploadedFile(
        "surat.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", content_type="application/pdf"
    )
    assert "Laporan dicatat" in text_of(send(cast.ppk_chair, f"{path}lapor/", attached=[pdf]))
    assert send(cast.kapolsek, f"{path}kembalikan/", reason="").status_code == 422
    assert "Halaman kedua tidak ada" in text_of(
        send(cast.kapolsek, f"{path}kembalikan/", reason="Halaman kedua tidak ada")
    )
    assert (
        "tidak dilanjutkan" in text_of(send(cast.ppk_chair, f"{path}batal/", reason="Surat tidak lagi perlu")).lower()
    )
    assert "dibuka kembali" in text_of(send(cast.kapolsek, f"{path}buka/", reason="Tetap perlu"))
    said = text_of(read(cast.danramil, path))
    for reason in ("Halaman kedua tidak ada", "Surat tidak lagi perlu", "Tetap perlu"):
        assert reason in said, reason
    assert 'action="/komitmen/' not in read(cast.danramil, path).content.decode().replace(f'{path}tanggapan/"', "")
    plain = give()
    assert "Komitmen dicatat dipenuhi" in text_of(send(cast.ppk_chair, f"/komitmen/{plain}/penuhi/", note="Selesai"))


def test_postponing_needs_a_reason_that_all_see(world: World) -> None:
    """Without a reason nothing moves; with one the old hour stays readable and others read why."""
    assert world.stations
    promise, later = give(), timezone.localdate() + timedelta(days=9)
    path, when = f"/komitmen/{promise}/", {"due_day": f"{later:%d/%m/%Y}", "due_time": "10.00"}
    said = send(cast.ppk_chair, f"{path}tunda/", **when)
    assert said.status_code == 422
    assert 'id="tunda_reason_error"' in said.content.decode()
    assert row_of(promise).postponed == 0
    send(cast.ppk_chair, f"{path}tunda/", **when, reason="Air sungai naik")
    said = read(cast.danramil, path)
    for part in ("Air sungai naik", "semula", "ditunda 1 kali"):
        assert part in text_of(said), part
    assert send(cast.danramil, f"{path}tunda/", **when, reason="bukan milik saya").status_code == 422


def test_a_dissent_needs_a_reason_and_stands_on_top(world: World) -> None:
    """Each party answers for itself; a dissent without a reason is refused, with one it is shown to all."""
    assert world.stations
    promise = give()
    path = f"/komitmen/{promise}/"
    said = send(cast.danramil, f"{path}tanggapan/", stance="dissented", note="")
    assert said.status_code == 422
    assert 'id="tanggapan_note_error"' in said.content.decode()
    send(cast.danramil, f"{path}tanggapan/", stance="dissented", note="Tidak ada perahu")
    assert "Koramil berkeberatan : Tidak ada perahu" in text_of(read(cast.camat, path))


def test_a_part_that_is_fetched_again_swallows_no_word_meant_for_the_page(world: World) -> None:
    """What was recorded wakes the open page, which may ask before the answer to the form is shown."""
    assert world.stations
    browser, path = office.signed_in(cast.ppk_chair), f"/komitmen/{give()}/"
    browser.post(f"{path}penuhi/", {"kiriman": str(clock.new_id()), "note": "Selesai"})
    assert "Komitmen dicatat dipenuhi" not in browser.get(path, headers={"HX-Request": "true"}).content.decode()
    assert "Komitmen dicatat dipenuhi" in browser.get(path).content.decode()


def test_assigned_to_a_post_of_the_own_party(world: World) -> None:
    """The party that promised chooses one of its posts; its holder is named to that party alone."""
    promise = give(cast.camat)
    path, post = f"/komitmen/{promise}/tugaskan/", world.posts[0]
    offered = [one for one in world.posts if f'value="{one}"' in read(cast.camat, path).content.decode()]
    chosen = offered[0] if offered else post
    said = send(cast.camat, path, post=chosen)
    assert "Pelaksana dicatat." in text_of(said)
    assert row_of(promise, cast.camat).post == chosen
    assert "Hanya pihak yang berjanji" in text_of(read(cast.kapolsek, path))


def test_corrected_by_who_wrote_it_down(world: World) -> None:
    """The old words stay in the history; who did not write it down is told why not."""
    assert world.stations
    promise = give()
    path = f"/komitmen/{promise}/koreksi/"
    sent = {
        "party": "ppk",
        "text": "Menyerahkan 4 nama TPS",
        "evidence": "no-evidence",
        "reason": "Salah tulis",
    }
    said = send(cast.ppk_chair, path, **sent)
    assert "Sebelumnya: Menyerahkan daftar TPS rawan" in text_of(said)
    assert "Hanya pihak yang mencatatnya" in text_of(read(cast.kapolsek, path))
    assert send(cast.kapolsek, path, **sent | {"text": "Diubah"}).status_code == 422


def test_a_record_of_the_system_closes_it_by_itself(world: World) -> None:
    """A promise that asks for records offers no report; when they arrive, its page links to them in the journal."""
    kind = StationClassed.KIND
    ask = Ask(evidence=EvidenceKind.RECORD, number=1, record=kind)
    promise = give(cast.kapolsek, ask=ask, places=(world.stations[0],))
    path = f"/komitmen/{promise}/"
    said = read(cast.kapolsek, path)
    assert "selesai dengan sendirinya" in text_of(said)
    assert f'action="{path}lapor/"' not in said.content.decode()
    fact = StationClassed(station=world.stations[0], risk_class=RiskClass.HIGH, source="uji")
    risk.classify_stations(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek, at=clock.now()), facts=(fact,))
    said = read(cast.ppk_chair, path)
    assert "Dipenuhi" in text_of(said)
    view = queries.promise(cast.ppk_chair, promise=promise, now=clock.now())
    assert f'href="/jurnal/{view.evidence[0].entry}/"' in said.content.decode()


def test_the_head_sees_what_is_late_and_reminders_say_where_they_were_shown(world: World) -> None:
    """The clerk told the head; the head's ledger says so on top; a reminder never claims to be delivered."""
    assert world.stations
    give_late(cast.kapolsek)
    given = clock.now() - timedelta(days=6)
    draft = Draft(party=Party.POLSEK, text="Menjaga gudang", due=clock.now() + timedelta(hours=5))
    commands.give_promise(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek, at=given), draft=draft)
    commands.remind(now=clock.now())
    said = text_of(read(cast.kapolsek, "/komitmen/"))
    assert "Untuk pimpinan Polsek: terlambat" in said
    assert "untuk pimpinan" in said
    assert "K-2 Menjaga gudang · tenggat tinggal sehari" in said
    assert "tidak dikirim ke telepon siapa pun" in said
    assert "Untuk pimpinan" not in text_of(read(cast.ppk_operator, "/komitmen/"))


def test_the_reminder_to_copy_names_nobody(world: World) -> None:
    """The text holds number, words, hour and link; the page says that nothing was sent."""
    assert world.stations
    promise = give()
    said = read(cast.kapolsek, f"/komitmen/{promise}/")
    assert "Belum terkirim sampai Anda mengirimnya sendiri." in text_of(said)
    text = re.search(r"<textarea[^>]*readonly>(.*?)</textarea>", said.content.decode(), flags=re.DOTALL)
    assert text is not None
    for part in ("K-1", "PPK", "Menyerahkan daftar TPS rawan", f"/komitmen/{promise}/"):
        assert part in text[1], part
    assert "https://wa.me/?text=Pengingat%20komitmen" in said.content.decode()


def test_fifty_on_a_page(world: World) -> None:
    """The fifty-first promise stands on a second page; nonsense for a page shows the first."""
    assert world.stations
    for number in range(51):
        give(text=f"Janji {number}")
    assert len(rows(read(cast.ppk_chair, "/komitmen/"), "daftar")) == 50
    assert len(rows(read(cast.ppk_chair, "/komitmen/?hal=2"), "daftar")) == 1
    assert "Halaman 1 dari 2" in text_of(read(cast.ppk_chair, "/komitmen/?hal=x&pihak=x&tab=x"))
