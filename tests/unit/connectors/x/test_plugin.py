from importlib.metadata import entry_points

import msgspec
import pytest

from config.secret import Secret
from connectors.x import PLUGIN
from connectors.x.settings import XAccount, XNetwork
from connectors.x.webhook import XReceiver
from monitor.domain.errors import Misconfigured

KEYS = {"consumer_key": Secret("k"), "consumer_secret": Secret("s")}
TOKENS = {"access_token": Secret("t"), "access_secret": Secret("u")}


def test_it_is_found_by_its_entry_point():
    (found,) = [point for point in entry_points(group="aside.networks") if point.name == "x"]
    assert found.value == "connectors.x:PLUGIN"


@pytest.mark.parametrize(
    ("options", "network", "missing"),
    [
        ({}, {}, "bearer_token"),
        (TOKENS, {}, "consumer_key"),
        ({"access_token": Secret("t")}, KEYS, "access_secret"),
        ({"access_secret": Secret("t")}, {**KEYS, "bearer_token": Secret("b")}, "access_token"),
    ],
)
def test_missing_keys_are_named_with_their_account(script, options, network, missing):
    with pytest.raises(Misconfigured, match=missing) as error:
        PLUGIN.connect(script.account, XAccount(**options), XNetwork(**network))
    assert "ours" in str(error.value)


def test_a_handle_is_no_id(script):
    account = msgspec.structs.replace(script.account, remote_id="siuntukas")
    with pytest.raises(Misconfigured, match="remote_id"):
        PLUGIN.connect(account, XAccount(**TOKENS), XNetwork(**KEYS))


def test_connecting_asks_nothing_of_the_network(script):
    PLUGIN.connect(script.account, script.options, script.network)
    assert script.asked == []


def test_webhooks_need_the_app_s_secret():
    assert PLUGIN.receiver(XNetwork()) is None
    assert isinstance(PLUGIN.receiver(XNetwork(consumer_secret=Secret("s"))), XReceiver)


def test_pushes_are_read_for_our_accounts(script):
    assert (
        PLUGIN.read_webhook(b'{"data": {"event_type": "like.create", "filter": {"user_id": "1"}}}', [script.account])
        == ()
    )
