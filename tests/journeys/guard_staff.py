"""The tiny kecamatan with guards and with police to spare, so that somebody can take the place of who falls ill."""

from __future__ import annotations

from sinergi.areas.deployment import commands
from sinergi.areas.people import commands as people
from sinergi.areas.people.facts import Craft, Duty
from sinergi.vocabulary.viewer import Party
from tests import cast, guards, world
from tests.guards import Guards

SPARE = 4


def town() -> Guards:
    """Build it, with four more police than the tiny kecamatan has by itself, each with a boat."""
    world.small()
    found = guards.staff()
    people.register_persons(
        viewer=cast.kapolsek,
        stamp=cast.stamp(cast.kapolsek),
        entries=[
            people.PersonEntry(
                name=f"Polisi Rekaan Tambahan {'pqrs'[number]}",
                phone=f"+6281177783{number:02d}",
                party=Party.POLSEK,
                duty=Duty.POLICE,
                unit="Polsek Contoh",
                rank="Aipda",
                craft=(Craft.BOAT,),
                synthetic=True,
            )
            for number in range(SPARE)
        ],
    )
    return found


def drafted() -> str:
    """Let the planner make a plan, and return its id."""
    return commands.draft_plan(viewer=cast.kapolsek, stamp=cast.stamp(cast.kapolsek))


def issued() -> str:
    """Let the planner make a plan, put it in force, and return its id."""
    made, viewer = drafted(), cast.kapolsek
    commands.issue_plan(viewer=viewer, stamp=cast.stamp(viewer), plan=made, letter="Sprin/1", despite="latihan")
    return made
