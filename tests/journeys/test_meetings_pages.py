"""Rapat: who may open the pages, what stands on them, and that every form does what it says or says why not."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import MeetingState, Noting, Presence, Stance
from sinergi.journal import clock
from sinergi.vocabulary.viewer import Party, Viewer
from tests import cast
from tests.journeys import meeting_room, office
from tests.journeys.console_html import heading, text_of
from tests.journeys.meeting_room import Room
from tests.meetings import DUE, STARTS, call, invitation, running
from tests.promises import give
from tests.world import World

pytestmark = pytest.mark.django_db
OFFICES = (cast.kapolsek, cast.danramil, cast.camat, cast.ppk_chair, cast.panwascam)
INVITATION = {
    "title": "Rapat kesiapan",
    "number": "005/9/XI/2024",
    "day": "20 Desember 2029",
    "start": "09.00",
    "end": "11:30",
    "venue": "Aula Kecamatan",
    "agenda": "Logistik\n\nPengamanan TPS",
    "seats": ["polsek||Kapolsek", "ppk||Ketua PPK"],
}


@pytest.fixture
def room(world: World) -> Room:
    """Four meetings, one in each state."""
    assert world.stations
    return meeting_room.small()


def send(viewer: Viewer, path: str, **said: object) -> HttpResponse:
    """Send a form of the page as ``viewer`` and return the page that follows."""
    sent = {"kiriman": str(clock.new_id()), **said}
    return office.signed_in(viewer).post(path, sent, follow=True)  # type: ignore[return-value] # a test client's page is one


def read(viewer: Viewer, path: str) -> HttpResponse:
    """Return a page as ``viewer`` sees it."""
    return office.signed_in(viewer).get(path)  # type: ignore[return-value] # a test client's page is one


def only() -> queries.MeetingView:
    """Return the one meeting that there is."""
    (row,) = queries.meetings(cast.camat).rows
    return meeting_room.view(row.meeting)


@pytest.mark.parametrize("viewer", OFFICES, ids=lambda one: one.party)
def test_all_five_offices_read_every_meeting(room: Room, viewer: Viewer) -> None:
    """The list names what runs first, then what comes, then what was; each page opens."""
    page = text_of(read(viewer, "/rapat/"))
    order = [page.index(name) for name in ("Rakor kedua", "Rakor ketiga", "Rakor batal")]
    assert order == sorted(order)
    assert page.rindex("Rakor pertama") > page.index("Selesai dan dibatalkan")
    for meeting in (room.called, room.running, room.closed, room.cancelled):
        assert read(viewer, f"/rapat/{meeting}/").status_code == 200


def test_the_public_sees_nothing(room: Room) -> None:
    """Minutes are for the five parties; others are asked to sign in."""
    for path in ("/rapat/", f"/rapat/{room.closed}/", "/rapat/undang/", f"/rapat/{room.closed}/hadir/"):
        assert Client().get(path).status_code in (302, 403)


def test_an_empty_list_says_what_to_do(world: World) -> None:
    """With no meeting yet the page offers to call one."""
    assert world.posts
    page = read(cast.camat, "/rapat/")
    assert "Tidak ada rapat yang akan datang" in text_of(page)
    assert 'href="/rapat/undang/"' in page.content.decode()


def test_the_list_is_searched_and_filtered(room: Room) -> None:
    """By words and by state; what does not match is said to be missing."""
    assert room.closed
    assert "Rakor pertama" not in text_of(read(cast.camat, "/rapat/?cari=kedua"))
    closed = text_of(read(cast.camat, "/rapat/?status=closed"))
    assert "Rakor pertama" in closed
    assert "Rakor ketiga" not in closed
    assert "Tidak ada rapat yang cocok" in text_of(read(cast.camat, "/rapat/?cari=nihil&status=apa&hal=x"))


def test_calling_a_meeting(world: World) -> None:
    """The form makes a meeting of the own party: Indonesian month, both signs of the hour, blank lines left out."""
    assert world.posts
    page = send(cast.ppk_operator, "/rapat/undang/", **INVITATION, party_0="kecamatan", title_0="Kepala Puskesmas")
    assert heading(page).startswith("Rapat kesiapan")
    row = only()
    assert (row.row.host, row.row.state, row.row.number) == (Party.PPK, MeetingState.CALLED, "005/9/XI/2024")
    assert f"{row.row.starts_at:%d %m %H}" == "20 12 02"
    assert [one.title.id for one in row.items][1:] == ["Logistik", "Pengamanan TPS"]
    assert [(one.party, one.title) for one in row.seats] == [
        (Party.POLSEK, "Kapolsek"),
        (Party.PPK, "Ketua PPK"),
        (Party.KECAMATAN, "Kepala Puskesmas"),
    ]


def test_a_second_click_calls_no_second_meeting(world: World) -> None:
    """The same form sent twice is one meeting."""
    assert world.posts
    same = str(clock.new_id())
    for _ in range(2):
        page = send(cast.camat, "/rapat/undang/", **INVITATION, kiriman=same)
        assert page.status_code == 200
    assert only().row.title == "Rapat kesiapan"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": ""}, "Nomor surat undangan"),
        ({"end": "08.00"}, "Mulai"),
        ({"day": "31 Februari 2029"}, "Tulis tanggal seperti"),
        ({"start": "pagi"}, "Tulis jam seperti"),
        ({"agenda": " \n "}, "Acara"),
        ({"seats": []}, "Pilih sedikitnya satu peserta"),
        ({"seats": ["public||Siapa saja"]}, "Yang diundang"),
        ({"title_0": "Kepala Puskesmas"}, "Isi pihak dan jabatannya"),
        ({"agenda": "x" * 300}, "terlalu panjang"),
        ({"agenda": "x" * 1_000_000}, "Acara"),
        ({"venue": "Telepon 081234567890"}, "telepon"),
    ],
)
def test_a_refused_invitation_keeps_what_was_typed(world: World, change: dict[str, object], words: str) -> None:
    """Nothing is recorded, the reason is said, and the other boxes are as they were."""
    assert world.posts
    page = send(cast.camat, "/rapat/undang/", **{**INVITATION, "note": "Bawa laptop", **change})
    assert page.status_code == 422
    assert "Ada yang perlu diperbaiki" in text_of(page)
    assert words in text_of(page)
    assert "Bawa laptop" in page.content.decode()
    assert queries.meetings(cast.camat).rows == ()


def test_two_open_meetings_never_share_a_number(room: Room) -> None:
    """The number of a meeting to come is refused at its box."""
    assert room.called
    page = send(cast.camat, "/rapat/undang/", **{**INVITATION, "number": "005/ 4"})
    assert page.status_code == 422
    assert re.search(r'id="id_number_error"', page.content.decode())


def test_a_second_meeting_offers_the_place_and_people_of_the_last(world: World) -> None:
    """Venue and seats of the last meeting are there already."""
    assert world.posts
    send(cast.camat, "/rapat/undang/", **INVITATION)
    page = read(cast.camat, "/rapat/undang/").content.decode()
    assert 'value="Aula Kecamatan"' in page
    ticked = re.findall(r'value="([^"]*)"[^>]* checked', page)
    assert ticked == INVITATION["seats"]


def test_the_five_heads_are_ticked_at_first(world: World) -> None:
    """Before any meeting the heads of the five parties are asked."""
    assert world.posts
    ticked = re.findall(
        r'name="seats" value="[^|]*\|[^|]*\|([^"]*)"[^>]* checked', read(cast.camat, "/rapat/undang/").content.decode()
    )
    assert ticked == ["Kapolsek", "Danramil", "Camat", "Ketua PPK", "Ketua Panwascam"]


def test_changing_the_invitation_keeps_the_old_one_readable(room: Room) -> None:
    """A new venue with a reason; the page says what it was."""
    path = f"/rapat/{room.called}/undangan/"
    form = office.signed_in(cast.camat).get(path).context["form"]
    said = {name: form[name].value() for name in ("title", "number", "day", "start", "end", "agenda", "seats")}
    page = send(cast.camat, path, **said, venue="Aula Polsek", reason="Atap bocor")
    assert meeting_room.view(room.called).row.venue == "Aula Polsek"
    assert "semula" in text_of(page)
    assert "Aula Kecamatan" in text_of(page)
    assert "Atap bocor" in text_of(page)
    assert len(meeting_room.view(room.called).seats) == 5


def test_the_first_item_is_the_unmet_promises(room: Room) -> None:
    """Late promises stand first on the page of the next meeting, marked late in words."""
    page = text_of(read(cast.camat, f"/rapat/{room.called}/"))
    assert "1 komitmen lama belum selesai, 1 terlambat" in page
    assert page.index("Serahkan daftar TPS rawan") < page.index("Kesiapan logistik")
    assert "Terlambat" in page


def test_opening_and_closing(room: Room) -> None:
    """The host opens and closes by one button each; another party is told that it may not."""
    assert send(cast.kapolsek, f"/rapat/{room.called}/buka/").status_code == 403
    assert "Rapat dibuka" in text_of(send(cast.camat, f"/rapat/{room.called}/buka/"))
    assert "Rapat ditutup" in text_of(send(cast.camat, f"/rapat/{room.called}/tutup/"))
    assert meeting_room.view(room.called).row.state is MeetingState.CLOSED
    again = send(cast.camat, f"/rapat/{room.called}/tutup/")
    assert again.status_code == 422
    assert "sudah ditutup" in text_of(again)


def test_reopening_and_cancelling_need_a_reason(room: Room) -> None:
    """Without one the form comes back; with one the page says it."""
    for meeting, word, state in ((room.closed, "buka-kembali", "running"), (room.called, "batal", "cancelled")):
        assert send(cast.camat, f"/rapat/{meeting}/{word}/", reason=" ").status_code == 422
        assert "Ada yang tertinggal" in text_of(
            send(cast.camat, f"/rapat/{meeting}/{word}/", reason="Ada yang tertinggal")
        )
        assert meeting_room.view(meeting).row.state == state


def test_one_more_item_and_one_more_seat(room: Room) -> None:
    """Every office adds to a running meeting; a phone number is refused with the words kept."""
    page = send(cast.danramil, f"/rapat/{room.running}/acara/", title="Lain-lain")
    assert "3. Lain-lain" in text_of(page)
    refused = send(cast.danramil, f"/rapat/{room.running}/acara/", title="Hubungi 081234567890")
    assert refused.status_code == 422
    assert "Hubungi 081234567890" in refused.content.decode()
    page = send(cast.danramil, f"/rapat/{room.running}/peserta/", party="koramil", title="Babinsa Hilir")
    assert "Babinsa Hilir" in text_of(page)


def test_attendance_from_the_sheet(room: Room) -> None:
    """The host types all seats on one page; a deputy needs an office, and the count on the page follows."""
    path = f"/rapat/{room.running}/hadir/"
    said = {f"presence_{index}": "attended" for index in range(4)} | {"presence_4": "represented", "how": "by-sheet"}
    refused = send(cast.camat, path, **said)
    assert refused.status_code == 422
    assert refused.content.decode().count('value="attended" selected') == 4
    page = send(cast.camat, path, **said, deputy_4="Anggota Panwascam")
    assert "5 dari 5 hadir" in text_of(page)
    seat = meeting_room.view(room.running).seats[4]
    assert (seat.presence, seat.deputy, seat.how) == (Presence.REPRESENTED, "Anggota Panwascam", Noting.BY_SHEET)


def test_another_party_notes_its_own_seats(room: Room) -> None:
    """Its page has its own seat alone."""
    page = text_of(read(cast.kapolsek, f"/rapat/{room.running}/hadir/"))
    assert "4 kursi pihak lain" in page
    assert "1 dari 5 hadir, 4 belum dicatat" in text_of(
        send(cast.kapolsek, f"/rapat/{room.running}/hadir/", presence_0="attended")
    )


def test_a_decision_with_its_five_answers(room: Room) -> None:
    """Owner, hour, the public mark, each party's word, and the dissent with its reason."""
    page = text_of(read(cast.camat, f"/rapat/{room.closed}/"))
    for part in ("Keputusan 1", "PPK · tenggat", "publik", "Polsek: ✓ Setuju", "Keberatan Panwascam: Atapnya bocor"):
        assert part in page, part
    assert page.count("belum menjawab") == 3


def test_answering_a_decision(room: Room) -> None:
    """One button agrees; to object a reason is asked, and what was typed stays when it is refused."""
    path = f"/rapat/{room.closed}/keputusan/{room.decision}/"
    assert "Pihak Anda setuju" in text_of(send(cast.danramil, f"{path}setuju/"))
    assert send(cast.danramil, f"{path}keberatan/", reason="").status_code == 422
    assert "Keberatan Koramil: Terlalu jauh" in text_of(send(cast.danramil, f"{path}keberatan/", reason="Terlalu jauh"))
    answers = {one.party: one.stance for one in meeting_room.view(room.closed).decisions[0].answers}
    assert answers[Party.KORAMIL] is Stance.DISSENTED


def test_writing_a_decision_by_form(room: Room) -> None:
    """Owner and day are asked for, unless it is for information only; a day alone ends with office hours."""
    path = f"/rapat/{room.running}/keputusan/"
    said = {"item": "1", "text": "Truk dua unit", "due_hour": "16.00"}
    refused = send(cast.danramil, path, **said)
    assert refused.status_code == 422
    assert "Truk dua unit" in refused.content.decode()
    assert 'id="id_party_error"' in refused.content.decode()
    assert 'id="id_due_day_error"' in send(cast.danramil, path, **said, party="koramil").content.decode()
    early = send(cast.danramil, path, **said, party="koramil", due_day="1/1/2020")
    assert 'id="id_due_day_error"' in early.content.decode()
    assert send(cast.danramil, path, **said, party="koramil", information_only="on").status_code == 422
    assert send(cast.danramil, path, **said, information_only="on").status_code == 200
    page = send(cast.danramil, path, **said, party="koramil", due_day=f"{clock.now() + timedelta(days=3):%d/%m/%Y}")
    assert "Keputusan 2" in text_of(page)
    assert meeting_room.view(room.running).decisions[1].due is not None


def test_corrections_leave_the_old_words(room: Room) -> None:
    """A note and a decision put right show "semula"; who did not write it and is not the host is refused."""
    note = f"/rapat/{room.closed}/catatan/{room.note}/"
    page = text_of(send(cast.ppk_chair, note, text="Kotak suara tiba hari Selasa", reason="Salah dengar"))
    assert "Kotak suara tiba hari Selasa" in page
    assert "semula : “Kotak suara tiba hari Senin”" in page or "semula: “Kotak suara tiba hari Senin”" in page
    decision = f"/rapat/{room.closed}/keputusan/{room.decision}/"
    said = {"text": "Gudang di kantor camat", "information_only": "on", "reason": "Salah tulis"}
    page = text_of(send(cast.camat, decision, **said))
    assert "Gudang di kantor camat" in page
    assert "“Gudang logistik di GOR kecamatan” (PPK, " in page
    again = send(cast.camat, decision, **said | {"text": "Gudang di kantor camat, lantai dua"})
    assert "semula : “Gudang di kantor camat” · dikoreksi Kecamatan" in text_of(again).replace("semula:", "semula :")
    assert send(cast.danramil, note, text="Lain", reason="Uji").status_code == 403
    struck = text_of(send(cast.camat, note, text="Kotak", struck="on", reason="Tidak pernah dikatakan"))
    assert "dicoret" in struck


def test_lines_of_another_meeting_are_unknown(room: Room) -> None:
    """A decision or note is only found in its own meeting."""
    for part in (f"keputusan/{room.decision}", f"catatan/{room.note}", "keputusan/nihil/keberatan"):
        assert read(cast.camat, f"/rapat/{room.running}/{part}/").status_code == 404
    assert read(cast.camat, "/rapat/nihil/").status_code == 404


def test_the_next_step_fits_who_looks(room: Room) -> None:
    """To the host of a running meeting: note who is there; to a party after the meeting: answer; late: its promises."""
    assert "Isi daftar hadir" in text_of(read(cast.camat, f"/rapat/{room.running}/"))
    assert "1 keputusan menunggu jawaban pihak Anda" in text_of(read(cast.danramil, f"/rapat/{room.closed}/"))
    assert "Notulen siap dibagikan" in text_of(read(cast.kapolsek, f"/rapat/{room.closed}/"))
    meeting_room.step(commands.answer, about=room.decision, stance=Stance.CONFIRMED)
    assert "peserta belum dicatat" in text_of(read(cast.camat, f"/rapat/{room.closed}/"))
    assert "akan menanyakan 1 komitmen pihak Anda; 1 terlambat" in text_of(
        read(cast.kapolsek, f"/rapat/{room.called}/")
    )
    assert "Sampaikan undangan" in text_of(read(cast.camat, f"/rapat/{room.called}/"))


def test_the_projector_and_the_live_part(room: Room) -> None:
    """On the projector the page is larger and asks for itself anew when the journal moves."""
    page = read(cast.camat, f"/rapat/{room.running}/?layar=1").content.decode()
    assert 'class="projector"' in page
    assert f'hx-get="/rapat/{room.running}/?layar=1"' in page
    assert "data-live-part" in page


def test_the_messages_to_copy(room: Room) -> None:
    """The invitation before the meeting; after it the results first, sealed with a code."""
    called = read(cast.kapolsek, f"/rapat/{room.called}/pesan/").content.decode()
    assert called.count("<textarea") == 1
    assert "Rakor ketiga" in called
    closed = read(cast.kapolsek, f"/rapat/{room.closed}/pesan/").content.decode()
    assert closed.index("Hasil rapat") < closed.index('id="pesan-1"')
    assert "Atapnya bocor" in closed


def test_only_who_wrote_it_and_the_host_are_offered_a_correction(room: Room) -> None:
    """The page offers no more than the rules allow."""
    link = f'href="/rapat/{room.closed}/keputusan/{room.decision}/"'
    assert link in read(cast.camat, f"/rapat/{room.closed}/").content.decode()
    assert link not in read(cast.danramil, f"/rapat/{room.closed}/").content.decode()
    note = f'href="/rapat/{room.closed}/catatan/{room.note}/"'
    assert note in read(cast.ppk_chair, f"/rapat/{room.closed}/").content.decode()
    assert note not in read(cast.danramil, f"/rapat/{room.closed}/").content.decode()


def test_a_form_that_is_not_offered_does_not_open(room: Room) -> None:
    """Neither to who may not take the step, nor in a state that has no such step."""
    for viewer, path in (
        (cast.kapolsek, f"{room.called}/undangan"),
        (cast.kapolsek, f"{room.called}/batal"),
        (cast.camat, f"{room.closed}/undangan"),
        (cast.camat, f"{room.running}/buka-kembali"),
        (cast.camat, f"{room.called}/keputusan"),
        (cast.camat, f"{room.cancelled}/hadir"),
    ):
        assert read(viewer, f"/rapat/{path}/").status_code == 403, path


def test_what_is_sent_in_the_wrong_state_comes_back(room: Room) -> None:
    """What is sent in the wrong state is refused by name and shown with what was typed."""
    page = send(cast.camat, f"/rapat/{room.closed}/acara/", title="Terlambat diusulkan")
    assert page.status_code == 422
    assert "sudah ditutup" in text_of(page)
    assert "Terlambat diusulkan" in page.content.decode()


def test_decision_promise_and_meeting_lead_to_each_other(world: World) -> None:
    """The decision names its promises; the promise leads back to it, and on to the meeting that opens with it."""
    assert world.stations
    meeting = running()
    said = {"viewer": cast.camat, "stamp": cast.stamp(cast.camat), "meeting": meeting, "item": 1}
    decision = commands.take_decision(**said, text="Logistik siap", party=Party.PPK, due=DUE)
    promise = give(Party.PPK, at=STARTS, due=DUE, meeting=meeting, decision=decision)
    commands.close_meeting(viewer=cast.camat, stamp=cast.stamp(cast.camat), meeting=meeting)
    starts = DUE + timedelta(days=1)
    ahead = call(invitation(number="2", starts_at=starts, ends_at=starts + timedelta(hours=2)))
    page = read(cast.camat, f"/rapat/{meeting}/").content.decode()
    block = page[page.index('id="keputusan-1"') : page.index("Tanggapan atas keputusan 1")]
    assert f'href="/komitmen/{promise}/"' in block
    assert 'href="#keputusan-1"' in page
    page = read(cast.camat, f"/komitmen/{promise}/").content.decode()
    assert f'href="/rapat/{meeting}/#keputusan-1"' in page
    assert f'href="/rapat/{ahead}/#acara-0"' in page
    assert f'href="/komitmen/{promise}/"' in read(cast.camat, f"/rapat/{ahead}/").content.decode()
