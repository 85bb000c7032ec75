"""People, posts, cards and accounts through their commands: what changes, what is refused, where names stay."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from sinergi.areas.people import commands, queries
from sinergi.areas.people.commands import PersonEntry
from sinergi.areas.people.facts import Craft, Duty, DutyPostFilled, DutyPostRegistered
from sinergi.areas.people.models import Person
from sinergi.areas.rulebook import commands as rulebook
from sinergi.journal import clock, replay, sequencer, vault, verify
from sinergi.journal.models import Entry
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party, Role, Viewer
from tests import cast

pytestmark = pytest.mark.django_db
TPS = "1404192001001"
NAME, PHONE = "Suprapto Wiyono Rekaan", "0811-2233-4455"
FAR = datetime(2099, 1, 1, tzinfo=UTC)
SOON = timedelta(hours=1)


@pytest.fixture(autouse=True, params=["pilkada-2024", "pilkades-example"])
def _own_folder(data_dir: Path, request: pytest.FixtureRequest) -> None:
    """Every test has a vault key and a log of its own, and runs under both packs: no rule is wired in."""
    assert data_dir.is_dir()
    rulebook.adopt_pack(
        viewer=cast.camat,
        stamp=cast.stamp(cast.camat),
        name=request.param,
        district="14.04.19",
        district_name="Contoh",
        timezone="Asia/Jakarta",
    )


def post(code: str = "ptps-001", party: Party = Party.PANWASCAM, duty: Duty = Duty.PTPS, at: str = TPS) -> str:
    """Register a post through the head of its party and return its code."""
    head = Viewer(party=party, role=Role.CHAIR, account=f"{party}-ketua")
    fact = DutyPostRegistered(post=code, party=party, duty=duty, at=at, label=f"{duty.upper()} TPS 001", synthetic=True)
    commands.register_posts(viewer=head, stamp=cast.stamp(head), facts=[fact])
    return code


def person(**changes: Any) -> str:  # noqa: ANN401 -- any field of an entry
    """Register a fictional PTPS and return the id."""
    return commands.register_person(viewer=cast.panwascam, stamp=cast.stamp(cast.panwascam), entry=entry(**changes))


def entry(**changes: Any) -> PersonEntry:  # noqa: ANN401 -- any field of an entry
    """Return the entry of a fictional PTPS, with ``changes``."""
    usual = PersonEntry(
        name=NAME, phone=PHONE, party=Party.PANWASCAM, duty=Duty.PTPS, unit="PTPS TPS 001", synthetic=True
    )
    return dataclasses.replace(usual, **changes)


def seat(who: str, where: str) -> int:
    """Seat a person of Panwascam."""
    fact = DutyPostFilled(post=where, person=who)
    return commands.fill_posts(viewer=cast.panwascam, stamp=cast.stamp(cast.panwascam), facts=[fact])


def card(where: str) -> commands.IssuedCard:
    """Issue a card for a post of Panwascam."""
    return commands.issue_card(viewer=cast.panwascam, stamp=cast.stamp(cast.panwascam), post=where, valid_until=FAR)


def refused(code: str) -> pytest.RaisesExc[Refused]:
    """Expect a refusal with ``code``."""
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def everything(folder: Path) -> bytes:
    """Return all rows of all tables, and all files, as bytes to be searched."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- names from the database
            parts += [b"|".join(_bytes(value) for value in row) for row in cursor.fetchall()]
    parts += [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"\n".join(parts)


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()


def test_names_and_phones_are_nowhere_but_in_the_vault(data_dir: Path) -> None:
    """A dump of every table and file holds neither name nor phone in any spelling; the query gives both."""
    who = person()
    seat(who, post())
    made = card("ptps-001")
    sequencer.settle()
    dump = everything(data_dir).lower()
    assert b"people.person.registered" in dump
    for secret in (NAME, "suprapto", "wiyono", PHONE, "81122334455", "+6281122334455", made.words, made.token):
        assert secret.lower().encode() not in dump, secret
    row = queries.person(cast.panwascam, person=who)
    assert (row.name, row.phone, row.posts) == (NAME, "+6281122334455", ("PTPS TPS 001",))


def test_the_same_person_again_records_nothing() -> None:
    """Registering a known person with the same content adds no entry; with another phone it adds one."""
    who = person()
    before = Entry.objects.count()
    assert person(person=who) == who
    assert Entry.objects.count() == before
    seal = Person.objects.get(person=who).seal
    person(person=who, phone="0812 9999 8888", craft=(Craft.BOAT,))
    assert Entry.objects.count() == before + 1
    assert Person.objects.get(person=who).seal != seal
    assert queries.person(cast.panwascam, person=who).phone == "+6281299998888"


def test_bad_people_are_refused_by_name() -> None:
    """No name, a NIK, a foreign duty, a phone that is none, a name or phone outside the vault: nothing is kept."""
    nik = "1404190101900001"
    cases = {
        "people.person.name": entry(name="  "),
        "people.person.nik": entry(skills=(f"NIK {nik}",)),
        "people.person.duty": entry(duty=Duty.KPPS),
        "people.person.phone": entry(phone="rumah"),
        "people.person.outside-vault": entry(unit=f"TPS 001 ({NAME.upper()})"),
        "access.personnel.write.own": entry(party=Party.PPK, duty=Duty.KPPS),
        "people.person.unknown": entry(person="bukan-siapa-siapa"),
        "code.village": entry(home_village="Kempas"),
    }
    for code, bad in cases.items():
        with refused(code):
            commands.register_person(viewer=cast.panwascam, stamp=cast.stamp(cast.panwascam), entry=bad)
    with refused("people.person.outside-vault"):
        person(rank="HP 0811 2233 4455")
    assert not Person.objects.exists()
    assert not vault.many(["person:x"])


def test_one_bad_entry_keeps_all_out() -> None:
    """A bulk registration is all or none, vault included."""
    with refused("people.person.phone"):
        commands.register_persons(
            viewer=cast.panwascam, stamp=cast.stamp(cast.panwascam), entries=[entry(), entry(phone="1")]
        )
    assert not Person.objects.exists()


def test_erasing_a_person_leaves_the_journal_whole() -> None:
    """After erasure no name is left, the post is vacant, verify is content and replay gives the same tables."""
    who = person()
    seat(who, post())
    commands.erase_person(
        viewer=cast.panwascam, stamp=cast.stamp(cast.panwascam), person=who, reason="masa simpan habis"
    )
    assert vault.get(f"person:{who}") is None
    row = queries.person(cast.panwascam, person=who)
    assert (row.name, row.phone, row.erased, row.posts) == ("", "", True, ())
    assert queries.posts(cast.panwascam)[0].vacant
    sequencer.settle()
    assert verify.verify_all().problems == ()
    before = replay.fingerprint()
    replay.replay()
    assert replay.fingerprint() == before


def test_erasing_needs_the_own_party_and_a_clean_reason() -> None:
    """Another party learns nothing about whether the person exists; the reason may not hold the name."""
    who = person()
    with refused("people.person.unknown"):
        commands.erase_person(viewer=cast.ppk_chair, stamp=cast.stamp(), person=who, reason="x")
    with refused("people.person.outside-vault"):
        commands.erase_person(
            viewer=cast.panwascam, stamp=cast.stamp(cast.panwascam), person=who, reason=f"{NAME} mundur"
        )
    assert vault.get(f"person:{who}") is not None


def test_a_post_is_filled_vacated_and_never_by_the_barred() -> None:
    """Seats change once per change; other parties, unknown people and barred relatives are refused."""
    where, who = post(), person()
    barred, other = person(name="Ipar Ketua", barred=("14.04.19.2001",)), post("kpps-001", Party.PPK, Duty.KPPS)
    assert [seat(who, where), seat(who, where), seat("", where), seat(who, where)] == [1, 0, 1, 1]
    with refused("people.post.barred"):
        seat(barred, where)
    with refused("access.personnel.write.own"):
        seat(who, other)
    with refused("people.person.unknown"):
        seat("tidak-ada", where)
    with refused("people.post.unknown"):
        seat(who, "tidak-ada")
    assert [one.vacant for one in queries.posts(cast.panwascam, party=Party.PANWASCAM)] == [False]


def test_registering_a_post_twice_and_stealing_its_code() -> None:
    """The same post again records nothing; another party cannot take its code; a label may not hold a phone."""
    post()
    before = Entry.objects.count()
    post()
    assert Entry.objects.count() == before
    with refused("people.post.taken"):
        post("ptps-001", Party.PPK, Duty.KPPS)
    bad = DutyPostRegistered(post="x", party=Party.PPK, duty=Duty.KPPS, at=TPS, label="Ketua 0811 2233 4455")
    with refused("people.person.outside-vault"):
        commands.register_posts(viewer=cast.ppk_operator, stamp=cast.stamp(), facts=[bad])


def test_a_card_opens_its_own_post_by_words_or_token() -> None:
    """Both proofs, in any spelling of number and words, give a field viewer at the post's place."""
    made = card(post())
    expected = Viewer(party=Party.PANWASCAM, role=Role.FIELD, account=f"card:{made.card}", post=TPS)
    now = clock.now()
    assert len(made.words.split()) == 4
    assert commands.sign_in_card(card=made.card, words=made.words, now=now) == expected
    loose = f" {made.card[:3].lower()} - {made.card[3:]} "
    assert commands.sign_in_card(card=loose, words=made.words.upper().replace(" ", " - "), now=now) == expected
    assert commands.sign_in_card(card=made.card, token=made.token, now=now) == expected
    assert queries.card_viewer(made.card) == expected


def test_every_failed_sign_in_says_the_same() -> None:
    """Unknown, wrong, revoked and expired differ in ``why`` only; code and sentence are one."""
    made, now = card(post()), clock.now()
    tries = {
        "unknown": {"card": "34679C", "words": made.words, "now": now},
        "wrong": {"card": made.card, "words": "abadi abjad abon akar", "now": now},
        "expired": {"card": made.card, "words": made.words, "now": FAR},
    }
    seen = []
    for why, attempt in tries.items():
        with pytest.raises(commands.CardRefused) as error:
            commands.sign_in_card(**attempt)  # type: ignore[arg-type] # keyword values by name
        assert error.value.why == why
        seen.append((error.value.code, error.value.sentence))
    for bad in ("", "x" * 5000, made.token[:-1]):
        with pytest.raises(commands.CardRefused):
            commands.sign_in_card(card=made.card, token=bad, now=now)
    commands.revoke_card(viewer=cast.panwascam, stamp=cast.stamp(cast.panwascam), card=made.card, reason="hilang")
    with pytest.raises(commands.CardRefused) as error:
        commands.sign_in_card(card=made.card, token=made.token, now=now)
    assert error.value.why == "revoked"
    assert {*seen, (error.value.code, error.value.sentence)} == {("access.card", error.value.sentence)}


def test_a_revoked_card_is_out_at_the_next_request() -> None:
    """card_viewer is asked at each request; after revoking it says None, and revoking again is refused."""
    made = card(post())
    commands.revoke_card(viewer=cast.panwascam, stamp=cast.stamp(cast.panwascam), card=made.card, reason="hilang")
    assert queries.card_viewer(made.card) is None
    assert queries.card_viewer("34679C") is None
    with refused("people.card.already-revoked"):
        commands.revoke_card(viewer=cast.panwascam, stamp=cast.stamp(cast.panwascam), card=made.card, reason="lagi")


def test_a_card_past_its_term_is_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the moment of ``valid_until`` the card opens nothing."""
    made = card(post())
    monkeypatch.setattr(clock, "now", lambda: FAR - SOON)
    assert queries.card_viewer(made.card) is not None
    monkeypatch.setattr(clock, "now", lambda: FAR)
    assert queries.card_viewer(made.card) is None
    assert [one.state for one in queries.cards(cast.panwascam)] == ["expired"]


def test_one_card_per_post_and_reissue() -> None:
    """A second card is refused while one is open; reissuing closes the old one and opens the new one."""
    where = post()
    old = card(where)
    with refused("people.card.already-open"):
        card(where)
    new = commands.reissue(viewer=cast.panwascam, stamp=cast.stamp(cast.panwascam), card=old.card)
    assert (queries.card_viewer(old.card), new.valid_until) == (None, FAR)
    assert commands.sign_in_card(card=new.card, words=new.words, now=clock.now()).post == TPS
    assert sorted(one.state for one in queries.cards(cast.panwascam)) == ["open", "revoked"]


def test_a_post_that_changes_hands_loses_its_card() -> None:
    """Filling a vacant post keeps the card; a new holder means a new card."""
    where, first, second = post(), person(), person(name="Pengganti Rekaan")
    made = card(where)
    seat(first, where)
    assert queries.card_viewer(made.card) is not None
    seat(second, where)
    assert queries.card_viewer(made.card) is None
    assert vault.get(f"card:{made.card}") is None


def test_cards_are_the_heads_business() -> None:
    """An operator, another party, a card and the public issue and revoke nothing; a term in the past is refused."""
    where = post()
    made = card(where)
    operator = dataclasses.replace(cast.panwascam, role=Role.OPERATOR)
    for viewer in (operator, cast.ppk_chair, cast.linmas_card, cast.outsider):
        with pytest.raises(Refused):
            commands.issue_card(viewer=viewer, stamp=cast.stamp(), post=where, valid_until=FAR)
        with pytest.raises(Refused):
            commands.revoke_card(viewer=viewer, stamp=cast.stamp(), card=made.card, reason="x")
    past = clock.now() - SOON
    with refused("people.card.expired"):
        commands.issue_card(viewer=cast.panwascam, stamp=cast.stamp(), post=where, valid_until=past)
    assert queries.card_viewer(made.card) is not None


def test_accounts_open_close_and_open_again() -> None:
    """A closed account has no rights; the last head stays; a login is never shared between parties."""
    head = cast.panwascam
    for login, role in (("panwascam-ketua", Role.CHAIR), ("panwascam-operator", Role.OPERATOR)):
        commands.open_account(viewer=head, stamp=cast.stamp(head), account=login, role=role, label="Jabatan")
    found = queries.account("panwascam-operator")
    assert found is not None
    assert (found.party, found.role) == (Party.PANWASCAM, Role.OPERATOR)
    commands.close_account(viewer=head, stamp=cast.stamp(head), account="panwascam-operator", reason="pindah")
    assert queries.account("panwascam-operator") is None
    with refused("people.account.last-chair"):
        commands.close_account(viewer=head, stamp=cast.stamp(head), account="panwascam-ketua", reason="pindah")
    with refused("people.account.taken"):
        commands.open_account(
            viewer=cast.ppk_chair, stamp=cast.stamp(), account="panwascam-operator", role=Role.OPERATOR, label="X"
        )
    commands.open_account(
        viewer=head, stamp=cast.stamp(head), account="panwascam-operator", role=Role.OPERATOR, label="Jabatan"
    )
    assert queries.account("panwascam-operator") is not None


def test_who_opens_accounts_for_whom() -> None:
    """The kecamatan's head opens the first head's account of another party, once; nobody else opens for others."""
    args: dict[str, Any] = {"label": "Ketua PPK", "party": Party.PPK, "stamp": cast.stamp(cast.camat)}
    for viewer in (cast.kapolsek, cast.panwascam, cast.ppk_operator, cast.linmas_card, cast.outsider):
        with refused("access.account.write"):
            commands.open_account(viewer=viewer, account="ppk-ketua", role=Role.CHAIR, **args)
    with refused("access.account.write"):
        commands.open_account(viewer=cast.camat, account="ppk-operator", role=Role.OPERATOR, **args)
    commands.open_account(viewer=cast.camat, account="ppk-ketua", role=Role.CHAIR, **args)
    with refused("access.account.write"):
        commands.open_account(viewer=cast.camat, account="ppk-ketua-dua", role=Role.CHAIR, **args)
    with refused("people.account.role"):
        commands.open_account(
            viewer=cast.camat, stamp=cast.stamp(cast.camat), account="camat-lapangan", role=Role.FIELD, label="X"
        )


def test_headcount_says_vacancies() -> None:
    """A TPS without PTPS is normal: it is counted, not refused."""
    post()
    post("ptps-002", at="1404192001002")
    seat(person(), "ptps-001")
    row = next(one for one in queries.headcount(cast.camat) if one.duty is Duty.PTPS)
    assert (row.party, row.people, row.posts, row.vacant) == (Party.PANWASCAM, 1, 2, 1)
    assert queries.headcount(cast.outsider) == ()
