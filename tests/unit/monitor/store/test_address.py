"""Addresses as people write them."""

from pathlib import Path

import pytest

from monitor.domain.errors import Misconfigured
from monitor.store.address import parsed, sqlite_file


def test_a_file_is_relative_with_three_strokes_and_absolute_with_four() -> None:
    assert sqlite_file(parsed("sqlite:///var/aside.db")) == Path("var/aside.db")
    assert sqlite_file(parsed("sqlite:////var/lib/aside.db")) == Path("/var/lib/aside.db")
    assert parsed("sqlite:///var/aside.db").drivername == "sqlite+aiosqlite"


def test_postgresql_gets_its_driver_and_its_password() -> None:
    address = parsed("postgresql://aside@db.example.com/aside", "s3cret:/@")
    assert address.drivername == "postgresql+psycopg"
    assert address.password == "s3cret:/@"
    assert sqlite_file(address) is None


def test_a_socket_folder_is_kept() -> None:
    assert parsed("postgresql://aside@/aside?host=/run/postgresql").query == {"host": "/run/postgresql"}


def test_a_password_in_the_address_stays_without_another() -> None:
    assert parsed("postgresql://aside:inside@db.example.com/aside").password == "inside"


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file.db?mode=ro",
        "mysql://root:canary@db.example.com/aside",
        "canary",
        "postgresql://user:canary@host:port/name",
        "",
    ],
)
def test_other_addresses_are_refused_without_repeating_them(url: str) -> None:
    with pytest.raises(Misconfigured, match="sqlite:///") as caught:
        parsed(url)
    assert "canary" not in str(caught.value)
