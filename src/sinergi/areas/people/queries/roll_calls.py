"""Roll-calls as one viewer may see them: the own party line by line, the others as counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, TypeVar

from django.db.models import Count, F, Q

from sinergi.areas.people.facts import Answered
from sinergi.areas.people.models import Contact, RollCall
from sinergi.areas.people.queries import calling
from sinergi.areas.people.queries.calling import KnownCall
from sinergi.areas.people.queries.roll_call_lines import Line, line_row, lines, place_names
from sinergi.areas.people.queries.roll_call_rows import (
    LinePage,
    PartyTally,
    PlaceTally,
    ReplyView,
    RollCallRow,
    RollCallView,
)
from sinergi.areas.people.rules import roll_calls as calls
from sinergi.areas.people.rules.roll_calls import CallStep, Reached
from sinergi.areas.rulebook import queries as rulebook
from sinergi.areas.rulebook.rules.pack import ORDER
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Action, Level, Party, Role, Viewer

K = TypeVar("K")
RECORD: Final = "roll_call"
PAGE: Final = 50
MOST: Final = 100  # roll-calls in the list


def roll_calls(viewer: Viewer, *, now: datetime) -> tuple[RollCallRow, ...]:
    """Return the roll-calls, latest first, at most 100. Raises Refused ``access.roll_call.*``."""
    _require_office(viewer)
    return _rows(viewer, RollCall.objects.order_by("-starts_at", "call")[:MOST], now)


def roll_call_head(viewer: Viewer, *, call: str, now: datetime) -> tuple[RollCallRow, frozenset[CallStep]]:
    """Return one roll-call without its result, and what ``viewer`` may do. Raises Refused as ``roll_call`` does."""
    row, found = _seen(viewer, call, now)
    return row, _may(viewer, found, now)


def roll_call(viewer: Viewer, *, call: str, now: datetime) -> RollCallView:
    """Return one roll-call and its result by party and by village. Raises Refused ``people.roll-call.unknown``."""
    row, found = _seen(viewer, call, now)
    every = lines(found, parties=_counted_parties(viewer), named=False)
    names = place_names()
    by_party = _grouped(every, lambda line: line.party)
    by_place = _grouped(every, lambda line: line.place)
    return RollCallView(
        row=row,
        total=calls.tally(line.state for line in every),
        own=calls.tally(by_party.get(viewer.party, ())),
        by_party=tuple(
            PartyTally(party=party, tally=calls.tally(by_party[party])) for party in FIVE_PARTIES if party in by_party
        ),
        by_place=tuple(
            PlaceTally(code=code, name=names.get(code, code), tally=calls.tally(by_place[code]))
            for code in sorted(by_place)
        ),
        may=_may(viewer, found, now),
    )


def roll_call_lines(
    viewer: Viewer, *, call: str, place: str | None = None, state: Reached | None = None, text: str = "", page: int = 1
) -> LinePage:
    """Return the lines of the viewer's own party, 50 to a page, with names and phones.

    ``place``: a village code, empty for the kecamatan, None for all; ``text`` in label or name. Raises Refused
    ``access.roll_call.*``, ``people.roll-call.unknown``.
    """
    _require_office(viewer)
    found = calling.roll_call(call)
    if found is None:
        raise _unknown()
    every, names = lines(found, parties=(viewer.party,), named=True), place_names()
    wanted = [
        line for line in every if place in (None, line.place) and state in (None, line.state) and _says(line, text)
    ]
    pages = max(1, -(-len(wanted) // PAGE))
    page = min(max(page, 1), pages)
    return LinePage(
        rows=tuple(line_row(line, call=call, names=names) for line in wanted[(page - 1) * PAGE : page * PAGE]),
        total=len(wanted),
        page=page,
        pages=pages,
        places=tuple((code, names.get(code, code)) for code in sorted({line.place for line in every})),
        tally=calls.tally(line.state for line in every),
    )


def card_roll_call(viewer: Viewer, *, now: datetime) -> ReplyView | None:
    """Return the open roll-call that a signed-in card is asked in; None where there is none, or its post is not."""
    if viewer.role is not Role.FIELD or rulebook.why_not(viewer, Action.WRITE, RECORD, party=viewer.party):
        return None
    post = calling.card_post(viewer.account)
    for found in calling.windows(since=now):
        if found.window.opened_at is not None and (seen := _reply(found, post, now)) is not None:
            return seen
    return None


def reply(*, call: str, post: str, token: str, now: datetime) -> ReplyView:
    """Return what the page of a reply link shows; nobody is signed in. Raises Refused ``people.reply.unknown``."""
    found = calling.roll_call(call) if calling.is_reply_token(token, call=call, post=post) else None
    seen = _reply(found, post, now) if found is not None else None
    if seen is None:
        raise calling.unknown_link()
    return seen


def _reply(found: KnownCall, post: str, now: datetime) -> ReplyView | None:
    line = calling.contacts(call=found.window.call, posts=(post,)).get(post)
    if line is None or not line.held:
        return None
    return ReplyView(
        call=found.window.call,
        title=found.title,
        post=post,
        label=line.label,
        starts_at=found.window.starts_at,
        ends_at=found.window.ends_at,
        state=calls.state(found.window, now=now),
        answered_at=line.answered_at,
        how=Answered(line.how) if line.how else None,
    )


def _seen(viewer: Viewer, call: str, now: datetime) -> tuple[RollCallRow, KnownCall]:
    _require_office(viewer)
    rows, found = _rows(viewer, RollCall.objects.filter(call=call), now), calling.roll_call(call)
    if not rows or found is None:
        raise _unknown()
    return rows[0], found


def _rows(viewer: Viewer, found: Iterable[RollCall], now: datetime) -> tuple[RollCallRow, ...]:
    """Return the rows with their counts, of the parties of which ``viewer`` may know counts."""
    every = list(found)
    lines_of = Contact.objects.filter(call__in=[row.call for row in every], party__in=_counted_parties(viewer))
    in_time = Count("id", filter=Q(answered_at__lt=F("call__ends_at")))
    counts = {
        call: (held, answered)
        for call, held, answered in lines_of.values("call")
        .annotate(h=Count("person"), a=in_time)
        .values_list("call", "h", "a")
    }
    return tuple(_row(row, *counts.get(row.call, (0, 0)), now) for row in every)


def _row(row: RollCall, held: int, answered: int, now: datetime) -> RollCallRow:
    window = calls.Window(
        call=row.call,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        opened_at=row.opened_at,
        cancelled=row.cancelled_at is not None,
    )
    return RollCallRow(
        call=row.call,
        title=row.title,
        note=row.note,
        party=Party(row.party),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        opened_at=row.opened_at,
        state=calls.state(window, now=now),
        reason=row.reason,
        held=held,
        answered=answered,
        synthetic=row.synthetic,
    )


def _may(viewer: Viewer, found: KnownCall, now: datetime) -> frozenset[CallStep]:
    window, others = found.window, [one.window for one in calling.windows(since=now)]
    refused = {
        CallStep.OPEN: calls.why_not_open(window, viewer=viewer, others=others, now=now),
        CallStep.CANCEL: calls.why_not_cancel(window, viewer=viewer, owner=found.party, reason="-", now=now),
        CallStep.TRY: calls.why_not_try(window, now=now),
        CallStep.TELL: calls.why_not_answer(window, now=now),
    }
    return frozenset(step for step, why in refused.items() if why is None)


def _grouped(every: Iterable[Line], key: Callable[[Line], K]) -> dict[K, list[Reached]]:
    found: dict[K, list[Reached]] = defaultdict(list)
    for line in every:
        found[key(line)].append(line.state)
    return found


def _says(line: Line, text: str) -> bool:
    wanted = " ".join(text.casefold().split())
    return wanted in line.label.casefold() or wanted in line.name.casefold()


def _counted_parties(viewer: Viewer) -> list[Party]:
    granted = rulebook.grant(viewer, RECORD)
    enough = {True: ORDER[granted.own] >= ORDER[Level.COUNT], False: ORDER[granted.others] >= ORDER[Level.COUNT]}
    return [party for party in FIVE_PARTIES if enough[party is viewer.party]]


def _require_office(viewer: Viewer) -> None:
    rulebook.require(viewer, Action.READ, RECORD, party=viewer.party)
    if viewer.role is Role.FIELD:
        raise Refused(
            "access.roll_call.read.card",
            id="Hasil panggilan uji dibaca dari akun kantor.",
            en="The result of a roll-call is read from an office account.",
        )


def _unknown() -> Refused:
    return Refused("people.roll-call.unknown", id="Panggilan uji ini tidak ada.", en="There is no such roll-call.")
