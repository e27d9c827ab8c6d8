"""The breaker on a real store: what it stops, what it leaves alone, and how a probe closes it."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from monitor.domain.account_health import Breaker, Family
from monitor.domain.errors import AccountBlocked, AuthExpired, PermissionMissing, Retryable
from monitor.domain.outbox import OutboxState
from monitor.domain.streams import StreamHealth, StreamRef
from monitor.ports import Probe
from monitor.services.health import Health
from monitor.services.probe import ProbeAccounts, Probed
from tests.support.fakes import ACCOUNTS, mention, page

DEAD = AuthExpired("the token has expired")


@dataclass
class Asked:
    """A connector of which only the probe matters."""

    answers: list[Probe | Exception] = field(default_factory=list)
    asked: int = 0
    remote_id: str = "our-page"

    async def probe(self):
        self.asked += 1
        answer = self.answers.pop(0) if self.answers else Probe(self.remote_id, "Brand")
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
async def connectors():
    return {"page": Asked(), "other": Asked(remote_id="our-other-page")}


@pytest.fixture
async def probe(town, connectors):
    probed = {name: Probed(ACCOUNTS[name], connector) for name, connector in connectors.items()}
    async with town.store.write() as tx:
        await tx.accounts.ensure(list(probed), now=town.now())
    return ProbeAccounts(town.store, probed, Health(town.store, now=town.now), now=town.now)


async def health_of(town, account="page"):
    async with town.store.read() as tx:
        return await tx.accounts.get(account)


async def kinds(town):
    async with town.store.read() as tx:
        return [event.kind for event in await tx.events.after(0)]


async def fail(town, *errors):
    """Let polls of `page` fail, one after the other."""
    for error in errors:
        town.sources["page"].answers.append(error)
        async with town.store.write() as tx:
            await tx.streams.poll_now("page")
        await town.poll_due()


async def test_repeated_failures_stop_this_account_and_no_other(town, probe):
    await probe.sweep()
    await fail(town, DEAD, DEAD, DEAD)
    assert (await health_of(town)).breaker is Breaker.OPEN
    town.now.forward(hours=1)
    assert [lease.ref.account for lease in await town.poll.claim()] == ["other"]
    stream = (await town.streams())["page"]
    assert (stream.health, stream.reason) == (StreamHealth.STOPPED, str(DEAD))
    assert "account.changed" in await kinds(town)


async def test_the_ledger_says_why_nothing_came_and_not_that_nobody_looked(town, probe):
    await probe.sweep()
    await fail(town, page(mention("1")), DEAD, DEAD, DEAD)
    town.now.forward(days=2)
    await probe.sweep()
    await town.poll_due()
    async with town.store.read() as tx:
        ledger = next(each for each in await tx.ledger.all() if each.ref == StreamRef("page", "comments"))
    causes = {gap.cause.value for gap in (*ledger.open, *ledger.closed)}
    assert causes <= {"token_expired", "backfill"}
    assert "token_expired" in causes


async def test_a_probe_that_finds_it_well_closes_it_and_polling_goes_on(town, probe, connectors):
    await probe.sweep()
    await fail(town, DEAD, DEAD, DEAD)
    connectors["page"].answers.append(AuthExpired("still"))
    assert await probe.sweep() == 0
    assert (await health_of(town)).breaker is Breaker.OPEN
    assert await probe.sweep() == 0  # not before its time
    town.now.forward(minutes=16)
    assert await probe.sweep() == 1
    assert (await health_of(town)).breaker is Breaker.CLOSED
    town.sources["page"].answers.append(page(mention("5")))
    assert await town.poll_due() == 1
    assert (await town.streams())["page"].health is StreamHealth.OK


async def test_a_missing_permission_stops_its_stream_only_but_asks_for_a_probe(town, probe, connectors):
    await probe.sweep()
    before = connectors["page"].asked
    await fail(town, *[PermissionMissing("pages_messaging is missing")] * 4)
    assert (await health_of(town)).breaker is Breaker.CLOSED
    await probe.sweep()
    assert connectors["page"].asked == before + 1


async def test_passing_faults_never_stop_an_account(town, probe):
    await probe.sweep()
    await fail(town, *[Retryable("503")] * 5)
    health = await health_of(town)
    assert (health.breaker, health.strikes) == (Breaker.CLOSED, 0)


async def test_nothing_is_sent_while_the_breaker_is_open_and_all_of_it_afterwards(town, probe):
    await probe.sweep()
    await town.hear(mention("1", "blogai"))
    await town.approve_all()
    town.publisher.before += [AccountBlocked("restricted")] * 3
    for _ in range(3):
        town.now.forward(minutes=6)
        await town.deliver_due()
    assert (await health_of(town)).family is Family.POLICY
    town.now.forward(minutes=30)
    assert await town.deliver_due() == 0
    assert town.publisher.done == []
    town.now.forward(minutes=40)
    assert await probe.sweep() == 1
    while await town.deliver_due():
        pass
    assert {entry.state for entry in await town.entries()} == {OutboxState.DELIVERED}
    assert (await health_of(town)).strikes == 0


async def test_two_processes_probe_once(town, probe, connectors):
    await asyncio.gather(probe.one("page"), probe.one("page"))
    assert connectors["page"].asked == 1


async def test_each_day_and_not_more_often(town, probe, connectors):
    for _ in range(49):
        await probe.sweep()
        town.now.forward(hours=1)
    assert connectors["page"].asked == 3


async def test_the_end_of_a_token_is_said_before_it_comes(town, probe, connectors):
    ends = town.now() + timedelta(days=9, hours=1)
    connectors["page"].answers.append(Probe("our-page", "Brand", expires_at=ends))
    await probe.sweep()
    async with town.store.read() as tx:
        said = [event.data for event in await tx.events.after(0) if event.kind == "account.token_ends"]
    assert said == [{"account": "page", "days": 9}]


async def test_a_token_of_another_account_is_a_wrong_setting(town, probe, connectors):
    connectors["page"].answers.append(Probe("somebody-else", "Other"))
    await probe.sweep()
    health = await health_of(town)
    assert (health.family, health.breaker) == (Family.SETTING, Breaker.CLOSED)
    assert "accounts.page.remote_id" in health.next_step


async def test_a_surprise_in_a_probe_stops_neither_the_sweep_nor_the_account(town, probe, connectors):
    connectors["page"].answers.append(KeyError("surprise"))
    await probe.sweep()
    assert (await health_of(town)).breaker is Breaker.CLOSED
    assert (await health_of(town, "other")).well_at is not None


async def test_an_answer_that_cannot_be_stored_keeps_no_other_account_from_its_probe(town, probe, monkeypatch, capsys):
    take_in = probe._take_in

    async def breaks_on_page(account, found):
        if account == "page":
            raise ZeroDivisionError
        return await take_in(account, found)

    monkeypatch.setattr(probe, "_take_in", breaks_on_page)
    assert await probe.sweep() == 0
    assert (await health_of(town, "other")).well_at is not None
    assert capsys.readouterr().out.count("probe.broken") == 1


async def test_no_more_accounts_are_probed_at_once_than_there_are_seats(probe, connectors, monkeypatch):
    going, most = 0, 0

    async def counted():
        nonlocal going, most
        going += 1
        most = max(most, going)
        await asyncio.sleep(0)
        going -= 1
        raise KeyError("no matter what")

    for each in connectors.values():
        monkeypatch.setattr(each, "probe", counted)
    monkeypatch.setattr(probe, "_seats", asyncio.Semaphore(1))
    await probe.sweep()
    assert most == 1
