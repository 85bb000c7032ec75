"""Letters of another script: a whole file of them is refused, a single one inside a word is pointed at."""

from __future__ import annotations

import re
import unicodedata

from sinergi.sheets.book import Sheet
from sinergi.vocabulary.refusal import Refused

_NOT_LATIN = re.compile(r"[^\x00-\u024f\u1e00-\u1eff\u2000-\u206f\u20a0-\u20cf\u2100-\u218f\u2190-\u27bf]")
_ROWS = 200
_MOST = 0.3


def foreign_letter(text: str) -> str:
    """Return the first letter that is not Latin, or nothing. Signs, digits and dashes are not letters."""
    if text.isascii():
        return ""
    for match in _NOT_LATIN.finditer(text):
        sign = match.group()
        if unicodedata.category(sign)[0] == "L" and not unicodedata.name(sign, "").startswith(("LATIN", "MODIFIER")):
            return sign
    return ""


def script_of(letter: str) -> str:
    """Return the name of a letter's script, as Unicode names it: Arabic, Cyrillic, Cjk, ..."""
    return unicodedata.name(letter, "unknown").split()[0].split("-")[0].capitalize()


def refuse_foreign(sheets: tuple[Sheet, ...]) -> None:
    """Refuse a book most of whose words are in another script."""
    words, foreign, example = 0, 0, ""
    for sheet in sheets:
        for row in sheet.rows[:_ROWS]:
            for cell in row:
                if isinstance(cell, str) and any(map(str.isalpha, cell[:50])):
                    words += 1
                    found = foreign_letter(cell)
                    foreign += bool(found)
                    example = example or found
    if words and foreign / words > _MOST and foreign > 1:
        raise Refused(
            "sheet.script",
            id=f"Berkas ini ditulis dengan aksara lain ({script_of(example)}), bukan huruf Latin. Salin judul kolom "
            "dan nama ke huruf Latin, atau simpan ulang sebagai UTF-8 bila hurufnya rusak.",
            en=f"The file is written in another script ({script_of(example)}), not in Latin letters. Put headers and "
            "names into Latin letters, or save it again as UTF-8 if the letters are garbled.",
        )
