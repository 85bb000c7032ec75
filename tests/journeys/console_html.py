"""Reading a page as a reader does: headings, rows, links; never the markup as such."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse


def text_of(response: HttpResponse) -> str:
    """Return the page's text without tags, white space folded."""
    plain = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(plain))


def heading(response: HttpResponse) -> str:
    """Return the text of the page's one first heading."""
    found: list[str] = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), flags=re.DOTALL)
    assert len(found) == 1
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", found[0]))).strip()


def rows(response: HttpResponse, part: str) -> list[str]:
    """Return the text of each body row of the table inside the element with id ``part``."""
    page = response.content.decode()
    body = page[page.index(f'id="{part}"') :]
    body = body[body.index("<tbody") : body.index("</tbody>")]
    cells = re.findall(r"<tr\b.*?</tr>", body, flags=re.DOTALL)
    return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", row))).strip() for row in cells]
