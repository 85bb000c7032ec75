"""Who may see and do what: role by record by action, from a table written by hand beside the domain's matrix.

The table below is not read from the pack. It restates section 8 of the domain dossier, doubtful cells narrowly, so
that a change of the pack that nobody meant is found here.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from sinergi.areas.people import commands as people
from sinergi.areas.people import queries as seen
from sinergi.areas.people.commands import PersonEntry
from sinergi.areas.people.facts import Duty, DutyPostFilled, DutyPostRegistered
from sinergi.areas.places import queries as places
from sinergi.areas.rulebook import queries as rulebook
from sinergi.areas.rulebook.rules.reading import RECORDS
from sinergi.journal import read, sequencer
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, PUBLIC, Action, Level, Party, Role, Viewer
from tests import cast
from tests.world import STATIONS, World

pytestmark = pytest.mark.django_db

# what a cell says of the own rows and of those of others
CELLS = {
    "W": (Level.WRITE, Level.WRITE),  # the owner of the register
    "w": (Level.WRITE, Level.READ),  # writes its own, reads all
    "o": (Level.WRITE, Level.NONE),  # its own only
    "R": (Level.READ, Level.READ),
    "S": (Level.WRITE, Level.SUMMARY),  # writes its own; of others states and sums, no names
    "C": (Level.WRITE, Level.CONTACT),  # writes its own; of others one phone per TPS
    "c": (Level.WRITE, Level.COUNT),  # writes its own; of others how many
    "s": (Level.SUMMARY, Level.SUMMARY),
    "l": (Level.LOCATION, Level.LOCATION),
    "n": (Level.COUNT, Level.COUNT),
    "-": (Level.NONE, Level.NONE),
}
COLUMNS = (*FIVE_PARTIES, Party.PUBLIC)
OFFICE = {  # polsek, koramil, kecamatan, ppk, panwascam, public
    "calendar": "w w w w w s",
    "promise": "w w w w w n",
    "roll_call": "c c c c c -",
    "polling_station": "R R R W R l",
    "logistics": "R R R W R n",
    "risk_indicator": "R R R R W n",
    "risk_class": "W R R R R -",
    "deployment": "W R R R R -",
    "plan_check": "w w w w w -",
    "absence": "S o o o o -",
    "personnel": "S S S C C -",
    "incident": "s s s w w n",
    "violation": "- - - - W -",
    "reporter": "- - - - o -",
    "result": "- - - w w -",
    "welfare": "o o - o o -",
    "journal": "R R R R R s",
    "account": "o o o o o -",
    "card": "o o o o o -",
    "pack": "R R W R R R",
}
CHAIR_ONLY = ("account", "card", "pack")
N, S, C, R, W = Level.NONE, Level.SUMMARY, Level.CONTACT, Level.READ, Level.WRITE
CARD = {  # the same six parties' cards: own post's rows, rows of others
    "calendar": [(R, N)] * 5,
    "promise": [(R, N)] * 5,
    "roll_call": [(W, N)] * 5,
    "polling_station": [(R, R)] * 5,
    "logistics": [(R, R)] * 5,
    "risk_indicator": [(N, N)] * 5,
    "risk_class": [(N, N)] * 5,
    "deployment": [(R, N)] * 5,
    "plan_check": [(N, N)] * 5,
    "absence": [(W, N)] * 5,
    "personnel": [(C, S), (C, S), (C, S), (C, C), (C, C)],
    "incident": [(S, N), (S, N), (S, N), (W, N), (W, N)],
    "violation": [(N, N), (N, N), (N, N), (N, N), (W, N)],
    "reporter": [(N, N)] * 5,
    "result": [(N, N), (N, N), (N, N), (W, N), (W, N)],
    "welfare": [(W, N), (W, N), (N, N), (W, N), (W, N)],
    "journal": [(S, S)] * 5,
    "account": [(N, N)] * 5,
    "card": [(R, N)] * 5,
    "pack": [(R, R)] * 5,
}
NAMES = {party: f"Rekaan {party.upper()} Seratus" for party in FIVE_PARTIES}
PHONES = {party: f"+62811777700{index}" for index, party in enumerate(FIVE_PARTIES)}
DUTY = {
    Party.POLSEK: Duty.POLICE,
    Party.KORAMIL: Duty.ARMY,
    Party.KECAMATAN: Duty.LINMAS,
    Party.PPK: Duty.KPPS,
    Party.PANWASCAM: Duty.PTPS,
}
AT = STATIONS[0]


def viewer(party: Party, role: Role) -> Viewer:
    """Return a viewer; a card is for the first TPS."""
    if party is Party.PUBLIC:
        return PUBLIC
    return Viewer(party=party, role=role, account=f"{party}-{role}", post=AT if role is Role.FIELD else "")


VIEWERS = [viewer(party, role) for party in FIVE_PARTIES for role in (Role.CHAIR, Role.OPERATOR, Role.FIELD)] + [PUBLIC]
EVERYBODY = pytest.mark.parametrize("who", VIEWERS, ids=lambda who: f"{who.party}-{who.role}")


def cell(who: Viewer, record: str) -> tuple[Level, Level]:
    """Return what the tables above grant ``who``: of own rows, of rows of others."""
    column = COLUMNS.index(who.party)
    return CARD[record][column] if who.role is Role.FIELD else CELLS[OFFICE[record].split()[column]]


def test_the_table_speaks_of_every_record() -> None:
    """A record that is added to the program needs a row here."""
    assert set(OFFICE) == set(CARD) == set(RECORDS)


@EVERYBODY
def test_the_level_of_every_cell(who: Viewer) -> None:
    """level() says what the table says, for the rows of each party; without a party it says the narrow one."""
    for record in OFFICE:
        own, others = cell(who, record)
        for party in FIVE_PARTIES:
            assert rulebook.level(who, record, party=party) is (own if party is who.party else others), (record, party)
        assert rulebook.level(who, record) is others, record


@EVERYBODY
@pytest.mark.parametrize("action", list(Action))
def test_every_action_on_every_record(who: Viewer, action: Action) -> None:
    """why_not() allows exactly what the table allows, and require() agrees; cards never export."""
    for record, party in product(OFFICE, FIVE_PARTIES):
        own, others = cell(who, record)
        level = own if party is who.party else others
        allowed = {
            Action.READ: level is not N,
            Action.EXPORT: level is not N and who.role is not Role.FIELD,
            Action.WRITE: level is W and not (record in CHAIR_ONLY and who.role is not Role.CHAIR),
        }[action]
        refused = rulebook.why_not(who, action, record, party=party)
        assert (refused is None) is allowed, (record, party)
        if refused is not None:
            assert refused.code.startswith(f"access.{record}.{action}")
            with pytest.raises(Refused, match=refused.code):
                rulebook.require(who, action, record, party=party)


@pytest.fixture
def staffed(world: World) -> World:
    """The tiny kecamatan with one person of each party at the first TPS, and a card for each post."""
    for party in FIVE_PARTIES:
        head = viewer(party, Role.CHAIR)
        stamp = cast.stamp(head)
        entry = PersonEntry(name=NAMES[party], phone=PHONES[party], party=party, duty=DUTY[party], synthetic=True)
        who = people.register_person(viewer=head, stamp=stamp, entry=entry)
        post = DutyPostRegistered(post=f"pos-{party}", party=party, duty=DUTY[party], at=AT, label=f"Pos {party}")
        far = DutyPostRegistered(
            post=f"jauh-{party}", party=party, duty=DUTY[party], at="polsek", label=f"Jauh {party}"
        )
        people.register_posts(viewer=head, stamp=stamp, facts=[post, far])
        seats = [DutyPostFilled(post=one.post, person=who) for one in (post, far)]
        people.fill_posts(viewer=head, stamp=stamp, facts=seats)
        people.open_account(viewer=head, stamp=stamp, account=f"{party}-ketua", role=Role.CHAIR, label=f"Ketua {party}")
    sequencer.settle()
    return world


def everything(who: Viewer) -> dict[str, str]:
    """Return the answer of every query that ``who`` can ask, as text; a refusal is an answer too."""
    questions: dict[str, Callable[[], object]] = {
        "persons": lambda: seen.persons(who),
        "posts": lambda: seen.posts(who),
        "contacts": lambda: [seen.contacts(who, at=at) for at in (AT, "polsek")],
        "accounts": lambda: seen.accounts(who),
        "cards": lambda: seen.cards(who),
        "headcount": lambda: seen.headcount(who),
        "stations": lambda: places.stations(who),
        "sites": lambda: places.sites(who),
        "links": lambda: places.links(who),
        "layer": lambda: places.features(who, layer="stations"),
        "journal": lambda: read.entries(who, limit=1000),
    }
    answers = {}
    for name, ask in questions.items():
        try:
            answers[name] = repr(ask())
        except Refused as refused:
            answers[name] = refused.code
    return answers


def test_nobody_learns_another_partys_names(staffed: World) -> None:
    """Over every query of people, places and journal: names of the own party to its office, of others to nobody."""
    assert staffed.stations
    for who in VIEWERS:
        text = "".join(everything(who).values())
        office = who.role in (Role.CHAIR, Role.OPERATOR)
        for party in FIVE_PARTIES:
            assert (NAMES[party] in text) is (office and party is who.party), party


def test_phones_of_others_come_one_by_one_at_a_tps(staffed: World) -> None:
    """PPK and Panwascam get the phone of a post at a TPS, nobody gets those at other places, the public gets none."""
    assert staffed.stations
    for who in VIEWERS:
        near = {row.party: row.phone for row in seen.contacts(who, at=AT) if row.post.startswith("pos-")}
        away = {row.party for row in seen.contacts(who, at="polsek") if row.phone}
        full = who.party in (Party.PPK, Party.PANWASCAM)
        expected = set() if who is PUBLIC else set(FIVE_PARTIES) if full else {who.party}
        assert {party for party, phone in near.items() if phone} == expected
        assert away == (set() if who is PUBLIC or who.role is Role.FIELD else {who.party})
        others = {party for party in FIVE_PARTIES if party is not who.party}
        answers = everything(who)
        rest = "".join(text for name, text in answers.items() if name != "contacts")
        assert not [party for party in others if PHONES[party] in rest]


def test_posts_of_others_are_states_only(staffed: World) -> None:
    """Of other parties a post says where and whether it is vacant; the public sees no post; a card its own place."""
    assert staffed.stations
    for who in VIEWERS:
        rows = seen.posts(who)
        if who is PUBLIC:
            assert rows == ()
            continue
        assert {row.party for row in rows} == set(FIVE_PARTIES)
        assert all(not row.person and not row.name and not row.phone for row in rows if row.party is not who.party)
        if who.role is Role.FIELD:
            assert {row.at for row in rows} == {AT}
            assert not any(row.name or row.phone for row in rows)


def test_accounts_and_cards_are_the_own_partys(staffed: World) -> None:
    """An office sees the accounts of its own party; a card and the public see none."""
    assert staffed.stations
    for who in VIEWERS:
        office = who.role in (Role.CHAIR, Role.OPERATOR)
        assert {row.party for row in seen.accounts(who)} == ({who.party} if office else set())


def test_the_tps_register_shows_the_public_its_place_only(staffed: World) -> None:
    """Voters, access and signal for the five parties; for the public where a TPS is; for a card its own TPS."""
    for who in VIEWERS:
        rows = places.stations(who)
        if who.role is Role.FIELD:
            assert [row.code for row in rows] == [AT]
        else:
            assert {row.code for row in rows} == set(staffed.stations)
        assert all((row.voters is not None) is (who is not PUBLIC) for row in rows)
        assert all((row.signal is not None) is (who is not PUBLIC) for row in rows)
        assert all(row.lat_e6 is not None for row in rows)


def test_the_journal_tells_restricted_facts_to_their_party_only(staffed: World) -> None:
    """Facts about people are read by the office that recorded them, and are bare numbers to everybody else."""
    assert staffed.stations
    for who in VIEWERS:
        rows = [row for row in read.entries(who, limit=1000) if row.kind.startswith("people.person")]
        office = who.role in (Role.CHAIR, Role.OPERATOR)
        assert {row.party for row in rows} == ({str(who.party)} if office else set())
