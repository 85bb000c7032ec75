"""The small forms on the page of a promise: report, note, reason, later hour, answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from sinergi.areas.meetings.facts import EvidenceKind, Stance
from sinergi.entrypoints.console.people_forms import word, words
from sinergi.entrypoints.console.promise_forms import FOREVER, LONG, SHORT, Due, Said

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from sinergi.areas.meetings.queries import PromiseRow

MOST_BYTES: Final = 8 * 1024 * 1024  # of one file; one more byte is read, so that the rules can refuse it
MOST_FILES: Final = 5
ACCEPTED: Final = "image/jpeg,image/png,image/webp,application/pdf"


class Files(forms.ClearableFileInput):
    """A file input that takes several files; on a phone it offers the camera."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; their content is judged by the rules of the area, not here."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # noqa: ANN401 -- Django's own signature
        """Return the files that were handed in, none of them opened."""
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in given]


class NoteForm(Said):
    """A note that may be left out."""

    note = forms.CharField(label=_("Catatan"), max_length=LONG, required=False, help_text=FOREVER)


class ReportForm(NoteForm):
    """What shows that a promise was kept."""

    number = forms.IntegerField(
        label=_("Jumlah yang tercapai"),
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "narrow"}),
    )
    attached = FilesField(
        label=_("Berkas bukti"),
        required=False,
        widget=Files(attrs={"accept": ACCEPTED}),
        help_text=_(
            "Foto (JPEG, PNG, WebP) atau PDF; paling banyak 5 berkas, masing-masing 8 MB. "
            "Lokasi dan data kamera dihapus dari foto."
        ),
    )
    field_order = ("kiriman", "number", "attached", "note")

    def __init__(self, *args: Any, row: PromiseRow, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own signature
        """Ask only for what the promise asks for."""
        super().__init__(*args, **kwargs)
        if row.ask.evidence is not EvidenceKind.COUNT:
            del self.fields["number"]
        if row.ask.evidence is EvidenceKind.PHOTO:
            self.fields["attached"].label = _("Foto bukti")
        wanted = row.ask.evidence in (EvidenceKind.PHOTO, EvidenceKind.DOCUMENT)
        setattr(self.fields["attached"], "asked", wanted)  # noqa: B010 -- a mark for the template: it may not be left out

    def contents(self) -> tuple[bytes, ...]:
        """Return the bytes of the files, of no more and no larger ones than tell the rules to refuse them."""
        return tuple(one.read(MOST_BYTES + 1) for one in self.cleaned_data["attached"][: MOST_FILES + 1])


class ReasonForm(Said):
    """Why; all five parties read it."""

    reason = forms.CharField(label=word("field.reason"), max_length=SHORT, help_text=FOREVER)


class PostponeForm(ReasonForm, Due):
    """A later hour, and why."""

    field_order = ("kiriman", "due_day", "due_time", "reason")


class AnswerForm(Said):
    """What the own party says of a promise."""

    stance = forms.ChoiceField(label=_("Pendapat pihak Anda"), choices=words(Stance), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Alasan"),
        max_length=LONG,
        required=False,
        help_text=_("Wajib bila keberatan; tampil di setiap dokumen."),
    )
