"""``sinergi serve``: one process, WSGI on granian with threads."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import click

from sinergi.entrypoints.cli import boot
from sinergi.vocabulary.refusal import Refused

THREADS = 64  # up to 24 of them hold a waiting live page


@click.command()
@boot.data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TLS certificate.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TLS key.")
def serve(*, host: str, port: int, certificate: Path | None, key: Path | None) -> None:
    """Serve this installation until Ctrl-C."""
    for line in boot.ready(static=True):
        click.echo(line)
    click.echo(f"Melayani di / serving on http{'s' if certificate else ''}://{host}:{port}/")
    run(host=host, port=port, certificate=certificate, key=key)


def free(host: str, port: int) -> None:
    """Refuse by name when the port is taken, before anything else is promised."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = "sudah dipakai" if error.errno == errno.EADDRINUSE else "tidak dapat dibuka"
            raise Refused(
                "serve.port",
                id=f"Alamat {host}:{port} {reason}; pilih yang lain dengan --port.",
                en=f"Address {host}:{port} is taken or cannot be opened; choose another with --port.",
            ) from error


def run(*, host: str, port: int, certificate: Path | None = None, key: Path | None = None) -> None:
    """Run the web server in the foreground."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    free(host, port)
    os.environ["SINERGI_SEQUENCER"] = "1"  # this process numbers and seals
    Server(
        "sinergi.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level=LogLevels.error,  # it warns of 64 threads; most of them wait for news, not for the processor
        ssl_cert=certificate,
        ssl_key=key,
        respawn_failed_workers=True,
    ).serve()
