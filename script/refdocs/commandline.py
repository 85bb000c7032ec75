"""``sinergi --help`` and the help of every command, as a terminal of 100 columns shows them."""

from __future__ import annotations

from collections.abc import Iterator

import click

from sinergi.entrypoints.cli import codes, main


def pages() -> dict[str, str]:
    """Return the page of the command line."""
    parts = ["# Command line\n", _exits()]
    for path, text in _helps(main.cli, "sinergi"):
        parts.append(f"## `{path}`\n\n```\n{text}\n```\n")
    return {"cli.md": "\n".join(parts)}


def _exits() -> str:
    named = {name: value for name, value in vars(codes).items() if name.isupper() and isinstance(value, int)}
    listed = ", ".join(
        f"{value} {name.lower().replace('_', ' ')}" for name, value in sorted(named.items(), key=lambda x: x[1])
    )
    return f"Exit codes: {listed}; 1 is a bug, 2 wrong usage, 130 interrupted.\n"


def _helps(command: click.Command, path: str, parent: click.Context | None = None) -> Iterator[tuple[str, str]]:
    settings = {"terminal_width": 100, **command.context_settings}
    context = click.Context(command, info_name=path.rsplit(" ", 1)[-1], parent=parent, **settings)
    yield path, command.get_help(context).rstrip()
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _helps(inner, f"{path} {name}", context)
