"""What a party says of a decision or promise: it confirms, or dissents with a reason that stays beside it."""

from __future__ import annotations

from sinergi.areas.meetings.commands import asking
from sinergi.areas.meetings.facts import AnswerGiven, Stance
from sinergi.areas.meetings.queries import known
from sinergi.areas.meetings.rules.texts import tidy
from sinergi.areas.rulebook import queries as rulebook
from sinergi.journal import book
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.stamp import Stamp
from sinergi.vocabulary.viewer import Action, Viewer


def answer(*, viewer: Viewer, stamp: Stamp, about: str, stance: Stance, note: str = "") -> None:
    """Say for the viewer's party what it thinks of the decision or promise ``about``; a later word replaces it.

    Saying the same again records nothing. Raises Refused ``access.calendar.write*`` or ``access.promise.write*``,
    ``meetings.answer.unknown``, ``meetings.answer.reason`` (a dissent needs one), ``meetings.answer.struck``,
    ``meetings.text.*``.
    """
    with book.writing():
        decision = known.decision(about)
        if decision is None and not known.is_promise(about):
            raise Refused(
                "meetings.answer.unknown",
                id="Keputusan atau komitmen ini tidak ada.",
                en="There is no such decision or promise.",
            )
        rulebook.require(viewer, Action.WRITE, "calendar" if decision else "promise", party=viewer.party)
        said = tidy(note)
        _require_reason(stance, said)
        asking.require_texts(viewer, said, empty=True)
        fact = AnswerGiven(about=about, party=viewer.party, stance=stance, note=said)
        if asking.sent_before(fact, stamp=stamp) or known.stance(about=about, party=viewer.party) == (stance, said):
            return
        if decision is not None and decision.struck:
            raise Refused(
                "meetings.answer.struck",
                id="Keputusan ini sudah dicoret; tidak perlu dijawab lagi.",
                en="This decision was struck; there is nothing left to answer.",
            )
        asking.record(fact, stamp=stamp)


def _require_reason(stance: Stance, said: str) -> None:
    if stance is Stance.DISSENTED and not said:
        raise Refused(
            "meetings.answer.reason",
            id="Keberatan memerlukan alasan; alasannya tercantum di samping keputusan.",
            en="A dissent needs a reason; it stands beside the decision.",
        )
