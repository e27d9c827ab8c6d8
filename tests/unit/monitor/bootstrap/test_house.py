"""The house at its start: what the settings name is there, and what they name no longer is left alone."""

from pathlib import Path
from typing import Any

import pytest

from config.loading import convert
from config.settings import Settings
from monitor.bootstrap.house import migrate_database, open_house
from monitor.domain.errors import AuthExpired
from monitor.domain.streams import StreamHealth


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("PAGE_TOKEN", "a token")

    def of(*names: str) -> Settings:
        accounts = [
            {
                "name": name,
                "network": "facebook",
                "brand": "Siuntukas",
                "remote_id": f"10{name}",
                "options": {"token": {"env": "PAGE_TOKEN"}},
            }
            for name in names
        ]
        store = {"url": f"sqlite:///{tmp_path / 'aside.db'}"}
        brands = [{"name": "Siuntukas", "language": "lt"}]
        return convert({"store": store, "brands": brands, "accounts": accounts}, Settings, where="test")

    return of


async def started(settings: Settings, *, stop: str = "") -> tuple[dict[str, set[StreamHealth]], set[str]]:
    """Health of streams by account, and the accounts whose breaker is open, after one start."""
    await migrate_database(settings)
    house = open_house(settings)
    try:
        await house.prepare()
        if stop:
            await house.health.stop(stop, AuthExpired("the token has expired"))
        async with house.store.read() as tx:
            statuses, held = await tx.streams.statuses(), await tx.accounts.held()
    finally:
        await house.aclose()
    found: dict[str, set[StreamHealth]] = {}
    for each in statuses:
        found.setdefault(each.ref.account, set()).add(each.health)
    return found, set(held)


async def test_an_account_that_left_the_settings_is_left_alone_and_comes_back_well(settings: Any) -> None:
    _, held = await started(settings("one", "two"), stop="two")
    assert held == {"two"}
    assert await started(settings("one")) == ({"one": {StreamHealth.NEW}, "two": {StreamHealth.RETIRED}}, set())
    assert await started(settings("one", "two")) == ({"one": {StreamHealth.NEW}, "two": {StreamHealth.NEW}}, set())
