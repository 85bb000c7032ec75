"""The own posts in a roll-call: a link per real channel, what was sent, what was heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sinergi.areas.people import commands, queries
from sinergi.areas.people.facts import Channel
from sinergi.areas.people.queries import LinePage, LineRow, Reached, RollCallRow, Tally
from sinergi.entrypoints.console import roll_call_words
from sinergi.entrypoints.console.asking import FIELD, Asking, fresh_id, require_office, stamp_of
from sinergi.entrypoints.console.meeting_fields import GATES
from sinergi.journal import clock
from sinergi.vocabulary.refusal import Refused

SENT: Final = (Channel.WHATSAPP, Channel.SMS, Channel.PHONE, Channel.RADIO)
HEARD: Final = (Channel.PHONE, Channel.RADIO)
OFFICES: Final = "kecamatan"  # the choice for posts that stand in no village


@dataclass(frozen=True, slots=True)
class Way:
    """A line of the page: the post, and each channel with its address."""

    line: LineRow
    links: tuple[tuple[Channel, str], ...]


@never_cache
@require_http_methods(["GET", "POST"])
def lines(request: Asking, call: str) -> HttpResponseBase:
    """Show the own posts, or write down for some of them what was sent or heard."""
    require_office(request)
    if request.method == "GET":
        return _page(request, call)
    try:
        done = _write(request, call)
    except Refused as error:
        if error.code.startswith(GATES) or error.code.endswith(".unknown"):
            raise
        return _page(request, call, refused=error)
    messages.success(request, done)
    return HttpResponseRedirect(request.get_full_path())


def _write(request: Asking, call: str) -> str:
    """Do what the pressed button says, for one post, the ticked ones, or all on the page; return what to say."""
    given = request.POST
    told = "menjawab" in given or "dijawab" in given
    one = given.get("menjawab") or given.get("terkirim")
    posts = [one] if one else given.getlist("tampil" if "semua" in given else "pos")
    posts = list(dict.fromkeys(posts))
    channel = given.get("saluran_jawab" if told else "saluran", "")
    if told:
        stamp = stamp_of(request, count=2 * len(posts))
        n = commands.record_told(viewer=request.viewer, stamp=stamp, call=call, posts=posts, channel=channel)
        return ngettext("%(n)s pos tercatat menjawab.", "%(n)s pos tercatat menjawab.", n) % {"n": n}
    stamp = stamp_of(request, count=len(posts))
    n = commands.record_tries(viewer=request.viewer, stamp=stamp, call=call, posts=posts, channel=channel)
    return ngettext("%(n)s pos tercatat sudah dikirimi.", "%(n)s pos tercatat sudah dikirimi.", n) % {"n": n}


def _page(request: Asking, call: str, *, refused: Refused | None = None) -> HttpResponse:
    asked = request.GET
    row, may = queries.roll_call_head(request.viewer, call=call, now=clock.now())
    place, state, text = asked.get("desa", ""), asked.get("keadaan", ""), asked.get("cari", "").strip()[:80]
    found = queries.roll_call_lines(
        request.viewer,
        call=call,
        place=None if not place else "" if place == OFFICES else place,
        state=Reached(state) if state in set(Reached) else None,
        text=text,
        page=_number(asked.get("hal", "")),
    )
    context = {
        "row": row,
        "may": {str(step): True for step in may},
        "found": found,
        "ways": [_way(request, row, line) for line in found.rows],
        "places": [(code or OFFICES, name) for code, name in found.places],
        "place": place,
        "states": _states(found.tally),
        "state": state,
        "text": text,
        "channels": SENT,
        "heard": HEARD,
        "channel": request.POST.get("saluran", Channel.WHATSAPP),
        "channel_heard": request.POST.get("saluran_jawab", Channel.PHONE),
        "ticked": request.POST.getlist("pos"),
        "refused": refused,
        "field": FIELD,
        "sending": fresh_id(),
        **_pages(found),
    }
    return render(request, "console/roll_calls/lines.html", context, status=422 if refused else 200)


def _way(request: Asking, row: RollCallRow, line: LineRow) -> Way:
    if not line.token or row.opened_at is None:
        return Way(line, ())
    path = reverse("roll_reply", kwargs={"call": row.call, "post": line.post, "token": line.token})
    link = request.build_absolute_uri(path)
    text = roll_call_words.request_text(row, line, party=request.viewer.party, link=link)
    return Way(line, roll_call_words.ways(line.phone, text))


def _states(tally: Tally) -> list[tuple[str, int]]:
    """Return each state with how many of the own posts stand there; empty ones are left out."""
    counted = {
        Reached.UNTOUCHED: tally.untouched,
        Reached.SENT: tally.sent,
        Reached.ANSWERED: tally.answered,
        Reached.LATE: tally.late,
        Reached.NO_PHONE: tally.no_phone,
        Reached.VACANT: tally.vacant,
    }
    return [(str(state), count) for state, count in counted.items() if count]


def _pages(found: LinePage) -> dict[str, int]:
    return {
        "page": found.page,
        "last": found.pages,
        "before": found.page - 1,
        "after": found.page + 1 if found.page < found.pages else 0,
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1  # noqa: PLR2004 -- digits
