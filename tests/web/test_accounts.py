"""The health of accounts by the API and on the page."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.domain import account_health as rules
from monitor.domain.account_health import AccountHealth
from monitor.domain.errors import AuthExpired


async def told(office, **changes):
    now = office.town.now()
    health = replace(AccountHealth(account="page", next_probe_at=now + timedelta(hours=1)), **changes)
    async with office.town.store.write() as tx:
        await tx.accounts.save(health)


async def test_accounts_that_were_never_looked_at_are_there(office):
    accounts = (await office.json("/api/v1/accounts"))["accounts"]
    assert [(each["account"], each["breaker"], each["probed_at"]) for each in accounts] == [
        ("other", "closed", None),
        ("page", "closed", None),
    ]


async def test_an_account_tells_what_is_wrong_and_how_to_repair_it(office):
    now = office.town.now()
    opened = rules.opened_by(AccountHealth(account="page", next_probe_at=now), AuthExpired("it expired"), now=now)
    await told(office, **{name: getattr(opened, name) for name in ("breaker", "family", "reason", "next_step")})
    page = next(each for each in (await office.json("/api/v1/accounts"))["accounts"] if each["account"] == "page")
    assert (page["breaker"], page["family"], page["reason"]) == ("open", "reauthorise", "it expired")
    assert "connects the account again" in page["repair"]


async def test_the_page_counts_the_days_and_names_what_is_missing(office):
    ends = office.town.now() + timedelta(days=9, hours=3)
    await told(office, expires_at=ends, missing=("pages_messaging", "webhook field feed"))
    shown = await office.page("/health")
    assert "token ends in days: 9" in shown
    assert "Permissions missing: pages_messaging" in shown
    assert "Webhook fields not subscribed: feed" in shown


@pytest.mark.parametrize(("name", "word"), [("lina", "iš naujo"), ("piotr", "od nowa")])
async def test_repair_steps_are_said_in_the_reader_s_language(bureau, name, word):
    office = await bureau.log_in(name)
    await told(office, family=rules.Family.REAUTHORISE, reason="it expired")
    assert word in await office.page("/health")
