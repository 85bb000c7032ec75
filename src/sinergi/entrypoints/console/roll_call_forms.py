"""The forms of roll-calls. They only help the user; what holds is decided by the rules of the area."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from sinergi.entrypoints.console.meeting_fields import Said
from sinergi.entrypoints.console.moments import Day, Hour, at, day_box
from sinergi.journal import clock

EVENING: Final = {"since": "19.00", "until": "21.00"}


class ScheduleForm(Said):
    """When the duty holders of all five parties are called."""

    AT: ClassVar[Mapping[str, str]] = {
        "people.roll-call.title": "title",
        "people.roll-call.window": "until",
        "people.roll-call.past": "day",
        "people.roll-call.far": "day",
        "people.roll-call.overlap": "since",
        "people.person.outside-vault": "note",
        "people.person.nik": "note",
    }

    title = forms.CharField(label=_("Judul"), max_length=200, help_text=_("Misalnya: Uji komunikasi malam H-7."))
    day = Day(label=_("Tanggal"))
    since = Hour(label=_("Mulai pukul"))
    until = Hour(label=_("Sampai pukul"), help_text=_("Lebih awal daripada jam mulai: esok harinya."))
    note = forms.CharField(
        label=_("Keterangan"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Dibaca kelima pihak dan masuk jurnal; jangan menulis nama atau nomor telepon."),
    )

    @staticmethod
    def tonight() -> dict[str, str]:
        """Return what an empty form starts with."""
        return {**EVENING, "day": day_box(clock.now())}

    def window(self) -> tuple[datetime, datetime]:
        """Return start and end; an end that is not after the start is on the next day."""
        day, since, until = (self.cleaned_data[name] for name in ("day", "since", "until"))
        same = until > since or day == date.max  # no day follows that one; the rules refuse what ends before it starts
        return at(day, since), at(day if same else day + timedelta(days=1), until)


class CancelForm(Said):
    """Why a roll-call does not take place."""

    AT: ClassVar[Mapping[str, str]] = {
        "people.roll-call.reason": "reason",
        "people.person.outside-vault": "reason",
        "people.person.nik": "reason",
    }

    reason = forms.CharField(
        label=_("Alasan"), max_length=400, help_text=_("Dibaca kelima pihak; jangan menulis nama.")
    )
