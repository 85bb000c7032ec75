"""Scan the XML of an xlsx workbook, streaming."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from xml.parsers import expat  # documents with a DTD were refused by guard.open_archive

from sinergi.sheets import guard
from sinergi.sheets.problems import number
from sinergi.sheets.scan import Scan

_SHEETS = 1_000
_RELATIONS = "xl/_rels/workbook.xml.rels"


def scan_xlsx(archive: zipfile.ZipFile) -> list[Scan]:
    """Return one scan per worksheet, in workbook order."""
    names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    targets: dict[str, tuple[str, str]] = {}
    sheets: list[tuple[str, str, bool]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[attributes.get("Id", "")] = (attributes.get("Type", ""), attributes.get("Target", ""))

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), key, attributes.get("state", "visible") != "visible"))

    _walk(archive, names, _RELATIONS, relation)
    _walk(archive, names, "xl/workbook.xml", sheet)
    scans = []
    if len(sheets) > _SHEETS or len({key for _, key, _ in sheets}) != len(sheets):
        raise guard.damaged()
    for name, key, hidden in sheets:
        kind, target = targets.get(key, ("", ""))
        if not kind.endswith("/worksheet"):
            continue  # chart and dialog sheets hold no cells
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        scan = Scan(name=name, hidden=hidden)
        _scan_sheet(archive, names, path, scan)
        scans.append(scan)
    if not scans:
        raise guard.damaged()
    return scans


def _walk(
    archive: zipfile.ZipFile, names: dict[str, str], path: str, start: Callable[[str, dict[str, str]], None]
) -> None:
    """Call ``start(tag without prefix, attributes)`` for each element of one member."""

    def handler(tag: str, attributes: dict[str, str]) -> None:
        start(tag.rsplit(":", 1)[-1], attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = handler
    feed(archive, names, path, parser)


def feed(archive: zipfile.ZipFile, names: dict[str, str], path: str, parser: expat.XMLParserType) -> None:
    """Parse one member with ``parser``; refuse what is not well-formed."""
    real = names.get(path.lower())
    if real is None:
        raise guard.damaged()
    try:
        with archive.open(real) as stream:
            parser.ParseFile(stream)
    except (expat.ExpatError, zipfile.BadZipFile, ValueError, LookupError):
        raise guard.damaged() from None


class _Cells:
    """Follows the elements of one worksheet. Cells are many and most are plain: a place is worked out when needed."""

    def __init__(self, scan: Scan, parser: expat.XMLParserType) -> None:
        self.scan = scan
        self.parser = parser
        self.row = 0
        self.column = 0
        self.reference: str | None = None
        self.error = False
        self.letters: dict[str, int] = {}
        self.text = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Hear an element begin."""
        if ":" in tag:
            tag = tag.rsplit(":", 1)[-1]
        if tag == "c":
            reference = attributes.get("r")
            if reference is None:
                self._place()
                self.column += 1
            self.reference = reference
            self.error = attributes.get("t") == "e"
        elif tag in ("v", "is", "f"):
            self._filled(tag)
        elif tag == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.scan.hidden_rows.add(self.row)
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.scan.hidden_columns.update(range(first, min(last, first + 500) + 1))

    def _filled(self, tag: str) -> None:
        """Note a cell that holds a value, a text or a formula."""
        self._place()
        self.scan.reach(row=self.row, column=self.column)
        if tag == "f":
            self.scan.formulas.add((self.row, self.column))
        elif self.error:
            self.text = ""
            self.parser.CharacterDataHandler = self._characters
            self.parser.EndElementHandler = self._end

    def _place(self) -> None:
        """Work out where the cell is, when it says so itself."""
        if self.reference:
            letters = self.reference.rstrip("0123456789")
            column = self.letters.get(letters)
            if column is None:
                column = self.letters[letters] = number(letters=letters.upper())
            self.column = column
            self.row = int(self.reference[len(letters) :])

    def _end(self, _tag: str) -> None:
        self.parser.CharacterDataHandler = None
        self.parser.EndElementHandler = None
        self.scan.errors[self.row, self.column] = self.text.strip()[:20] or "#N/A"

    def _characters(self, text: str) -> None:
        self.text += text


def _scan_sheet(archive: zipfile.ZipFile, names: dict[str, str], path: str, scan: Scan) -> None:
    parser = expat.ParserCreate()
    cells = _Cells(scan, parser)
    parser.StartElementHandler = cells.start
    feed(archive, names, path, parser)
