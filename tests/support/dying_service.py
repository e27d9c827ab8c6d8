"""Runs the service, or the command given, until a moment named in the environment, then dies as by `kill -9`.

DIE_AT is `<step>:<when>[:<nth>]`: `absorb:before` dies after the step's work and before its commit, `absorb:after`
after the commit; `publish:before` and `publish:after` die around the remote call itself.
"""

import os
import signal
import sys
from contextlib import asynccontextmanager

from monitor.cli import main
from monitor.services.deliver import Deliver
from monitor.store import SqlStore
from monitor.store.repositories.cases import SqlCases
from monitor.store.repositories.drafts import SqlDrafts
from monitor.store.repositories.imports import SqlImports
from monitor.store.repositories.mentions import SqlMentions
from monitor.store.repositories.outbox import SqlOutbox
from monitor.store.repositories.rescorings import SqlRescorings
from monitor.store.repositories.webhooks import SqlWebhooks

STEP, WHEN, *NTH = os.environ["DIE_AT"].split(":")
left = [int(NTH[0]) if NTH else 1]
touched: set[str] = set()

STEPS = {
    "webhook": (SqlWebhooks, "keep", bool),
    "absorb": (SqlMentions, "absorb", lambda done: bool(done.new)),
    "assess": (SqlMentions, "assessed", lambda _done: True),
    "case": (SqlCases, "add", bool),
    "draft": (SqlDrafts, "add", bool),
    "approve": (SqlOutbox, "add", bool),
    "claim": (SqlOutbox, "claim_due", bool),
    "settle": (SqlOutbox, "settle", bool),
    "import": (SqlImports, "save", lambda _done: True),
    "rescore": (SqlRescorings, "save", lambda _done: True),
}


def die() -> None:
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def watch(name: str) -> None:
    kind, method, did = STEPS[name]
    original = getattr(kind, method)

    async def watched(self, *args, **kwargs):
        done = await original(self, *args, **kwargs)
        if did(done):
            touched.add(name)
        return done

    setattr(kind, method, watched)


def watch_commits() -> None:
    original = SqlStore.write

    @asynccontextmanager
    async def write(self, **how):
        async with original(self, **how) as tx:
            touched.clear()
            yield tx
            here = STEP in touched
            if here and WHEN == "before":
                die()
        if here and WHEN == "after":
            die()

    SqlStore.write = write


def watch_publishers() -> None:
    original = Deliver.__init__

    def made(self, store, situations, posts, **rules):
        original(self, store, situations, posts, **rules)
        for post in posts.values():
            surround(type(post.publisher))

    Deliver.__init__ = made


def surround(publisher: type) -> None:
    if hasattr(publisher, "surrounded"):
        return
    original = publisher.publish

    async def publish(self, call, *, now):
        if WHEN == "before":
            die()
        receipt = await original(self, call, now=now)
        if WHEN == "after":
            die()
        return receipt

    publisher.publish = publish
    publisher.surrounded = True


if __name__ == "__main__":
    if STEP == "publish":
        watch_publishers()
    else:
        watch(STEP)
        watch_commits()
    sys.argv = ["aside", *(sys.argv[1:] or ["run"])]
    main()
