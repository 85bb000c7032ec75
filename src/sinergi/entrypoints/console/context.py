"""What every page needs to know: where we are, who looks, how fresh the data is, what is synthetic."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext

from sinergi import __version__
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import clock, read
from sinergi.vocabulary.viewer import PUBLIC, Role, Viewer


@dataclass(frozen=True, slots=True)
class Stop:
    """One entry of the main menu."""

    href: str
    title: str
    current: bool
    wide: bool = False  # left out on a phone: a neighbour in the menu leads there


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who looks; the public when no middleware has said otherwise."""
    viewer: Viewer = getattr(request, "viewer", PUBLIC)
    return viewer


def page(request: HttpRequest) -> dict[str, object]:
    """Return the context of base.html. Listed in ``TEMPLATES`` as a context processor."""
    viewer = viewer_of(request)
    installation = rulebook.installation()
    return {
        "viewer": viewer,
        "installation": installation,
        "district": district(installation.district_name),
        "menu": menu(viewer, request.path),
        "data_at": clock.now(),
        "position": read.position(),
        "projector": request.GET.get("layar") == "1",
        "sinergi_version": __version__,
    }


def menu(viewer: Viewer, path: str) -> tuple[Stop, ...]:
    """Return the menu that fits the viewer: what they may not open is not offered."""
    stops = [("/", gettext("Situasi"))]
    if viewer.role in (Role.CHAIR, Role.OPERATOR):
        stops += [("/rapat/", gettext("Rapat")), ("/komitmen/", gettext("Komitmen"))]
        stops += [("/pengamanan/", gettext("Pengamanan")), ("/orang/", gettext("Orang")), ("/impor/", gettext("Impor"))]
    if viewer.role is Role.FIELD:
        stops += [("/kartu/saya/", gettext("Kartu saya"))]
    stops += [("/jurnal/", gettext("Jurnal"))]
    if viewer.role is Role.PUBLIC:
        stops += [("/transparansi/", gettext("Transparansi"))]
    return tuple(Stop(href, title, current=_inside(path, href), wide=href == "/komitmen/") for href, title in stops)


def district(name: str) -> str:
    """Return the name of the kecamatan with the word before it, once."""
    return name if not name or name.startswith("Kecamatan ") else f"Kecamatan {name}"


def _inside(path: str, href: str) -> bool:
    return path == "/" or path.startswith("/tps/") if href == "/" else path.startswith(href)
