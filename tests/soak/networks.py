"""The networks of the soak, in a process of their own: the simulator, its people, its webhooks and its faults.

`python -m tests.soak.networks '{"brands": 4, …}'` prints its address and ends when its standard input does.
"""

import asyncio
import json
import re
import resource
import sys
from collections import Counter
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import aiohttp
from aiohttp import web

from connectors.simulator.clock import CLOCK
from connectors.simulator.faults import FAULTS, Fault, FaultKind
from connectors.simulator.graph.records import PostKind
from connectors.simulator.graph.state import GRAPH_STATE
from connectors.simulator.server import SimulatorOptions, build_app
from connectors.simulator.x.prices import METER
from connectors.simulator.x.state import X_STATE
from tests.soak.post_office import PostOffice
from tests.soak.scale import MIDNIGHT, Scale, brands_of
from tests.soak.townsfolk import WORD, Townsfolk

K = FaultKind
READS = {K.RATE_LIMITED: 8, K.SERVER_ERROR_HTML: 8, K.DROP_BEFORE: 8, K.DROP_AFTER: 8, K.MALFORMED: 8, K.USAGE_FULL: 3}
READS |= {K.SLOW: 4, K.UNKNOWN_FIELD: 2, K.EXPIRED_TOKEN: 1}
WRITES = {K.RATE_LIMITED: 10, K.SERVER_ERROR_HTML: 10, K.DROP_BEFORE: 10, K.DROP_AFTER: 10, K.MALFORMED: 8, K.SLOW: 1}
WRITES |= {K.EXPIRED_TOKEN: 1}
SHARES = 50


class Networks:
    """Everything behind the simulator's address."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self.brands = brands_of(scale)
        begin = MIDNIGHT + timedelta(hours=scale.start)
        self.app = build_app(SimulatorOptions(fixed_time=begin, brands=self.brands, seed=scale.seed))
        self.x, self.graph = self.app[X_STATE], self.app[GRAPH_STATE]
        self.office = PostOffice(self.x, self.graph, scale.seed, scale.faults)
        self.people = Townsfolk(self.x, self.graph, self.brands, scale.seed)
        self.calls: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.app.middlewares.insert(0, self._count)
        self._arm()
        for name, act in (("live", self.live), ("calm", self.calm), ("truth", self.truth), ("counts", self.count)):
            self.app.router.add_post(f"/control/soak/{name}", act)

    def _arm(self) -> None:
        """Put every fault in force, at its share of all calls of its kind."""
        faults = self.app[FAULTS]
        for method, shares in (("GET", READS), ("POST", WRITES)):
            for kind, share in shares.items():
                chance = self.scale.faults * share / SHARES
                delay = 0.02 if kind is K.SLOW else 0.0
                faults.add(Fault(kind, method=method, times=None, probability=chance, delay=delay, retry_after=240))
        chosen = faults.next

        def counted(network: str, method: str, path: str) -> Fault | None:
            fault = chosen(network, method, path)
            if fault:
                self.faults[f"{'read' if method == 'GET' else 'write'} {fault.kind}"] += 1
            return fault

        faults.next = counted  # type: ignore[method-assign] # a look from outside

    @web.middleware
    async def _count(self, request: web.Request, handler: Any) -> web.StreamResponse:
        response = await handler(request)
        if not request.path.startswith("/control"):
            network = "x" if request.path.startswith("/2/") else "meta"
            self.calls[f"{network} {'read' if request.method == 'GET' else 'write'}"] += 1
            if response.status >= 400:
                self._refused(network, request, response)
        return response

    def _refused(self, network: str, request: web.Request, response: web.StreamResponse) -> None:
        """Tell refusals apart by what the network itself says."""
        text = (response.text or "") if isinstance(response, web.Response) else ""
        codes = re.findall(r'"(?:code|error_subcode)": ?(\d+)', text) if network == "meta" else []
        detail = re.findall(r'"detail": ?"([^"]{0,70})', text) if network == "x" else []
        verb = "read" if request.method == "GET" else "write"
        self.refusals[f"{network} {verb} {response.status} {'/'.join(codes) or ''.join(detail[:1])}".strip()] += 1

    async def live(self, request: web.Request) -> web.Response:
        """Let time pass, people act, and webhooks be delivered to the given address."""
        given = await request.json()
        self.app[CLOCK].shift(timedelta(seconds=given["seconds"]))
        if given.get("acts", True):
            self.people.live(given["seconds"], self.scale.texts)
        if given["webhooks"]:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=600)) as session:
                await self.office.deliver(session, given["webhooks"], everything=not given.get("acts", True))
        return web.json_response({"now": self.app[CLOCK].now().isoformat()})

    async def calm(self, _request: web.Request) -> web.Response:
        """All is well again."""
        self.app[FAULTS].clear()
        return web.json_response({})

    async def count(self, _request: web.Request) -> web.Response:
        told = {
            "acts": self.people.acts,
            "calls": self.calls,
            "refusals": self.refusals,
            "faults": self.faults,
            "webhooks": self.office.counts,
            "mail": self.office.waiting,
            "dollars": str(self.app[METER].total),
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
        return web.json_response(told)

    async def truth(self, _request: web.Request) -> web.Response:
        """What stands on the networks now: [account, id, word of its own or text, ours, hidden]; and what we sent."""
        rows = [row for brand in self.brands for row in (*self._of_x(brand), *self._of_graph(brand))]
        return web.json_response({"rows": rows, "native": sorted(self.people.native)})

    def _of_x(self, brand: Any) -> list[list[Any]]:
        account, me = f"{brand.key}-x", brand.x_user_id
        posts = {post.id: post for post in (*self.x.posts.naming(brand.x_handle), *self.x.posts.by(me))}
        found = [[account, post.history[0], word(post.text), post.author_id == me, False] for post in posts.values()]
        return found + [[account, m.id, word(m.text), m.sender_id == me, False] for m in self.x.messages.of(me)]

    def _of_graph(self, brand: Any) -> list[list[Any]]:
        page = self.graph.account(brand.page_id)
        found: list[list[Any]] = []
        for network, platform in (("facebook", "messenger"), ("instagram", "instagram")):
            account = f"{brand.key}-{network}"
            for post in self.graph.posts_of(page, network):
                if post.kind in (PostKind.VISITOR, PostKind.MENTIONED):
                    found.append([account, post.id, word(post.text), False, False])
                found += [
                    [account, each.shown_id, word(each.text), each.author is None, each.hidden]
                    for each in post.comments
                    if not each.deleted
                ]
            for thread in self.graph.threads_of(page, platform):
                found += [
                    [account, each.id, word(each.text), each.from_account, False]
                    for each in thread.messages
                    if not each.deleted
                ]
        return found


def word(text: str) -> str:
    """What makes a customer's text one of its kind; of ours, the text."""
    found = WORD.search(text)
    return found.group() if found else text


async def main(scale: Scale) -> None:
    runner = web.AppRunner(Networks(scale).app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


def told(scale: Scale) -> str:
    return json.dumps(asdict(scale))


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    asyncio.run(main(Scale(**{**given, "restarts": tuple(given["restarts"])})))
