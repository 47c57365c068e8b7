"""`musnad serve`: the desk, for a browser on this machine."""

# ruff: noqa: PLC0415  imports inside functions: `musnad --help` need not wait for the server

from __future__ import annotations

import socket
from typing import Annotated

import typer

from musnad.commands.common import RecordOption, failures_told
from musnad.errors import MusnadError

serving = typer.Typer()


@serving.command(short_help="Show the record in a browser on this machine.")
def serve(
    record: RecordOption = None,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 for any that is free.")] = 8321,
    host: Annotated[str, typer.Option(metavar="NAME", help="An address of this machine's own; others are refused.")] = "127.0.0.1",
) -> None:
    """Show the record in a browser: brief, search, articles, origins, stories; JSON under /api/. Nothing is written, nobody else is let in.

    Exit status: 2 where the port is taken or the host is not this machine's own, 130 after Ctrl-C.
    """
    with failures_told():
        import uvicorn

        from musnad.desk.app import make_app
        from musnad.desk.guard import is_loopback
        from musnad.record.store import record_path

        if not is_loopback(host):
            raise MusnadError(f"--host: {host!r} is not this machine's own address", hint="musnad serve --host 127.0.0.1")
        config = uvicorn.Config(
            make_app(record_path(record)), log_level="warning", access_log=False, server_header=False, proxy_headers=False, ws="none"
        )
        with _listening(host, port) as listener:
            address, taken = listener.getsockname()[:2]
            typer.echo(f"http://{f'[{address}]' if ':' in address else address}:{taken}/  (Ctrl-C ends it)")
            uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A socket on the port; raises MusnadError where it is taken."""
    name = host.removeprefix("[").removesuffix("]")
    try:
        listener = socket.create_server((name, port), family=socket.AF_INET6 if ":" in name else socket.AF_INET)
    except OSError as error:
        raise MusnadError(f"port {port}: {error.strerror}", hint=f"musnad serve --port {port + 1 if port < 65535 else 0}") from None
    # Else the last piece of each answer waits 40 ms for the browser's word that it has the one before.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
