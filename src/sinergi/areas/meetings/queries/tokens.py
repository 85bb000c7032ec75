"""The secret in the QR of a seat: derived from the server's key, kept nowhere, not to be guessed."""

from __future__ import annotations

from typing import Final

from sinergi.areas.meetings.models import Attendee
from sinergi.journal import links
from sinergi.vocabulary.refusal import Refused

BYTES: Final = 15  # 120 bits, 24 letters
SALT: Final = "sinergi.meetings.check-in"


def seat_token(meeting: str, seat: str) -> str:
    """Return the token of a seat: 24 letters and digits of base32, in capitals as a QR likes them.

    A seat that is given to another party or post gets another token: the slip of who had it before opens nothing.
    """
    whose = Attendee.objects.filter(meeting=meeting, seat=seat).values_list("party", "post").first()
    return links.token(SALT, meeting, seat, *(whose or ()), size=BYTES)


def fits(meeting: str, seat: str, token: str) -> bool:
    """Tell whether ``token`` is the one of the seat; small letters do as well."""
    return links.same(token, seat_token(meeting, seat))


def unknown_check_in() -> Refused:
    """Return the one refusal of a QR that opens nothing."""
    return Refused(
        "meetings.check-in.unknown",
        id="QR ini tidak dikenal. Minta undangan yang baru kepada penyelenggara rapat.",
        en="This QR is not known. Ask the host of the meeting for a new invitation.",
    )
