from datetime import timedelta
from typing import Any

import pytest

from connectors.facebook import PLUGIN
from monitor.domain.errors import Misconfigured


async def test_a_probe_tells_what_the_token_lacks_and_until_when_it_works(stage: Any):
    stage.state.account(stage.remote_id).removed_permissions = {"pages_messaging"}
    probe = await stage.connector.probe()
    assert "pages_messaging" in probe.missing
    assert probe.name == "Siuntukas"
    assert probe.expires_at is not None


async def test_webhooks_that_were_never_subscribed_are_told_and_can_be(stage: Any):
    missing = (await stage.connector.probe()).missing
    assert {f"webhook field {name}" for name in PLUGIN.webhook_fields} <= set(missing)
    await stage.connector.subscribe()
    assert (await stage.connector.probe()).missing == ()
    assert stage.state.account(stage.remote_id).subscribed_fields == set(PLUGIN.webhook_fields)


async def test_without_webhooks_set_up_nobody_misses_them(stage: Any):
    await stage.reconnect(verify_token=None)
    assert (await stage.connector.probe()).missing == ()


async def test_an_ended_api_version_is_told_by_the_probe(stage: Any):
    await stage.reconnect(version="v19.0")
    with pytest.raises(Misconfigured, match=r"networks\.facebook\.version.*v19\.0.*v21\.0"):
        await stage.connector.probe()


async def test_reading_goes_on_under_an_ended_version(stage: Any):
    await stage.reconnect(version="v19.0")
    page = await stage.connector.source.fetch("comments", None, now=stage.simulated.now)
    assert page.up_to is not None


def test_the_rules_are_the_network_s():
    rules = PLUGIN.rules
    assert (rules.private_reply_window, rules.message_window, rules.human_agent_window) == (
        timedelta(days=7),
        timedelta(hours=24),
        timedelta(days=7),
    )
    assert not rules.cold_message
    assert rules.message_link is not None
    assert rules.message_link.format(account_id="5") == "https://m.me/5"


def test_without_secrets_there_is_no_receiver():
    assert PLUGIN.receiver(PLUGIN.network_settings()) is None
