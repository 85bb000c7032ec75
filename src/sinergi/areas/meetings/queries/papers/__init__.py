"""From a meeting, as one viewer may see it, to what papers and chat messages say. Nothing is looked up, no clock.

All five offices print the same words: who sat in the room may know who sat there. Dissent stands beside what it is
about on every one of them; of the public paper, only decisions marked public and what the invitation says.
"""

from __future__ import annotations

from sinergi.areas.meetings.queries.papers.attendance import attendance_passes, attendance_sheet
from sinergi.areas.meetings.queries.papers.chat import invitation_text, minutes_text
from sinergi.areas.meetings.queries.papers.invitation import invitation, invitation_events
from sinergi.areas.meetings.queries.papers.minutes import minutes
from sinergi.areas.meetings.queries.papers.press import press_release

__all__ = [
    "attendance_passes",
    "attendance_sheet",
    "invitation",
    "invitation_events",
    "invitation_text",
    "minutes",
    "minutes_text",
    "press_release",
]
