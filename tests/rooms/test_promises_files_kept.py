"""What was handed in for a promise: kept in the vault, shown to who may see it, erased without breaking the journal."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest

from sinergi.areas.meetings import commands, queries
from sinergi.areas.meetings.facts import Ask, EvidenceKind, PromiseReported
from sinergi.areas.meetings.queries.rows import FileRow
from sinergi.journal import erase, read, replay, sequencer, vault, verify
from sinergi.journal.models import Entry, Secret
from sinergi.vocabulary.viewer import Party
from tests import cast
from tests.promises import DUE, code_of, give, picture
from tests.world import World

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PHOTO = Ask(evidence=EvidenceKind.PHOTO)


def reported(*files: bytes, ask: Ask = PHOTO) -> str:
    """Let the PPK promise and report, with ``files``."""
    promise = give(ask=ask)
    commands.report_promise(
        viewer=cast.ppk_chair, stamp=cast.stamp(cast.ppk_chair), promise=promise, files=list(files), note="Selesai"
    )
    return promise


def shown(promise: str) -> tuple[FileRow, ...]:
    """Return the files of the last report."""
    return queries.promise(cast.camat, promise=promise, now=DUE).events[-1].files


def test_what_was_handed_in_is_read_back(world: World) -> None:
    """A photograph and a letter: another party opens both, each with its kind, and the letter byte by byte."""
    assert world.stations
    promise = reported(picture((64, 48), form="PNG"), PDF)
    photo, letter = shown(promise)
    content, media = queries.evidence_file(cast.danramil, promise=promise, vault=photo.vault)
    assert (media, photo.media, len(content)) == ("image/jpeg", "image/jpeg", photo.size)
    assert content[:2] == b"\xff\xd8"
    assert queries.evidence_file(cast.panwascam, promise=promise, vault=letter.vault) == (PDF, "application/pdf")


def test_a_photograph_is_needed_where_one_was_asked(world: World) -> None:
    """Nothing, or a letter alone, is no photograph; a letter is a document, and so is a photograph of one."""
    assert world.stations
    for wrong in ((), (PDF,)):
        assert code_of(lambda wrong=wrong: reported(*wrong)) == "meetings.evidence.photo"
    document = Ask(evidence=EvidenceKind.DOCUMENT)
    assert code_of(lambda: reported(ask=document)) == "meetings.evidence.document"
    assert shown(reported(picture(), ask=document))
    assert code_of(lambda: reported(*[PDF] * 6)) == "meetings.files.many"
    assert code_of(lambda: reported(b"teks biasa")) == "meetings.file.kind"


def test_a_refused_report_leaves_nothing_in_the_vault(world: World) -> None:
    """Another party's promise, or a closed one: no file of it stays behind."""
    assert world.stations
    promise = give(Party.PPK, ask=PHOTO)
    before = Secret.objects.count()
    stamp = cast.stamp(cast.camat)
    code = code_of(lambda: commands.report_promise(viewer=cast.camat, stamp=stamp, promise=promise, files=[picture()]))
    assert code == "meetings.promise.not-yours"
    assert Secret.objects.count() == before


def test_who_may_not_see_the_promise_does_not_see_the_file(world: World) -> None:
    """The public is refused; a card of another post, and a wrong number, find nothing."""
    promise, other = reported(picture()), reported(picture((20, 20)))
    vault_ref = shown(promise)[0].vault
    assert world.stations
    ask = queries.evidence_file
    assert code_of(lambda: ask(cast.outsider, promise=promise, vault=vault_ref)) == "access.promise.read"
    assert code_of(lambda: ask(cast.linmas_card, promise=promise, vault=vault_ref)) == "meetings.promise.unknown"
    assert code_of(lambda: ask(cast.camat, promise=other, vault=vault_ref)) == "meetings.file.unknown"
    assert code_of(lambda: ask(cast.camat, promise=promise, vault="evidence:x")) == "meetings.file.unknown"


def test_the_journal_holds_no_picture_and_stays_whole(world: World) -> None:
    """The fact says what the file was, not what it shows; verify finds nothing wrong, before and after it is erased."""
    assert world.stations
    promise = reported(picture((64, 48)), PDF)
    file = shown(promise)[0]
    content, _media = queries.evidence_file(cast.camat, promise=promise, vault=file.vault)
    sequencer.settle()
    body = next(one for one in read.entries(cast.camat, limit=1000) if one.kind == PromiseReported.KIND)
    assert file.sha256 in repr(body)
    assert base64.b64encode(content).decode()[:60] not in repr(body)
    assert verify.verify_all().ok
    vault.erase(file.vault)
    assert verify.verify_all().ok
    gone = code_of(lambda: queries.evidence_file(cast.camat, promise=promise, vault=file.vault))
    assert gone == "meetings.file.erased"
    before = replay.fingerprint()
    replay.replay()
    assert replay.fingerprint() == before
    assert shown(promise)[0] == file


def test_who_erases_a_report_erases_its_files(world: World) -> None:
    """The photograph goes with the words that led to it; that of another report stays."""
    assert world.stations
    first, second = reported(picture((64, 48)), PDF), reported(picture((64, 48)))
    gone, kept = shown(first), shown(second)
    entry = Entry.objects.filter(kind=PromiseReported.KIND).order_by("pk")[0]
    erase.erase(entry=entry.pk, reason="warga terlihat", stamp=cast.stamp(cast.ppk_chair))
    assert [vault.get(one.vault) for one in gone] == [None, None]
    assert vault.get(kept[0].vault) is not None
    sequencer.settle()
    assert verify.verify_all().ok


def test_a_file_that_was_swapped_is_not_shown(world: World) -> None:
    """Somebody puts another picture into the vault: it is not the one the journal tells of."""
    assert world.stations
    promise = reported(picture())
    ref = shown(promise)[0].vault
    other = {"media": "image/jpeg", "content": base64.b64encode(picture((9, 9))).decode()}
    vault.put(ref=ref, content=other)
    assert code_of(lambda: queries.evidence_file(cast.camat, promise=promise, vault=ref)) == "meetings.file.changed"
    sequencer.settle()
    assert {one.code for one in verify.verify_all().problems} == {"journal.vault"}


def test_each_report_keeps_its_own_files(world: World) -> None:
    """Returned and reported again: both reports stay readable, the older one too."""
    assert world.stations
    promise = reported(picture((30, 30)))
    first = shown(promise)
    later = cast.H_DAY + timedelta(hours=1)
    commands.return_promise(
        viewer=cast.camat, stamp=cast.stamp(cast.camat, at=later), promise=promise, reason="Foto kabur"
    )
    commands.report_promise(
        viewer=cast.ppk_chair, stamp=cast.stamp(cast.ppk_chair, at=later), promise=promise, files=[picture((50, 50))]
    )
    second = shown(promise)
    assert first[0].vault != second[0].vault
    for file in (*first, *second):
        assert queries.evidence_file(cast.camat, promise=promise, vault=file.vault)[0]
