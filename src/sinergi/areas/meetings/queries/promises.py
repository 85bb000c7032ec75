"""Promises for one viewer: one in full, some by id or meeting, and the files that were handed in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from sinergi.areas.meetings.models import Promise, PromiseEvent, PromiseEvidence
from sinergi.areas.meetings.queries import agendas, known_promises, telling
from sinergi.areas.meetings.queries.known_promises import KnownPromise
from sinergi.areas.meetings.queries.rows import EventRow, EvidenceRow, FileRow, PromiseRow, PromiseView
from sinergi.areas.meetings.rules import promising
from sinergi.areas.meetings.rules.states import PromiseStep
from sinergi.areas.people.queries import calling
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import vault as safe
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action, Level, Party, Role, Viewer

RECORD: Final = "promise"
CHUNK: Final = 500
FULL: Final = frozenset({Level.READ, Level.WRITE_OWN, Level.WRITE, Level.OWN})


def promise(viewer: Viewer, *, promise: str, now: datetime) -> PromiseView:
    """Return one promise with its history. Raises Refused ``meetings.promise.unknown``, ``access.promise.read*``."""
    row = visible(viewer).filter(promise=promise).first()
    found = known_promises.promise(promise)
    if row is None or found is None:
        raise known_promises.unknown()
    held = Promise.objects.filter(waits__on=row).order_by("number")
    return PromiseView(
        row=telling.told(viewer, [row], now=now)[0],
        events=tuple(_event(one) for one in PromiseEvent.objects.filter(promise=row).order_by("pk")),
        evidence=tuple(
            EvidenceRow(entry=one.entry, kind=one.kind, place=one.place, at=one.at)
            for one in PromiseEvidence.objects.filter(promise=row).order_by("pk")
        ),
        holds_up=telling.waiting_rows(held) if viewer.role is not Role.FIELD else (),
        may=_may(viewer, found),
        decision_number=agendas.decision_number(row),
        agendas=agendas.agendas(row) if viewer.role is not Role.FIELD else (),
    )


def promise_rows(
    viewer: Viewer, *, now: datetime, ids: Collection[str] | None = None, meeting: str = ""
) -> tuple[PromiseRow, ...]:
    """Return the promises of ``ids``, in that order, or those given in ``meeting``, by number; never all of them."""
    rows = visible(viewer)
    if ids is None:
        return telling.told(viewer, list(rows.filter(meeting=meeting).order_by("number")) if meeting else [], now=now)
    wanted = list(dict.fromkeys(ids))
    found = {
        row.promise: row
        for at in range(0, len(wanted), CHUNK)
        for row in rows.filter(promise__in=wanted[at : at + CHUNK])
    }
    return telling.told(viewer, [found[one] for one in wanted if one in found], now=now)


def evidence_file(viewer: Viewer, *, promise: str, vault: str) -> tuple[bytes, str]:
    """Return a file that was handed in for ``promise``, and its media type.

    Raises Refused ``meetings.file.unknown``, ``meetings.file.erased`` or ``meetings.file.changed``: it is not what
    the fact says it was.
    """
    if not visible(viewer).filter(promise=promise).exists():
        raise known_promises.unknown()
    told = next(
        (
            file
            for files in PromiseEvent.objects.filter(promise=promise).exclude(files=[]).values_list("files", flat=True)
            for file in files
            if file["vault"] == vault
        ),
        None,
    )
    if told is None:
        raise Refused("meetings.file.unknown", id="Berkas ini tidak ada.", en="There is no such file.")
    kept = safe.get(vault)
    if kept is None:
        raise Refused("meetings.file.erased", id="Berkas ini sudah dihapus.", en="This file was erased.")
    content = base64.b64decode(kept["content"])
    if hashlib.sha256(content).hexdigest() != told["sha256"]:
        raise Refused(
            "meetings.file.changed",
            id="Isi berkas ini berbeda dari yang tercatat dalam jurnal.",
            en="This file is not the one that the journal tells of.",
        )
    return content, kept["media"]


def visible(viewer: Viewer) -> QuerySet[Promise]:
    """Return the promises that ``viewer`` may read: an office all of them, a card those of its post.

    Raises Refused ``access.promise.read*`` for who reads a count at most.
    """
    rulebook.require(viewer, Action.READ, RECORD)
    if rulebook.level(viewer, RECORD, party=viewer.party) not in FULL:
        raise Refused(
            "access.promise.read",
            id="Peran Anda tidak mencakup komitmen.",
            en="Your role does not cover promises.",
        )
    if viewer.role is not Role.FIELD:
        return Promise.objects.all()
    return Promise.objects.filter(party=viewer.party, post=own_post(viewer)).exclude(post="")


def own_post(viewer: Viewer) -> str:
    """Return the duty post of a field card; empty for a card that opens nothing."""
    return calling.card_post(viewer.account)


def _may(viewer: Viewer, found: KnownPromise) -> frozenset[PromiseStep]:
    if rulebook.why_not(viewer, Action.WRITE, RECORD, party=viewer.party) is not None:
        return frozenset()
    steps = (one for one in PromiseStep if promising.why_not(found.standing, one, party=viewer.party) is None)
    return frozenset(steps)


def _event(row: PromiseEvent) -> EventRow:
    return EventRow(
        kind=row.kind,
        at=row.at,
        party=Party(row.party),
        note=row.note,
        due=row.due,
        number=row.number,
        files=tuple(
            FileRow(vault=one["vault"], media=one["media"], size=one["size"], sha256=one["sha256"]) for one in row.files
        ),
        entry=row.entry,
        before=row.before.get("text", ""),
    )
