"""Addresses of the page Pengamanan."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from sinergi.entrypoints.console import guard, guard_classes, guard_compare, guard_patterns, guard_write, plan_papers

urlpatterns: list[URLPattern | URLResolver] = [
    path("", guard.plans, name="guard"),
    path("susun/", guard_write.draft, name="guard_draft"),
    path("berhalangan/", guard_write.absent, name="guard_absent"),
    path("kembali/", guard_write.back, name="guard_back"),
    path("kelas/", guard_classes.classes, name="guard_classes"),
    path("pola/", guard_patterns.patterns, name="guard_patterns"),
    path("banding/", guard_compare.compare, name="guard_compare"),
    path("<str:plan>/", guard.plan, name="guard_plan"),
    path("<str:plan>/peta.json", guard.map_data, name="guard_map"),
    path("<str:plan>/mengapa/", guard_compare.why, name="guard_why"),
    path("<str:plan>/andai/", guard_compare.what_if, name="guard_what_if"),
    path("<str:plan>/pindah/", guard_write.move, name="guard_move"),
    path("<str:plan>/pindah-tps/", guard_write.move_station, name="guard_move_station"),
    path("<str:plan>/ganti/", guard_write.propose, name="guard_propose"),
    path("<str:plan>/periksa/", guard_write.check, name="guard_check"),
    path("<str:plan>/terbit/", guard_write.issue, name="guard_issue"),
    path("<str:plan>/tarik/", guard_write.withdraw, name="guard_withdraw"),
    path("<str:plan>/", include(plan_papers.urlpatterns)),
]
