"""The forms about meetings. They only help the user; what holds is decided by the rules of the area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from sinergi.areas.meetings.commands import Attendance
from sinergi.areas.meetings.facts import Presence
from sinergi.areas.meetings.queries import ItemRow
from sinergi.entrypoints.console.meeting_fields import LINE, OFFICE, REASON, TITLE, Said
from sinergi.entrypoints.console.moments import Day, Hour
from sinergi.entrypoints.console.people_forms import word, words
from sinergi.entrypoints.console.templatetags.tata import sentence
from sinergi.vocabulary.viewer import FIVE_PARTIES

NOBODY: Final = ("", _("tidak ada"))
AREA: Final = {"rows": 3, "maxlength": LINE}


def reason_field(**options: Any) -> forms.CharField:  # noqa: ANN401 -- Django's own options of a field
    """Return the box for why something is done; it stands in the journal for ever."""
    usual: dict[str, Any] = {
        "label": _("Alasan"),
        "max_length": REASON,
        "help_text": _("Dibaca kelima pihak dan masuk jurnal untuk selamanya; jangan menulis nama."),
    }
    return forms.CharField(**(usual | options))


class ReasonForm(Said):
    """Why a meeting is reopened or called off, or a decision objected to."""

    reason = reason_field()


class ItemForm(Said):
    """One more agenda item."""

    title = forms.CharField(label=_("Acara baru"), max_length=TITLE)


class SeatForm(Said):
    """Somebody who came without being on the list: an office, never a name."""

    party = forms.ChoiceField(label=_("Pihak"), choices=words(FIVE_PARTIES))
    title = forms.CharField(
        label=_("Jabatan"), max_length=OFFICE, help_text=_("Misalnya Kanit Intelkam; bukan nama orang.")
    )


class NoteForm(Said):
    """A line of the minutes, put right or struck out."""

    text = forms.CharField(label=_("Catatan yang benar"), widget=forms.Textarea(attrs=AREA), max_length=LINE)
    struck = forms.BooleanField(label=_("Coret baris ini; yang tertulis tetap terbaca"), required=False)
    reason = reason_field()


class DecisionForm(Said):
    """A decision: who does it until when, or for information only."""

    AT: ClassVar[Mapping[str, str]] = {
        "meetings.decision.owner": "party",
        "meetings.decision.due-missing": "due_day",
        "meetings.due.before-meeting": "due_day",
        "meetings.due.far": "due_day",
        "meetings.item.unknown": "item",
    }
    item = forms.TypedChoiceField(label=_("Acara"), coerce=int)
    text = forms.CharField(label=_("Keputusan"), widget=forms.Textarea(attrs=AREA), max_length=LINE)
    party = forms.ChoiceField(label=_("Pelaksana"), required=False, choices=[NOBODY, *words(FIVE_PARTIES)])
    due_day = Day(label=_("Tenggat, tanggal"), required=False)
    due_hour = Hour(label=_("Tenggat, jam"), required=False)
    information_only = forms.BooleanField(label=_("Informasi saja: tanpa pelaksana dan tenggat"), required=False)
    public = forms.BooleanField(label=_("Boleh dimuat dalam siaran pers"), required=False)

    def __init__(self, *args: Any, items: Sequence[ItemRow], **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        """Offer the agenda of the meeting."""
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.number, f"{one.number}. {sentence(one.title)}") for one in items]

    def clean(self) -> dict[str, Any]:
        """Take either an owner with an hour, or information only."""
        said = super().clean() or {}
        if said.get("information_only") and said.get("party"):
            self.add_error("information_only", _("Pilih salah satu: pelaksana dengan tenggat, atau informasi saja."))
        return said


class DecisionCorrection(DecisionForm):
    """A decision that was written down wrongly: the whole new state, and why."""

    struck = forms.BooleanField(label=_("Coret: keputusan ini tidak pernah diambil"), required=False)
    reason = reason_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own signature
        """Leave the decision under its agenda item."""
        super().__init__(*args, **kwargs)
        del self.fields["item"]


class SheetForm(Said):
    """Attendance of all seats at once, typed from the signed sheet. An empty choice says nothing new."""

    def __init__(self, *args: Any, seats: Sequence[Any], **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        """Make two boxes for each seat."""
        super().__init__(*args, **kwargs)
        self.seats = tuple(seats)
        for index, seat in enumerate(self.seats):
            self.fields[f"presence_{index}"] = forms.ChoiceField(
                label=word("field.presence"),
                required=False,
                choices=[("", _("belum dicatat")), *words(Presence)],
                initial=seat.presence or "",
            )
            self.fields[f"deputy_{index}"] = forms.CharField(
                label=_("Diwakili oleh (jabatan)"), required=False, max_length=OFFICE, initial=seat.deputy
            )

    def lines(self) -> Iterator[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Yield each seat with its two boxes."""
        for index, seat in enumerate(self.seats):
            yield seat, self[f"presence_{index}"], self[f"deputy_{index}"]

    def changed(self) -> Iterator[Attendance]:
        """Yield the lines that say something new."""
        for index, seat in enumerate(self.seats):
            presence, deputy = self.cleaned_data[f"presence_{index}"], self.cleaned_data[f"deputy_{index}"].strip()
            if presence and (presence, deputy) != (seat.presence, seat.deputy):
                yield Attendance(seat=seat.seat, presence=Presence(presence), deputy=deputy)

    def clean(self) -> dict[str, Any]:
        """Ask who came instead, and take no deputy for who came or stayed away."""
        said = super().clean() or {}
        for index in range(len(self.seats)):
            presence, deputy = said.get(f"presence_{index}"), said.get(f"deputy_{index}", "").strip()
            if presence == Presence.REPRESENTED and not deputy:
                self.add_error(f"deputy_{index}", _("Sebutkan jabatan yang mewakili."))
            elif deputy and presence != Presence.REPRESENTED:
                self.add_error(f"presence_{index}", _("Pilih Diwakili, atau kosongkan nama jabatan wakilnya."))
        return said
