"""Scan the content of an OpenDocument spreadsheet, streaming. Repeated rows and cells are counted, not unrolled."""

from __future__ import annotations

import zipfile
from xml.parsers import expat  # documents with a DTD were refused by guard.open_archive

from sinergi.sheets import guard
from sinergi.sheets.scan import Scan
from sinergi.sheets.xlsx_scan import feed

_FAR = 1 << 22  # a repeat beyond this is as good as infinite
_KEPT = 1_000_000  # positions of formulas and errors remembered in all


def scan_ods(archive: zipfile.ZipFile) -> list[Scan]:
    """Return one scan per table, in document order."""
    names = {name.lower(): name for name in archive.namelist()}
    if "meta-inf/manifest.xml" in names and b"encryption-data" in archive.read(names["meta-inf/manifest.xml"]):
        raise guard.encrypted()
    parser = expat.ParserCreate()
    tables = _Tables()
    parser.StartElementHandler = tables.start
    parser.EndElementHandler = tables.end
    feed(archive, names, "content.xml", parser)
    if not tables.scans:
        raise guard.damaged()
    return tables.scans


_MOST_HIDDEN = 1_000


class _Tables:
    """Follows the elements of content.xml."""

    def __init__(self) -> None:
        self.scans: list[Scan] = []
        self.row = 0  # last row finished
        self.repeat = 1
        self.column = 0
        self.kept = 0
        self.depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Hear an element begin."""
        if tag == "table:table":
            self.depth += 1
            if self.depth == 1:
                self.scans.append(Scan(name=attributes.get("table:name", "")))
                self.row = 0
        elif self.depth != 1:
            return
        elif tag == "table:table-row":
            self.repeat = _count(attributes, "table:number-rows-repeated")
            self.column = 0
            if attributes.get("table:visibility", "visible") != "visible":
                first = self.row + 1
                self.scans[-1].hidden_rows.update(range(first, first + min(self.repeat, _MOST_HIDDEN)))
        elif tag == "table:table-column":
            times = _count(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility", "visible") != "visible":
                first = self.column + 1
                self.scans[-1].hidden_columns.update(range(first, first + min(times, 1000)))
            self.column = min(self.column + times, _FAR)
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)

    def end(self, tag: str) -> None:
        """Hear an element end."""
        if tag == "table:table":
            self.depth -= 1
        elif tag == "table:table-row" and self.depth == 1:
            self.row = min(self.row + self.repeat, _FAR)

    def _cell(self, attributes: dict[str, str]) -> None:
        scan = self.scans[-1]
        times = _count(attributes, "table:number-columns-repeated")
        first = self.column + 1
        self.column = min(self.column + times, _FAR)
        kind = attributes.get("calcext:value-type") or attributes.get("office:value-type", "")
        formula = "table:formula" in attributes
        if not kind and not formula:
            return
        scan.reach(row=self.row + self.repeat, column=self.column)
        if kind == "error" or formula:
            self.kept += self.repeat * times
            if self.kept > _KEPT:
                raise guard.damaged()
            for row in range(self.row + 1, self.row + 1 + self.repeat):
                for column in range(first, first + times):
                    if formula:
                        scan.formulas.add((row, column))
                    if kind == "error":
                        scan.errors[row, column] = "#ERR"


def _count(attributes: dict[str, str], name: str) -> int:
    try:
        return max(1, min(int(attributes.get(name, 1)), _FAR))
    except ValueError:
        raise guard.damaged() from None
