"""Two languages: Indonesian unless English was chosen here, and an English catalogue that lacks nothing."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format, get_format

from tests import cast, msgids
from tests.cast import H_DAY
from tests.journeys.office import signed_in
from tests.world import World

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES" / "django.po"
PLACE = re.compile(r"%\(\w+\)s|%s|</?strong>")


def test_every_text_has_its_english() -> None:
    """A text that was added to a template or a module without its translation is named here."""
    have = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.translated() and not entry.obsolete}
    lacking = {text.singular: where for text, where in msgids.everywhere().items() if text.singular not in have}
    assert lacking == {}


def test_the_catalogue_holds_nothing_that_nobody_says() -> None:
    """A translation whose text is gone is dead weight, or the sign of a typing mistake."""
    said = {text.singular for text in msgids.everywhere()}
    assert [entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.msgid not in said] == []


def test_placeholders_survive_translation() -> None:
    """What a sentence fills in, its English fills in too."""
    for entry in polib.pofile(str(CATALOGUE)):
        if entry.msgid_plural:
            wanted = set(PLACE.findall(entry.msgid_plural))
            assert set(PLACE.findall(entry.msgstr_plural[1])) == wanted, entry.msgid
        else:
            assert sorted(PLACE.findall(entry.msgstr)) == sorted(PLACE.findall(entry.msgid)), entry.msgid


@pytest.mark.django_db
def test_the_browser_is_not_asked_for_its_language(world: World) -> None:
    """An English Windows in an Indonesian office gets Indonesian, dates and all."""
    page = Client().get("/masuk/", headers={"accept-language": "en-US,en;q=0.9"})
    assert page["Content-Language"] == "id"
    assert '<html lang="id"' in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/masuk/", "/kartu/", "/orang/", "/orang/pos/", "/orang/kartu/", "/orang/akun/", "/impor/"]
)
def test_english_is_kept_once_chosen(world: World, path: str) -> None:
    """Chosen by its button, English holds on every page; no Indonesian word of the frame is left."""
    client = signed_in(cast.camat) if path.startswith(("/orang", "/impor")) else Client()
    client.post("/bahasa/", {"language": "en", "next": path})
    page = client.get(path).content.decode()
    assert '<html lang="en"' in page
    for word in ("Langsung ke isi", "Data per", "Keluar", "Masuk", "Saring"):
        assert word not in page, word


@pytest.mark.django_db
def test_a_language_that_is_not_ours_is_not_spoken(world: World) -> None:
    """A cookie with anything else means Indonesian."""
    client = Client()
    client.cookies["sinergi_bahasa"] = "xx"
    assert client.get("/masuk/")["Content-Language"] == "id"


def test_dates_and_times_as_offices_write_them() -> None:
    """27 November 2024 and 07.00; thousands are never put into years or ids by themselves."""
    with translation.override("id"):
        assert date_format(H_DAY, "DATE_FORMAT") == "27 November 2024"
        assert get_format("TIME_FORMAT") == "H.i"
        assert get_format("DATE_INPUT_FORMATS")[0] == "%d %B %Y"
    assert settings.USE_THOUSAND_SEPARATOR is False
