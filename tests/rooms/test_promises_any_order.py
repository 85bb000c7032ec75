"""Whatever the order of what five parties do: one state, one owner, the state of a plain second opinion, all kept."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import Ask, EvidenceKind, PromiseState, Stance
from sinergi.journal import replay, sequencer
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party
from tests import cast
from tests.promises import CLASSED, DUE, HEADS, classed, draft, give, picture
from tests.world import FAR, NEAR, STATIONS, World

KINDS: Final = {
    "none": Ask(),
    "count": Ask(evidence=EvidenceKind.COUNT, number=3),
    "photo": Ask(evidence=EvidenceKind.PHOTO),
    "record": CLASSED,
}
VILLAGE: Final = dict(zip(STATIONS, (NEAR, NEAR, FAR, FAR), strict=True))
PLACES: Final = ((), (NEAR,), (STATIONS[0], STATIONS[2]))
PHOTO: Final = picture()
DEEDS: Final = (
    "confirm", "dissent", "postpone", "report", "keep", "return", "drop", "reopen", "assign", "correct", "fact",
)  # fmt: skip
DRAWN: Final = (*DEEDS, "report", "report", "reopen", "assign", "fact", "fact")  # what more must come before
FACTS: Final = {  # what the history calls each deed
    "confirm": "answer.given", "dissent": "answer.given", "postpone": "promise.postponed", "report": "promise.reported",
    "keep": "promise.kept", "return": "promise.reopened", "drop": "promise.dropped", "reopen": "promise.reopened",
    "assign": "promise.assigned", "correct": "promise.corrected",
}  # fmt: skip
PLAYERS: Final = (*FIVE_PARTIES, Party.KECAMATAN, Party.POLSEK, Party.POLSEK)  # two of them play more than the others
POSTS: Final = ("", "linmas-1404192001001", "linmas-1404192001002")  # of the kecamatan


@dataclass(frozen=True)
class Move:
    """One deed by one party; what it does not need, it leaves."""

    deed: str
    who: Party
    which: int
    station: str = STATIONS[0]
    number: int = 0
    photo: bool = False
    hours: int = 1
    kind: str = "none"
    owner: Party = Party.PPK
    post: str = ""


@dataclass
class Sheet:
    """The second opinion: promises as plain dictionaries, moved by hand-written rules."""

    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, owner: Party, kind: str, places: tuple[str, ...], waits: int | None) -> None:
        """Write a promise down; the kecamatan does."""
        self.rows.append(
            {
                "state": "pending", "owner": owner, "kind": kind, "places": places, "waits": waits, "post": "",
                "due": DUE, "seen": set(), "progress": 0, "closed": None, "said": {}, "history": ["promise.given"],
                "postponed": 0, "kinds": {kind},
            }
        )  # fmt: skip

    def blocked(self, row: dict[str, Any]) -> bool:
        """Tell whether another promise must be kept first."""
        return row["waits"] is not None and self.rows[row["waits"]]["closed"] is None

    def refusal(self, move: Move, at: datetime) -> str:
        """Return the last words of the refusal that ``move`` should get; empty: none."""
        row = self.rows[move.which]
        if move.deed in ("confirm", "dissent"):
            return ""
        if move.deed == "reopen":
            return "still-open" if row["closed"] is None else ""
        if row["closed"] is not None:
            return "promise.closed"
        refusals = {
            "postpone": self._unmoved, "assign": self._unassigned, "report": self._unshown, "drop": self._undropped,
            "return": self._unreturned, "keep": self._unkept, "correct": self._uncorrected,
        }  # fmt: skip
        return refusals[move.deed](row, move, at)

    def _unmoved(self, row: dict[str, Any], move: Move, at: datetime) -> str:
        if move.who != row["owner"]:
            return "not-yours"
        if move.hours <= 0:
            return "before-meeting"
        return "due-same" if at + timedelta(hours=move.hours) == row["due"] else ""

    def _unassigned(self, row: dict[str, Any], move: Move, _at: datetime) -> str:
        if move.who != row["owner"]:
            return "not-yours"
        return "promise.post" if move.post and row["owner"] != Party.KECAMATAN else ""

    def _unshown(self, row: dict[str, Any], move: Move, _at: datetime) -> str:
        if move.who != row["owner"]:
            return "not-yours"
        lacks = {"none": False, "record": True, "photo": not move.photo, "count": move.number < 3}
        names = {"record": "evidence.record", "photo": "evidence.photo", "count": "evidence.number"}
        return names[row["kind"]] if lacks[row["kind"]] else ""

    def _undropped(self, row: dict[str, Any], move: Move, _at: datetime) -> str:
        return "" if move.who in (row["owner"], Party.KECAMATAN) else "not-yours-to-drop"

    def _unreturned(self, row: dict[str, Any], move: Move, _at: datetime) -> str:
        if row["state"] == "pending":
            return "not-reported"
        return "self-approved" if move.who == row["owner"] else ""

    def _unkept(self, row: dict[str, Any], move: Move, _at: datetime) -> str:
        mine = move.who == row["owner"]
        if mine and row["kind"] != "none":
            return "waits-for-record" if row["kind"] == "record" else "self-approved"
        if not mine and row["state"] == "pending":
            return "not-reported"
        return "promise.waits" if self.blocked(row) else ""

    def _uncorrected(self, row: dict[str, Any], move: Move, _at: datetime) -> str:
        if row["state"] == "reported":
            return "being-checked"
        if move.who != Party.KECAMATAN:
            return "not-yours-to-correct"
        own = Party.KECAMATAN in (row["owner"], move.owner)
        return "weaker" if own and row["kinds"] - {"none", move.kind} else ""  # the same party made every correction

    def take(self, move: Move, at: datetime) -> None:
        """Do what was not refused."""
        row = self.rows[move.which]
        match move.deed:
            case "confirm" | "dissent":
                if row["said"].get(move.who) == move.deed:
                    return  # said already
                row["said"][move.who] = move.deed
            case "postpone":
                row["due"] = at + timedelta(hours=move.hours)
                row["postponed"] += 1
            case "report":
                row["state"] = "reported"
                row["progress"] = move.number or row["progress"]
            case "keep" | "drop":
                row["state"], row["closed"] = {"keep": "kept", "drop": "dropped"}[move.deed], (at, move.who)
            case "return" | "reopen":
                row.update(state="pending", closed=None, progress=0, seen=set())
            case "assign":
                if row["post"] == move.post:
                    return
                row["post"] = move.post
            case _:
                stays = row["kind"] == move.kind == "record" and row["owner"] == move.owner
                row["seen"] = row["seen"] if stays else set()
                row.update(owner=move.owner, kind=move.kind, progress=len(row["seen"]), post="")
                row["kinds"].add(move.kind)
                row["said"] = {party: said for party, said in row["said"].items() if said == "dissent"}
        row["history"].append(FACTS[move.deed])

    def fact(self, move: Move, at: datetime) -> None:
        """Count a fact of the system."""
        for row in self.rows:
            here = not row["places"] or {move.station, VILLAGE[move.station]} & set(row["places"])
            open_ = row["closed"] is None and row["kind"] == "record" and row["owner"] == move.who
            if here and open_ and move.station not in row["seen"]:
                row["seen"].add(move.station)
                row["progress"] += 1
                if len(row["seen"]) == CLASSED.number:
                    row.update(state="kept", closed=(at, move.who))
                    row["history"].append("promise.kept")


MOVES = st.builds(
    Move,
    deed=st.sampled_from(DRAWN),
    who=st.sampled_from(PLAYERS),
    which=st.integers(0, 1),
    station=st.sampled_from(STATIONS),
    number=st.integers(0, 4),
    photo=st.booleans(),
    hours=st.sampled_from((-1, 0, 1, 30)),
    kind=st.sampled_from(tuple(KINDS)),
    owner=st.sampled_from(PLAYERS),
    post=st.sampled_from(POSTS),
)
STARTS = st.tuples(st.sampled_from(PLAYERS), st.sampled_from(tuple(KINDS)), st.sampled_from(PLACES))


def begin(sheet: Sheet, starts: tuple[tuple[Party, str, tuple[str, ...]], ...], *, chain: bool) -> list[str]:
    """Give the promises, the second waiting for the first where ``chain``; return their ids."""
    ids: list[str] = []
    for owner, kind, places in starts:
        waits = 0 if chain and ids else None
        sheet.add(owner, kind, places, waits)
        waits_for = tuple(ids[:1]) if waits is not None else ()
        ids.append(give(owner, ask=KINDS[kind], places=places, waits_for=waits_for))
    return ids


def do(move: Move, ids: list[str], sheet: Sheet, at: datetime) -> None:
    """Let the program take the step."""
    viewer, promise = HEADS[move.who], ids[move.which]
    said: dict[str, Any] = {"viewer": viewer, "stamp": cast.stamp(viewer, at=at), "promise": promise}
    row, word = sheet.rows[move.which], said | {"reason": "Alasan uji"}
    waits_for = (ids[row["waits"]],) if row["waits"] is not None else ()
    changed = draft(move.owner, ask=KINDS[move.kind], places=row["places"], waits_for=waits_for)
    deeds: dict[str, Callable[[], object]] = {
        "confirm": lambda: say(move, promise, at),
        "dissent": lambda: say(move, promise, at),
        "postpone": lambda: commands.postpone_promise(**word, due=at + timedelta(hours=move.hours)),
        "report": lambda: commands.report_promise(**said, number=move.number, files=[PHOTO] if move.photo else []),
        "keep": lambda: commands.keep_promise(**said),
        "return": lambda: commands.return_promise(**word),
        "drop": lambda: commands.drop_promise(**word),
        "reopen": lambda: commands.reopen_promise(**word),
        "assign": lambda: commands.assign_promise(**said, post=move.post),
        "correct": lambda: commands.correct_promise(**word, draft=changed),
    }
    deeds[move.deed]()


def say(move: Move, promise: str, at: datetime) -> None:
    """Confirm or dissent."""
    stance = Stance.CONFIRMED if move.deed == "confirm" else Stance.DISSENTED
    note = "" if move.deed == "confirm" else "Belum disepakati"
    viewer = HEADS[move.who]
    commands.answer(viewer=viewer, stamp=cast.stamp(viewer, at=at), about=promise, stance=stance, note=note)


def play(moves: list[Move], ids: list[str], sheet: Sheet) -> None:
    """Take every step in the program and on the sheet, and compare after each."""
    for minute, move in enumerate(moves, start=1):
        at = cast.H_DAY + timedelta(minutes=minute)
        if move.deed == "fact":
            classed(move.who, move.station, at=at)
            sheet.fact(move, at)
        elif wanted := sheet.refusal(move, at):
            with pytest.raises(Refused) as caught:
                do(move, ids, sheet, at)
            assert caught.value.code.endswith(wanted), (move, caught.value.code)
        else:
            do(move, ids, sheet, at)
            sheet.take(move, at)
        compare(ids, sheet, at)


def compare(ids: list[str], sheet: Sheet, at: datetime) -> None:
    """Hold every promise against the sheet."""
    for promise, row in zip(ids, sheet.rows, strict=True):
        view = queries.promise(cast.camat, promise=promise, now=at)
        seen = view.row
        assert seen.state in list(PromiseState)
        assert seen.party in FIVE_PARTIES
        assert (seen.state.value, seen.party, seen.post) == (row["state"], row["owner"], row["post"])
        assert (seen.due, seen.progress, seen.postponed) == (row["due"], row["progress"], row["postponed"])
        assert (seen.closed_at is not None) == (row["state"] in ("kept", "dropped"))
        closed = (seen.closed_at, seen.closed_by) if seen.closed_at else None
        assert closed == row["closed"]
        assert (seen.closed_entry in {one.entry for one in view.events}) == (closed is not None)
        assert [one.kind.removeprefix("meetings.").removesuffix(".v1") for one in view.events] == row["history"]
        assert {one.place for one in view.evidence} == row["seen"]
        assert {one.party: one.stance for one in seen.answers} == {
            party: Stance.CONFIRMED if said == "confirm" else Stance.DISSENTED for party, said in row["said"].items()
        }
        assert seen.blocked == (closed is None and sheet.blocked(row))


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    starts=st.tuples(STARTS, STARTS),
    chain=st.booleans(),
    moves=st.lists(MOVES, min_size=1, max_size=14),
)
def test_no_order_of_deeds_leaves_a_promise_in_two_states_or_without_an_owner(
    world: World, starts: tuple[tuple[Party, str, tuple[str, ...]], ...], chain: bool, moves: list[Move]
) -> None:
    """Each deed is taken or refused as the sheet says, and after each the promise is what the sheet says."""
    assert world.stations
    with transaction.atomic():
        sheet = Sheet()
        play(moves, begin(sheet, starts, chain=chain), sheet)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_long_life_is_rebuilt_the_same(world: World) -> None:
    """Some 300 deeds, the same on every run, then replay: the same tables, the same page."""
    assert world.stations
    sheet = Sheet()
    starts = ((Party.POLSEK, "record", (NEAR,)), (Party.KECAMATAN, "photo", ()))
    ids = begin(sheet, starts, chain=True)
    chance = random.Random(4)
    moves = [Move(deed="assign", who=Party.KECAMATAN, which=1, post=POSTS[1])]
    moves += [
        Move(
            deed=chance.choice(DRAWN),
            who=chance.choice(PLAYERS),
            which=chance.choice((0, 1)),
            station=chance.choice(STATIONS),
            number=chance.randrange(5),
            photo=chance.random() < 0.7,
            hours=chance.randrange(9),
            kind=chance.choice(tuple(KINDS)),
            owner=chance.choice(PLAYERS),
            post=chance.choice(POSTS),
        )
        for _step in range(300)
    ]
    play(moves, ids, sheet)
    done = [kind for row in sheet.rows for kind in row["history"]]
    assert set(done) >= set(FACTS.values())
    seen = [queries.promise(cast.kapolsek, promise=one, now=DUE) for one in ids]
    sequencer.settle()
    before = replay.fingerprint()
    assert replay.replay() > 0
    assert replay.fingerprint() == before
    assert [queries.promise(cast.kapolsek, promise=one, now=DUE) for one in ids] == seen
