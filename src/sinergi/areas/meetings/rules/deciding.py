"""What a decision needs: an owner and an hour after the meeting began, unless it only informs."""

from __future__ import annotations

from datetime import datetime

from sinergi.areas.meetings.rules import timing
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party


def why_not_decision(
    *, party: Party | None, due: datetime | None, information_only: bool, met_at: datetime
) -> Refused | None:
    """Return why a meeting that starts at ``met_at`` cannot decide so, or None."""
    if party is not None and party not in FIVE_PARTIES:
        return Refused(
            "meetings.decision.party",
            id="Penanggung jawab keputusan harus salah satu dari lima pihak.",
            en="The owner of a decision must be one of the five parties.",
        )
    if party is None and not information_only:
        return Refused(
            "meetings.decision.owner",
            id="Keputusan belum punya penanggung jawab. Pilih pihaknya, atau tandai “informasi saja”.",
            en="The decision has no owner. Choose the party, or mark it “information only”.",
        )
    if due is None and not information_only:
        return Refused(
            "meetings.decision.due-missing",
            id="Keputusan belum punya tenggat. Isi tanggal dan jam, atau tandai “informasi saja”.",
            en="The decision has no due time. Fill in day and hour, or mark it “information only”.",
        )
    return _why_not_hour(due, met_at=met_at) if due is not None else None


def _why_not_hour(due: datetime, *, met_at: datetime) -> Refused | None:
    if due.utcoffset() is None:
        return Refused(
            "meetings.decision.due-zone",
            id="Tenggat memerlukan zona waktu.",
            en="The due time needs a time zone.",
        )
    return timing.why_not_due(due, after=met_at)
