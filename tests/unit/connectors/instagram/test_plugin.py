from typing import Any

from config.secret import Secret
from connectors.instagram import PLUGIN
from connectors.instagram.rules import utf8_length


async def test_a_probe_asks_the_account_itself_and_tells_what_is_missing(stage: Any):
    stage.state.account(stage.remote_id).removed_permissions = {"instagram_manage_messages"}
    probe = await stage.connector.probe()
    assert (probe.remote_id, probe.name) == (stage.remote_id, "siuntukas.lt")
    assert "instagram_manage_messages" in probe.missing
    assert {f"webhook field {name}" for name in PLUGIN.webhook_fields} <= set(probe.missing)


async def test_subscribing_the_page_opens_instagram_s_webhooks(stage: Any):
    await stage.connector.subscribe()
    assert (await stage.connector.probe()).missing == ()


async def test_without_the_app_s_secret_the_token_is_not_examined(stage: Any):
    await stage.reconnect(app_secret=None, verify_token=None)
    stage.state.options.require_proof = False
    assert (await stage.connector.probe()).missing == ()


def test_lengths_are_bytes_of_utf8():
    assert utf8_length("ačiū 📦") == len("ačiū 📦".encode())
    assert utf8_length("\ud800") == 1


def test_the_page_is_a_setting_of_the_account():
    settings = PLUGIN.account_settings(token=Secret("t"), page_id="5")
    assert settings.page_id == "5"
    assert PLUGIN.rules.message_link is None
