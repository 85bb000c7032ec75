"""What holds of people, cards and accounts, decided without a database."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib import resources

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sinergi.areas.people import columns, rules
from sinergi.areas.people.facts import Craft, Duty
from sinergi.documents import codes
from sinergi.sheets.schema import Value
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party, Role, Viewer

WORDS = (resources.files("sinergi.areas.people") / "words.txt").read_text(encoding="utf-8").split()
NOW = datetime(2024, 11, 27, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "081122334455", "0811-2233-4455", "0811 2233 4455", "+62 811 2233 4455", "62811.2233.4455", "81122334455",
        "(0811) 22334455", "+62 (0)811-2233-4455", "0062 811 2233 4455", " 0811\u20112233\u20114455 ",
    ],
)  # fmt: skip
def test_one_phone_has_one_form(written: str) -> None:
    """However it is written, it is kept as +62…."""
    assert rules.phone(written) == "+6281122334455"


def test_no_phone_is_no_phone() -> None:
    """Blank stays blank; it is not an error and not a number."""
    assert rules.phone("  ") == ""


@pytest.mark.parametrize(
    "written", ["rumah", "0811", "0811223344556677", "+1 212 555 0100", "08112233445a", "1404192001001"]
)
def test_what_is_no_phone_is_refused(written: str) -> None:
    """Words, short and long numbers, other countries."""
    with pytest.raises(Refused) as error:
        rules.phone(written)
    assert error.value.code == "people.person.phone"


@given(st.text(alphabet="0123456789+- ().6208", max_size=24))
def test_normalising_a_phone_twice_changes_nothing(written: str) -> None:
    """Whatever comes out goes in again unchanged, or nothing comes out."""
    try:
        once = rules.phone(written)
    except Refused:
        return
    assert once == "" or re.fullmatch(r"\+62[1-9]\d{7,11}", once)
    assert rules.phone(once) == once


@given(st.integers(min_value=1, max_value=9), st.text(alphabet="0123456789", min_size=8, max_size=10))
def test_every_prefix_means_the_same_phone(first: int, rest: str) -> None:
    """0…, +62…, and +62 (0)… of one number are one number."""
    bare = f"{first}{rest}"
    assert rules.phone("0" + bare) == rules.phone("+62" + bare) == rules.phone(f"+62 (0){bare}") == f"+62{bare}"


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Polsek Contoh", True),
        ("TPS 1404192001001", True),
        ("Koramil 03/Tempuling", True),
        ("hub. 0811 2233 4455", False),
        ("+62811-2233-4455", False),
        ("tim Budi  SANTOSO", False),
    ],
)
def test_what_may_stand_in_the_journal(text: str, *, stands: bool) -> None:
    """A unit or label holds neither the person's name nor any phone."""
    refused = rules.why_not_text(texts=(text,), name="Budi Santoso", phone="+6281122334455")
    assert (refused is None) is stands


@given(st.sampled_from([*Party]), st.sampled_from([*Duty]))
def test_each_duty_belongs_to_parties(party: Party, duty: Duty) -> None:
    """A person's duty is one of their party; the public has none."""
    refused = rules.why_not_person(name="Rekaan", phone="", party=party, duty=duty, texts=())
    assert (refused is None) == (duty in rules.DUTIES.get(party, ()))


def test_every_duty_has_a_party() -> None:
    """No duty is an orphan, and each of the five parties has at least one."""
    assert {duty for duties in rules.DUTIES.values() for duty in duties} == set(Duty)
    assert set(rules.DUTIES) == set(FIVE_PARTIES)


@pytest.mark.parametrize(
    ("at", "barred", "free"),
    [
        ("1404192001001", ("1404192001001",), False),
        ("1404192001001", ("14.04.19.2001",), False),
        ("14.04.19.2001", ("1404192001",), False),
        ("1404192001001", ("1404192001002", "14.04.19.2002"), True),
        ("1404192001001", ("",), True),
        ("polsek", ("polsek",), False),
    ],
)
def test_a_barred_village_bars_its_stations(at: str, barred: tuple[str, ...], *, free: bool) -> None:
    """Codes compare with and without dots; a barred TPS does not bar its neighbours."""
    refused = rules.why_not_seat(person_party=Party.PPK, post_party=Party.PPK, at=at, barred=barred)
    assert (refused is None) is free


@given(
    party=st.sampled_from([*Party]),
    role=st.sampled_from([*Role]),
    owner=st.sampled_from([*Party]),
    wanted=st.sampled_from([*Role]),
    had=st.booleans(),
)
def test_nobody_opens_accounts_across_parties(
    party: Party, role: Role, owner: Party, wanted: Role, *, had: bool
) -> None:
    """Only a chair opens, for the own party; the kecamatan's chair the first chair's account of another, once."""
    viewer = Viewer(party=party, role=role, account="x")
    refused = rules.why_not_account(
        viewer=viewer, account="akun-baru", party=owner, role=wanted, label="Jabatan", party_had_accounts=had
    )
    allowed = role is Role.CHAIR and owner is not Party.PUBLIC and wanted in (Role.CHAIR, Role.OPERATOR)
    own = party is owner
    first = party is Party.KECAMATAN and wanted is Role.CHAIR and not had
    assert (refused is None) == (allowed and (own or first))


@pytest.mark.parametrize(
    "login", ["", "PPK", "ppk operator", "ppk_operator", "-ppk", "ppk-", "9ppk", "a" * 41, "ppk--x"]
)
def test_logins_have_one_form(login: str) -> None:
    """Small letters, digits, single hyphens, at most 40."""
    viewer = Viewer(party=Party.PPK, role=Role.CHAIR, account="x")
    refused = rules.why_not_account(
        viewer=viewer, account=login, party=Party.PPK, role=Role.OPERATOR, label="J", party_had_accounts=True
    )
    assert refused is not None
    assert refused.code == "people.account.login"


def test_a_card_is_shut_at_its_term_and_when_revoked() -> None:
    """The term itself is outside; revoked comes before expired."""
    assert rules.card_closed(revoked=False, valid_until=NOW, now=NOW) == "expired"
    assert rules.card_closed(revoked=True, valid_until=NOW, now=NOW) == "revoked"
    assert rules.card_closed(revoked=False, valid_until=NOW, now=NOW.replace(year=2023)) == ""
    naive = NOW.replace(tzinfo=None, year=2099)
    assert rules.why_not_card(valid_until=naive, now=NOW) is not None


@given(st.integers(min_value=0, max_value=2**64))
def test_card_numbers_are_short_and_sound(number: int) -> None:
    """Six signs, the last a check letter."""
    card = rules.card_number(number)
    assert len(card) == rules.CARD_LETTERS + 1
    assert codes.is_sound(card)


@given(st.integers(min_value=0, max_value=codes.BASE**5 - 1), st.integers(min_value=0, max_value=codes.BASE**5 - 1))
def test_card_numbers_do_not_collide(one: int, other: int) -> None:
    """Within their 6.4 million, different numbers are different cards."""
    assume(one != other)
    assert rules.card_number(one) != rules.card_number(other)


def test_the_words_are_many_simple_and_apart() -> None:
    """At least 1024 words of 4 to 8 letters; no two share four first letters or differ by one letter only."""
    assert len(WORDS) == len(set(WORDS)) >= 1024
    assert sorted(WORDS) == WORDS
    assert all(re.fullmatch(r"[a-z]{4,8}", word) for word in WORDS)
    assert len({word[:4] for word in WORDS}) == len(WORDS)
    shapes = [word[:at] + "?" + word[at + 1 :] for word in WORDS for at in range(len(word))]
    assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize(
    "said", ["abadi jambu kertas wayang", " ABADI, jambu-kertas\nwayang. ", "1 abadi 2 jambu 3 kertas 4 wayang"]
)
def test_four_words_are_read_in_any_spelling(said: str) -> None:
    """Capitals, commas, hyphens, line breaks and the printed digits do not matter; their order does."""
    assert rules.said_words(said) == "abadi jambu kertas wayang"
    assert rules.said_words("jambu abadi kertas wayang") != "abadi jambu kertas wayang"


def test_a_sheet_row_becomes_an_entry() -> None:
    """Lists are split, vehicles recognised in their everyday names, a missing party is the importer's."""
    values: dict[str, Value] = {
        "name": "Rekaan  Satu", "phone": "0811 2233 4455", "party": None, "duty": "linmas", "unit": "Desa A",
        "skills": "P3K; mengemudi perahu", "craft": "Pompong; motor", "barred": "14.04.19.2001; 1404192001001",
    }  # fmt: skip
    entry = columns.entry(values, party=Party.KECAMATAN)
    assert (entry.name, entry.party, entry.duty) == ("Rekaan Satu", Party.KECAMATAN, Duty.LINMAS)
    assert entry.craft == (Craft.BOAT, Craft.MOTORCYCLE)
    assert entry.skills == ("P3K", "mengemudi perahu")
    assert entry.barred == ("14.04.19.2001", "1404192001001")
    with pytest.raises(ValueError, match="helikopter"):
        columns.entry({**values, "craft": "motor; helikopter"}, party=Party.KECAMATAN)


def test_no_spelling_means_two_things() -> None:
    """Within a column of choices every accepted spelling belongs to one value; every party and duty has one."""
    for key, values in (("party", FIVE_PARTIES), ("duty", Duty)):
        choices = columns.SCHEMA.column(key).choices
        spellings = [word for words in choices.values() for word in words]
        assert len(spellings) == len(set(spellings)), key
        assert set(choices) == {str(value) for value in values}
