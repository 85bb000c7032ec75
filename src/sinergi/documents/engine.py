"""One typst compiler for all documents: templates of ours, data as JSON, the fonts that ship with it and no others.

User text never becomes typst source: it goes in through ``sys.inputs`` as one JSON string. The same content and
date give the same bytes on every machine.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

import typst

from sinergi.documents.text import Json, printable

ARCHIVE: Final = ("a-2a",)  # the newest PDF/A that goes together with PDF/UA-1: A-4 wants PDF 2.0, UA-1 forbids it

_LOCK = threading.Lock()  # a compiler keeps state between runs; two threads must not share one
_OPEN = ExitStack()  # templates stay unpacked until the process ends


def pdf(*, template: str, content: Mapping[str, Json], made_at: datetime | None = None, archive: bool = False) -> bytes:
    """Return the PDF of ``template`` (a name in ``templates``) with ``content``; ``made_at`` is its creation date.

    Tagged for screen readers (PDF/UA-1); with ``archive`` also PDF/A-2a. Signs that the fonts lack are shown as a
    box. Raises TypeError when ``content`` holds what JSON cannot say.
    """
    data = json.dumps(printable(content), ensure_ascii=False)
    with _LOCK:
        made = _compiler(template).compile(
            format="pdf",
            sys_inputs={"data": data},
            timestamp=int(made_at.timestamp()) if made_at is not None else 0,
            pdf_standards=[*ARCHIVE, "ua-1"] if archive else ["ua-1"],
        )
    if not isinstance(made, bytes):
        message = f"{template}: expected one PDF"
        raise TypeError(message)
    return made


@cache
def _compiler(template: str) -> typst.Compiler:
    folder = _templates()
    return typst.Compiler(input=folder / f"{template}.typ", root=folder, font_paths=[], ignore_system_fonts=True)


@cache
def _templates() -> Path:
    return Path(_OPEN.enter_context(resources.as_file(resources.files("sinergi.documents") / "templates")))
