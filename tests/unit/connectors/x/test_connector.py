import msgspec
import pytest

from connectors.x import PLUGIN
from monitor.domain.errors import BadPayload, PermissionMissing


async def test_a_token_of_another_account_is_told_with_what_to_mend(staged):
    async with staged() as stage:
        account = msgspec.structs.replace(stage.account, remote_id="700000000000000002")
        connector = PLUGIN.connect(account, stage.options, stage.network)
        with pytest.raises(PermissionMissing) as error:
            await connector.probe()
        assert "remote_id" in error.value.next_step
        await connector.aclose()


async def test_an_app_alone_says_what_it_lacks(staged):
    async with staged(options={"access_token": None, "access_secret": None}) as stage:
        probe = await stage.connector.probe()
        assert probe.remote_id == stage.account.remote_id
        assert probe.missing == ("access_token", "access_secret")


async def test_a_probe_names_the_handle_and_no_end(stage):
    probe = await stage.connector.probe()
    assert (probe.name, probe.expires_at, probe.missing) == ("siuntukas", None, ())


@pytest.mark.parametrize(
    ("level", "missing"),
    [
        ("read-write-directmessages", ()),
        ("read-write", ("direct messages",)),
        ("read", ("write", "direct messages")),
        (None, ()),
    ],
)
async def test_a_probe_tells_the_rights_the_token_lacks(script, scripted_connector, level, missing):
    script.says({"data": {"id": script.account.remote_id}}, headers={"x-access-level": level} if level else {})
    assert (await scripted_connector.probe()).missing == missing


async def test_a_probe_answered_with_nonsense_is_a_bad_payload(script, scripted_connector):
    script.says({"data": {"username": "no id"}})
    with pytest.raises(BadPayload):
        await scripted_connector.probe()


async def test_closing_twice_does_no_harm(stage):
    await stage.connector.probe()
    await stage.connector.aclose()
    await stage.connector.aclose()
