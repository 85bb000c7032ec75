"""Addresses of this entrypoint."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from sinergi.entrypoints.console import correction, exports, live, log, situation, station

urlpatterns: list[URLPattern | URLResolver] = [
    path("", situation.situation, name="situation"),
    path("peta.json", situation.map_data, name="map"),
    path("lokasi/", situation.network, name="network"),
    path("tps/<str:code>/", station.station, name="station"),
    path("tps/<str:code>/peta.json", station.station_map, name="station_map"),
    path("tps/<str:code>/koreksi/", correction.correct, name="station_correct"),
    path("tps/<str:code>/cabut/", correction.withdraw, name="station_withdraw"),
    path("jurnal/", log.log, name="log"),
    path("jurnal/periksa/", log.check, name="log_check"),
    path("jurnal/<uuid:entry_id>/", log.entry, name="log_entry"),
    path("jurnal/<uuid:entry_id>/tanda-terima", log.receipt, name="log_receipt"),
    path("unduh/<str:what>.<str:kind>", exports.export, name="export"),
    path("hidup/", live.live, name="live"),
    path("bahasa/", set_language, name="language"),
    path("", include("sinergi.entrypoints.console.office_urls")),
]
