"""Show that a promise was kept, look at what was shown, close it, owe it again."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from typing import Final

from sinergi.areas.meetings.commands.asking import made_id, record, require_reason, sent_before
from sinergi.areas.meetings.commands.promising import MOST, promise_for, require_note, require_writer
from sinergi.areas.meetings.facts import (
    Attachment,
    PromiseDropped,
    PromiseKept,
    PromiseReopened,
    PromiseReported,
)
from sinergi.areas.meetings.queries import known_promises as known
from sinergi.areas.meetings.rules import evidence, files
from sinergi.areas.meetings.rules.files import Accepted
from sinergi.areas.meetings.rules.states import PromiseStep
from sinergi.journal import book, vault
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Viewer

UNSEALED: Final = ""  # of a file that is not in the vault yet


def report_promise(
    *, viewer: Viewer, stamp: Stamp, promise: str, number: int = 0, files: Sequence[bytes] = (), note: str = ""
) -> None:
    """Say that the viewer's party did what it promised, with the evidence that was asked for.

    ``files`` are photographs or PDF as they came; what the camera wrote in them is not kept. Another party looks.
    Raises Refused ``meetings.promise.*``, ``meetings.evidence.*``, ``meetings.file*``, ``meetings.text.*``.
    """
    require_writer(viewer)
    said = require_note(viewer, note)
    if not 0 <= number <= MOST:
        raise Refused(
            "meetings.evidence.count",
            id="Jumlah harus bilangan antara 0 dan sejuta.",
            en="The number must lie between 0 and a million.",
        )
    kept = _kept(files)
    with book.writing():
        shown = _attachments(kept, promise=promise, stamp=stamp)
        fact = PromiseReported(promise=promise, number=number, files=shown, note=said)
        if sent_before(fact, stamp=stamp):
            return
        found = promise_for(promise, PromiseStep.REPORT, viewer=viewer)
        if (refused := evidence.why_not_reported(ask=found.ask, number=number, files=shown)) is not None:
            raise refused
        sealed = _sealed(kept, shown)
        record(PromiseReported(promise=promise, number=number, files=sealed, note=said), stamp=stamp)


def keep_promise(*, viewer: Viewer, stamp: Stamp, promise: str, note: str = "") -> None:
    """Close a promise as kept: its own party where no evidence was asked, else another party that looked at it.

    Raises Refused ``meetings.promise.*``.
    """
    require_writer(viewer)
    fact = PromiseKept(promise=promise, note=require_note(viewer, note))
    _step(fact, PromiseStep.KEEP, viewer=viewer, stamp=stamp)


def return_promise(*, viewer: Viewer, stamp: Stamp, promise: str, reason: str) -> None:
    """Say that what was reported does not show it; another party says so. Raises Refused ``meetings.promise.*``."""
    require_writer(viewer)
    fact = PromiseReopened(promise=promise, reason=require_reason(viewer, reason))
    _step(fact, PromiseStep.RETURN, viewer=viewer, stamp=stamp)


def reopen_promise(*, viewer: Viewer, stamp: Stamp, promise: str, reason: str) -> None:
    """Owe a closed promise again; all parties see the reason. Raises Refused ``meetings.promise.*``."""
    require_writer(viewer)
    fact = PromiseReopened(promise=promise, reason=require_reason(viewer, reason))
    _step(fact, PromiseStep.REOPEN, viewer=viewer, stamp=stamp)


def drop_promise(*, viewer: Viewer, stamp: Stamp, promise: str, reason: str) -> None:
    """Close a promise that nobody owes any more; all parties see the reason. Raises Refused ``meetings.promise.*``."""
    require_writer(viewer)
    fact = PromiseDropped(promise=promise, reason=require_reason(viewer, reason))
    _step(fact, PromiseStep.DROP, viewer=viewer, stamp=stamp)


def _step(
    fact: PromiseKept | PromiseReopened | PromiseDropped, step: PromiseStep, *, viewer: Viewer, stamp: Stamp
) -> None:
    with book.writing():
        if sent_before(fact, stamp=stamp):
            return
        promise_for(fact.promise, step, viewer=viewer)
        record(fact, stamp=stamp)


def _kept(given: Sequence[bytes]) -> tuple[Accepted, ...]:
    if (refused := files.why_not_many(len(given))) is not None:
        raise refused
    return tuple(files.accepted(one) for one in given)


def _attachments(kept: Sequence[Accepted], *, promise: str, stamp: Stamp) -> tuple[Attachment, ...]:
    """Return the files as a fact holds them: sealed already when this sending came before, else unsealed."""
    before = known.handed_in(promise, entry=stamp.ids[0]) if len(stamp.ids) == 1 else ()
    hashes = [hashlib.sha256(one.content).hexdigest() for one in kept]
    if before and [one.sha256 for one in before] == hashes:
        return before
    return tuple(
        Attachment(
            vault=f"evidence:{made_id(stamp, 'evidence', place)}",
            seal=UNSEALED,
            sha256=digest,
            media=one.media,
            size=len(one.content),
        )
        for place, (one, digest) in enumerate(zip(kept, hashes, strict=True))
    )


def _sealed(kept: Sequence[Accepted], shown: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Put the files into the vault and return them with their seals."""
    contents = {
        one.vault: {"media": one.media, "content": base64.b64encode(file.content).decode()}
        for one, file in zip(shown, kept, strict=True)
    }
    seals = vault.put_many(contents)
    return tuple(
        Attachment(vault=one.vault, seal=seals[one.vault], sha256=one.sha256, media=one.media, size=one.size)
        for one in shown
    )
