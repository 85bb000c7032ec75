"""What the forms of promises share: where a refusal is shown, a day and an hour. What holds is decided by the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sinergi.entrypoints.console.people_forms import Written

if TYPE_CHECKING:
    from sinergi.vocabulary.refusal import Refused

AT: Final = (  # part of a refusal's code -> the fields at which it is shown, the first that the form has
    ("promise.party", ("party",)),
    ("due", ("due_day",)),
    ("circle", ("waits_for",)),
    ("waits", ("waits_for",)),
    ("promise.unknown", ("waits_for",)),
    ("place", ("stations",)),
    ("post", ("post",)),
    ("record", ("record",)),
    ("evidence.number", ("number",)),
    ("evidence", ("attached", "evidence")),
    ("file", ("attached",)),
    ("answer", ("note",)),
    ("reason", ("reason", "note")),
    ("text", ("text", "reason", "note")),
    ("outside-vault", ("text", "reason", "note")),
)
FOREVER: Final = _("Masuk jurnal untuk selamanya dan dibaca kelima pihak; jangan menulis nama atau nomor telepon.")
MONTHS: Final = {  # months whose Indonesian name is not the English one
    "januari": "January", "februari": "February", "pebruari": "February", "maret": "March", "mei": "May",
    "juni": "June", "juli": "July", "agustus": "August", "agu": "August", "agt": "August", "oktober": "October",
    "okt": "October", "desember": "December", "des": "December",
}  # fmt: skip
LONG: Final = 2000
SHORT: Final = 400


class Said(Written):
    """A form about a promise: a refusal of the rules is shown at the field it is about."""

    def refuse(self, error: Refused) -> None:
        """Show a refusal at its field; what no field is about goes above all."""
        named = next((fields for part, fields in AT if part in error.code), ())
        field = next((one for one in named if one in self.fields), None)
        if field is None:
            super().refuse(error)
        else:
            self.add_error(field, error.sentence.in_(get_language() or "id"))


class DayField(forms.DateField):
    """A date as it is written here: 26/11/2024, 26 November 2024, 2 Desember 2024, 2 Des 2024."""

    def to_python(self, value: Any) -> date | None:  # noqa: ANN401 -- Django's own signature
        """Return the date; names of months are understood in both languages."""
        if isinstance(value, str):
            value = " ".join(MONTHS.get(part.casefold().strip("."), part) for part in value.split())
        return super().to_python(value)


class Due(forms.Form):
    """A day and an hour in the zone of the installation."""

    due_day = DayField(
        label=_("Tanggal tenggat"),
        help_text=_("Misalnya 26 November 2024 atau 26/11/2024."),
        widget=forms.DateInput(attrs={"autocomplete": "off", "class": "day"}),
    )
    due_time = forms.TimeField(
        label=_("Jam tenggat"),
        help_text=_("Misalnya 16.00, waktu setempat."),
        widget=forms.TimeInput(format="%H.%M", attrs={"autocomplete": "off", "class": "narrow"}),
    )

    def due(self) -> datetime:
        """Return the moment that was filled in, aware."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["due_day"], self.cleaned_data["due_time"]))


class AssignForm(Said):
    """Which duty post of the own party does it."""

    post = forms.ChoiceField(label=_("Pelaksana"), required=False)

    def __init__(self, *args: Any, posts: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        """Offer the posts of the party."""
        super().__init__(*args, **kwargs)
        field = self.fields["post"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("kantor pihak sendiri")), *posts]
