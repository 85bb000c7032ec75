"""What a request of the phone knows once the middleware has said who looks."""

from __future__ import annotations

from django.http import HttpRequest

from sinergi.vocabulary.viewer import Viewer


class FieldRequest(HttpRequest):
    """A request after the middleware has said who looks, and from where."""

    viewer: Viewer
    address: str
