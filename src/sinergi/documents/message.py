"""Plans, invitations and minutes as chat messages: honest about drafts, with a code that exposes an edited forward.

The code stands over the words, not over bold signs and spacing, which chat programs change on their own. It shows
that a text was changed since it left here; it is no signature: whoever doubts asks the Posko, or opens the plan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from sinergi.documents import codes
from sinergi.documents.content import Map, Route, Stop
from sinergi.documents.text import plain

MOST: Final = 4096  # UTF-16 units of one message
NAME: Final = 80  # signs of a name in a message
CODE: Final = "Kode periksa:"
_CODE_LINE: Final = re.compile(r"Kode periksa: ([0-9A-Z]{4}-[0-9A-Z]{4})")
_TAIL: Final = "Netral. Polri di luar TPS; masuk hanya atas permintaan Ketua KPPS."
_ROOM: Final = 120  # units kept for the count of messages and the code
_LEAST: Final = 1000  # units of a message that its blocks need
_LINES: Final = 40  # units for "(lanjutan)" and line breaks
_WIDE: Final = 0xFFFF  # signs beyond take two units


def messages(sheet: Map) -> tuple[str, ...]:
    """Return the plan as messages of at most 4096 units each, sector after sector; a code ends each of them."""
    head = _head(sheet)
    blocks = [_route(route) for route in sheet.routes]
    if sheet.loose:
        blocks.append(["*BELUM ADA PENJAGAAN:*", *(f"- {_name(stop)}" for stop in sheet.loose)])
    return parcels(head, blocks or [["Belum ada sektor."]], [_TAIL])


def parcels(head: Sequence[str], blocks: Sequence[Sequence[str]], tail: Sequence[str]) -> tuple[str, ...]:
    """Return ``blocks`` of lines as messages of at most 4096 units, each between ``head`` and ``tail`` with its code.

    A block stays whole where a message holds it; else its first line stands again over what follows. Nothing is lost.
    Raises ValueError when head and tail leave no room.
    """
    room = MOST - _units(head) - _units(tail) - _ROOM
    if room < _LEAST:
        message = f"head and tail leave {room} units of {MOST}"
        raise ValueError(message)
    short = [[piece for line in block for piece in _pieces(line, most=room // 2 - _LINES)] for block in blocks]
    parts = _packed(short, room=room)
    return tuple(
        sealed("\n".join([*head, "", *part, "", *tail, f"Pesan {number} dari {len(parts)}"]))
        for number, part in enumerate(parts, 1)
    )


def _pieces(line: str, *, most: int) -> list[str]:
    """Return ``line`` in pieces of at most ``most`` units, cut between words where that goes."""
    if _units([line]) <= most:
        return [line]
    pieces, rest = [], line
    while _units([rest]) > most:
        size = most // 2 if any(ord(sign) > _WIDE for sign in rest[:most]) else most - 1
        at = rest.rfind(" ", size // 2, size)
        at = at if at > 0 else size
        pieces.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*pieces, rest] if rest else pieces


def sealed(body: str) -> str:
    """Return ``body`` with its check code as the last line."""
    return f"{body.rstrip()}\n{CODE} {codes.check_code(_words(body))}"


def verify(text: str) -> bool:
    """Say whether ``text`` still says what it said when its code was made; nothing may stand before or after it."""
    body, _break, last = text.rstrip().rpartition("\n")
    found = _CODE_LINE.fullmatch(_words(last))
    return found is not None and bool(body) and codes.check_code(_words(body)) == found.group(1)


def same(first: str, second: str) -> bool:
    """Say whether two texts have the same words, whatever chat programs did to spaces and bold signs."""
    return _words(first) == _words(second)


def _words(text: str) -> str:
    """Return what a code is made of: the words, without bold signs, invisible signs and the width of spaces."""
    visible = (sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Cf")
    return " ".join("".join(sign for sign in visible if sign not in "*_~`").split())


def _head(sheet: Map) -> list[str]:
    only = f" \u2013 SEKTOR {plain(sheet.routes[0].code, longest=NAME)}" if len(sheet.routes) == 1 else ""
    lines = [f"*{sheet.standing}.* {sheet.standing_note}" if sheet.standing else ""]
    lines += [f"*PENGAMANAN TPS{only}*", " · ".join(one for one in (sheet.subtitle, sheet.day, sheet.hours) if one)]
    lines += [sheet.version, f"DATA SINTETIS. {sheet.synthetic}" if sheet.synthetic else ""]
    return [plain(line, longest=300) for line in lines if line]


def _route(route: Route) -> list[str]:
    people = "; ".join(plain(one, longest=NAME) for one in route.people) or "BELUM ADA PETUGAS"
    return [
        f"*Sektor {plain(route.code, longest=NAME)}* ({len(route.stops)} TPS, ronde {route.minutes} menit)",
        f"Petugas: {people}",
        f"Pos: {plain(route.post, longest=NAME)}",
        *(f"{stop.order}. {_name(stop)}" for stop in route.stops),
        "",
    ]


def _name(stop: Stop) -> str:
    return plain(stop.name, longest=NAME)


def _packed(blocks: Sequence[Sequence[str]], *, room: int) -> list[list[str]]:
    """Put whole sectors into as few messages as come, in order; only a sector larger than a message is split."""
    parts: list[list[str]] = [[]]
    for block in blocks:
        if parts[-1] and _units(parts[-1]) + _units(block) > room:
            parts.append([])
        for line in block:
            if parts[-1] and _units(parts[-1]) + _units([line]) > room:
                parts.append([f"(lanjutan) {block[0]}"])
            parts[-1].append(line)
    return [_trimmed(part) for part in parts]


def _trimmed(part: list[str]) -> list[str]:
    return part[:-1] if part and not part[-1] else part


def _units(lines: Sequence[str]) -> int:
    return sum(len(line.encode("utf-16-le")) // 2 + 1 for line in lines)
