"""The forms of a promise. They only help the user; what holds is decided by the rules of the area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sinergi.areas.meetings.facts import Ask, EvidenceKind
from sinergi.entrypoints.console.people_forms import NOTHING, Written, word, words
from sinergi.vocabulary.viewer import FIVE_PARTIES

if TYPE_CHECKING:
    from sinergi.areas.meetings.queries import PromiseRow
    from sinergi.areas.places.queries import VillageRow
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


REST: Final = ("record", "waits_for", "villages", "stations")


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


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields of a form, for the template that shows fields."""

    hidden_fields: list[forms.BoundField]
    visible_fields: list[forms.BoundField]
    open: bool


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


class Terms(Said):
    """What is promised, by whom, with which evidence, about which places, after what."""

    party = forms.ChoiceField(label=_("Pihak yang berjanji"), choices=[NOTHING, *words(FIVE_PARTIES)])
    text = forms.CharField(
        label=_("Apa yang dijanjikan"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu kalimat, misalnya: menyerahkan daftar TPS rawan kepada PPK. Jangan menulis nama orang."),
    )
    evidence = forms.ChoiceField(label=_("Bukti yang diminta"), choices=words(EvidenceKind), initial=EvidenceKind.NONE)
    number = forms.IntegerField(
        label=_("Jumlah yang diminta"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "narrow"}),
        help_text=_("Hanya untuk bukti berupa jumlah atau catatan sistem."),
    )
    record = forms.ChoiceField(
        label=_("Catatan sistem yang ditunggu"),
        required=False,
        help_text=_("Komitmen selesai dengan sendirinya ketika pihaknya mencatat ini sebanyak jumlah yang diminta."),
    )
    waits_for = forms.CharField(
        label=_("Menunggu komitmen lain"),
        required=False,
        max_length=200,
        help_text=_("Nomornya, pisahkan dengan koma, misalnya K-3, K-12."),
    )
    villages = forms.MultipleChoiceField(
        label=_("Desa/kelurahan yang bersangkutan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    stations = forms.CharField(
        label=_("Kode TPS yang bersangkutan"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Pisahkan dengan koma."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 -- Django's own signature
        villages: Sequence[VillageRow],
        records: Sequence[str],
        **kwargs: Any,  # noqa: ANN401 -- Django's own signature
    ) -> None:
        """Offer the villages of the installation and the kinds of records that may count."""
        super().__init__(*args, **kwargs)
        ground, record = self.fields["villages"], self.fields["record"]
        assert isinstance(ground, forms.MultipleChoiceField)
        assert isinstance(record, forms.ChoiceField)
        ground.choices = [(one.code, one.name) for one in villages]
        record.choices = [NOTHING, *words(records)]

    def ask(self) -> Ask:
        """Return the evidence that is asked for."""
        said = self.cleaned_data
        kind = EvidenceKind(said["evidence"])
        counted = kind in (EvidenceKind.COUNT, EvidenceKind.RECORD)
        return Ask(
            evidence=kind,
            number=(said["number"] or 0) if counted else 0,
            record=said["record"] if kind is EvidenceKind.RECORD else "",
        )

    def places(self) -> tuple[str, ...]:
        """Return the codes of the places: ticked villages, then typed TPS."""
        typed = (part.strip() for part in self.cleaned_data["stations"].split(","))
        return tuple(dict.fromkeys((*self.cleaned_data["villages"], *(part for part in typed if part))))

    def first(self) -> Group:
        """Return what every promise needs, with the hidden fields."""
        return Group(self.hidden_fields(), [one for one in self.visible_fields() if one.name not in REST], open=True)

    def rest(self) -> Group:
        """Return what few promises need; shown folded unless something stands in it."""
        fields = [self[name] for name in REST]
        return Group([], fields, open=any(one.errors or one.value() for one in fields))

    def waits(self) -> tuple[str, ...]:
        """Return what was typed as promises to wait for, one text each."""
        return tuple(part.strip() for part in self.cleaned_data["waits_for"].split(",") if part.strip())


class NewForm(Terms, Due):
    """A promise between meetings."""

    field_order = ("kiriman", "party", "text", "due_day", "due_time", "evidence", "number", "record")


class CorrectForm(Terms):
    """A promise that was written down wrongly; its hour is moved by postponing."""

    reason = forms.CharField(label=word("field.reason"), max_length=SHORT, help_text=FOREVER)
    field_order = ("kiriman", "reason", "party", "text", "evidence", "number", "record")


class AssignForm(Said):
    """Which duty post of the own party does it."""

    post = forms.ChoiceField(label=_("Pelaksana"), required=False)

    def __init__(self, *args: Any, posts: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        """Offer the posts of the party."""
        super().__init__(*args, **kwargs)
        field = self.fields["post"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("kantor pihak sendiri")), *posts]


def terms_of(row: PromiseRow, *, villages: Sequence[VillageRow]) -> dict[str, object]:
    """Return what the form of correction starts with."""
    known = {one.code for one in villages}
    return {
        "party": row.party,
        "text": row.text,
        "evidence": row.ask.evidence,
        "number": row.ask.number or "",
        "record": row.ask.record,
        "waits_for": ", ".join(f"K-{one.number}" for one in row.waits),
        "villages": [one.code for one in row.places if one.code in known],
        "stations": ", ".join(one.code for one in row.places if one.code not in known),
    }
