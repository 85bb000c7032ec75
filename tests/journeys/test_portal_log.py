"""The public log over HTTP: to the byte, to everyone, and nothing beside it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from django.test import Client

from sinergi.journal import sequencer
from sinergi.journal.audit import audit
from tests.journeys.console_html import heading, text_of
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def fetched(client: Client, path: str) -> bytes:
    """Return the body of a public file."""
    response = client.get(path)
    assert response.status_code == 200, path
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined] # either kind of response


def test_a_stranger_can_fetch_and_audit_the_log(world: World, data_dir: Path, tmp_path: Path) -> None:
    """What is fetched over HTTP alone passes the audit, and is what lies on the disk."""
    sequencer.settle()
    client, copy = Client(), tmp_path / "cermin"
    published = data_dir / "journal"
    for file in sorted(path for path in published.rglob("*") if path.is_file()):
        name = file.relative_to(published).as_posix()
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(fetched(client, f"/log/{name}"))
        assert target.read_bytes() == file.read_bytes()
    report = audit(copy)
    assert report.ok, report.problems
    assert report.size > len(world.stations)


def test_tiles_may_be_kept_and_the_checkpoint_may_not(world: World, data_dir: Path) -> None:
    """A tile never changes; the checkpoint does. Both may be read from other sites."""
    sequencer.settle()
    client = Client()
    tile = next((data_dir / "journal" / "tile" / "entries").rglob("*.p/*")).relative_to(data_dir / "journal")
    with closing(client.get(f"/log/{tile.as_posix()}")) as response:
        assert "immutable" in response.headers["Cache-Control"]
    head = client.get("/log/checkpoint")
    assert head.headers["Cache-Control"] == "no-cache"
    assert head.headers["Access-Control-Allow-Origin"] == "*"
    assert head.headers["Content-Type"].startswith("text/plain")
    assert world.district


@pytest.mark.parametrize(
    "path",
    [
        "../../keys/log.key",
        "..%2f..%2fkeys/log.key",
        "0/999",
        "entries/000.p/0",
        "0/abc",
        "/etc/passwd",
        "0/000.p/1/../../x",
    ],
)
def test_nothing_else_is_served(world: World, path: str) -> None:
    """Keys, other files and nonsense are not there."""
    sequencer.settle()
    assert Client().get(f"/log/tile/{path}").status_code == 404
    assert world.district


def test_the_page_says_how_to_check(world: World) -> None:
    """Key, root and commands stand on one page, for everyone; also before the first entry is published."""
    before = Client().get("/transparansi/")
    assert heading(before) == "Transparansi"
    sequencer.settle()
    said = text_of(Client().get("/transparansi/"))
    assert "sinergi journal verify" in said
    assert Client().get("/log/vkey").content.decode().strip() in said
    assert world.district
