import pytest

from config.loading import ConfigError, convert
from connectors.x.settings import XAccount, XNetwork

ENV = {"TOKEN": "t"}


def read(table, into=XNetwork):
    return convert(table, into, where="aside.toml [networks.x]", environ=ENV)


def test_defaults_speak_to_x_itself():
    network = read({})
    assert (network.base_url, network.version, network.fields) == ("https://api.x.com", "2", "tweet")


def test_secrets_are_named_and_never_shown():
    account = read({"access_token": {"env": "TOKEN"}}, XAccount)
    assert account.access_token.reveal() == "t"
    assert "'t'" not in repr(account)


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ({"fields": "tweets"}, "fields"),
        ({"base_url": "api.x.com"}, "base_url"),
        ({"base_url": "https://api.x.com/?key=1"}, "base_url"),
        ({"consumer_key": "plain"}, "consumer_key"),
        ({"page_size": 101}, "page_size"),
        ({"overlap_minutes": 0}, "overlap_minutes"),
        ({"bearer": {"env": "TOKEN"}}, "bearer"),
        ({"version": "v2"}, "version"),
    ],
)
def test_a_wrong_setting_is_named(table, key):
    with pytest.raises(ConfigError, match=key):
        read(table)


@pytest.mark.parametrize("words", ["", "x" * 513])
def test_a_search_has_the_length_x_takes(words):
    with pytest.raises(ConfigError, match="keywords"):
        read({"keywords": [words]}, XAccount)
