import pytest

from config.loading import ConfigError, convert
from connectors._graph.settings import GraphAccountSettings, GraphNetworkSettings

ENVIRON = {"TOKEN": "a-page-token"}


def test_the_defaults_are_meta_s_own_address_and_the_current_version():
    settings = convert({}, GraphNetworkSettings, where="[networks.facebook]")
    assert (settings.base_url, settings.version) == ("https://graph.facebook.com", "v26.0")


@pytest.mark.parametrize(
    "table",
    [
        {"version": "26.0"},
        {"version": "v26"},
        {"version": 26},
        {"base_url": "graph.facebook.com"},
        {"base_url": "https://graph.facebook.com/v26.0"},
        {"app_secret": "in plain text"},
        {"verison": "v26.0"},
        {"page_size": 500},
    ],
    ids=str,
)
def test_a_wrong_key_or_value_is_told_with_its_name(table: dict[str, object]):
    with pytest.raises(ConfigError, match=next(iter(table))):
        convert(table, GraphNetworkSettings, where="[networks.facebook]")


def test_a_token_is_a_secret_and_never_shown():
    account = convert({"token": {"env": "TOKEN"}}, GraphAccountSettings, where="a", environ=ENVIRON)
    assert account.token.reveal() == "a-page-token"
    assert "a-page-token" not in repr(account)
