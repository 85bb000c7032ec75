"""What a viewer may see of places: the visibility matrix, and the one post of a field card."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from sinergi.areas.places.models import Site, Station
from sinergi.areas.rulebook import queries as rulebook
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action, Level, Role, Viewer

RECORD: Final = "polling_station"
EVERYTHING: Final = frozenset({Level.READ, Level.WRITE_OWN, Level.WRITE, Level.OWN})


def register_level(viewer: Viewer) -> Level:
    """Return what the matrix grants of the TPS register; refuse where it grants nothing."""
    level = rulebook.level(viewer, RECORD)
    if level is Level.NONE:
        rulebook.require(viewer, Action.READ, RECORD)
        raise denied()
    return level


def sees_everything(viewer: Viewer) -> bool:
    """Return whether the viewer sees more of a place than where it is."""
    return register_level(viewer) in EVERYTHING


def require_rows(viewer: Viewer) -> None:
    """Refuse a viewer whose level is a count or a summary: rows say more than that."""
    if register_level(viewer) not in EVERYTHING | {Level.LOCATION, Level.CONTACT}:
        raise denied()


def require_office(viewer: Viewer) -> None:
    """Refuse the public and field cards: import history and mappings are office papers."""
    if viewer.role in {Role.FIELD, Role.PUBLIC} or not sees_everything(viewer):
        raise denied()


def own_stations(viewer: Viewer) -> Q:
    """Return the condition on TPS rows: all of them, or for a card those of its post (a TPS or a village)."""
    if viewer.role is not Role.FIELD:
        return Q()
    return Q(code=viewer.post) | Q(village_id=viewer.post)


def own_villages(viewer: Viewer) -> Q:
    """Return the condition on village rows: all of them, or for a card the one its post is in."""
    if viewer.role is not Role.FIELD:
        return Q()
    here = {viewer.post}
    here.update(Station.objects.filter(code=viewer.post).values_list("village_id", flat=True))
    here.update(Site.objects.filter(code=viewer.post).values_list("village", flat=True))
    return Q(code__in=sorted(here))


def own_sites(viewer: Viewer) -> Q:
    """Return the condition on site rows: all of them, or for a card the one that is its post."""
    return Q(code=viewer.post) if viewer.role is Role.FIELD else Q()


def denied() -> Refused:
    """Return the refusal for a viewer whom the matrix does not let in here."""
    return Refused(
        "access.polling_station.read",
        id="Peran Anda tidak mencakup data ini.",
        en="Your role does not cover this record.",
    )
