"""What differs between two plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sinergi.areas.deployment.rules.standing import Standing, standing
from sinergi.planner.deployment.result import RANKED, Goal, Plan, Reached

Change = tuple[str, Standing | None, Standing | None]


def moves(old: Plan, new: Plan) -> Iterator[Change]:
    """Yield everybody whose post differs, in order of their ids: person, before, after (None: not in that plan).

    A sector is known by its post: a new code alone moves nobody.
    """
    before = {one.person: one for one in standing(old)}
    after = {one.person: one for one in standing(new)}
    for person in sorted(before.keys() | after.keys()):
        one, other = before.get(person), after.get(person)
        if one is None or other is None or (one.kind, one.at) != (other.kind, other.at):
            yield person, one, other


def stations_moved(old: Plan, new: Plan) -> tuple[str, ...]:
    """Return the codes of TPS that the sector of another post guards, or that lost or gained one."""
    before, after = _guarded(old), _guarded(new)
    return tuple(code for code in sorted(before.keys() | after.keys()) if before.get(code) != after.get(code))


def goals(old: Sequence[Reached], new: Sequence[Reached]) -> Iterator[tuple[Goal, int, int]]:
    """Yield each goal that both plans know, in order of rank, with its value before and after."""
    before, after = ({one.goal: one.value for one in reached} for reached in (old, new))
    for goal in RANKED:
        if goal in before and goal in after:
            yield goal, before[goal], after[goal]


def _guarded(plan: Plan) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for sector in plan.sectors:
        for code in sector.stations:
            found[code] = tuple(sorted({*found.get(code, ()), sector.post}))
    return found
