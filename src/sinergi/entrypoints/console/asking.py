"""What the pages that write have in common: who asks, from where, and an id that makes a second click harmless."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.http import HttpRequest

from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Role, Viewer

if TYPE_CHECKING:
    from sinergi.areas.people.queries import AccountRow

FIELD: Final = "kiriman"  # hidden field with the UUIDv7 under which the form will be recorded
DEVICE: Final = "console"
SENT: Final = "forms_sent"  # session key: the last forms whose answers were shown once


class Asking(HttpRequest):
    """A request after the middleware has said who looks, and from where."""

    viewer: Viewer
    account: AccountRow | None
    address: str


def fresh_id() -> str:
    """Return the id for a form that is being shown."""
    return str(clock.new_id())


def stamp_of(request: Asking, *, count: int = 1) -> Stamp:
    """Return the envelope of what this form says, with ``count`` ids that follow from the form's own.

    Raises Refused ``form.id-missing`` when the form did not come from a page of ours.
    """
    return Stamp(
        party=request.viewer.party,
        actor=request.viewer.account,
        device=DEVICE,
        happened_at=clock.now(),
        ids=ids_of(request, count=count),
    )


def ids_of(request: Asking, *, count: int) -> tuple[UUID, ...]:
    """Return ``count`` ids that follow from the form's own, the same at every resend."""
    try:
        first = UUID(request.POST.get(FIELD, ""))
        return tuple(UUID(int=first.int + index) for index in range(count))
    except ValueError as error:
        raise Refused(
            "form.id-missing",
            id="Formulir ini tidak lengkap. Muat ulang halaman lalu kirim sekali lagi.",
            en="This form is incomplete. Reload the page and send it again.",
        ) from error


def require_office(request: Asking) -> None:
    """Raise Refused ``access.office`` unless an office account looks."""
    if request.viewer.role not in (Role.CHAIR, Role.OPERATOR):
        raise Refused(
            "access.office",
            id="Halaman ini hanya untuk akun kantor kelima pihak.",
            en="This page is only for office accounts of the five parties.",
        )


def once(request: Asking) -> None:
    """Raise Refused ``form.already-sent`` when this form was sent before: its answer held secrets, shown once."""
    sent: list[str] = request.session.get(SENT, [])
    identity = request.POST.get(FIELD, "")
    if identity in sent:
        raise Refused(
            "form.already-sent",
            id="Formulir ini sudah dikirim, dan rahasianya hanya tampil sekali. Muat ulang halaman untuk mulai lagi.",
            en="This form was already sent, and its secrets are shown once only. Reload the page to start again.",
        )
    request.session[SENT] = [*sent[-19:], identity]
