"""``sinergi init``: an installation for one kecamatan, with a chair's account for each of the five parties."""

from __future__ import annotations

import json

import click

from sinergi.entrypoints.cli import boot
from sinergi.vocabulary.viewer import FIVE_PARTIES, Party, Role


@click.command()
@boot.data_option
@click.option("--pack", default="pilkada-2024", show_default=True, help="Rule pack.")
@click.option("--district", default="", help="Kecamatan code, 14.04.19; empty for more than one kecamatan.")
@click.option("--name", "district_name", default="", help="Name of the kecamatan.")
@click.option("--timezone", "zone", default="Asia/Jakarta", show_default=True, help="Asia/Jakarta, Makassar, …")
@click.option("--no-accounts", is_flag=True, help="Open no office accounts now.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def init(*, pack: str, district: str, district_name: str, zone: str, no_accounts: bool, as_json: bool) -> None:
    """Set up an installation: tables, keys, rule pack, and one chair account per party.

    Safe to repeat: what is there already stays, and no password is changed.
    """
    from sinergi.areas.rulebook import commands as rulebook
    from sinergi.vocabulary.ids import district_code

    boot.ready()
    rulebook.adopt_pack(
        viewer=boot.operator(Party.KECAMATAN),
        stamp=boot.stamp(Party.KECAMATAN),
        name=pack,
        district=district_code(district) if district else "",
        district_name=district_name,
        timezone=zone,
        synthetic="",
    )
    opened = {} if no_accounts else open_chairs()
    boot.settle()
    if as_json:
        click.echo(json.dumps({"pack": pack, "district": district, "accounts": opened}, ensure_ascii=False))
        return
    click.echo(f"Siap: {district_name or 'semua wilayah'} ({pack}).")
    for login, password in opened.items():
        click.echo(f"  {login:<18} {password}   (tampil sekali ini saja / shown this once)")


def open_chairs(*, operators: bool = False, again: bool = False) -> dict[str, str]:
    """Open the accounts that do not exist yet; return login -> fresh password (``again``: of all of them)."""
    from sinergi.areas.people import commands as people
    from sinergi.areas.people import queries
    from sinergi.config import credentials
    from sinergi.vocabulary.terms import label

    opened: dict[str, str] = {}
    for party in FIVE_PARTIES:
        known = {row.account for row in queries.accounts(boot.operator(party))}  # closed ones stay closed
        for role in (Role.CHAIR, Role.OPERATOR) if operators else (Role.CHAIR,):
            login = f"{party}-ketua" if role is Role.CHAIR else f"{party}-operator"
            if (there := login in known) and not again:
                continue
            if not there:
                title = f"{label(role, 'id')} {label(party, 'id')}"
                people.open_account(
                    viewer=boot.operator(party), stamp=boot.stamp(party), account=login, role=role, label=title
                )
            opened[login] = credentials.generate_password()
            credentials.set_password(login=login, password=opened[login])
    return opened
