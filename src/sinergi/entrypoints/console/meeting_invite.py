"""The form of an invitation: what, when, where, the agenda line by line, and who is asked to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sinergi.areas.meetings.commands import Invitation
from sinergi.areas.meetings.facts import Seat
from sinergi.areas.meetings.queries import MeetingView
from sinergi.entrypoints.console.meeting_fields import (
    ITEMS,
    LINE,
    NUMBER,
    OFFICE,
    TITLE,
    Said,
)
from sinergi.entrypoints.console.meeting_forms import reason_field
from sinergi.entrypoints.console.meeting_seats import HEADS, Offer
from sinergi.entrypoints.console.moments import Day, Hour, at, day_box, hour_box
from sinergi.entrypoints.console.people_forms import words
from sinergi.entrypoints.console.templatetags.tata import sentence
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party

FREE: Final = 4  # rows for offices that have no post
LONG: Final = ITEMS * (TITLE + 2)


class InvitationForm(Said):
    """An invitation, new or changed."""

    AT: ClassVar[Mapping[str, str]] = {
        "meetings.number.taken": "number",
        "meetings.meeting.times": "start",
        "meetings.agenda.empty": "agenda",
        "meetings.agenda.too-large": "agenda",
        "meetings.seats.too-large": "seats",
        "meetings.seat.already-noted": "seats",
    }
    title = forms.CharField(label=_("Nama rapat"), max_length=TITLE)
    number = forms.CharField(
        label=_("Nomor surat undangan"), max_length=NUMBER, help_text=_("Misalnya 005/12/Kec/XI/2024.")
    )
    day = Day(label=_("Tanggal"), help_text=_("Misalnya 20 November 2024 atau 20/11/2024."))
    start = Hour(label=_("Mulai"), help_text=_("Misalnya 09.00."))
    end = Hour(label=_("Selesai"), help_text=_("Misalnya 11.00."))
    venue = forms.CharField(label=_("Tempat"), max_length=TITLE)
    agenda = forms.CharField(
        label=_("Acara, satu per baris"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Komitmen lama yang belum selesai menjadi acara pertama dengan sendirinya."),
    )
    seats = forms.MultipleChoiceField(label=_("Yang diundang"), required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("Catatan pada undangan"),
        required=False,
        max_length=LINE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, offered: Sequence[Offer], change: bool = False, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        """Offer the offices; ask for a reason where an invitation that is known changes."""
        super().__init__(*args, **kwargs)
        self.offered = {one.value: one for one in offered}
        field = self.fields["seats"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.value, one.title) for one in offered]
        field.initial = [one.value for one in offered if one.chosen]
        for index in range(FREE):
            self.fields[f"party_{index}"] = forms.ChoiceField(
                label=_("Pihak"), required=False, choices=[("", _("pihak")), *words(FIVE_PARTIES)]
            )
            self.fields[f"title_{index}"] = forms.CharField(label=_("Jabatan"), required=False, max_length=OFFICE)
        if change:
            self.fields["reason"] = reason_field(label=_("Alasan perubahan"))

    def free(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Yield the boxes for offices that have no post."""
        for index in range(FREE):
            yield self[f"party_{index}"], self[f"title_{index}"]

    def heads(self) -> list[tuple[Offer, bool]]:
        """Return the five heads and whoever else is ticked, each with whether it is."""
        chosen = set(self["seats"].value() or ())
        return [(one, one.value in chosen) for one in self.offered.values() if self._first(one, chosen)]

    def others(self) -> list[tuple[Party, list[Offer]]]:
        """Return the other offices that have a post, by party."""
        chosen = set(self["seats"].value() or ())
        rest = [one for one in self.offered.values() if not self._first(one, chosen)]
        found = ((party, [one for one in rest if one.party is party]) for party in FIVE_PARTIES)
        return [(party, offers) for party, offers in found if offers]

    def clean(self) -> dict[str, Any]:
        """Ask for somebody to invite, and for the party of each free title."""
        said = super().clean() or {}
        for index in range(FREE):
            if bool(said.get(f"title_{index}")) != bool(said.get(f"party_{index}")):
                missing = "party" if said.get(f"title_{index}") else "title"
                self.add_error(f"{missing}_{index}", _("Isi pihak dan jabatannya, atau kosongkan keduanya."))
        if not said.get("seats") and not any(said.get(f"title_{index}") for index in range(FREE)):
            self.add_error("seats", _("Pilih sedikitnya satu peserta."))
        return said

    def invitation(self) -> Invitation:
        """Return what the form says."""
        said = self.cleaned_data
        return Invitation(
            number=said["number"].strip(),
            title=said["title"].strip(),
            starts_at=at(said["day"], said["start"]),
            ends_at=at(said["day"], said["end"]),
            venue=said["venue"].strip(),
            agenda=tuple(line.strip() for line in said["agenda"].splitlines() if line.strip()),
            seats=tuple(self._seats()),
            note=said["note"].strip(),
        )

    @staticmethod
    def _first(one: Offer, chosen: set[str]) -> bool:
        return one.value in chosen or one.chosen or one.title == HEADS[one.party]

    def _seats(self) -> Iterator[Seat]:
        said = self.cleaned_data
        for value in said["seats"]:
            one = self.offered[value]
            yield Seat(seat=one.seat, party=one.party, title=one.title, post=one.post)
        for index in range(FREE):
            if said[f"title_{index}"]:
                yield Seat(seat="", party=Party(said[f"party_{index}"]), title=said[f"title_{index}"].strip())


def first(last: MeetingView | None, *, now: datetime) -> dict[str, object]:
    """Return what the form of a new meeting starts with: tomorrow at nine, where one met last time."""
    tomorrow = timezone.localtime(now) + timedelta(days=1)
    return {
        "day": day_box(tomorrow),
        "start": "09.00",
        "end": "11.00",
        "venue": last.row.venue if last else "",
    }


def present(view: MeetingView) -> dict[str, object]:
    """Return what the form of a known invitation starts with."""
    row = view.row
    return {
        "title": row.title,
        "number": row.number,
        "day": day_box(row.starts_at),
        "start": hour_box(row.starts_at),
        "end": hour_box(row.ends_at),
        "venue": row.venue,
        "agenda": "\n".join(sentence(one.title) for one in view.items if one.number),
        "note": view.note,
    }
