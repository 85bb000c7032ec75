"""Who learns what of a roll-call: names and phones stay with their own party, and replay makes the same tables."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from sinergi.areas.people import commands, queries
from sinergi.journal import clock, replay, sequencer
from sinergi.journal.models import Entry
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import PUBLIC, Viewer
from tests import cast
from tests.rolls import now_stamp, opened, token, usual
from tests.world import World

pytestmark = pytest.mark.django_db
OTHERS = (cast.kapolsek, cast.danramil, cast.ppk_operator, cast.panwascam)


@pytest.fixture
def call(world: World) -> str:
    """An open roll-call with a try and an answer."""
    posts = usual(world.posts)
    made = opened()
    ask: dict[str, Any] = {"stamp": now_stamp(cast.camat), "call": made, "posts": posts[:2], "channel": "whatsapp"}
    commands.record_tries(viewer=cast.camat, **ask)
    commands.answer_by_link(call=made, post=posts[0], token=token(made, posts[0]), at=clock.now())
    return made


@pytest.mark.parametrize("viewer", OTHERS, ids=lambda viewer: viewer.account)
def test_other_parties_see_counts_only(call: str, viewer: Viewer) -> None:
    """The counts of the kecamatan are there for all; its names, phones and posts are in no answer to another party."""
    seen = queries.roll_call(viewer, call=call, now=clock.now())
    lines = queries.roll_call_lines(viewer, call=call)
    assert (seen.total.answered, seen.own.posts, lines.total) == (1, 0, 0)
    said = f"{dataclasses.asdict(seen)} {dataclasses.asdict(lines)}"
    assert "Rekaan" not in said
    assert "7777000" not in said
    assert "linmas-" not in said


def test_the_own_party_sees_names(call: str) -> None:
    """Names and phones of the own lines; no token for the vacant post."""
    rows = queries.roll_call_lines(cast.camat, call=call).rows
    assert [row.name for row in rows] == ["Rekaan Kesekian 0", "Rekaan Kesekian 1", "Rekaan Kesekian 2", ""]
    assert [bool(row.phone) for row in rows] == [True, True, False, False]
    assert [bool(row.token) for row in rows] == [True, True, True, False]


def test_the_public_sees_nothing(call: str) -> None:
    """Neither list, result nor lines."""
    for ask in (
        lambda: queries.roll_calls(PUBLIC, now=clock.now()),
        lambda: queries.roll_call(PUBLIC, call=call, now=clock.now()),
        lambda: queries.roll_call_lines(PUBLIC, call=call),
    ):
        with pytest.raises(Refused, match=r"access\.roll_call\.read"):
            ask()
    assert queries.card_roll_call(PUBLIC, now=clock.now()) is None


def test_no_fact_holds_name_phone_or_token(call: str, world: World) -> None:
    """The journal knows calls and posts; who was contacted and who answered is restricted."""
    rows = Entry.objects.filter(kind__startswith="people.contact.")
    assert {row.visibility for row in rows} == {"restricted"}
    every = " ".join(Entry.objects.values_list("body", flat=True))
    assert "Rekaan" not in every
    assert "7777000" not in every
    assert token(call, world.posts[0]) not in every


def test_replay_makes_the_same_tables(call: str) -> None:
    """A roll-call that was called off, its lines, tries and answers come back as they were."""
    commands.cancel_roll_call(viewer=cast.kapolsek, stamp=now_stamp(cast.kapolsek), call=call, reason="Hujan")
    sequencer.settle()
    before, seen = replay.fingerprint(), queries.roll_call(cast.camat, call=call, now=clock.now())
    assert replay.replay() > 0
    assert replay.fingerprint() == before
    assert queries.roll_call(cast.camat, call=call, now=clock.now()) == seen
    assert seen.own.answered == 1
