"""The lines of a roll-call: each post, who held it when it was opened, and what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sinergi.areas.people.facts import Answered, Channel, Duty
from sinergi.areas.people.models import Contact, DutyPost
from sinergi.areas.people.queries.calling import KnownCall, reply_token
from sinergi.areas.people.queries.roll_call_rows import LineRow, TryRow
from sinergi.areas.people.rules.roll_calls import Reached, reached
from sinergi.areas.places.queries import known as places
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import vault
from sinergi.vocabulary.viewer import Party

_POST: Final = ("post", "label", "duty", "party", "at")
_PERSON: Final = ("person", "vault", "erased")
_ANSWER: Final = ("tries", "answered_at", "how")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One post in a roll-call, not redacted. ``place``: village code, empty for an office of the kecamatan."""

    post: str
    label: str
    duty: Duty
    party: Party
    at: str
    place: str
    held: bool
    name: str
    phone: str
    tries: tuple[dict[str, Any], ...]
    answered_at: datetime | None
    how: str
    state: Reached


def lines(found: KnownCall, *, parties: Iterable[Party], named: bool) -> tuple[Line, ...]:
    """Return the lines of ``parties`` by place and post: as it was opened with; before that, as things are today.

    Without ``named`` the vault is asked only where a phone number decides the state, and no line has a name.
    """
    wanted = [str(party) for party in parties]
    raw = list(_opened(found, wanted) if found.window.opened_at is not None else _today(wanted))
    asked = (one for one in raw if named or not (one["tries"] or one["answered_at"]))
    secrets = vault.many([one["vault"] for one in asked if one["vault"] and not one["erased"]])
    homes, names = places.homes(), places.place_names()
    made = (_line(one, secrets.get(one["vault"], {}), homes, names, found.window.ends_at) for one in raw)
    return tuple(sorted(made, key=lambda line: (line.place, line.at, line.party, line.duty, line.post)))


def place_names() -> dict[str, str]:
    """Return the name of every village by code, and of the kecamatan under the empty code."""
    return {**places.place_names(), "": rulebook.installation().district_name}


def line_row(line: Line, *, call: str, names: dict[str, str]) -> LineRow:
    """Return a line as its own party sees it."""
    return LineRow(
        post=line.post,
        label=line.label,
        duty=line.duty,
        at=line.at,
        place=line.place,
        place_name=names.get(line.place, line.place),
        name=line.name,
        phone=line.phone,
        state=line.state,
        tries=tuple(
            TryRow(channel=Channel(one["channel"]), at=datetime.fromisoformat(one["at"])) for one in line.tries
        ),
        answered_at=line.answered_at,
        how=Answered(line.how) if line.how else None,
        token=reply_token(call=call, post=line.post) if line.held else "",
    )


def _opened(found: KnownCall, parties: list[str]) -> Iterator[dict[str, Any]]:
    fields = [f"post__{name}" for name in _POST] + [f"person__{name}" for name in _PERSON]
    rows = Contact.objects.filter(call=found.window.call, party__in=parties)
    for values in rows.values_list(*fields, *_ANSWER):
        yield dict(zip((*_POST, *_PERSON, *_ANSWER), values, strict=True))


def _today(parties: list[str]) -> Iterator[dict[str, Any]]:
    fields = [*_POST, *(f"holding__person__{name}" for name in _PERSON)]
    nothing: dict[str, Any] = {"tries": [], "answered_at": None, "how": ""}
    for values in DutyPost.objects.filter(party__in=parties).values_list(*fields):
        yield dict(zip((*_POST, *_PERSON), values, strict=True)) | nothing


def _line(
    one: dict[str, Any], secret: dict[str, str], homes: dict[str, str], names: dict[str, str], ends_at: datetime
) -> Line:
    at = one["at"]
    is_site = at in homes and not at.isdigit()
    return Line(
        post=one["post"],
        label=one["label"],
        duty=Duty(one["duty"]),
        party=Party(one["party"]),
        at=at,
        place="" if is_site else homes.get(at, at if at in names else ""),
        held=one["person"] is not None,
        name=secret.get("name", ""),
        phone=secret.get("phone", ""),
        tries=tuple(one["tries"]),
        answered_at=one["answered_at"],
        how=one["how"],
        state=reached(
            held=one["person"] is not None,
            phone=bool(secret.get("phone")),
            tried=bool(one["tries"]),
            answered_at=one["answered_at"],
            ends_at=ends_at,
        ),
    )
