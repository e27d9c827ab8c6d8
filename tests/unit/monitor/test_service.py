"""The service says in one line what it cannot do."""

import socket

import pytest

from config.settings import Settings, StoreSettings, WebSettings
from monitor.domain.errors import Misconfigured
from monitor.service import serve


async def test_a_port_that_is_taken_is_one_clear_line(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        settings = Settings(store=StoreSettings(url=f"sqlite:///{tmp_path / 'aside.db'}"), web=WebSettings(port=port))
        with pytest.raises(Misconfigured, match=rf"port {port} of 127\.0\.0\.1 is taken; set another in \[web\]"):
            await serve(settings)


async def test_an_address_of_another_machine_is_one_clear_line(tmp_path):
    web = WebSettings(host="192.0.2.1", port=0)
    with pytest.raises(Misconfigured, match=r"port 0 of 192\.0\.2\.1 cannot be used"):
        await serve(Settings(store=StoreSettings(url=f"sqlite:///{tmp_path / 'aside.db'}"), web=web))
