"""What the pages of promises and of the calendar say: an hour short enough for a table."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.filter
def due(value: datetime) -> str:
    """Return an hour in a table cell, with its weekday and zone: "Rab, 27 Nov 2024 16.00 WIB"."""
    local = timezone.localtime(value)
    return f"{date_format(local, 'D, j M Y H.i')} {local.tzname()}"


@register.filter
def bytes_in_words(size: int) -> str:
    """Return the size of a file: "240 kB"."""
    return f"{max(1, round(size / 1000))} kB"
