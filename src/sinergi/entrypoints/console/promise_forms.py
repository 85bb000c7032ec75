"""What the forms of promises share: where a refusal is shown, a day and an hour. What holds is decided by the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sinergi.entrypoints.console.moments import Day, Hour, at
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


class Due(forms.Form):
    """A day and an hour in the zone of the installation."""

    due_day = Day(label=_("Tanggal tenggat"), help_text=_("Misalnya 26 November 2024 atau 26/11/2024."))
    due_time = Hour(label=_("Jam tenggat"), help_text=_("Misalnya 16.00, waktu setempat."))

    def due(self) -> datetime:
        """Return the moment that was filled in, aware."""
        return at(self.cleaned_data["due_day"], self.cleaned_data["due_time"])


class AssignForm(Said):
    """Which duty post of the own party does it."""

    post = forms.ChoiceField(label=_("Pelaksana"), required=False)

    def __init__(self, *args: Any, posts: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        """Offer the posts of the party."""
        super().__init__(*args, **kwargs)
        field = self.fields["post"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("kantor pihak sendiri")), *posts]
