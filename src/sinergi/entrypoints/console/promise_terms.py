"""The forms in which a promise is written down or put right: what, by whom, evidence, places, order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from sinergi.areas.meetings.facts import Ask, EvidenceKind
from sinergi.entrypoints.console.people_forms import NOTHING, word, words
from sinergi.entrypoints.console.promise_forms import FOREVER, LONG, SHORT, Due, Said
from sinergi.vocabulary.viewer import FIVE_PARTIES

if TYPE_CHECKING:
    from sinergi.areas.meetings.queries import PromiseRow
    from sinergi.areas.places.queries import VillageRow

REST: Final = ("record", "waits_for", "villages", "stations")  # what few promises need


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields of a form, for the template that shows fields."""

    hidden_fields: list[forms.BoundField]
    visible_fields: list[forms.BoundField]
    open: bool


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
