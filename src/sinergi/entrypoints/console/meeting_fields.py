"""The boxes of the forms about meetings: a day with the month in words, an hour, and where a refusal is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sinergi.entrypoints.console.people_forms import Written
from sinergi.entrypoints.console.templatetags.tata import day as in_words
from sinergi.vocabulary.refusal import Refused

LINE: Final = 2000  # letters of a line or decision; what holds is decided by the rules of the area
TITLE: Final = 200
NUMBER: Final = 80
OFFICE: Final = 160
REASON: Final = 400
ITEMS: Final = 40  # agenda items
GATES: Final = ("access.", "rulebook.")  # refusals that no other word in the form would change
MONTHS: Final = (
    ("januari", "january"), ("februari", "february"), ("maret", "march"), ("april", "april"), ("mei", "may"),
    ("juni", "june"), ("juli", "july"), ("agustus", "august"), ("september", "september"), ("oktober", "october"),
    ("november", "november"), ("desember", "december"),
)  # fmt: skip
NUMBER_OF: Final = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}


class Day(forms.DateField):
    """A day as people write it: 27 November 2024, 27 Desember 2024, 27/11/2024."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "narrow day"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- Django's own options of a field
        """Say how a day is written when it cannot be read."""
        wrong = {"invalid": _("Tulis tanggal seperti 20 November 2024 atau 20/11/2024.")}
        super().__init__(error_messages=wrong, **options)

    def to_python(self, value: Any) -> date | None:  # noqa: ANN401 -- as Django declares it
        """Return the day, or None for an empty box."""
        text = re.sub(
            r"[^\W\d_]+", lambda one: f"/{NUMBER_OF.get(one[0].casefold(), one[0])}/", str(value or "").strip()
        )
        found: date | None = super().to_python(re.sub(r"\s*([/.-])\s*", r"\1", text))
        return found


class Hour(forms.TimeField):
    """An hour of the day in the zone of the installation: 9, 09.00 or 09:00."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "narrow", "inputmode": "text"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- Django's own options of a field
        """Say how an hour is written when it cannot be read."""
        wrong = {"invalid": _("Tulis jam seperti 09.00.")}
        super().__init__(error_messages=wrong, input_formats=("%H.%M", "%H:%M", "%H"), **options)


class Said(Written):
    """A form of these pages. ``AT``: the code of a refusal -> the field that it is shown at."""

    AT: ClassVar[Mapping[str, str]] = {}

    def refuse(self, error: Refused) -> None:
        """Show a refusal at the field that it is about, or above all."""
        field = self.AT.get(error.code, "")
        if field in self.fields:
            self.add_error(field, error.sentence.in_(get_language() or "id"))
        else:
            super().refuse(error)

    def done(self, do: Callable[[], object]) -> bool:
        """Say whether the form is whole and ``do`` was not refused; a refusal that no word would change is raised."""
        if not self.is_bound or not self.is_valid():
            return False
        try:
            do()
        except Refused as error:
            if error.code.startswith(GATES):
                raise
            self.refuse(error)
            return False
        return True


def at(day: date, hour: time) -> datetime:
    """Return the moment of an hour on a day in the zone of the installation."""
    return timezone.make_aware(datetime.combine(day, hour))


def day_box(value: datetime | None) -> str:
    """Return what the box of a day starts with."""
    return in_words(timezone.localtime(value).date()) if value else ""


def hour_box(value: datetime | None) -> str:
    """Return what the box of an hour starts with."""
    return f"{timezone.localtime(value):%H.%M}" if value else ""
