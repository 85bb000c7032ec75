"""Official words: short where there is a short form, the key itself where nobody gave a word."""

from __future__ import annotations

from sinergi.vocabulary.terms import TERMS, label, note


def test_labels_in_both_languages() -> None:
    """A party is called by its acronym in both languages, a plain word is translated."""
    assert (label("ppk", "id"), label("ppk", "en")) == ("PPK", "PPK")
    assert (label("river", "id"), label("river", "en")) == ("Sungai", "River")


def test_an_older_version_borrows_the_word() -> None:
    """A fact of another version is still called by its name."""
    assert label("places.station.registered.v9", "id") == label("places.station.registered.v1", "id")


def test_unknown_keys_show_themselves() -> None:
    """A missing term is seen, not hidden."""
    assert label("tidak-ada") == "tidak-ada"
    assert note("tidak-ada") == ""


def test_a_short_form_is_explained() -> None:
    """Behind every acronym stands its full name."""
    assert note("ptps") == "Pengawas Tempat Pemungutan Suara"
    assert note("ptps", "en") == TERMS["ptps"].english
