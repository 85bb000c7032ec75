"""Promises that wait for each other must not wait in a circle: none of them could ever be kept first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sinergi.vocabulary.refusal import Refused


def why_not_wait(promise: str, *, on: Iterable[str], waits: Mapping[str, Iterable[str]]) -> Refused | None:
    """Return why ``promise`` may not wait for the promises ``on``, or None; ``waits``: who waits for whom already."""
    stack, seen = list(on), set[str]()
    while stack:
        one = stack.pop()
        if one == promise:
            return Refused(
                "meetings.promise.circle",
                id="Komitmen ini akan menunggu dirinya sendiri melalui komitmen lain.",
                en="This promise would wait for itself by way of others.",
            )
        if one not in seen:
            seen.add(one)
            stack.extend(waits.get(one, ()))
    return None
