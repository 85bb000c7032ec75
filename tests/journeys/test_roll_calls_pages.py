"""Panggilan uji on the screen: set it, work through the own posts, read who was reached, answer from a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sinergi import documents
from sinergi.areas.people import commands, queries
from sinergi.entrypoints.field.views import SESSION_KEY
from sinergi.journal import clock
from tests import cast
from tests.journeys import console_html
from tests.journeys.office import signed_in
from tests.rolls import HOUR, card, now_stamp, opened, schedule, token, usual
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts(world: World) -> tuple[str, ...]:
    """Four posts of the kecamatan: two with a phone, one without, one vacant."""
    return usual(world.posts)


def sent(**said: object) -> dict[str, object]:
    """Return a form with a fresh id."""
    return {"kiriman": str(clock.new_id()), **said}


def told(response: Any) -> str:  # noqa: ANN401 -- what Django's test client answers
    """Return the text of a page."""
    return console_html.text_of(response)


def rows(response: Any, part: str) -> list[str]:  # noqa: ANN401 -- what Django's test client answers
    """Return the rows of a table."""
    return console_html.rows(response, part)


def link(call: str, post: str) -> str:
    """Return the address of the message to a post."""
    return reverse("roll_reply", kwargs={"call": call, "post": post, "token": token(call, post)})


def test_set_by_one_party_seen_by_all(posts: tuple[str, ...]) -> None:
    """The form starts with tonight; it is refused with what was typed, then set; every office lists it."""
    assert posts
    client = signed_in(cast.kapolsek)
    assert "19.00" in client.get("/panggilan/baru/").content.decode()
    said = sent(title="Uji malam", day="20 November 2020", since="19.00", until="21.00", note="Bawa HT")
    wrong = client.post("/panggilan/baru/", said)
    assert wrong.status_code == 422
    assert "Waktu panggilan sudah lewat" in told(wrong)
    assert "Bawa HT" in wrong.content.decode()
    later = clock.now() + 48 * HOUR
    done = client.post("/panggilan/baru/", said | {"day": f"{later:%d/%m/%Y}", "until": "01.00"}, follow=True)
    assert "terbuka sendiri" in told(done)
    row = queries.roll_calls(cast.camat, now=clock.now())[0]
    assert row.ends_at - row.starts_at == 6 * HOUR
    assert "Uji malam" in rows(signed_in(cast.panwascam).get("/panggilan/"), "panggilan")[0]


@pytest.mark.parametrize("day", ["1/1/0001", "31/12/9999", "30 Desember 9999", "31/2/2024"])
def test_a_day_nobody_meant_is_refused(posts: tuple[str, ...], day: str) -> None:
    """The first and the last day that a calendar knows, and one it does not, leave the form as it was typed."""
    asked = sent(title="Uji", day=day, since="00.00", until="00.00" if "2024" in day else "00.30", note="Semua pos")
    response = signed_in(cast.kapolsek).post("/panggilan/baru/", asked)
    assert response.status_code == 422
    assert f'value="{day}"' in response.content.decode()
    late = signed_in(cast.kapolsek).post("/panggilan/baru/", {**asked, "since": "19.00", "until": "18.00"})
    assert late.status_code == 422
    assert posts
    assert not queries.roll_calls(cast.camat, now=clock.now())


def test_work_through_the_own_posts(posts: tuple[str, ...]) -> None:
    """A link per real channel with the reply link in it; ticked, all on the page, one that answered by telephone."""
    call, client = opened(), signed_in(cast.camat)
    address = f"/panggilan/{call}/pos/"
    page = client.get(address).content.decode()
    assert re.search(r'href="https://wa\.me/6281177770001\?text=[^"]*balas%2F', page)
    assert 'href="sms:+6281177770001?body=' in page
    assert 'href="tel:+6281177770001"' in page
    ticked = client.post(address, sent(pos=[posts[0]], saluran="whatsapp", dikirim="1"), follow=True)
    assert "1 pos tercatat sudah dikirimi." in told(ticked)
    client.post(address, sent(tampil=list(posts[:3]), saluran="radio", semua="1"))
    client.post(address, sent(menjawab=posts[1], saluran_jawab="phone-call"))
    states = [str(row.state) for row in queries.roll_call_lines(cast.camat, call=call).rows]
    assert states == ["sent-by-us", "answered", "sent-by-us", "vacant-post"]
    assert "delivered" not in page
    assert "terkirim ✓" not in page


def test_a_refused_click_keeps_the_ticks(posts: tuple[str, ...]) -> None:
    """Nothing chosen, or a post of another party: the reason on the page, 422, the ticks kept, nothing recorded."""
    call, client = opened(), signed_in(cast.camat)
    address = f"/panggilan/{call}/pos/"
    assert "Pilih dahulu" in told(empty := client.post(address, sent(saluran="sms", dikirim="1")))
    assert empty.status_code == 422
    wrong = client.post(address, sent(pos=[posts[0], "bukan-milik"], saluran="sms", dikirim="1"))
    assert wrong.status_code == 422
    assert re.search(f'value="{posts[0]}" checked', wrong.content.decode())
    stranger = signed_in(cast.kapolsek).post(address, sent(pos=[posts[0]], saluran="sms", dikirim="1"))
    assert stranger.status_code == 422
    assert queries.roll_call(cast.camat, call=call, now=clock.now()).own.sent == 0


def test_the_result_names_no_stranger(posts: tuple[str, ...]) -> None:
    """Another office reads counts by party and village; names and numbers are on no page of it."""
    call = opened()
    commands.answer_by_link(call=call, post=posts[0], token=token(call, posts[0]), at=clock.now())
    page = signed_in(cast.kapolsek).get(f"/panggilan/{call}/")
    assert "Terjangkau 1 dari 3 petugas (33 %)" in told(page)
    assert any("Kecamatan 33 % 1" in row for row in rows(page, "pihak"))
    assert any("Seberang Tiga 50 %" in row for row in rows(page, "wilayah"))
    lines = signed_in(cast.kapolsek).get(f"/panggilan/{call}/pos/")
    for one in (page, lines):
        assert "Rekaan Kesekian" not in told(one)
        assert "7777" not in told(one)
    assert 'class="projector"' in signed_in(cast.kapolsek).get(f"/panggilan/{call}/?layar=1").content.decode()


def test_the_text_for_a_chat_exposes_an_edit(posts: tuple[str, ...]) -> None:
    """Counts without names, sealed: one changed figure breaks the code."""
    assert posts
    page = signed_in(cast.kapolsek).get(f"/panggilan/{opened()}/pesan/").content.decode()
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, flags=re.DOTALL)
    assert found is not None
    text = found[1]
    assert documents.verify(text)
    assert "Terjangkau 0 dari 3" in text
    assert not documents.verify(text.replace("0 dari 3", "3 dari 3"))
    assert "Rekaan" not in text


def test_opening_the_link_records_nothing(posts: tuple[str, ...]) -> None:
    """A preview of a chat program is no answer; the button is; pressed twice it is one."""
    call, phone = opened(), Client()
    address = link(call, posts[0])
    assert "Ya, saya menerima pesan ini" in told(phone.get(address))
    assert phone.head(address).status_code == 200
    assert queries.roll_call(cast.camat, call=call, now=clock.now()).own.answered == 0
    phone.post(address)
    page = phone.post(address, follow=True)
    assert "Jawaban Anda tercatat" in told(page)
    assert queries.roll_call(cast.camat, call=call, now=clock.now()).own.answered == 1
    assert "Rekaan" not in told(page)


def test_a_guessed_link_is_slowed_down(posts: tuple[str, ...]) -> None:
    """A wrong token is not found; after five of them the address waits, even with a right one."""
    call, phone = opened(), Client(REMOTE_ADDR="10.9.8.7")
    good = link(call, posts[0])
    bad = f"{good[:-5]}AAAA/"
    assert {phone.get(bad).status_code for _ in range(5)} == {404}
    assert phone.get(good).status_code == 429
    assert Client(REMOTE_ADDR="10.9.8.6").get(good).status_code == 200


def test_the_link_says_when_there_is_nothing_to_answer(posts: tuple[str, ...]) -> None:
    """After it was called off the page says so and has no button; pressing anyway is refused by name."""
    call, phone = opened(), Client()
    commands.cancel_roll_call(viewer=cast.kapolsek, stamp=now_stamp(cast.kapolsek), call=call, reason="Hujan")
    page = phone.get(link(call, posts[0]))
    assert "dibatalkan" in told(page)
    assert "<form class" not in page.content.decode()
    assert phone.post(link(call, posts[0])).status_code == 409


def test_the_card_says_that_it_is_connected(posts: tuple[str, ...]) -> None:
    """An open roll-call stands on top of the own card page; one press answers it, also twice."""
    opened()
    phone = phone_of(posts[0])
    assert "Saya terhubung" in told(phone.get("/kartu/saya/"))
    phone.post("/kartu/saya/terhubung/")
    page = phone.post("/kartu/saya/terhubung/", follow=True)
    assert "Jawaban Anda tercatat." in told(page)
    assert "Saya terhubung" not in told(page)
    assert "Linmas TPS 001" in told(page)


def test_a_card_reads_no_results(posts: tuple[str, ...]) -> None:
    """The pages of the office are closed to a card; without an open call its button is refused by name."""
    call, phone = schedule(start=HOUR), phone_of(posts[0])
    for address in ("/panggilan/", f"/panggilan/{call}/", f"/panggilan/{call}/pos/", f"/panggilan/{call}/pesan/"):
        assert phone.get(address).status_code == 403
    assert phone.post("/kartu/saya/terhubung/").status_code == 409
    assert Client().post("/kartu/saya/terhubung/").status_code == 302


def test_opened_by_hand_and_called_off(posts: tuple[str, ...]) -> None:
    """A head opens it just before its hour; too early the page says why; who set it calls it off with a reason."""
    assert posts
    far, client = schedule(start=3 * HOUR), signed_in(cast.kapolsek)
    early = client.post(f"/panggilan/{far}/buka/", sent())
    assert early.status_code == 422
    assert "Belum waktunya" in told(early)
    assert client.post(f"/panggilan/{far}/batal/", sent(reason=" ")).status_code == 422
    off = client.post(f"/panggilan/{far}/batal/", sent(reason="Hujan deras"), follow=True)
    assert "Hujan deras" in told(off)
    assert "akan dihubungi" not in told(off)  # nobody will be
    assert 'href="/panggilan/baru/"' in off.content.decode()
    soon = schedule(start=HOUR / 6)
    assert "Hubungi" in told(client.post(f"/panggilan/{soon}/buka/", sent(), follow=True))
    assert client.get("/panggilan/tidak-ada/").status_code == 404


def phone_of(post: str) -> Client:
    """Return the phone of a card holder; signing in has tests of its own."""
    client = Client()
    session = client.session
    session[SESSION_KEY] = card(post).account.removeprefix("card:")
    session.save()
    return client
