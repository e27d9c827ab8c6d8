"""Health for machines: `/healthz` (the process lives), `/readyz` (it can work), `/metrics` (Prometheus)."""

import hmac
from collections import Counter as Tally

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from monitor.domain.errors import AsideError
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
        quarantined = await tx.mentions.quarantined()
    cases = Gauge(
        "aside_cases", "Cases by state; `overdue` are open ones past their due time", ["state"], registry=registry
    )
    for state, count in counts.items():
        cases.labels(state).set(count)
    behind = Gauge("aside_stream_behind_seconds", "Age of the last good poll", ["account", "stream"], registry=registry)
    for status in statuses:
        if status.last_ok_at:
            behind.labels(status.ref.account, status.ref.stream).set((now - status.last_ok_at).total_seconds())
    health = Gauge("aside_streams", "Streams by health", ["health"], registry=registry)
    for name, count in Tally(status.health.value for status in statuses).items():
        health.labels(name).set(count)
    Gauge("aside_quarantined_records", "Records that could not be read", registry=registry).set(quarantined)
    return registry
