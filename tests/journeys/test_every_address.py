"""Every address of the program, asked by everybody: who gets in, and that nobody reads what is not theirs.

The list comes from the URL resolver: an address without a line in ``EXPECTED`` fails.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sinergi.areas.deployment import commands as deployment
from sinergi.areas.people import commands
from sinergi.areas.people.columns import PersonEntry
from sinergi.areas.people.facts import Duty, DutyPostFilled, DutyPostRegistered
from sinergi.areas.risk import commands as risk
from sinergi.areas.risk.facts import RiskClass, StationClassed
from sinergi.journal import read, sequencer
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party, Role, Viewer
from tests import cast
from tests.journeys import address_things
from tests.journeys.office import signed_in
from tests.world import STATIONS, World

pytestmark = pytest.mark.django_db

DUTIES: Final = {
    Party.POLSEK: Duty.POLICE,
    Party.KORAMIL: Duty.ARMY,
    Party.KECAMATAN: Duty.LINMAS,
    Party.PPK: Duty.KPPS,
    Party.PANWASCAM: Duty.PTPS,
}
GUARD_LISTS: Final = (
    "guard_draft",
    "guard_absent",
    "guard_back",
    "guard_classes",
    "guard_patterns",
    "guard_compare",
)  # no plan in the address
# name -> answers to GET and to an empty POST of: public, chair, operator and field card of the party that owns the
# thing asked for, and the chair of another party (PPK)
EXPECTED: Final[dict[str, tuple[str, str]]] = {
    "account_login": ("200 302 302 200 302", "200 302 302 200 302"),
    "account_logout": ("302 200 200 302 200", "302 302 302 302 302"),
    "account_inactive": ("200 200 200 200 200", "405 405 405 405 405"),
    "account_reauthenticate": ("302 200 200 302 200", "302 200 200 302 200"),
    "account_change_password": ("302 200 200 302 200", "302 200 200 302 200"),
    "mfa_index": ("302 200 200 302 200", "302 405 405 302 405"),
    "mfa_authenticate": ("302 302 302 302 302", "302 302 302 302 302"),
    "mfa_reauthenticate": ("302 200 200 302 200", "302 200 200 302 200"),
    "mfa_activate_totp": ("302 302 302 302 302", "302 302 302 302 302"),
    "mfa_deactivate_totp": ("302 302 302 302 302", "302 302 302 302 302"),
    "mfa_view_recovery_codes": ("302 404 404 302 404", "302 405 405 302 405"),
    "mfa_generate_recovery_codes": ("302 302 302 302 302", "302 302 302 302 302"),
    "mfa_download_recovery_codes": ("302 404 404 302 404", "302 404 404 302 404"),
    "mfa_list_webauthn": ("302 200 200 302 200", "302 405 405 302 405"),
    "mfa_add_webauthn": ("302 302 302 302 302", "302 302 302 302 302"),
    "mfa_reauthenticate_webauthn": ("302 302 302 302 302", "302 302 302 302 302"),
    "mfa_remove_webauthn": ("302 302 302 302 302", "302 302 302 302 302"),
    "mfa_edit_webauthn": ("302 302 302 302 302", "302 302 302 302 302"),
    "mfa_login_webauthn": ("302 302 302 302 302", "302 302 302 302 302"),
    "situation": ("200 200 200 200 200", "405 405 405 405 405"),
    "map": ("200 200 200 200 200", "405 405 405 405 405"),
    "network": ("200 200 200 200 200", "405 405 405 405 405"),
    "station": ("200 200 200 200 200", "405 405 405 405 405"),
    "station_map": ("200 200 200 200 200", "405 405 405 405 405"),
    "station_correct": ("302 403 403 403 200", "403 403 403 403 200"),
    "station_withdraw": ("302 403 403 403 200", "403 403 403 403 200"),
    "log": ("200 200 200 200 200", "405 405 405 405 405"),
    "log_check": ("302 200 200 403 200", "403 200 200 403 200"),
    "log_entry": ("404 200 200 404 404", "405 405 405 405 405"),
    "log_receipt": ("404 200 200 404 404", "405 405 405 405 405"),
    "export": ("302 200 200 403 200", "405 405 405 405 405"),
    "live": ("200 200 200 200 200", "405 405 405 405 405"),
    "language": ("302 302 302 302 302", "302 302 302 302 302"),
    "persons": ("302 200 200 403 200", "405 405 405 405 405"),
    "person_new": ("302 200 200 403 200", "403 200 200 403 200"),
    "posts": ("302 200 200 403 200", "405 405 405 405 405"),
    "post_fill": ("302 200 200 403 404", "403 200 200 403 404"),
    "cards": ("302 200 200 403 200", "403 200 200 403 200"),
    "card_revoke": ("302 200 200 403 404", "403 200 200 403 404"),
    "accounts": ("302 200 200 403 200", "403 200 200 403 200"),
    "office_account_close": ("302 200 403 403 404", "403 200 403 403 404"),
    "office_account_renew": ("302 200 403 403 404", "403 200 403 403 404"),
    "person": ("302 200 200 403 404", "405 405 405 405 405"),
    "person_edit": ("302 200 200 403 404", "403 200 200 403 404"),
    "person_erase": ("302 200 200 403 404", "403 200 200 403 404"),
    "imports": ("302 200 200 403 200", "403 404 404 403 404"),
    "import_template": ("302 200 200 403 200", "405 405 405 405 405"),
    "import_preview": ("302 200 404 403 404", "405 405 405 405 405"),
    "import_columns": ("302 200 404 403 404", "403 422 404 403 404"),
    "import_apply": ("405 405 405 405 405", "403 422 404 403 404"),
    "import_marked": ("302 200 404 403 404", "405 405 405 405 405"),
    "import_problems": ("302 200 404 403 404", "405 405 405 405 405"),
    "card": ("200 200 200 302 200", "422 422 422 422 422"),
    "card_mine": ("302 302 302 200 302", "405 405 405 405 405"),
    "guard": ("302 200 200 403 200", "405 405 405 405 405"),
    "guard_draft": ("405 405 405 405 405", "403 422 422 403 422"),
    "guard_absent": ("405 405 405 405 405", "403 422 422 403 422"),
    "guard_back": ("405 405 405 405 405", "403 422 422 403 422"),
    "guard_classes": ("302 200 200 403 200", "403 422 422 403 422"),
    "guard_patterns": ("302 200 200 403 200", "403 422 422 403 422"),
    "guard_compare": ("302 200 200 403 200", "405 405 405 405 405"),
    "guard_plan": ("302 200 200 403 200", "405 405 405 405 405"),
    "guard_map": ("302 200 200 403 200", "405 405 405 405 405"),
    "guard_why": ("302 200 200 403 200", "405 405 405 405 405"),
    "guard_what_if": ("302 200 200 403 200", "405 405 405 405 405"),
    "guard_move": ("405 405 405 405 405", "403 422 422 403 422"),
    "guard_move_station": ("405 405 405 405 405", "403 422 422 403 422"),
    "guard_propose": ("405 405 405 405 405", "403 422 422 403 422"),
    "guard_check": ("405 405 405 405 405", "403 422 422 403 422"),
    "guard_issue": ("302 403 403 403 403", "403 403 403 403 403"),
    "guard_withdraw": ("302 403 403 403 403", "403 403 403 403 403"),
    "plan_sprin_pdf": ("302 200 200 403 200", "405 405 405 405 405"),
    "plan_sprin_docx": ("302 200 200 403 200", "405 405 405 405 405"),
    "plan_sprin_xlsx": ("302 200 200 403 200", "405 405 405 405 405"),
    "plan_roster_pdf": ("302 200 200 403 200", "405 405 405 405 405"),
    "plan_roster_docx": ("302 200 200 403 200", "405 405 405 405 405"),
    "plan_roster_xlsx": ("302 200 200 403 200", "405 405 405 405 405"),
    "plan_cards_pdf": ("302 200 200 403 200", "405 405 405 405 405"),
    "plan_map_pdf": ("302 200 200 403 200", "405 405 405 405 405"),
    "plan_message_txt": ("302 200 200 403 200", "405 405 405 405 405"),
    "plan_message_check": ("302 200 200 403 200", "403 200 200 403 200"),
    "plan_route_gpx": ("302 200 200 403 200", "405 405 405 405 405"),
    "plan_route_kml": ("302 200 200 403 200", "405 405 405 405 405"),
    "plan_calendar": ("302 422 422 403 422", "405 405 405 405 405"),
    "card_absent": ("302 302 302 200 302", "302 302 302 422 302"),
    "card_sign_out": ("405 405 405 405 405", "302 302 302 302 302"),
    "promises": ("302 200 200 403 200", "405 405 405 405 405"),
    "promise_new": ("302 200 200 403 200", "403 200 200 403 200"),
    "promise": ("302 200 200 403 200", "405 405 405 405 405"),
    "promise_correct": ("302 200 200 403 200", "403 200 200 403 200"),
    "promise_assign": ("302 200 200 403 200", "403 200 200 403 200"),
    "promise_file": ("302 200 200 403 200", "405 405 405 405 405"),
    "promise_report": ("405 405 405 405 405", "403 422 422 403 422"),
    "promise_keep": ("405 405 405 405 405", "403 422 422 403 422"),
    "promise_accept": ("405 405 405 405 405", "403 422 422 403 422"),
    "promise_return": ("405 405 405 405 405", "403 422 422 403 422"),
    "promise_answer": ("405 405 405 405 405", "403 422 422 403 422"),
    "promise_postpone": ("405 405 405 405 405", "403 422 422 403 422"),
    "promise_drop": ("405 405 405 405 405", "403 422 422 403 422"),
    "promise_reopen": ("405 405 405 405 405", "403 422 422 403 422"),
    "meeting_capture": ("302 200 200 403 200", "403 422 422 403 422"),
    "meetings": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_new": ("302 200 200 403 200", "403 200 200 403 200"),
    "meeting": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_change": ("302 403 403 403 403", "403 200 200 403 200"),
    "meeting_open": ("405 405 405 405 405", "403 422 422 403 422"),
    "meeting_close": ("405 405 405 405 405", "403 422 422 403 422"),
    "meeting_reopen": ("302 403 403 403 403", "403 200 200 403 200"),
    "meeting_cancel": ("302 403 403 403 403", "403 200 200 403 200"),
    "meeting_extend": ("302 200 200 403 200", "403 200 200 403 200"),
    "meeting_seat": ("302 200 200 403 200", "403 200 200 403 200"),
    "meeting_messages": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_attendance": ("302 200 200 403 200", "403 200 200 403 200"),
    "meeting_decide": ("302 200 200 403 200", "403 200 200 403 200"),
    "meeting_decision": ("302 200 200 403 200", "403 200 200 403 200"),
    "meeting_confirm": ("405 405 405 405 405", "403 422 422 403 422"),
    "meeting_dissent": ("302 200 200 403 200", "403 200 200 403 200"),
    "meeting_note": ("302 200 200 403 200", "403 200 200 403 200"),
    "meeting_invitation_pdf": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_invitation_docx": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_invitation_ics": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_sheet_pdf": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_passes_pdf": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_minutes_pdf": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_minutes_docx": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_press_pdf": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_press_docx": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_invitation_txt": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_minutes_txt": ("302 200 200 403 200", "405 405 405 405 405"),
    "meeting_message_check": ("302 200 200 403 200", "403 200 200 403 200"),
    "roll_calls": ("302 200 200 403 200", "405 405 405 405 405"),
    "roll_call_new": ("302 200 200 403 200", "403 200 200 403 200"),
    "roll_call": ("302 200 200 403 200", "405 405 405 405 405"),
    "roll_call_lines": ("302 200 200 403 200", "403 422 422 403 422"),
    "roll_call_message": ("302 200 200 403 200", "405 405 405 405 405"),
    "roll_call_open": ("405 405 405 405 405", "403 422 422 403 422"),
    "roll_call_cancel": ("302 200 200 403 200", "403 200 200 403 200"),
    "calendar": ("200 200 200 200 200", "405 405 405 405 405"),
    "calendar_renew": ("405 405 405 405 405", "403 422 422 403 422"),
    "calendar_stages": ("200 200 200 200 200", "405 405 405 405 405"),
    "calendar_feed": ("200 200 200 200 200", "405 405 405 405 405"),
    "card_connected": ("405 405 405 405 405", "302 302 302 302 302"),
    "roll_reply": ("200 200 200 200 200", "302 302 302 302 302"),
    "check_in": ("200 200 200 200 200", "422 422 422 422 422"),
    "checkpoint": ("200 200 200 200 200", "405 405 405 405 405"),
    "vkey": ("200 200 200 200 200", "405 405 405 405 405"),
    "tile": ("404 404 404 404 404", "405 405 405 405 405"),
    "transparency": ("200 200 200 200 200", "405 405 405 405 405"),
}


@dataclass(frozen=True, slots=True)
class Secrets:
    """What only one party may read: a name, a phone, ids of people, restricted entries and uploads."""

    name: str
    phone: str
    person: str
    entries: tuple[str, ...]
    token: str
    card: str
    post: str
    plan: str = ""  # the police's guard plan, the same for all
    things: dict[str, str] = dataclass_field(
        default_factory=dict
    )  # Panwascam's meeting, promise and roll-call, the same for all


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield name and pattern of every address."""
    for one in (resolver or get_resolver()).url_patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield one.name or "", pattern
        else:
            yield from addresses(one, pattern)


def filled(name: str, secrets: Secrets) -> str:
    """Return the address ``name`` about the things of one party."""
    station = STATIONS[0]
    values: dict[str, dict[str, object]] = {
        "station": {"code": station},
        "station_map": {"code": station},
        "station_correct": {"code": station},
        "station_withdraw": {"code": station},
        "log_entry": {"entry_id": secrets.entries[0]},
        "log_receipt": {"entry_id": secrets.entries[0]},
        "export": {"what": "personel", "kind": "csv"},
        "post_fill": {"post": secrets.post},
        "card_revoke": {"card": secrets.card},
        "import_template": {"what": "tps"},
        "tile": {"path": "0/000"},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
    }
    known = values.get(name)
    if name.startswith("office_account"):
        known = {"login": "panwascam-kedua"}
    elif name.startswith("person") and name not in ("persons", "person_new"):
        known = {"person": secrets.person}
    elif name.startswith("import_") and name not in values:
        known = {"token": secrets.token}
    elif name == "plan_calendar":
        known = {"plan": secrets.plan, "person": secrets.person}
    elif name.startswith(("guard_", "plan_")) and name not in GUARD_LISTS:
        known = {"plan": secrets.plan}
    return address_things.address(name, secrets.things, post=secrets.post) or reverse(name, kwargs=known)


def said(answer: HttpResponse) -> str:
    """Return everything that an answer carries, a workbook unpacked."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(one) for one in book.namelist())
    return content.decode("utf-8", "replace") + str(dict(answer.headers))


def chair(party: Party) -> Viewer:
    """Return the head of a party."""
    return Viewer(party=party, role=Role.CHAIR, account=f"ketua-{party}")


@pytest.fixture
def town(world: World) -> dict[Party, Secrets]:
    """The small kecamatan where each party has one person at TPS 001, one card, one upload and its own entries."""
    found = {}
    for number, party in enumerate(FIVE_PARTIES):
        viewer = chair(Party(party))
        client = signed_in(viewer)
        name, phone = f"Rekaan{number} Tertutup{number}", f"+62811755010{number}"
        entry = PersonEntry(name=name, phone=phone, party=viewer.party, duty=DUTIES[viewer.party])
        person = commands.register_person(viewer=viewer, stamp=cast.stamp(viewer), entry=entry)
        post = f"pos-{number}"
        commands.register_posts(
            viewer=viewer,
            stamp=cast.stamp(viewer),
            facts=(
                DutyPostRegistered(
                    post=post, party=viewer.party, duty=DUTIES[viewer.party], at=STATIONS[0], label=f"Pos {number}"
                ),
            ),
        )
        commands.fill_posts(viewer=viewer, stamp=cast.stamp(viewer), facts=(DutyPostFilled(post=post, person=person),))
        card = commands.issue_card(
            viewer=viewer, stamp=cast.stamp(viewer), post=post, valid_until=cast.H_DAY.replace(year=2096)
        )
        file = SimpleUploadedFile("x.csv", f"Nama;Tugas\n{name};{DUTIES[viewer.party]}\n".encode())
        token = client.post("/impor/", {"apa": "personel", "berkas": file})["Location"].split("/")[2]
        found[viewer.party] = Secrets(name, phone, person, (), token, card.card, post)
    plan, things = planned(), address_things.made()
    sequencer.settle()
    return {party: replace(one, entries=restricted(party), plan=plan, things=things) for party, one in found.items()}


def planned() -> str:
    """Class the TPS, let the police draft a guard plan, and return its id."""
    chief = chair(Party.POLSEK)
    classes = [StationClassed(station=code, risk_class=RiskClass.LOW, source="rekaan") for code in STATIONS]
    risk.classify_stations(viewer=chief, stamp=cast.stamp(chief), facts=classes)
    return deployment.draft_plan(viewer=chief, stamp=cast.stamp(chief))


def restricted(party: Party) -> tuple[str, ...]:
    """Return the ids of the restricted entries of a party."""
    rows = read.entries(chair(party), party=party, limit=1000)
    return tuple(str(row.id) for row in rows if row.visibility == "restricted")


def field(secrets: Secrets) -> Client:
    """Return the phone of a card holder."""
    client = Client()
    session = client.session
    session["card"] = secrets.card
    session.save()
    client.cookies["sinergi_sesi"] = session.session_key
    return client


def crowd(town: dict[Party, Secrets]) -> tuple[Client, ...]:
    """Return the five that ``EXPECTED`` speaks of."""
    second = Viewer(party=Party.PANWASCAM, role=Role.OPERATOR, account="panwascam-kedua")
    mine = town[Party.PANWASCAM]
    return Client(), signed_in(chair(Party.PANWASCAM)), signed_in(second), field(mine), signed_in(chair(Party.PPK))


def ask(client: Client, method: str, address: str) -> HttpResponse:
    """Ask as ``client``, who is the same afterwards, whatever the answer did to the session."""
    before = client.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies = before
    return answer


def test_no_address_is_without_an_expectation() -> None:
    """A new address needs its line above; a line without an address is stale."""
    assert {name for name, _pattern in addresses()} == set(EXPECTED)


def test_every_address_answers_everybody_as_expected(town: dict[Party, Secrets]) -> None:
    """Who gets in, who is sent to sign in, who is refused; nobody meets a fault of the program."""
    mine, clients = town[Party.PANWASCAM], crowd(town)
    found = {
        name: tuple(
            " ".join(str(ask(one, method, filled(name, mine)).status_code) for one in clients)
            for method in ("get", "post")
        )
        for name in EXPECTED
    }
    assert found == EXPECTED


def test_who_was_shut_out_is_a_stranger(town: dict[Party, Secrets]) -> None:
    """A closed account and a revoked card get, at every address, what the public gets."""
    boss = chair(Party.PANWASCAM)
    second = Viewer(party=Party.PANWASCAM, role=Role.OPERATOR, account="panwascam-kedua")
    office, phone, mine = signed_in(second), field(town[Party.PANWASCAM]), town[Party.PANWASCAM]
    commands.close_account(viewer=boss, stamp=cast.stamp(boss), account=second.account, reason="Pindah tugas")
    commands.revoke_card(viewer=boss, stamp=cast.stamp(boss), card=mine.card, reason="Hilang")
    for name, (gets, posts) in EXPECTED.items():
        for method, expected in (("get", gets), ("post", posts)):
            for client in (office, phone):
                answer = ask(client, method, filled(name, mine))
                assert str(answer.status_code) == expected.split()[0], (name, method)


def pages(secrets: Secrets) -> Iterator[str]:
    """Yield every address about one party's things, and whatever searches could find them."""
    yield from (filled(name, secrets) for name in EXPECTED if name not in ("live", "account_logout"))
    for what in ("tps", "desa", "batas", "wilayah", "lokasi", "jalur", "personel", "jurnal"):
        yield from (
            f"/unduh/{what}.{kind}" for kind in ("csv", "xlsx" if what in ("personel", "jurnal") else "geojson")
        )
    for one in secrets.entries[:2]:
        yield from (f"/jurnal/{one}/", f"/jurnal/{one}/tanda-terima")
    for path in ("/", "/orang/", "/orang/pos/", "/orang/kartu/", "/orang/akun/", "/jurnal/", "/lokasi/"):
        yield f"{path}?cari={secrets.name.split()[0]}&q={secrets.phone[-6:]}&di={STATIONS[0]}"
    for party in FIVE_PARTIES:
        yield from (f"/orang/?pihak={party}", f"/orang/pos/?pihak={party}", f"/jurnal/?pihak={party}")
    yield from (f"/jurnal/?jenis={kind}" for kind in ("people.card.issued.v1", "people.person.registered.v1"))


@pytest.mark.parametrize("owner", [Party.POLSEK, Party.PANWASCAM])
def test_nobody_reads_what_is_not_theirs(town: dict[Party, Secrets], owner: Party) -> None:
    """Names, people, cards, restricted entries and uploads of a party show on no page or file of anybody else.

    Phones of others are on no page either, but for the contacts of a TPS that the matrix grants to PPK and Panwascam.
    """
    mine = town[owner]
    others = [chair(party) for party in town if party is not owner]
    clients = {"public": Client(), "card": field(town[Party.PPK]), **{v.party: signed_in(v) for v in others}}
    hidden = {mine.name, mine.name.split()[1], mine.person, mine.token, mine.card, *mine.entries}
    for who, client in clients.items():
        for address in dict.fromkeys(pages(mine)):
            text = said(client.get(address)).replace(address, "")
            found = {one for one in hidden if one not in address and one in text}
            if who not in (Party.PPK, Party.PANWASCAM, "card"):
                found |= {one for one in (mine.phone, mine.phone[3:]) if one in text}
            assert not found, (who, address)


def test_a_fragment_says_no_more_than_its_page(town: dict[Party, Secrets]) -> None:
    """What htmx fetches passes the same gate."""
    for client in (Client(), signed_in(chair(Party.KORAMIL))):
        for address in ("/", "/?tampil=tabel", f"/tps/{STATIONS[0]}/", "/orang/", "/jurnal/"):
            text = said(client.get(address, headers={"HX-Request": "true"}))
            assert not [one for one in (town[Party.POLSEK].name, town[Party.POLSEK].phone) if one in text], address


def test_no_form_is_taken_from_elsewhere(town: dict[Party, Secrets]) -> None:
    """A POST without the token of one of our pages is refused at every address that takes one."""
    user = signed_in(chair(Party.PANWASCAM))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = user.cookies
    for name in EXPECTED:
        answer = strict.post(filled(name, town[Party.PANWASCAM]), {"kiriman": str(uuid.uuid4())})
        assert answer.status_code == 403, name


KEYS: Final = "cari desa pihak keadaan urut hal tugas di jenis tempat tanggal sebelum sesudah apa galat dari ke layar"
HOSTILE: Final = ("%00", "%ff%fe", "x" * 3000, "%D9%A3", "..%2f..%2fkeys", "9" * 40)


def test_hostile_text_in_addresses_is_no_fault(town: dict[Party, Secrets]) -> None:
    """Null bytes, broken UTF-8, foreign digits, sheer length: an answer, on either engine."""
    client = signed_in(chair(Party.PANWASCAM))
    for text in HOSTILE:
        for _name, pattern in addresses():
            if "<str:" in pattern or "<path:" in pattern:
                path = "/" + re.sub(r"<(?:str|path):\w+>", text, pattern)
                assert ask(client, "get", path).status_code < 500, path
                assert ask(client, "post", path).status_code < 500, path
        query = "&".join(f"{key}={text}" for key in KEYS.split())
        for name in ("situation", "network", "map", "log", "persons", "posts", "cards", "imports", "station"):
            assert ask(client, "get", f"{filled(name, town[Party.PANWASCAM])}?{query}").status_code < 500, (name, text)


def test_hostile_text_in_forms_is_no_fault(town: dict[Party, Secrets]) -> None:
    """The same in every field that a stranger or an office can send."""
    fields = (
        "login password card words token code next language apa nama name phone post posts reason valid_until account "
        "role party duty label galat dilihat kolom-0"
    )
    office = signed_in(chair(Party.PANWASCAM))
    for text in (b"\x00", b"\xff\xfe", b"x" * 3000):
        for name in EXPECTED:
            if name.startswith("mfa_"):
                continue
            address, data = filled(name, town[Party.PANWASCAM]), dict.fromkeys(fields.split(), text.decode("latin-1"))
            for client in (Client(REMOTE_ADDR="192.0.2.5"), office):
                before = client.cookies.copy()
                with transaction.atomic():
                    answer = client.post(address, {**data, "kiriman": str(uuid.uuid4())})
                    transaction.set_rollback(True)
                client.cookies = before
                assert answer.status_code < 500, (name, text)


def test_a_null_byte_is_refused_by_name(world: World) -> None:
    """In the address, the query and the form, on either engine."""
    for answer in (
        Client().get("/tps/%00/"),
        Client().get("/?cari=%00"),
        Client().post("/kartu/", {"card": "\x00", "words": "a"}),
    ):
        assert answer.status_code == 400
        assert "request.null-byte" in answer.content.decode()
