"""What the browser journeys of the console share: a served kecamatan, sign-in by cookie, and axe."""

from __future__ import annotations

from importlib import resources
from typing import Any

from django.conf import settings
from playwright.sync_api import BrowserContext, Page

from sinergi.areas.places import commands as places
from sinergi.areas.places.facts import (
    BoundaryDrawn,
    LinkRegistered,
    RegionRegistered,
    SiteRegistered,
    StationRegistered,
    VillageRegistered,
)
from sinergi.areas.rulebook import commands as rulebook
from sinergi.entrypoints.cli import demo_places
from sinergi.vocabulary.facts import Fact
from sinergi.vocabulary.viewer import Viewer
from tests import cast
from tests.journeys import office

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COMMANDS: dict[type[Fact], Any] = {
    RegionRegistered: places.register_region,
    VillageRegistered: places.register_village,
    BoundaryDrawn: places.draw_boundary,
    SiteRegistered: places.register_site,
    StationRegistered: places.register_station,
    LinkRegistered: places.register_link,
}


def kempas() -> None:
    """Register the 12 desa, 74 TPS, sites and links of the demo; two TPS without their voters."""
    rulebook.adopt_pack(
        viewer=cast.camat,
        stamp=cast.stamp(cast.camat),
        name="pilkada-2024",
        district=demo_places.DISTRICT,
        district_name=demo_places.DISTRICT_NAME,
        timezone="Asia/Jakarta",
        synthetic="semua angka dan orang.",
    )
    stations = demo_places.stations()
    for fact in (*demo_places.villages(), *demo_places.sites(), *stations, *demo_places.links(stations)):
        COMMANDS[type(fact)](viewer=cast.ppk_chair, stamp=cast.stamp(cast.ppk_chair), fact=fact)


def sign_in(context: BrowserContext, viewer: Viewer, address: str) -> None:
    """Give the browser the session of an office account; signing in by form has journeys of its own."""
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": office.signed_in(viewer).cookies[name].value, "url": address}])


def in_english(context: BrowserContext, address: str) -> None:
    """Make the browser read English."""
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": address}])


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong on the page, one line each."""
    if page.evaluate("typeof axe === 'undefined'"):  # once for each page that was loaded
        page.evaluate(AXE)
    found = page.evaluate("tags => axe.run({runOnly: tags})", RULES)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
