"""Names of who sits at the table of the five parties."""

from __future__ import annotations

from collections.abc import Mapping

from sinergi.areas.people.models import DutyPost, Holding, Person
from sinergi.journal import vault
from sinergi.vocabulary.viewer import FIVE_PARTIES, Role, Viewer

STATION_DIGITS = 13


def names_at_the_table(viewer: Viewer, *, seats: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return the names of who sits at the table, whatever their party: for the list of one meeting.

    ``seats`` gives for each seat its post and a person's id; an empty id stands for who holds the post now. Seats
    without a post or holder, and people who were erased, are left out. For the offices of the five parties, who sit in
    one room with them; anybody else gets nothing. A post at a TPS has no seat at that table: its holder's name stays
    with their own party.
    """
    if viewer.party not in FIVE_PARTIES or viewer.role not in (Role.CHAIR, Role.OPERATOR):
        return {}
    posts = {post for post, _person in seats.values() if post}
    at_table = {
        post
        for post, at in DutyPost.objects.filter(post__in=posts).values_list("post", "at")
        if not (len(at) == STATION_DIGITS and at.isdigit())
    }
    now = dict(Holding.objects.filter(post__in=at_table).values_list("post_id", "person_id"))
    who = {seat: person or now.get(post, "") for seat, (post, person) in seats.items() if post in at_table}
    refs = dict(Person.objects.filter(person__in=set(who.values()), erased=False).values_list("person", "vault"))
    secrets = vault.many(refs.values())
    return {seat: secrets[refs[one]].get("name", "") for seat, one in who.items() if refs.get(one) in secrets}
