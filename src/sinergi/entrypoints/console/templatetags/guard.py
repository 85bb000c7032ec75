"""What the pages of the guard plan say: the sign of a sector, and the words of a state or a goal."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sinergi.areas.deployment.queries import GuardRow, PlanState
from sinergi.entrypoints.console import guard_words
from sinergi.entrypoints.console.svgmap import stop
from sinergi.entrypoints.console.templatetags.tata import language

register = template.Library()


@register.simple_tag
def sign(look: int, text: object = "") -> SafeString:
    """Return the figure of a sector with a few letters in it, hidden from screen readers."""
    return stop(look, str(text))


@register.filter
def state_word(state: PlanState) -> str:
    """Return where a plan stands between draft and archive."""
    return guard_words.STATES[state].in_(language())


@register.filter
def who(guard: GuardRow) -> str:
    """Return the name of a person, or for whom it is not, what they are."""
    return guard.name or guard.label


@register.filter
def span(start: datetime, end: datetime) -> str:
    """Return a time span in words: "Rabu, 27 November 2024 06.00 s.d. 18.00 WIB"."""
    begin, finish = timezone.localtime(start), timezone.localtime(end)
    last = f"{finish:%H.%M}" if begin.date() == finish.date() else date_format(finish, "l, j F H.i")
    return f"{date_format(begin, 'l, j F Y H.i')} {gettext('s.d.')} {last} {finish.tzname()}"
