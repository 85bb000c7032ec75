"""The forms about people. They only help the user; what holds is decided by the rules of the area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sinergi.areas.people.facts import Craft, Duty
from sinergi.entrypoints.console.asking import FIELD, fresh_id
from sinergi.entrypoints.console.moments import Day, at
from sinergi.vocabulary.terms import label
from sinergi.vocabulary.viewer import FIVE_PARTIES, Role

if TYPE_CHECKING:
    from sinergi.areas.people.queries import PersonRow, PostRow
    from sinergi.areas.places.queries import VillageRow
    from sinergi.vocabulary.refusal import Refused

Choice = tuple[str, Any]
NOTHING: Final[Choice] = ("", "-")
RESENT: Final = "journal.same-id-other-content"
FIELD_OF: Final = {  # last word of a refusal's code -> the field it is shown at
    "name": "name",
    "phone": "phone",
    "duty": "duty",
    "login": "account",
    "role": "role",
    "expired": "valid_until",
    "outside-vault": "reason",
}


def _word(key: str) -> str:
    return label(key, get_language() or "id")


word = lazy(_word, str)


def words(keys: Iterable[str]) -> list[Choice]:
    """Return choices with the official word of each key."""
    return [(str(key), word(str(key))) for key in keys]


class Written(forms.Form):
    """A form with the id under which it will be recorded, and a place for the rules' refusal."""

    kiriman = forms.CharField(widget=forms.HiddenInput, max_length=36)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own signature
        """Give a form that is shown for the first time an id of its own."""
        super().__init__(*args, **kwargs)
        self.fields[FIELD].initial = fresh_id

    def refuse(self, error: Refused) -> None:
        """Show a refusal at the field it is about, or above all."""
        if error.code == RESENT:  # sent before with other content: after a look, the next click is a new statement
            again = QueryDict(mutable=True)
            again.update(self.data)
            again[FIELD] = fresh_id()
            self.data = again
        field = FIELD_OF.get(error.code.rsplit(".", 1)[-1])
        self.add_error(field if field in self.fields else None, error.sentence.in_(get_language() or "id"))


class PersonForm(Written):
    """A person of one's own party. Name and phone go to the vault; all else to the journal."""

    name = forms.CharField(label=_("Nama"), max_length=120, help_text=_("Disimpan terenkripsi, di luar jurnal."))
    phone = forms.CharField(
        label=_("Telepon"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=_("Misalnya 0811 2345 6789. Disimpan terenkripsi, di luar jurnal."),
    )
    duty = forms.ChoiceField(label=word("field.duty"))
    rank = forms.CharField(label=word("field.rank"), max_length=80, required=False)
    unit = forms.CharField(label=word("field.unit"), max_length=120, required=False)
    home_unit = forms.CharField(
        label=word("field.home_unit"), max_length=120, required=False, help_text=_("Hanya untuk tenaga bantuan.")
    )
    skills = forms.CharField(
        label=word("field.skills"), max_length=400, required=False, help_text=_("Pisahkan dengan koma.")
    )
    home_village = forms.ChoiceField(label=word("field.home_village"), required=False)
    craft = forms.MultipleChoiceField(
        label=word("field.craft"), required=False, choices=words(Craft), widget=forms.CheckboxSelectMultiple
    )
    barred = forms.CharField(
        label=word("field.barred"),
        max_length=400,
        required=False,
        help_text=_("Kode desa atau TPS yang terlarang karena hubungan keluarga atau jabatan; pisahkan dengan koma."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 -- Django's own signature
        villages: Sequence[VillageRow],
        duties: Sequence[Duty],
        **kwargs: Any,  # noqa: ANN401 -- Django's own signature
    ) -> None:
        """Offer the villages of the installation and the duties of the party."""
        super().__init__(*args, **kwargs)
        home, duty = self.fields["home_village"], self.fields["duty"]
        assert isinstance(home, forms.ChoiceField)
        assert isinstance(duty, forms.ChoiceField)
        home.choices = [NOTHING, *((one.code, one.name) for one in villages)]
        duty.choices = words(duties)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a comma-separated field as its parts."""
        return tuple(part.strip() for part in self.cleaned_data[name].split(",") if part.strip())


def person_initial(row: PersonRow) -> dict[str, object]:
    """Return what the form of a known person starts with."""
    return {
        "name": row.name,
        "phone": row.phone,
        "duty": row.duty,
        "rank": row.rank,
        "unit": row.unit,
        "home_unit": row.home_unit,
        "skills": ", ".join(row.skills),
        "home_village": row.home_village,
        "craft": list(row.craft),
        "barred": ", ".join(row.barred),
    }


class ReasonForm(Written):
    """Why something is withdrawn; the reason is kept in the journal, so it names nobody."""

    reason = forms.CharField(
        label=word("field.reason"),
        max_length=400,
        widget=forms.TextInput,
        help_text=_("Masuk jurnal untuk selamanya: jangan menulis nama atau nomor telepon."),
    )


class FillForm(Written):
    """Who holds a post; nobody means vacant."""

    person = forms.ChoiceField(label=_("Dipegang oleh"), required=False)

    def __init__(self, *args: Any, persons: Sequence[PersonRow], **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        """Offer the people of the party."""
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("kosong (tidak ada yang memegang)")), *((one.person, one.name) for one in persons)]


class CardsForm(Written):
    """For which posts cards are printed, and until when they open anything."""

    every = forms.BooleanField(label=_("Semua pos di bawah ini"), required=False)
    posts = forms.MultipleChoiceField(label=word("field.post"), required=False, widget=forms.CheckboxSelectMultiple)
    valid_until = Day(
        label=word("field.valid_until"),
        help_text=_("Misalnya 30 November 2024 atau 30/11/2024. Berlaku sampai akhir hari itu."),
    )

    def __init__(self, *args: Any, posts: Sequence[PostRow], **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        """Offer the posts that have no card."""
        super().__init__(*args, **kwargs)
        field = self.fields["posts"]
        assert isinstance(field, forms.MultipleChoiceField)
        setattr(field, "asked", True)  # noqa: B010 -- a mark for the template: one of two fields must be filled in
        field.choices = [(one.post, f"{one.label} · {one.at}") for one in posts]
        self.offered = tuple(one.post for one in posts)

    def chosen(self) -> tuple[str, ...]:
        """Return the posts that were ticked, or all that were offered."""
        return self.offered if self.cleaned_data["every"] else tuple(self.cleaned_data["posts"])

    def clean(self) -> dict[str, Any]:
        """Ask for at least one post."""
        said = super().clean() or {}
        if not said.get("every") and not said.get("posts") and "posts" not in self.errors:
            self.add_error("posts", _("Pilih sedikitnya satu pos."))
        return said

    def until(self) -> datetime:
        """Return the last moment of the chosen day, in the zone of the installation."""
        return at(self.cleaned_data["valid_until"], time(23, 59, 59))


class AccountForm(Written):
    """An office account: for an office, never for a person's name."""

    account = forms.CharField(
        label=_("Nama akun"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("Dari pihak dan jabatan, misalnya ppk-operator-2; jangan nama orang."),
    )
    label = forms.CharField(label=_("Jabatan"), max_length=80, help_text=_("Misalnya Operator PPK."))
    role = forms.ChoiceField(label=word("field.role"), choices=words((Role.OPERATOR, Role.CHAIR)))
    party = forms.ChoiceField(label=word("field.party"), choices=words(FIVE_PARTIES))
