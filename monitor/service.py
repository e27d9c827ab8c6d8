"""The service: one process with clock, inbox and API on one database, until it is told to stop."""

import asyncio
import errno
import signal
from contextlib import suppress
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog
from aiohttp import web

from config.settings import Settings, WebSettings
from monitor.analysis.memory import give_back
from monitor.analysis.personal_data import mask
from monitor.bootstrap.accounts import network_settings
from monitor.bootstrap.house import House, migrate_database, open_house
from monitor.bootstrap.judgement import guard, now
from monitor.domain.errors import Misconfigured
from monitor.plugins import networks
from monitor.ports import WebhookReceiver
from monitor.store import own
from monitor.web.app import build_app
from monitor.web.desk import Desk
from responders.moves import plan_moves

log = structlog.get_logger("service")
GOODBYE = timedelta(seconds=10)
"""How long requests under way may take to end when the service stops."""


async def serve(settings: Settings, *, ready: asyncio.Event | None = None) -> None:
    """Run until SIGTERM or SIGINT.

    Raises ConfigError, Misconfigured (a second service on the same SQLite file, a port that is taken), Retryable (no
    database).
    """
    house = open_house(settings)
    try:
        with own(settings.store.url):
            await migrate_database(settings)
            await house.prepare()
            await _run(house, ready)
    finally:
        await house.aclose()


async def _run(house: House, ready: asyncio.Event | None) -> None:
    settings = house.settings.web
    runner = web.AppRunner(build_app(desk_of(house)), access_log=None, shutdown_timeout=GOODBYE.total_seconds())
    await runner.setup()
    try:
        await _listen(runner, settings)
        house.clock.start()
        give_back()
        log.info("service.ready", host=settings.host, port=settings.port, accounts=len(house.accounts))
        if ready:
            ready.set()
        await _told_to_stop()
    finally:
        await house.clock.stop()
        await runner.cleanup()
        log.info("service.stopped")


async def _listen(runner: web.AppRunner, settings: WebSettings) -> None:
    """Raises Misconfigured when the address cannot be listened on."""
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        why = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
        raise Misconfigured(f"port {settings.port} of {settings.host} {why}; set another in [web]") from None


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows has no signal handlers in its loop
            loop.add_signal_handler(name, stop.set)
    await stop.wait()


def desk_of(house: House) -> Desk:
    """What the web needs of the house."""
    settings = house.settings.web
    return Desk(
        store=house.store,
        access=house.access,
        approve=house.answering.approve,
        act=house.answering.act,
        close=house.close,
        correct=house.correct,
        learn=house.learn,
        rescore=house.rescore,
        replay=house.replay,
        sign_off=house.answering.sign_off,
        word=house.answering.word,
        writing=timedelta(seconds=house.settings.approval.writing_seconds),
        receive=house.receive,
        health=house.health,
        situations=house.situations,
        plan=plan_moves,
        guard=guard,
        mask=mask,
        receivers=_receivers(house),
        metrics_token=settings.metrics_token.reveal() if settings.metrics_token else None,
        secure_cookies=settings.public_url.startswith("https://"),
        now=now,
        wake=house.clock.wake,
        callbacks=house.callbacks,
        connect=house.connect,
        playbooks=house.answering.edit_playbooks,
        preview=house.answering.preview,
        terms=house.terms,
        public_url=settings.public_url,
        zone=ZoneInfo(settings.time_zone),
    )


def _receivers(house: House) -> dict[str, WebhookReceiver]:
    """One receiver a route; the first network that has its secrets set gives it."""
    found: dict[str, WebhookReceiver] = {}
    used = {account.network for account in house.accounts.values()}
    for plugin in networks().values():
        if plugin.webhook_route and plugin.name in used and plugin.webhook_route not in found:
            receiver = plugin.receiver(network_settings(house.settings, plugin))
            if receiver:
                found[plugin.webhook_route] = receiver
    return found
