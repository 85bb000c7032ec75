"""Register duty posts and fill them. A vacant post is normal; an empty person vacates one."""

from __future__ import annotations

from collections.abc import Sequence

from sinergi.areas.people import rules
from sinergi.areas.people.commands.persons import record
from sinergi.areas.people.facts import CardRevoked, DutyPostFilled, DutyPostRegistered, PersonRegistered
from sinergi.areas.people.queries import known
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book, clock, vault
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Viewer

CHANGED_HANDS = "pemegang pos berganti"


def register_posts(*, viewer: Viewer, stamp: Stamp, facts: Sequence[DutyPostRegistered]) -> int:
    """Register posts, all or none; return how many were new or changed. Raises Refused."""
    with book.writing():
        for fact in facts:
            if (refused := _why_not_post(viewer, fact)) is not None:
                raise refused
        before = known.posts(ids=[fact.post for fact in facts])
        for fact in facts:
            if fact.post in before and before[fact.post].party is not fact.party:
                raise Refused(
                    "people.post.taken",
                    id=f"Kode pos “{fact.post}” sudah dipakai.",
                    en=f"The post code “{fact.post}” is taken.",
                )
        return record([fact for fact in facts if before.get(fact.post) != fact], stamp=stamp)


def why_not_fill(*, viewer: Viewer, post: str, person: str) -> Refused | None:
    """Return why ``viewer`` may not seat ``person`` (empty: vacate) at ``post``, or None."""
    posts = known.posts(ids=[post])
    persons = known.persons(ids=[person] if person else [])
    return _why_not_fill(viewer, posts.get(post), person, persons.get(person))


def fill_posts(*, viewer: Viewer, stamp: Stamp, facts: Sequence[DutyPostFilled]) -> int:
    """Seat people, all or none; return how many seats changed. Raises Refused.

    When a post changes hands, its cards are revoked: the one before may still have them in a pocket.
    """
    with book.writing():
        posts = known.posts(ids=[fact.post for fact in facts])
        persons = known.persons(ids=[fact.person for fact in facts if fact.person])
        for fact in facts:
            refused = _why_not_fill(viewer, posts.get(fact.post), fact.person, persons.get(fact.person))
            if refused is not None:
                raise refused
        before = known.holders(ids=posts)
        changed = [fact for fact in facts if before.get(fact.post, "") != fact.person]
        cards = known.open_cards(posts=[fact.post for fact in changed if fact.post in before], now=clock.now())
        for card in cards:
            vault.erase(f"card:{card.card}")
        revoked: list[Fact] = [CardRevoked(card=card.card, reason=CHANGED_HANDS) for card in cards]
        record([*changed, *revoked], stamp=stamp)
        return len(changed)


def _why_not_post(viewer: Viewer, fact: DutyPostRegistered) -> Refused | None:
    return rulebook.why_not(viewer, Action.WRITE, "personnel", party=fact.party) or rules.why_not_post(
        post=fact.post, party=fact.party, duty=fact.duty, at=fact.at, label=fact.label
    )


def _why_not_fill(
    viewer: Viewer, post: DutyPostRegistered | None, person: str, found: PersonRegistered | None
) -> Refused | None:
    if post is None:
        return Refused("people.post.unknown", id="Pos ini tidak ada.", en="There is no such post.")
    if (refused := rulebook.why_not(viewer, Action.WRITE, "personnel", party=post.party)) is not None:
        return refused
    if not person:
        return None
    if found is None or rulebook.why_not(viewer, Action.WRITE, "personnel", party=found.party) is not None:
        return Refused(
            "people.person.unknown",
            id="Orang ini tidak ada atau tidak untuk Anda.",
            en="There is no such person, or not for you.",
        )
    return rules.why_not_seat(person_party=found.party, post_party=post.party, at=post.at, barred=found.barred)
