"""What the posts of promises are called, and who holds them: names of the viewer's own people only."""

from __future__ import annotations

from collections.abc import Iterable

from sinergi.areas.people.queries import known as people
from sinergi.areas.rulebook import queries as rulebook
from sinergi.areas.rulebook.rules.pack import ORDER
from sinergi.journal import vault
from sinergi.vocabulary.viewer import Level, Role, Viewer


def labels(posts: Iterable[str]) -> dict[str, str]:
    """Return what each post is called."""
    return {code: one.label for code, one in people.posts(ids=posts).items()}


def names(viewer: Viewer, *, posts: Iterable[str]) -> dict[str, str]:
    """Return who holds each of ``posts``, all of the viewer's own party, where the viewer may read its people."""
    own = rulebook.level(viewer, "personnel", party=viewer.party)
    held = people.holders(ids=posts)
    if not held or viewer.role is Role.FIELD or ORDER[own] < ORDER[Level.READ]:
        return {}
    persons = people.persons(ids=held.values())
    secrets = vault.many(one.vault for one in persons.values())
    found = {code: secrets.get(one.vault, {}).get("name", "") for code, one in persons.items()}
    return {post: found[person] for post, person in held.items() if found.get(person)}
