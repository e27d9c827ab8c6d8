"""`aside simulate`: the simulated networks."""

import asyncio
import errno
from contextlib import suppress

import click


@click.command("simulate")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8090, show_default=True, help="Port to listen on; 0 takes a free one")
@click.option(
    "--filled/--empty", "filled", default=False, help="Fill with a few hundred invented posts and keep writing new ones"
)
@click.option(
    "--writes-every",
    type=click.FloatRange(min=0),
    default=40,
    show_default=True,
    help="With --filled: seconds from one new post to the next, about; 0 writes none",
)
def simulate_command(host: str, port: int, *, filled: bool, writes_every: float) -> None:
    """Start a local stand-in for the networks' APIs, with the street where one plays a customer."""
    from connectors.simulator.server import SimulatorOptions, serve  # noqa: PLC0415 - only this command needs it

    options = SimulatorOptions(filled=filled, writes_every=writes_every)
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(serve(host, port, options=options, ready=_say))
    except OSError as error:
        why = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
        raise click.ClickException(f"port {port} of {host} {why}; name another with --port") from error


def _say(address: str) -> None:
    click.echo(f"street  {address}/street")
