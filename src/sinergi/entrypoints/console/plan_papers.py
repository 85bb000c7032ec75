"""Downloads of a guard plan: the order, the roster, cards, map, messages, tracks, calendars, as the viewer sees it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sinergi import documents
from sinergi.areas.deployment import columns, queries
from sinergi.areas.deployment.queries import PlanView, papers, rounds
from sinergi.areas.places.letters import Office
from sinergi.areas.places.queries import offices
from sinergi.areas.rulebook import queries as rulebook
from sinergi.documents.content import Map, code_of
from sinergi.entrypoints.console import plan_message
from sinergi.entrypoints.console.asking import Asking, require_office
from sinergi.sheets.export import xlsx_file
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT: Final = "text/plain; charset=utf-8"
MOST: Final = 800  # TPS on one long paper: some 10 s of work, during which no other PDF is made
LONG: Final = frozenset({"kartu-tps.pdf", "peta.pdf"})
BETWEEN: Final = "\n\n----------\n\n"  # chat messages in one file: each is copied by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a paper is made from."""

    view: PlanView
    office: Office
    link: str
    sector: str

    def rounds(self, *, names: bool = True) -> Map:
        """Return the rounds that were asked for."""
        return rounds.rounds(self.view, office=self.office, link=self.link, sector=self.sector, names=names)


@never_cache
@require_safe
def paper(request: Asking, plan: str, what: str) -> HttpResponseBase:
    """Hand out one paper of a plan; ``?sektor=R01`` narrows those that can be narrowed."""
    asked = _asked(request, plan)
    if what in LONG:
        _refuse_many(asked)
    made_as, make = PAPERS[what]
    stem, _dot, kind = what.rpartition(".")
    sector = f"-{asked.sector}" if asked.sector.isalnum() and asked.sector.isascii() else ""
    return _file(make(asked), made_as, f"{stem}-rencana-{asked.view.row.number}{sector}.{kind}")


@never_cache
@require_safe
def calendar(request: Asking, plan: str, person: str) -> HttpResponseBase:
    """Hand out the duties of one person as a calendar."""
    asked = _asked(request, plan)
    row = asked.view.row
    made = documents.calendar(
        rounds.duties(asked.view, person=person, office=asked.office),
        name=f"Jaga TPS {asked.office.district}, rencana ke-{row.number}",
        made_at=row.issued_at or row.made_at,
    )
    return _file(made, "text/calendar; charset=utf-8", f"jaga-rencana-{row.number}.ics")


def _asked(request: Asking, plan: str) -> Asked:
    require_office(request)
    rulebook.require(request.viewer, Action.EXPORT, "deployment")
    return Asked(
        view=queries.plan(request.viewer, plan=plan),
        office=offices.office(request.viewer),
        link=request.build_absolute_uri(reverse("guard_plan", kwargs={"plan": plan})),
        sector=request.GET.get("sektor", "").strip(),
    )


def _refuse_many(asked: Asked) -> None:
    """Refuse a paper that would keep everybody else waiting: a kabupaten prints its kecamatan one by one."""
    count = sum(len(one.stops) for one in asked.view.sectors if asked.sector in ("", one.code))
    if count > MOST:
        raise Refused(
            "deployment.papers.many",
            id=f"Rencana ini memuat {count} TPS; sekali cetak paling banyak {MOST}. Pilih satu sektor.",
            en=f"This plan has {count} TPS; one print holds at most {MOST}. Choose a sector.",
        )


def _file(content: bytes, made_as: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=made_as)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-SHA256"] = hashlib.sha256(content).hexdigest()
    return response


def _sprin_pdf(asked: Asked) -> bytes:
    letter = papers.sprin(asked.view, office=asked.office, link=asked.link)
    return documents.letter_pdf(letter, made_at=asked.view.row.made_at)


def _sprin_docx(asked: Asked) -> bytes:
    letter = papers.sprin(asked.view, office=asked.office, link=asked.link)
    return documents.letter_docx(letter, made_at=asked.view.row.made_at)


def _sprin_xlsx(asked: Asked) -> bytes:
    code = code_of(papers.sprin(asked.view, office=asked.office, link=asked.link))
    with xlsx_file(
        columns.SHEET, papers.sheet(asked.view, office=asked.office, code=code), title="Penjagaan TPS"
    ) as file:
        return file.read()


def _roster_pdf(asked: Asked) -> bytes:
    report = papers.roster(asked.view, office=asked.office, link=asked.link)
    return documents.report_pdf(report, made_at=asked.view.row.made_at)


def _roster_docx(asked: Asked) -> bytes:
    report = papers.roster(asked.view, office=asked.office, link=asked.link)
    return documents.report_docx(report, made_at=asked.view.row.made_at)


def _roster_xlsx(asked: Asked) -> bytes:
    report = papers.roster(asked.view, office=asked.office, link=asked.link)
    (table,) = report.tables
    said = " · ".join(one for one in (report.standing, report.version, report.synthetic, code_of(report)) if one)
    titles = (*(column.title.replace("\n", " ") for column in table.columns), "Keterangan")
    with xlsx_file(titles, [(*row, said) for row in table.rows], title=report.title) as file:
        return file.read()


def _cards_pdf(asked: Asked) -> bytes:
    if asked.sector:
        asked.rounds()  # refuses a sector that the plan does not have
    cards = papers.cards(asked.view, office=asked.office, link=asked.link, sector=asked.sector)
    return documents.cards_pdf(cards, made_at=asked.view.row.made_at)


def _map_pdf(asked: Asked) -> bytes:
    return documents.map_pdf(asked.rounds(), made_at=asked.view.row.made_at)


def _message_txt(asked: Asked) -> bytes:
    """Return chat messages: of the whole plan without names, since a group forwards it; of one sector with them."""
    return BETWEEN.join(documents.messages(asked.rounds(names=bool(asked.sector)))).encode()


def _route_gpx(asked: Asked) -> bytes:
    return documents.gpx(asked.rounds())


def _route_kml(asked: Asked) -> bytes:
    return documents.kml(asked.rounds())


PAPERS: Final[Mapping[str, tuple[str, Callable[[Asked], bytes]]]] = {
    "sprin.pdf": ("application/pdf", _sprin_pdf),
    "sprin.docx": (DOCX, _sprin_docx),
    "sprin.xlsx": (XLSX, _sprin_xlsx),
    "daftar-jaga.pdf": ("application/pdf", _roster_pdf),
    "daftar-jaga.docx": (DOCX, _roster_docx),
    "daftar-jaga.xlsx": (XLSX, _roster_xlsx),
    "kartu-tps.pdf": ("application/pdf", _cards_pdf),
    "peta.pdf": ("application/pdf", _map_pdf),
    "pesan.txt": (TEXT, _message_txt),
    "rute.gpx": ("application/gpx+xml", _route_gpx),
    "rute.kml": ("application/vnd.google-earth.kml+xml", _route_kml),
}
NAMES: Final = {
    "sprin": "sprin", "daftar-jaga": "roster", "kartu-tps": "cards", "peta": "map", "pesan": "message", "rute": "route",
}  # fmt: skip

urlpatterns: list[URLPattern] = [
    *(
        path(what, paper, {"what": what}, name=f"plan_{NAMES[what.partition('.')[0]]}_{what.partition('.')[2]}")
        for what in PAPERS
    ),
    path("kalender/<str:person>.ics", calendar, name="plan_calendar"),
    path("periksa-pesan/", plan_message.check_message, name="plan_message_check"),
]
