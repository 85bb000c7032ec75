"""Filters of every page: official terms, numbers, moments and sentences in the language of the reader."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Final

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from sinergi.entrypoints.console.board import Asked
from sinergi.entrypoints.console.svgmap import shape as svg_shape
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.sentence import Sentence
from sinergi.vocabulary.terms import label, note

register = template.Library()

MINUTES_AN_HOUR: Final = 60
METRES_A_KILOMETRE: Final = 1000
TONES: Final = {"complete": "○", "gap": "■", "hard": "▲", "withdrawn": "✕", "place": "●"}


def language() -> str:
    """Return the language of the page: ``id`` or ``en``."""
    return get_language() or "id"


@register.filter
def term(key: object) -> str:
    """Return the official word for a kind, party, role, level or choice; the key itself when there is none."""
    value = key.value if isinstance(key, Enum) else key
    return label(str(value), language()) if value not in (None, "") else gettext("belum diketahui")


@register.filter
def term_note(key: object) -> str:
    """Return what a term means, for the reader who has not met it."""
    return note(str(key.value if isinstance(key, Enum) else key), language())


@register.filter
def number(value: int | None) -> str:
    """Return a whole number with thousands apart; what is not known is said, never shown as 0."""
    if value is None:
        return gettext("belum diketahui")
    grouped = f"{value:,}"
    return grouped if language().startswith("en") else grouped.replace(",", ".")


@register.filter
def moment(value: datetime | None) -> str:
    """Return an absolute time with its zone: "Rabu, 27 November 2024 10.32 WIB"."""
    if value is None:
        return gettext("belum diketahui")
    local = timezone.localtime(value)
    return f"{date_format(local, 'l, j F Y H.i')} {local.tzname()}"


@register.filter
def short_moment(value: datetime | None) -> str:
    """Return a time for a table cell, with seconds: "27-11-2024 10.32.05 WIB"."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{local:%d-%m-%Y %H.%M.%S} {local.tzname()}"


@register.filter
def day(value: date) -> str:
    """Return a date in words."""
    return date_format(value, "j F Y")


@register.filter
def yesno_known(value: bool | None) -> str:  # noqa: FBT001 -- a template filter takes its value by position
    """Return yes, no, or not known."""
    return gettext("belum diketahui") if value is None else gettext("ya") if value else gettext("tidak")


@register.filter
def degrees(value: int | None) -> str:
    """Return microdegrees as decimal degrees, for reading and for pasting into another map."""
    return gettext("belum diketahui") if value is None else f"{value / 1_000_000:.6f}"


@register.filter
def distance(metres: int | None) -> str:
    """Return a length in metres or kilometres."""
    if metres is None:
        return gettext("belum diketahui")
    if metres < METRES_A_KILOMETRE:
        return f"{metres} m"
    text = f"{metres / METRES_A_KILOMETRE:.1f} km"
    return text if language().startswith("en") else text.replace(".", ",")


@register.filter
def duration(minutes: int | None) -> str:
    """Return a travel time in minutes or hours and minutes."""
    if minutes is None:
        return gettext("tidak bisa")
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    return gettext("%(h)s jam %(m)s menit") % {"h": hours, "m": rest} if hours else gettext("%(m)s menit") % {"m": rest}


@register.filter
def sentence(value: Sentence | Refused | str) -> str:
    """Return a sentence or the sentence of a refusal in the language of the page."""
    if isinstance(value, str):
        return value
    return (value.sentence if isinstance(value, Refused) else value).in_(language())


@register.filter
def symbol(state: str) -> SafeString:
    """Return the shape that stands for a state on the map, hidden from screen readers: the word stands beside it."""
    return mark_safe(f'<span class="shape" aria-hidden="true">{TONES.get(state, "●")}</span>')  # noqa: S308 -- fixed text


@register.simple_tag
def shape(state: str) -> SafeString:
    """Return the map symbol of a state for the key beside the map."""
    return svg_shape(state)


@register.simple_tag
def sorter(asked: Asked, order: str, title: str, css: str = "") -> SafeString:
    """Return a column heading that sorts by a link: once upwards, once more downwards."""
    up, down = asked.order == order, asked.order == f"-{order}"
    state = "ascending" if up else "descending" if down else "none"
    arrow = " ▲" if up else " ▼" if down else ""
    href = asked.query(urut=f"-{order}" if up else "" if order == "tps" else order)
    return format_html(
        '<th scope="col" class="{}" aria-sort="{}"><a href="/{}">{}<span aria-hidden="true">{}</span></a></th>',
        css, state, href, title, arrow,
    )  # fmt: skip


@register.simple_tag
def pager(asked: Asked, page: int) -> str:
    """Return the address of another page of the same question."""
    return asked.query(hal=page if page > 1 else "", urut="" if asked.order == "tps" else asked.order)


@register.filter
def field_name(name: str) -> str:
    """Return the official word for a field of a fact."""
    return label(f"field.{name}", language())


@register.simple_tag
def projector(asked: Asked, screen: str) -> str:
    """Return the address of the same question on the projector (``screen`` "1") or off it ("")."""
    return asked.query(layar=screen)
