"""``sinergi demo``: Kecamatan Kempas on this machine, with fictional people and synthetic TPS, labelled so."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click
from platformdirs import user_data_path

from sinergi.entrypoints.cli import boot
from sinergi.entrypoints.cli.serve import free
from sinergi.entrypoints.cli.transfer import progress
from sinergi.vocabulary.viewer import Party

SYNTHETIC = (
    "peragaan Kempas. Nyata: 12 desa dan jumlah 74 TPS (Pilkada 2024). "
    "Sintetis: pembagian TPS, lokasi, pemilih, jalur, batas desa, kelas kerawanan, rapat, komitmen, dan semua orang. "
    "Jam peragaan mulai pada H-7, 20 November 2024."
)
CARDS = 3  # field cards that the demo prints
MARK = "demo.json"
BEGINS = datetime(2024, 11, 20, 9, 0, tzinfo=UTC)  # H-7, 16.00 WIB, after the third meeting


def _demo_folder(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path:
    given = Path(value or os.environ.get("SINERGI_DATA") or user_data_path("sinergi-demo", appauthor=False))
    os.environ["SINERGI_DEMO"] = "1"
    _set_clock(given.expanduser().resolve())
    boot.wake(given)
    return given.expanduser().resolve()


def _set_clock(folder: Path) -> None:
    """Begin a new demo a week before voting day; from then on its clock runs like any other."""
    if folder.exists() and any(folder.iterdir()):
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shift = BEGINS - datetime.now(UTC).replace(microsecond=0)
    (folder / "clock-shift").write_text(f"{int(shift.total_seconds())}\n", encoding="ascii")


@click.command()
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    is_eager=True,
    callback=_demo_folder,
    help="Data folder of the demo (default: SINERGI_DATA, or a folder of its own).",
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--no-serve", is_flag=True, help="Load the data and stop.")
def demo(*, data: Path, host: str, port: int, no_serve: bool) -> None:
    """Load Kempas (once) and serve it; print addresses and demo cards."""
    from sinergi.entrypoints.cli.serve import run

    if not no_serve:
        free(host, port)
    for line in boot.ready(static=not no_serve):
        click.echo(line)
    if not (data / MARK).exists():
        _refuse_real_data(data)
        load(data)
    tell(data, host=host, port=port)
    if not no_serve:
        run(host=host, port=port)


def _refuse_real_data(data: Path) -> None:
    from sinergi.journal import read
    from sinergi.vocabulary.refusal import Refused

    if read.position() and not (data / (MARK + ".part")).exists():
        raise Refused(
            "demo.data-in-use",
            id=f"Folder {data} sudah berisi data lain; peragaan tidak dicampur dengan data nyata. Pilih --data lain.",
            en=f"Folder {data} holds other data; a demo is never mixed with real data. Choose another --data.",
        )


def load(data: Path) -> None:
    """Load Kempas through the same commands that people use. Interrupted, it goes on where it stopped."""
    from sinergi.areas.rulebook import commands as rulebook
    from sinergi.entrypoints.cli import demo_steps
    from sinergi.entrypoints.cli.init import open_chairs
    from sinergi.vocabulary.terms import label

    (data / (MARK + ".part")).touch()
    rulebook.adopt_pack(
        viewer=boot.operator(Party.KECAMATAN),
        stamp=boot.stamp(Party.KECAMATAN),
        name="pilkada-2024",
        district="14.04.19",
        district_name="Kempas",
        timezone="Asia/Jakarta",
        synthetic=SYNTHETIC,
    )
    with progress("Memuat Kempas / loading", hidden=False) as tick:
        demo_steps.run(tick)
    opened = open_chairs(operators=True, again=True)
    cards = demo_steps.cards(CARDS)
    boot.settle()
    told = {
        "accounts": [
            {"login": login, "label": _title(login, label), "password": password} for login, password in opened.items()
        ],
        "cards": cards,
    }
    part = data / (MARK + ".part")
    part.chmod(0o600)
    part.write_text(json.dumps(told, ensure_ascii=False, indent=1))
    part.replace(data / MARK)


def _title(login: str, label: Callable[[str, str], str]) -> str:
    party, _, office = login.partition("-")
    return f"{'Ketua' if office == 'ketua' else 'Operator'} {label(party, 'id')}"


def tell(data: Path, *, host: str, port: int) -> None:
    """Print where to look and with which cards."""
    told = json.loads((data / MARK).read_text())
    base = f"http://{host}:{port}"
    click.echo(
        f"\nSinergi · peragaan Kecamatan Kempas (data sintetis)\n  {base}/        Situasi, tanpa masuk: tampilan publik"
    )
    click.echo(f"  {base}/masuk/  masuk sebagai:")
    for one in told["accounts"]:
        click.echo(f"    {one['login']:<20} {one['password']:<22} {one['label']}")
    click.echo(f"  {base}/kartu/  kartu petugas lapangan:")
    for card in told["cards"]:
        click.echo(f"    {card['card']:<12} {card['words']:<34} {card['label']}")
    click.echo("")
