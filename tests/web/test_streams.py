"""Health of streams on the page and by the API, and polling by a person's wish."""

from datetime import timedelta

import pytest

from monitor.domain.errors import AuthExpired, RateLimited
from tests.support.fakes import mention


async def broken(bureau, error):
    bureau.town.sources["page"].answers.append(error)
    await bureau.town.poll_due()


async def test_streams_tell_how_they_do(office):
    await office.town.hear(mention("1"))
    office.town.now.forward(seconds=90)
    streams = {stream["account"]: stream for stream in (await office.json("/api/v1/streams"))["streams"]}
    assert set(streams) == {"page", "other"}
    assert (streams["page"]["health"], streams["page"]["seconds_behind"]) == ("ok", 90)


async def test_a_stream_nobody_polled_yet(office):
    streams = (await office.json("/api/v1/streams"))["streams"]
    assert {(stream["health"], stream["seconds_behind"]) for stream in streams} == {("new", None)}
    assert "not yet" in await office.page("/health")


async def test_a_dead_token_is_shown_with_its_next_step_and_the_rest_goes_on(office):
    await broken(office, AuthExpired("the token of page has expired"))
    page = await office.page("/health")
    assert "the token of page has expired" in page
    assert "authorise the account again" in page
    assert "stopped: a person must act" in page
    streams = {stream["account"]: stream["health"] for stream in (await office.json("/api/v1/streams"))["streams"]}
    assert streams == {"page": "stopped", "other": "ok"}


async def test_a_limit_is_no_alarm(office):
    await broken(office, RateLimited("slow down", until=office.town.now() + timedelta(minutes=5)))
    assert "waits as the network asked" in await office.page("/health")


@pytest.mark.parametrize("path", ["/api/v1/accounts/page/poll", "/accounts/page/poll"])
async def test_polling_now(office, path):
    await office.town.hear()
    assert await office.town.poll_due() == 0
    office.town.sources["page"].answers.append(RuntimeError("asked"))
    answer = await office.post(path)
    assert answer.status in {200, 303}
    assert office.woken == ["probe", "poll"]
    await office.town.poll_due()
    assert not office.town.sources["page"].answers


async def test_the_form_leads_back_to_the_account(office):
    assert (await office.form("/accounts/page/poll")).headers["Location"] == "/health#page"
    assert 'id="page"' in await office.page("/health")


@pytest.mark.parametrize("account", ["nobody", "%2e%2e", "page%00", "ą"])
async def test_an_account_that_is_not_there(both, account):
    answer = await both.post(f"/api/v1/accounts/{account}/poll")
    assert answer.status == 404
    assert both.woken == []
    assert (await both.form(f"/accounts/{account}/poll")).status == 404


async def test_without_accounts_the_page_says_what_to_do(office):
    from monitor.store.schema import streams

    async with office.town.store.write() as tx:
        await tx.streams._connection.execute(streams.delete())
    assert "aside check" in await office.page("/health")
