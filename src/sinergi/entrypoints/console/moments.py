"""The boxes for a day and an hour: read as people here write them, told in the zone of the installation."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sinergi.entrypoints.console.templatetags.tata import day as in_words
from sinergi.sheets.dates import month


class Day(forms.DateField):
    """A day as people write it: 27 November 2024, 2 Des 2024, 27-Nov-2024, 27/11/2024."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "narrow day"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- Django's own options of a field
        """Say how a day is written when it cannot be read."""
        wrong = {"invalid": _("Tulis tanggal seperti 20 November 2024 atau 20/11/2024.")}
        super().__init__(error_messages=wrong, **options)

    def to_python(self, value: Any) -> date | None:  # noqa: ANN401 -- as Django declares it
        """Return the day, or None for an empty box; names of months are understood in both languages."""
        text = re.sub(r"[\s/.-]*([^\W\d_]+)[\s/.-]*", _numbered, str(value or "").strip())
        found: date | None = super().to_python(re.sub(r"\s*([/.-])\s*", r"\1", text))
        return found


class Hour(forms.TimeField):
    """An hour of the day in the zone of the installation: 9, 09.00 or 09:00."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "narrow", "inputmode": "text"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- Django's own options of a field
        """Say how an hour is written when it cannot be read."""
        wrong = {"invalid": _("Tulis jam seperti 09.00.")}
        super().__init__(error_messages=wrong, input_formats=("%H.%M", "%H:%M", "%H"), **options)


def at(day: date, hour: time) -> datetime:
    """Return the moment of an hour on a day in the zone of the installation."""
    return timezone.make_aware(datetime.combine(day, hour))


def day_box(value: datetime | None) -> str:
    """Return what the box of a day starts with."""
    return in_words(timezone.localtime(value).date()) if value else ""


def hour_box(value: datetime | None) -> str:
    """Return what the box of an hour starts with."""
    return f"{timezone.localtime(value):%H.%M}" if value else ""


def _numbered(word: re.Match[str]) -> str:
    found = month(word[1].casefold())
    return f"/{found}/" if found else word[0]
