"""Health for machines: `/healthz` (the process lives), `/readyz` (it can work), `/metrics` (Prometheus)."""

import hmac
from collections import Counter as Tally
from collections.abc import Iterable
from datetime import datetime

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from monitor.domain.completeness import Ledger
from monitor.domain.errors import AsideError
from monitor.domain.streams import StreamHealth
from monitor.web.cost_metrics import cost_metrics
from monitor.web.desk import DESK, Desk


async def healthz(_request: web.Request) -> web.Response:
    """Answer as long as the process lives."""
    return web.Response(text="ok\n")


async def readyz(request: web.Request) -> web.Response:
    """Answer 200 when the database does, 503 with the reason when not."""
    try:
        await request.app[DESK].store.ping()
    except AsideError as error:
        return web.Response(status=503, text=f"not ready: {error}\n")
    return web.Response(text="ready\n")


async def metrics(request: web.Request) -> web.Response:
    """Numbers without labels that name a person; needs the token of `web.metrics_token`."""
    token = request.app[DESK].metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token is None:
        raise web.HTTPNotFound(text="metrics are off: set web.metrics_token")
    if not hmac.compare_digest(given.encode(), token.encode()):
        raise web.HTTPUnauthorized(text="metrics need the token of web.metrics_token")
    return web.Response(
        body=generate_latest(await _collect(request.app[DESK])), headers={"Content-Type": CONTENT_TYPE_LATEST}
    )


async def _collect(desk: Desk) -> CollectorRegistry:
    registry = CollectorRegistry()
    now = desk.now()
    async with desk.store.read() as tx:
        counts = await tx.cases.counts(now=now)
        statuses = await tx.streams.statuses()
        ledgers = await tx.ledger.all()
        quarantined = await tx.mentions.quarantined()
        await cost_metrics(tx, registry, desk.terms, now)
    cases = Gauge(
        "aside_cases", "Cases by state; `overdue` are open ones past their due time", ["state"], registry=registry
    )
    for state, count in counts.items():
        cases.labels(state).set(count)
    retired = {status.ref for status in statuses if status.health is StreamHealth.RETIRED}
    _completeness(registry, [each for each in ledgers if each.ref not in retired], now)
    health = Gauge("aside_streams", "Streams by health", ["health"], registry=registry)
    for name, count in Tally(status.health.value for status in statuses).items():
        health.labels(name).set(count)
    Gauge("aside_quarantined_records", "Records that could not be read", registry=registry).set(quarantined)
    return registry


def _completeness(registry: CollectorRegistry, ledgers: Iterable[Ledger], now: datetime) -> None:
    labels = ["account", "stream"]
    behind = Gauge(
        "aside_stream_behind_seconds", "Age of the moment up to which everything is here", labels, registry=registry
    )
    gaps = Gauge("aside_stream_gaps", "Open gaps by cause", [*labels, "cause"], registry=registry)
    for ledger in ledgers:
        seconds = ledger.seconds_behind(now)
        if seconds is not None:
            behind.labels(ledger.ref.account, ledger.ref.stream).set(seconds)
        for cause, count in Tally(gap.cause.value for gap in ledger.open).items():
            gaps.labels(ledger.ref.account, ledger.ref.stream, cause).set(count)
