"""Who may see and do what: the visibility matrix of every rule pack, spelled out by role, record and action."""

from __future__ import annotations

from refdocs.source import table
from sinergi.areas.rulebook import queries
from sinergi.areas.rulebook.rules import pack as shape
from sinergi.vocabulary.terms import label
from sinergi.vocabulary.viewer import FIVE_PARTIES, PUBLIC, Action, Party, Role, Viewer

INTRODUCTION = (
    "The matrix is data in the rule pack; queries and commands ask it before every look and every write. "
    "A cell says what a party sees of *its own rows / rows of others*.\n"
)
OFFICES = tuple(
    Viewer(party=party, role=role) for party in FIVE_PARTIES for role in (Role.CHAIR, Role.OPERATOR, Role.FIELD)
)


def pages() -> dict[str, str]:
    """Return one page with the matrix of each pack."""
    parts = [
        "# Permissions\n",
        INTRODUCTION,
    ]
    for name in sorted(queries.packs()):
        pack = queries.load(name)
        parts += [f"## `{name}`\n", _levels(pack), "### May they?\n", _actions(pack)]
    return {"permissions.md": "\n".join(parts)}


def _levels(pack: shape.RulePack) -> str:
    head = ("record", *(label(party.value, "id") for party in FIVE_PARTIES), "publik", "kartu (paling banyak)", "basis")
    rows = []
    for record, row in pack.visibility.items():
        grants = [getattr(row, party.value) for party in FIVE_PARTIES]
        cells = [_cell(grant) for grant in (*grants, row.public, row.field)]
        rows.append((f"{label(record, 'id')} (`{record}`)", *cells, f"{row.basis} ({row.checked_on.isoformat()})"))
    return table(head, rows)


def _cell(grant: shape.Grant) -> str:
    return grant.own.value if grant.own == grant.others else f"{grant.own.value} / {grant.others.value}"


def _actions(pack: shape.RulePack) -> str:
    head = ("record", "action", *(f"{label(v.party.value, 'id')} {v.role.value}" for v in OFFICES), "publik")
    rows = [
        (f"`{record}`", action.value, *(_answer(pack, viewer, action, record) for viewer in (*OFFICES, PUBLIC)))
        for record in pack.visibility
        for action in Action
    ]
    note = "yes: rows of others too; own: rows of the viewer's own party only; no: refused.\n\n"
    return note + table(head, rows)


def _answer(pack: shape.RulePack, viewer: Viewer, action: Action, record: str) -> str:
    mine = not shape.why_not(pack, viewer, action, record, party=viewer.party)
    stranger = Party.PPK if viewer.party is not Party.PPK else Party.POLSEK
    others = not shape.why_not(pack, viewer, action, record, party=stranger)
    return "yes" if mine and others else "own" if mine else "others" if others else "no"
