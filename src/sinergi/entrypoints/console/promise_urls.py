"""Addresses of the page Komitmen."""

from __future__ import annotations

from django.urls import URLPattern, path

from sinergi.entrypoints.console import promise_files, promise_page, promise_write, promises
from sinergi.entrypoints.console.promise_deeds import DEEDS

urlpatterns: list[URLPattern] = [
    path("", promises.promises, name="promises"),
    path("baru/", promise_write.new, name="promise_new"),
    path("<str:promise>/", promise_page.promise, name="promise"),
    path("<str:promise>/koreksi/", promise_write.correct, name="promise_correct"),
    path("<str:promise>/tugaskan/", promise_write.assign, name="promise_assign"),
    path("<str:promise>/berkas/<str:vault>/", promise_files.evidence, name="promise_file"),
    *(
        path(f"<str:promise>/{deed.slug}/", promise_write.act, {"what": name}, name=f"promise_{name}")
        for name, deed in DEEDS.items()
    ),
]
