"""``sinergi account …``: the way back in for whoever holds the machine."""

from __future__ import annotations

import click

from sinergi.entrypoints.cli import boot
from sinergi.entrypoints.cli.transfer import PARTY
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Party, Role


@click.group()
def account() -> None:
    """Open office accounts and set their passwords."""


@account.command(name="open")
@boot.data_option
@click.argument("login")
@click.option("--party", type=PARTY, required=True)
@click.option("--role", type=click.Choice(["chair", "operator"]), default="operator", show_default=True)
@click.option("--label", required=True, help="Office title shown on the screen, never a person's name.")
def open_(*, login: str, party: str, role: str, label: str) -> None:
    """Open an office account and print its first password, once."""
    from sinergi.areas.people import commands as people
    from sinergi.config import credentials

    boot.ready()
    people.open_account(
        viewer=boot.operator(party), stamp=boot.stamp(party), account=login, role=Role(role), label=label
    )
    password = credentials.generate_password()
    credentials.set_password(login=login, password=password)
    boot.settle()
    click.echo(f"{login}  {password}")


@account.command()
@boot.data_option
@click.argument("login")
def password(*, login: str) -> None:
    """Give an account a fresh password, print it once, end its sessions and forget its second factor."""
    from sinergi.areas.people import queries
    from sinergi.config import credentials

    boot.ready()
    if queries.account(login) is None:
        raise Refused("people.account.unknown", id=f"Tidak ada akun “{login}”.", en=f"There is no account “{login}”.")
    fresh = credentials.generate_password()
    credentials.set_password(login=login, password=fresh)
    credentials.forget_second_factor(login)
    click.echo(f"{login}  {fresh}")


@account.command(name="list")
@boot.data_option
@click.option("--as", "party", type=PARTY, default=str(Party.KECAMATAN), show_default=True)
def list_(*, party: str) -> None:
    """List the office accounts of one party."""
    from sinergi.areas.people import queries

    boot.ready()
    for row in queries.accounts(boot.operator(party)):
        click.echo(f"{row.account:<20} {row.party:<12} {row.role:<10} {row.label}")
