"""Correcting and withdrawing a TPS: a form becomes a later fact; what was said before stays in the journal."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from sinergi.areas.places import commands, queries
from sinergi.areas.places.facts import Access, Disability, StationRegistered, StationWithdrawn, Supply
from sinergi.areas.rulebook import queries as rulebook
from sinergi.entrypoints.console import cartography
from sinergi.entrypoints.console.asking import FIELD, Asking, fresh_id, stamp_of
from sinergi.entrypoints.console.templatetags.tata import language, term
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action

COUNT_MAX: Final = 100_000
FLOOD: Final = {"ya": True, "tidak": False, "": None}
SAME: Final = ("name", "address", "source")
COUNTS: Final = ("voters_male", "voters_female", "voters_total")
KINDS: Final = tuple(field.name for field in dataclasses.fields(Disability))


class Count(forms.IntegerField):
    """A number of people; empty means not known. Points and spaces between thousands are read as such."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "narrow", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- Django's own options of a field
        """Take whole numbers from 0 to an absurd most."""
        wrong = {"invalid": _("Tulis angka bulat, misalnya 312; kosongkan bila belum diketahui.")}
        super().__init__(min_value=0, max_value=COUNT_MAX, required=False, error_messages=wrong, **options)

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401 -- as Django declares it
        """Return the number, or None for an empty box."""
        text = re.sub(r"(?<=\d)[. ](?=\d{3}(\D|$))", "", str(value or "").strip())
        found: int | None = super().to_python(text)
        return found


class Degrees(forms.CharField):
    """Decimal degrees with a point or a comma, kept as whole microdegrees."""

    widget = forms.TextInput(attrs={"inputmode": "text", "class": "narrow", "autocomplete": "off"})

    def __init__(self, *, most: int, **options: Any) -> None:  # noqa: ANN401 -- Django's own options of a field
        """Take degrees from -most to most."""
        super().__init__(required=False, max_length=16, **options)
        self.most = most

    def clean(self, value: Any) -> int | None:  # noqa: ANN401 -- as Django declares it
        """Return microdegrees, or None for an empty box."""
        text = super().clean(value).replace(",", ".")
        if not text:
            return None
        try:
            degrees = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError(gettext("Tulis derajat desimal, misalnya -0,555978.")) from None
        if not degrees.is_finite() or abs(degrees) > self.most:
            raise forms.ValidationError(gettext("Derajat di luar jangkauan."))
        return round(degrees * 1_000_000)


def _choices(kind: type[Access | Supply]) -> list[tuple[str, str]]:
    return [("", gettext("belum diketahui")), *((one.value, term(one)) for one in kind)]


class Correction(forms.Form):
    """The whole new state of a TPS, filled with the present one."""

    name = forms.CharField(label=_("Nama tempat"), max_length=200, required=False)
    address = forms.CharField(label=_("Alamat"), max_length=400, required=False)
    lat_e6 = Degrees(label=_("Lintang (derajat desimal)"), most=90)
    lon_e6 = Degrees(label=_("Bujur (derajat desimal)"), most=180)
    voters_male = Count(label=_("DPT laki-laki"))
    voters_female = Count(label=_("DPT perempuan"))
    voters_total = Count(label=_("DPT jumlah"), help_text=_("Isi hanya bila laki-laki dan perempuan belum diketahui."))
    physical = Count(label=_("Disabilitas fisik"))
    intellectual = Count(label=_("Disabilitas intelektual"))
    mental = Count(label=_("Disabilitas mental"))
    sensory_speech_hearing = Count(label=_("Disabilitas sensorik wicara dan rungu"))
    sensory_sight = Count(label=_("Disabilitas sensorik netra"))
    access = forms.ChoiceField(label=_("Akses"), required=False, choices=lambda: _choices(Access))
    power = forms.ChoiceField(label=_("Listrik"), required=False, choices=lambda: _choices(Supply))
    signal = forms.ChoiceField(label=_("Sinyal telepon"), required=False, choices=lambda: _choices(Supply))
    flood_prone = forms.ChoiceField(
        label=_("Rawan banjir"),
        required=False,
        choices=[("", _("belum diketahui")), ("ya", _("ya")), ("tidak", _("tidak"))],
    )
    source = forms.CharField(
        label=_("Sumber koreksi"),
        max_length=200,
        help_text=_("Dari mana Anda mengetahuinya: surat, kunjungan, berita acara."),
        error_messages={"required": _("Sebutkan sumber koreksi.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Refuse half a position."""
        found = super().clean() or {}
        if "lat_e6" in found and "lon_e6" in found and (found["lat_e6"] is None) != (found["lon_e6"] is None):
            missing = "lat_e6" if found["lat_e6"] is None else "lon_e6"
            self.add_error(missing, gettext("Lintang dan bujur diisi keduanya atau dikosongkan keduanya."))
        return found

    def fact(self, row: queries.StationRow) -> StationRegistered:
        """Return the fact that this form says of ``row``."""
        said = self.cleaned_data
        return StationRegistered(
            code=row.code,
            village=row.village,
            number=row.number,
            synthetic=row.synthetic,
            **{name: said[name] for name in (*SAME, *COUNTS, "lat_e6", "lon_e6")},
            disability=Disability(**{kind: said[kind] for kind in KINDS}),
            access=Access(said["access"]) if said["access"] else None,
            power=Supply(said["power"]) if said["power"] else None,
            signal=Supply(said["signal"]) if said["signal"] else None,
            flood_prone=FLOOD[said["flood_prone"]],
        )


class Withdrawal(forms.Form):
    """Why a TPS is no longer one."""

    reason = forms.CharField(
        label=_("Alasan pencabutan"), max_length=400, error_messages={"required": _("Sebutkan alasan pencabutan.")}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Asking, code: str) -> HttpResponse:
    """Show the correction form, or record what it says."""
    rulebook.require(request.viewer, Action.WRITE, "polling_station")
    row = queries.station(request.viewer, code=code)
    form = Correction(request.POST or None, initial=_present(row))
    if request.method == "POST" and form.is_valid():
        try:
            if str(row.entry) not in (form.cleaned_data["seen"], request.POST.get(FIELD)):
                raise _stale()
            commands.register_station(viewer=request.viewer, stamp=stamp_of(request), fact=form.fact(row))
        except Refused as refused:
            form.add_error(None, refused.sentence.in_(language()))
        else:
            messages.success(request, gettext("Koreksi dicatat."))
            return redirect("station", code=code)
    return _page(request, form, row, "console/station_correct.html")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Asking, code: str) -> HttpResponse:
    """Ask for the reason, or record the withdrawal."""
    rulebook.require(request.viewer, Action.WRITE, "polling_station")
    row = queries.station(request.viewer, code=code)
    form = Withdrawal(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fact = StationWithdrawn(code=code, reason=form.cleaned_data["reason"])
        try:
            commands.withdraw_station(viewer=request.viewer, stamp=stamp_of(request), fact=fact)
        except Refused as refused:
            form.add_error(None, refused.sentence.in_(language()))
        else:
            messages.success(request, gettext("TPS dicabut; riwayatnya tetap ada."))
            return redirect("station", code=code)
    return _page(request, form, row, "console/station_withdraw.html")


def _page(request: Asking, form: forms.Form, row: queries.StationRow, template: str) -> HttpResponse:
    context = {
        "form": form,
        "row": row,
        "title": cartography.title(row),
        "sending": request.POST.get(FIELD) or fresh_id(),
        "field": FIELD,
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


def _present(row: queries.StationRow) -> dict[str, object]:
    known = {
        name: getattr(row, name) for name in (*SAME[:2], "voters_male", "voters_female", "access", "power", "signal")
    }
    both = row.voters_male is not None and row.voters_female is not None
    return {
        **known,
        **dataclasses.asdict(row.disability),
        "voters_total": None if both else row.voters,
        "lat_e6": _degrees(row.lat_e6),
        "lon_e6": _degrees(row.lon_e6),
        "flood_prone": next(word for word, value in FLOOD.items() if value is row.flood_prone),
        "seen": str(row.entry),
    }


def _degrees(value: int | None) -> str:
    return "" if value is None else f"{Decimal(value) / 1_000_000:f}"


def _stale() -> Refused:
    return Refused(
        "form.stale",
        id="Data TPS ini berubah sejak formulir dibuka. Buka formulir lagi dan periksa sebelum mengirim.",
        en="This TPS has changed since the form was opened. Open the form again and check before sending.",
    )
