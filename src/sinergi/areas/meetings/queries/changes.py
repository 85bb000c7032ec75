"""What an invitation said before it was changed, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sinergi.areas.meetings.models import Meeting
from sinergi.areas.meetings.queries.rows import CorrectionRow
from sinergi.documents import dates
from sinergi.vocabulary.facts import to_json
from sinergi.vocabulary.viewer import Party

PLAIN: Final = {"number": "Nomor", "title": "Perihal", "venue": "Tempat", "note": "Catatan"}


def change_rows(row: Meeting, *, zone: str) -> tuple[CorrectionRow, ...]:
    """Return the changes of an invitation, the oldest first; of each what it said before of what was changed."""
    now = {name: to_json(getattr(row, name)) for name in (*PLAIN, "starts_at", "ends_at")} | {"agenda": row.agenda}
    after = [*row.changes[1:], now]
    return tuple(
        CorrectionRow(
            text=_said(one, then, zone=zone),
            at=datetime.fromisoformat(one["at"]),
            party=Party(one["party"]),
            reason=one["reason"],
        )
        for one, then in zip(row.changes, after, strict=False)
    )


def _said(before: Mapping[str, Any], after: Mapping[str, Any], *, zone: str) -> str:
    parts = [f"{word}: {before[name] or '—'}" for name, word in PLAIN.items() if before[name] != after[name]]
    if any(before[name] != after[name] for name in ("starts_at", "ends_at")):
        parts.append(f"Waktu: {_span(before, zone=zone)}")
    if before["agenda"] != after["agenda"]:
        parts.append("Acara: " + "; ".join(f"{number}. {one}" for number, one in enumerate(before["agenda"], 1)))
    return " · ".join(parts) or "Daftar undangan"


def _span(before: Mapping[str, Any], *, zone: str) -> str:
    start, end = (datetime.fromisoformat(before[name]) for name in ("starts_at", "ends_at"))
    return f"{dates.span(start, end, zone=zone)} {dates.zone_name(start, zone=zone)}"
