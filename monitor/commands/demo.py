"""`aside demo`: simulator and service side by side on invented posts, ready to be looked at."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import click

from config.loading import load
from config.settings import Settings
from connectors.simulator.identities import (
    BRANDS,
    META_APP_ID,
    META_APP_SECRET,
    META_VERIFY_TOKEN,
    X_BEARER_TOKEN,
    X_CONSUMER_KEY,
    X_CONSUMER_SECRET,
    SimulatedBrand,
)
from monitor.domain.errors import Misconfigured
from monitor.log import configure

PEOPLE = (("agent", "agent", "lt"), ("lead", "lead", "pl"), ("manager", "manager", "en"), ("admin", "admin", "en"))
PASSWORD = "aside-demo-2026"  # noqa: S105 - printed on the screen; opens the demo only
READY_SECONDS = 20
_MARK = "# Written by `aside demo`"
"""Begins the settings of a demo."""


@click.command("demo")
@click.option("--port", type=int, default=8080, show_default=True, help="The inbox's port, or the next free one")
@click.option(
    "--street-port", type=int, default=8090, show_default=True, help="The street's port, or the next free one"
)
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), default=Path("var/demo"), show_default=True)
@click.option("--keep", is_flag=True, help="Keep the database of the last demo")
def demo_command(port: int, street_port: int, folder: Path, *, keep: bool) -> None:
    """Start the simulated networks and Aside on them; print where to look and how to log in."""
    path = folder / "aside.toml"
    clear(folder, path, keep=keep)
    ports = _free(port), _free(street_port)
    os.environ.update(demo_secrets())
    path.write_text(demo_settings(folder, *ports), encoding="utf-8")
    settings = load(path)
    configure(settings.log)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped while it starts, it leaves no simulator behind
    with suppress(KeyboardInterrupt):
        asyncio.run(_demo(settings, path, *ports))


def clear(folder: Path, settings: Path, *, keep: bool) -> None:
    """Make the folder ready: of what stands in it only a demo's own files are replaced.

    Raises Misconfigured where somebody's own settings stand.
    """
    if settings.exists() and not settings.read_bytes().startswith(_MARK.encode()):
        raise Misconfigured(f"{settings} was not written by the demo; name another folder: --folder")
    folder.mkdir(parents=True, exist_ok=True)
    for left in () if keep else folder.glob("aside.db*"):
        left.unlink()


async def _demo(settings: Settings, path: Path, port: int, street_port: int) -> None:
    async with _simulator(street_port) as street:
        laying = await _begin_to_lay_database(path)
        # Loading these takes a second, in which the other two processes start.
        from monitor.commands.people import NewUser, add_users  # noqa: PLC0415
        from monitor.service import serve  # noqa: PLC0415

        await laying.wait()
        await add_users(settings, [NewUser(name, role, PASSWORD, language) for name, role, language in PEOPLE])
        await _until_ready(f"{street}/control/clock")
        ready = asyncio.Event()
        service = asyncio.create_task(serve(settings, ready=ready))
        told = asyncio.create_task(ready.wait())
        await asyncio.wait({service, told}, return_when=asyncio.FIRST_COMPLETED)
        if ready.is_set():
            await _tell_networks(street, port)
            _say(port, street)
        await service


@asynccontextmanager
async def _simulator(port: int) -> AsyncIterator[str]:
    """Run the simulator as a process of its own, as the networks are."""
    command = [sys.executable, "-m", "monitor", "simulate", "--port", str(port), "--filled"]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)  # we say where it is
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _begin_to_lay_database(path: Path) -> asyncio.subprocess.Process:
    """Make the tables in a process of its own: what that loads is needed once. If it fails, the service says why."""
    command = [sys.executable, "-m", "monitor", "migrate", "--config", str(path)]
    quiet = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(*command, stdout=quiet, stderr=quiet)


async def _until_ready(url: str) -> None:
    async with aiohttp.ClientSession() as http:
        for _ in range(READY_SECONDS * 10):
            with suppress(aiohttp.ClientError):
                async with http.get(url):
                    return
            await asyncio.sleep(0.1)
    raise Misconfigured(f"the simulator did not start within {READY_SECONDS} seconds; run `aside simulate` to see why")


async def _tell_networks(street: str, port: int) -> None:
    """Register our webhooks with the simulated networks, as an administrator would do once."""
    async with aiohttp.ClientSession(raise_for_status=True) as http:
        for control, route in (("graph/webhook", "meta"), ("x/webhooks", "x")):
            callback = {"url": f"http://127.0.0.1:{port}/webhooks/{route}"}
            async with http.post(f"{street}/control/{control}", json=callback):
                pass


def _say(port: int, street: str) -> None:
    click.echo(
        f"\n  Aside is ready.\n\n"
        f"  inbox   http://127.0.0.1:{port}/\n"
        f"  street  {street}/street\n\n"
        f"  Log in as {', '.join(f'{name} ({language})' for name, _role, language in PEOPLE)}\n"
        f"  password  {PASSWORD}\n\n"
        f"  In the street you are a customer: write to a brand, and see in the inbox what arrives.\n"
        f"  Stop with Ctrl-C.\n"
    )


def _free(port: int) -> int:
    """Return the first free port from `port` on."""
    for candidate in range(port, port + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", candidate))
                return candidate
    raise Misconfigured(f"the ports {port} to {port + 49} are all taken; name another: --port, --street-port")


def demo_secrets() -> dict[str, str]:
    """The simulator's credentials under the names `demo_settings` uses."""
    common = {
        "DEMO_META_APP_SECRET": META_APP_SECRET,
        "DEMO_META_VERIFY_TOKEN": META_VERIFY_TOKEN,
        "DEMO_X_CONSUMER_KEY": X_CONSUMER_KEY,
        "DEMO_X_CONSUMER_SECRET": X_CONSUMER_SECRET,
        "DEMO_X_BEARER_TOKEN": X_BEARER_TOKEN,
    }
    own = {
        f"DEMO_{brand.key.upper()}_{name}": value
        for brand in BRANDS
        for name, value in (
            ("PAGE_TOKEN", brand.page_token),
            ("X_TOKEN", brand.x_access_token),
            ("X_SECRET", brand.x_access_secret),
        )
    }
    return common | own


def demo_settings(folder: Path, port: int, street_port: int) -> str:
    """Settings of a service on the simulator at `street_port`, with its database in `folder`."""
    street = f"http://127.0.0.1:{street_port}"
    return f"""{_MARK}; the secrets named here are set by it.
[store]
url = "sqlite:///{folder / "aside.db"}"

[web]
port = {port}

[log]
format = "console"
level = "warning"

[sending]
undo_seconds = 3

[networks.x]
base_url = "{street}"
consumer_key = {{ env = "DEMO_X_CONSUMER_KEY" }}
consumer_secret = {{ env = "DEMO_X_CONSUMER_SECRET" }}
bearer_token = {{ env = "DEMO_X_BEARER_TOKEN" }}
{_meta("facebook", street)}{_meta("instagram", street)}{"".join(_brand(brand) for brand in BRANDS)}"""


def _meta(network: str, street: str) -> str:
    return f"""
[networks.{network}]
base_url = "{street}"
app_id = "{META_APP_ID}"
app_secret = {{ env = "DEMO_META_APP_SECRET" }}
verify_token = {{ env = "DEMO_META_VERIFY_TOKEN" }}
"""


def _brand(brand: SimulatedBrand) -> str:
    secret = f"DEMO_{brand.key.upper()}"
    return f"""
[[brands]]
name = "{brand.name}"
language = "{brand.language}"
signature = "{brand.name}"

[[accounts]]
name = "{brand.key}-x"
network = "x"
brand = "{brand.name}"
remote_id = "{brand.x_user_id}"
handle = "{brand.x_handle}"
poll_seconds = 3
keywords = ["{brand.name}"]
access_token = {{ env = "{secret}_X_TOKEN" }}
access_secret = {{ env = "{secret}_X_SECRET" }}

[[accounts]]
name = "{brand.key}-facebook"
network = "facebook"
brand = "{brand.name}"
remote_id = "{brand.page_id}"
handle = "{brand.name}"
poll_seconds = 5
token = {{ env = "{secret}_PAGE_TOKEN" }}

[[accounts]]
name = "{brand.key}-instagram"
network = "instagram"
brand = "{brand.name}"
remote_id = "{brand.instagram_id}"
handle = "{brand.instagram_username}"
page_id = "{brand.page_id}"
poll_seconds = 5
token = {{ env = "{secret}_PAGE_TOKEN" }}
"""
