"""Which steps of a meeting belong to who called it."""

from __future__ import annotations

from typing import Final

from sinergi.areas.meetings.facts import MeetingState
from sinergi.areas.meetings.rules.states import MeetingStep

HOST: Final = frozenset(
    {MeetingStep.CHANGE, MeetingStep.OPEN, MeetingStep.CLOSE, MeetingStep.REOPEN, MeetingStep.CANCEL}
)


def of_the_host(state: MeetingState, step: MeetingStep) -> bool:
    """Say whether only the host takes ``step``; once a meeting runs, every office extends its agenda."""
    return step in HOST or (step is MeetingStep.EXTEND and state is MeetingState.CALLED)
