"""Impor: say what file is needed, take it, show what it would do, and apply it or hand it back marked."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sinergi.areas.people import commands as people
from sinergi.areas.places import commands as places
from sinergi.areas.places import queries as places_queries
from sinergi.areas.places.facts import MappingSaved
from sinergi.entrypoints.console import uploads
from sinergi.entrypoints.console.asking import Asking, fresh_id, require_office, stamp_of
from sinergi.entrypoints.console.import_kinds import KINDS, Kind, kind_of
from sinergi.entrypoints.console.uploads import Upload
from sinergi.sheets.export import csv_lines
from sinergi.sheets.mark import mark
from sinergi.sheets.read import read_book
from sinergi.vocabulary.refusal import Refused

CHOICES: Final = ("block", "leave-out", "blank")
SHOWN: Final = 200  # problems on the screen; the marked copy and the CSV hold all
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: Asking) -> HttpResponseBase:
    """Say what can be imported and what each file must hold; take the file."""
    require_office(request)
    asked = request.POST.get("apa", "") if request.method == "POST" else request.GET.get("apa", "")
    kind = kind_of(asked) if asked or request.method == "POST" else None
    error = None
    if request.method == "POST":
        try:
            return redirect("import_preview", token=_take(request).token)
        except Refused as refused:
            error = refused
    context = {
        "kinds": KINDS,
        "kind": kind,
        "error": error,
        "limit": settings.SINERGI_UPLOAD_LIMIT // (1024 * 1024),
        "mappings": places_queries.mappings(request.viewer, what=kind.key) if kind else (),
        "history": places_queries.imports(request.viewer)[:20],
    }
    return render(request, "console/imports/start.html", context, status=422 if error else 200)


@require_GET
def template(request: Asking, what: str) -> HttpResponse:
    """Hand out the empty table, made by the schema that will read it."""
    require_office(request)
    kind = kind_of(what)
    response = HttpResponse(kind.template(language=get_language() or "id"), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="sinergi-{kind.key}.xlsx"'
    return response


@never_cache
@require_GET
def preview(request: Asking, token: str) -> HttpResponseBase:
    """Show what an uploaded file would do, its problems first; ask for the columns where they are not known."""
    require_office(request)
    upload = uploads.get(token, account=request.viewer.account)
    kind = kind_of(upload.what)
    if upload.applied is not None:
        return render(request, "console/imports/result.html", {"upload": upload, "kind": kind, **upload.applied})
    choice = request.GET.get("galat", CHOICES[0])
    try:
        found = _preview(request, upload, choice=choice if choice in CHOICES else CHOICES[0])
    except Refused as error:
        context = {"upload": upload, "kind": kind, "error": error}
        return render(request, "console/imports/unreadable.html", context, status=422)
    return render(request, "console/imports/preview.html", _told(upload, kind, choice, found))


@never_cache
@require_http_methods(["GET", "POST"])
def columns(request: Asking, token: str) -> HttpResponseBase:
    """Ask which column of the file is which of ours, and keep the answer under a name."""
    require_office(request)
    upload = uploads.get(token, account=request.viewer.account)
    kind = kind_of(upload.what)
    found = _preview(request, replace(upload, mapping=""), choice=CHOICES[0])
    error = None
    if request.method == "POST":
        try:
            fact = MappingSaved(name=_mapping_name(request), what=kind.key, columns=_chosen(request, found.headers))
            places.save_mapping(viewer=request.viewer, stamp=stamp_of(request), fact=fact)
            uploads.save(replace(upload, mapping=fact.name))
            messages.success(request, gettext("Pemetaan kolom disimpan dengan nama “%s”.") % fact.name)
            return redirect("import_preview", token=token)
        except Refused as refused:
            error = refused
    rows = [(index, header, _selected(request, index, header, kind)) for index, header in enumerate(found.headers)]
    context = {
        "upload": upload,
        "kind": kind,
        "rows": rows,
        "error": error,
        "name": request.POST.get("nama", ""),
        "form_id": fresh_id(),
    }
    return render(request, "console/imports/columns.html", context, status=422 if error else 200)


@require_GET
def marked(request: Asking, token: str) -> HttpResponse:
    """Hand the user's own file back with every problem written beside its cell."""
    require_office(request)
    upload = uploads.get(token, account=request.viewer.account)
    data = uploads.data_of(upload)
    found = _preview(request, upload, choice=CHOICES[0])
    book = read_book(data, file_name=upload.file_name)
    copy = mark(data, file_name=upload.file_name, book=book, problems=found.problems, language=get_language() or "id")
    response = HttpResponse(copy, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="bertanda-{upload.what}.xlsx"'
    return response


@require_GET
def problems(request: Asking, token: str) -> StreamingHttpResponse:
    """Hand out every problem as a table."""
    require_office(request)
    upload = uploads.get(token, account=request.viewer.account)
    found = _preview(request, upload, choice=CHOICES[0])
    head = (
        gettext("Lembar"),
        gettext("Baris"),
        gettext("Kolom"),
        gettext("Tingkat"),
        gettext("Masalah"),
        gettext("Kode"),
    )
    rows = (
        (p.sheet, p.row, p.column, p.severity, p.message.in_(get_language() or "id"), p.code) for p in found.problems
    )
    response = StreamingHttpResponse(csv_lines(head, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="masalah-{upload.what}.csv"'
    return response


@require_POST
def apply(request: Asking, token: str) -> HttpResponseBase:
    """Apply the file as it was previewed, all or nothing; a second click shows the first answer."""
    require_office(request)
    upload = uploads.get(token, account=request.viewer.account)
    if upload.applied is None:
        outcome = area_of(upload.what).apply_import(
            viewer=request.viewer,
            stamp=stamp_of(request, count=0),
            what=upload.what,
            data=uploads.data_of(upload),
            file_name=upload.file_name,
            mapping=upload.mapping or None,
            on_errors=request.POST.get("galat", CHOICES[0]),
            seen=request.POST.get("dilihat", ""),
        )
        uploads.done(
            upload,
            applied={
                "new": outcome.new,
                "changed": outcome.changed,
                "unchanged": outcome.unchanged,
                "left_out": list(outcome.left_out),
            },
        )
    return redirect("import_preview", token=token)


def area_of(what: str) -> ModuleType:
    """Return the commands of the area that such a file belongs to."""
    return people if what == "personel" else places


def _take(request: Asking) -> Upload:
    limit = settings.SINERGI_UPLOAD_LIMIT
    file = request.FILES.get("berkas")
    if file is None or not file.size:
        raise Refused("import.no-file", id="Pilih berkas lebih dahulu.", en="Choose a file first.")
    if file.size > limit:
        raise Refused(
            "import.too-large",
            id=f"Berkas {file.size // 1048576} MB; paling besar {limit // 1048576} MB.",
            en=f"The file has {file.size // 1048576} MB; at most {limit // 1048576} MB.",
        )
    upload = uploads.put(
        data=file.read(), what=request.POST["apa"], file_name=file.name or "", account=request.viewer.account
    )
    if mapping := request.POST.get("pemetaan", ""):
        uploads.save(replace(upload, mapping=mapping))
    return upload


def _preview(request: Asking, upload: Upload, *, choice: str) -> Any:  # noqa: ANN401 -- either area's preview
    return area_of(upload.what).preview_import(
        viewer=request.viewer,
        what=upload.what,
        data=uploads.data_of(upload),
        file_name=upload.file_name,
        mapping=upload.mapping or None,
        on_errors=choice,
    )


def _told(upload: Upload, kind: Kind, choice: str, found: Any) -> dict[str, object]:  # noqa: ANN401 -- either preview
    ranked = sorted(found.problems, key=lambda p: {"error": 0, "warning": 1}.get(p.severity, 2))
    counts = {level: sum(p.severity == level for p in found.problems) for level in ("error", "warning", "info")}
    return {
        "upload": upload,
        "kind": kind,
        "choice": choice,
        "found": found,
        "counts": counts,
        "problems": ranked[:SHOWN],
        "more": max(0, len(ranked) - SHOWN),
        "blocked": found.blocked,
        "empty": not (found.new or found.changed or found.alongside),
        "form_id": fresh_id(),
    }


def _mapping_name(request: Asking) -> str:
    name = " ".join(request.POST.get("nama", "").split())[:80]
    if not name:
        raise Refused(
            "import.mapping-name",
            id="Beri nama pada pemetaan ini, misalnya “Excel Sekretariat PPK”.",
            en="Give this mapping a name, for example “Excel of the PPK secretariat”.",
        )
    return name


def _chosen(request: Asking, headers: tuple[str, ...]) -> dict[str, str]:
    chosen = {header: request.POST.get(f"kolom-{index}", "") for index, header in enumerate(headers) if header}
    used = [key for key in chosen.values() if key]
    if twice := next((key for key in used if used.count(key) > 1), ""):
        raise Refused(
            "import.mapping-twice",
            id=f"Kolom “{twice}” dipilih dua kali; satu kolom hanya dari satu judul.",
            en=f"Column “{twice}” was chosen twice; a column comes from one header only.",
        )
    return chosen


def _selected(request: Asking, index: int, header: str, kind: Kind) -> str:
    given = request.POST.get(f"kolom-{index}")
    return given if given is not None else kind.guess(header)
