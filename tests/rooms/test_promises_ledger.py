"""The ledger against a plain reading of all promises: tabs, counts, filters, pages, cards, names of own people."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import Ask, EvidenceKind, PromiseState
from sinergi.areas.meetings.queries import PromiseRow, Tab
from sinergi.areas.people import commands as people
from sinergi.areas.people.facts import Duty, DutyPostFilled
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party, Viewer
from tests import cast
from tests.meetings import STARTS, running
from tests.promises import DUE, HEADS, code_of, give
from tests.world import FAR, NEAR, STATIONS, World

pytestmark = pytest.mark.django_db

PHOTO = Ask(evidence=EvidenceKind.COUNT, number=1)
NOW = DUE + timedelta(hours=12)
CLOSED = (PromiseState.KEPT, PromiseState.DROPPED)


def many(world: World) -> list[str]:
    """Give 72 promises of all parties, late or not, some reported, kept, dropped, waiting, with posts and places."""
    ids: list[str] = []
    for number in range(72):
        party = FIVE_PARTIES[number % 5]
        ids.append(
            give(
                party,
                text=f"Janji nomor {number} tentang logistik",
                ask=PHOTO if number % 3 == 0 else Ask(),
                due=DUE + timedelta(hours=(number * 7) % 48 - 12),
                post=world.posts[0] if party is Party.KECAMATAN and number % 2 else "",
                places=((), (NEAR,), (STATIONS[2],), (FAR, STATIONS[1]))[number % 4],
                waits_for=(ids[number - 4],) if number % 9 == 8 else (),
            )
        )
        said = {"viewer": HEADS[party], "stamp": cast.stamp(HEADS[party]), "promise": ids[-1]}
        match number % 6:
            case 0 | 3:
                commands.report_promise(**said, number=1)
            case 4:
                commands.drop_promise(**said, reason="Tidak perlu lagi")
            case _:
                pass
    return ids


def plain(viewer: Viewer, rows: tuple[PromiseRow, ...], tab: Tab) -> set[str]:
    """Return which of ``rows`` stand behind ``tab``, one by one."""
    found = set()
    for row in rows:
        open_, ours = row.state not in CLOSED, row.party is viewer.party
        held = any(one.state not in CLOSED for one in row.waits)
        stands = {
            Tab.MINE: open_ and ours and not row.post,
            Tab.OURS: open_ and ours,
            Tab.LATE: row.state is PromiseState.PENDING and row.due < NOW,
            Tab.WAITING: open_ and ours and (held or row.state is PromiseState.REPORTED),
            Tab.CHECK: not ours and row.state is PromiseState.REPORTED,
            Tab.OPEN: open_,
            Tab.CLOSED: not open_,
        }
        if stands[tab]:
            found.add(row.promise)
    return found


def whole(viewer: Viewer, tab: Tab, **filters: object) -> list[PromiseRow]:
    """Turn all pages of a tab."""
    first = queries.ledger(viewer, tab=tab, now=NOW, **filters)  # type: ignore[arg-type] # filters by name
    rows = list(first.rows)
    for page in range(2, first.pages + 1):
        rows += queries.ledger(viewer, tab=tab, now=NOW, page=page, **filters).rows  # type: ignore[arg-type] # as above
    assert len(rows) == first.total
    return rows


def test_every_tab_holds_what_a_plain_reading_finds(world: World) -> None:
    """For each office and tab: the same promises, the number beside the tab, soonest first."""
    ids = many(world)
    for viewer in HEADS.values():
        every = queries.promise_rows(viewer, now=NOW, ids=ids)
        assert [row.promise for row in every] == ids
        counts = queries.ledger(viewer, tab=Tab.MINE, now=NOW).counts
        beside = (
            counts.mine, counts.ours, counts.late, counts.waiting, counts.to_check, counts.open, counts.closed,
        )  # fmt: skip
        for tab, count in zip(Tab, beside, strict=True):
            rows = whole(viewer, tab)
            assert {row.promise for row in rows} == plain(viewer, every, tab)
            assert len(rows) == count
            ordered = sorted(rows, key=lambda row: (row.due, row.number))
            assert tab is Tab.CLOSED or rows == ordered
            assert all(row.late == (row.state == "pending" and row.due < NOW) for row in rows)
    assert len(plain(cast.ppk_chair, queries.promise_rows(cast.ppk_chair, now=NOW, ids=ids), Tab.WAITING)) > 1


def test_filters_find_by_party_place_word_and_number(world: World) -> None:
    """A village finds its TPS, a TPS its village; a word is found in any case; K-12 is the twelfth."""
    ids = many(world)
    every = queries.promise_rows(cast.camat, now=NOW, ids=ids)
    open_ = [row for row in every if row.state not in CLOSED]

    def codes(*wanted: str) -> set[str]:
        return {row.promise for row in open_ if {one.code for one in row.places} & set(wanted)}

    def found(**filters: object) -> set[str]:
        return {row.promise for row in whole(cast.camat, Tab.OPEN, **filters)}

    assert found(place=NEAR) == found(place="1404192001") == codes(NEAR, *STATIONS[:2])
    assert found(place=STATIONS[1]) == codes(NEAR, STATIONS[1])
    assert found(place="14.04.19") == codes(NEAR, FAR, *STATIONS)
    assert found(place="kantor") == set()
    assert found(party=Party.PPK) == {row.promise for row in open_ if row.party is Party.PPK}
    assert found(text="  JANJI nomor 11 ") == {ids[11]}
    assert found(text="k-12") == {ids[11]}
    assert found(text="%") == set()
    assert found(text="Janji", place=FAR, party=Party.PPK) <= codes(FAR, STATIONS[2], STATIONS[3])


def test_a_page_beyond_the_last_is_the_last(world: World) -> None:
    """Fifty on a page; a number too high or too low is brought back."""
    many(world)
    first, last, beyond, below = (
        queries.ledger(cast.camat, tab=Tab.OPEN, now=NOW, page=page) for page in (1, 2, 99, -3)
    )
    assert (len(first.rows), first.pages, len(last.rows)) == (50, 2, first.total - 50)
    assert beyond == last
    assert below == first


def test_a_card_reads_its_own_post_and_the_public_nothing(world: World) -> None:
    """The promises of its post, whoever wrote them down, and no step; others are not there for it."""
    card = people.issue_card(
        viewer=cast.camat,
        stamp=cast.stamp(cast.camat),
        post=world.posts[0],
        valid_until=cast.H_DAY + timedelta(days=999),
    )
    viewer = Viewer(party=Party.KECAMATAN, role=cast.linmas_card.role, account=f"card:{card.card}", post=STATIONS[0])
    own = give(Party.KECAMATAN, post=world.posts[0])
    other = give(Party.KECAMATAN)
    for tab in (Tab.MINE, Tab.OURS, Tab.OPEN):
        assert [row.promise for row in queries.ledger(viewer, tab=tab, now=NOW).rows] == [own]
    assert queries.promise(viewer, promise=own, now=NOW).may == frozenset()
    assert code_of(lambda: queries.promise(viewer, promise=other, now=NOW)) == "meetings.promise.unknown"
    assert queries.promise_rows(viewer, now=NOW, ids=[own, other])[0].promise == own
    assert code_of(lambda: queries.ledger(cast.outsider, tab=Tab.OPEN, now=NOW)) == "access.promise.read"


def test_the_holder_is_named_to_the_own_party_only(world: World) -> None:
    """The post is named to everybody, who holds it to its own office."""
    entry = people.PersonEntry(name="Rekaan Satu", phone="", party=Party.KECAMATAN, duty=Duty.LINMAS)
    person = people.register_person(viewer=cast.camat, stamp=cast.stamp(cast.camat), entry=entry)
    fact = DutyPostFilled(post=world.posts[0], person=person)
    people.fill_posts(viewer=cast.camat, stamp=cast.stamp(cast.camat), facts=[fact])
    promise = give(Party.KECAMATAN)
    commands.assign_promise(viewer=cast.camat, stamp=cast.stamp(cast.camat), promise=promise, post=world.posts[0])
    rows = [queries.promise_rows(who, now=NOW, ids=[promise])[0] for who in (cast.camat, cast.kapolsek)]
    assert [row.holder for row in rows] == ["Rekaan Satu", ""]
    assert {row.post_label for row in rows} == {"Linmas TPS 001"}


def test_a_meeting_opens_with_what_is_unmet(world: World) -> None:
    """Late ones first, by their hour; then those of earlier meetings within two weeks; duties only when late."""
    assert world.stations
    meeting = running()
    before = STARTS + timedelta(days=3)

    def hour(days: int) -> dict[str, object]:
        return {"due": before + timedelta(days=days), "at": STARTS}

    late = give(**hour(-1))
    later = give(**hour(-2), meeting=meeting)
    soon = give(**hour(3), meeting=meeting)
    give(**hour(15), meeting=meeting)
    give(**hour(3))  # of no meeting
    give(**hour(3), duty="kotak")
    due = give(**hour(-3), duty="surat")
    dropped = give(**hour(-1))
    commands.drop_promise(viewer=cast.ppk_chair, stamp=cast.stamp(cast.ppk_chair), promise=dropped, reason="Batal")
    assert queries.carried_ids(before=before) == (due, later, late, soon)
