"""Which shifts one person may work: rest between spells, the longest spell, the total.

Shifts that touch are one spell. Shifts that somebody has to stand anyway may break a limit among themselves, since a
TPS without a guard is worse; no task is then added to what is already too much.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sinergi.planner.deployment.problem import Limits, Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """The shifts of a roster, in order of time, and the limits. Shifts are known by their place in ``shifts``."""

    shifts: tuple[Shift, ...]
    limits: Limits

    def length(self, worked: Collection[int], /) -> int:
        """Return the minutes of duty."""
        return sum(self.shifts[one].end - self.shifts[one].start for one in worked)

    def spells(self, worked: Collection[int], /) -> list[list[int]]:
        """Return the shifts worked as runs without a break."""
        runs: list[list[int]] = []
        for one in sorted(worked):
            if runs and self.shifts[runs[-1][-1]].end >= self.shifts[one].start:
                runs[-1].append(one)
            else:
                runs.append([one])
        return runs

    def broken(self, worked: Collection[int], /) -> tuple[str, ...]:
        """Return which of the limits rest, spell, total are broken."""
        runs = self.spells(worked)
        rests = (self.shifts[two[0]].start - self.shifts[one[-1]].end for one, two in pairwise(runs))
        found = {
            "rest": any(rest < self.limits.rest for rest in rests),
            "spell": any(self.length(run) > self.limits.spell for run in runs),
            "total": self.length(worked) > self.limits.total,
        }
        return tuple(name for name, true in found.items() if true)

    def allows(self, worked: Collection[int], /, *, fixed: Collection[int]) -> bool:
        """Tell whether somebody who stands in ``fixed`` anyway may work ``worked``, a larger set."""
        if len(worked) == len(fixed):
            return True
        runs = self.spells(worked)
        return (
            self.length(worked) <= self.limits.total
            and all(self.length(run) <= self.limits.spell for run in runs if not set(run) <= set(fixed))
            and all(
                self.shifts[two[0]].start - self.shifts[one[-1]].end >= self.limits.rest
                for one, two in pairwise(runs)
                if not {one[-1], two[0]} <= set(fixed)
            )
        )

    def patterns(
        self, *, fixed: Collection[int], free: Collection[int], most: int
    ) -> tuple[tuple[int, ...], ...] | None:
        """Return every allowed set of shifts that holds ``fixed`` and else only ``free``; None if more than ``most``.

        Shifts are added in order of time; what is not allowed up to a shift is not allowed with later ones either.
        """
        found: list[tuple[int, ...]] = [()]
        for one in range(len(self.shifts)):
            if one in fixed:
                found = [worked for old in found if self._so_far(worked := (*old, one), fixed)]
            elif one in free:
                found += [worked for old in found if self._so_far(worked := (*old, one), fixed)]
            if len(found) > most:
                return None
        return tuple(sorted(worked for worked in found if self.allows(worked, fixed=fixed)))

    def _so_far(self, worked: Sequence[int], fixed: Collection[int]) -> bool:
        past = [one for one in fixed if one <= worked[-1]]
        return self.allows(worked, fixed=past)
