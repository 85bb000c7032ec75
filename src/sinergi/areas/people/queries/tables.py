"""Names of who sits at the table of the five parties."""

from __future__ import annotations

from collections.abc import Collection

from sinergi.areas.people.models import Holding
from sinergi.journal import vault
from sinergi.vocabulary.viewer import FIVE_PARTIES, Role, Viewer

STATION_DIGITS = 13


def names_at_the_table(viewer: Viewer, *, posts: Collection[str]) -> dict[str, str]:
    """Return the names of who holds ``posts`` now, by post, whatever their party: for the list of one meeting.

    For the offices of the five parties, who sit in one room with them; anybody else gets nothing. A post at a TPS has
    no seat at that table: its holder's name stays with their own party.
    """
    if viewer.party not in FIVE_PARTIES or viewer.role not in (Role.CHAIR, Role.OPERATOR):
        return {}
    held = [
        (post, ref)
        for post, at, ref in Holding.objects.filter(post__in=posts, person__erased=False).values_list(
            "post_id", "post__at", "person__vault"
        )
        if not (len(at) == STATION_DIGITS and at.isdigit())
    ]
    secrets = vault.many(ref for _post, ref in held)
    return {post: secrets[ref].get("name", "") for post, ref in held if ref in secrets}
