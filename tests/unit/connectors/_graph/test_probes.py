from datetime import UTC, datetime
from typing import Any

import pytest

from config.secret import Secret
from connectors._graph.client import GraphAnswer
from connectors._graph.probes import Examiner
from monitor.domain.errors import AuthExpired, BadPayload, Misconfigured


class Client:
    """Says of a token what it is told to."""

    access_token = "t"
    version = "v26.0"

    def __init__(self, token: Any, *, served: str = "v26.0", apps: Any = ()) -> None:
        self.token, self.served, self.apps = token, served, apps

    async def get_object(self, node: str, **_args: Any) -> GraphAnswer:
        return self._answer({"id": node, "name": "Siuntukas"})

    async def debug_access_token(self, *_args: str) -> GraphAnswer:
        return self._answer({"data": self.token})

    async def get_connections(self, *_args: str) -> GraphAnswer:
        return self._answer({"data": list(self.apps)})

    def _answer(self, body: dict[str, Any]) -> GraphAnswer:
        answer = GraphAnswer(body)
        answer.headers = {"facebook-api-version": self.served}
        return answer


def examiner(client: Client, *, fields: tuple[str, ...] = (), app: str = "900") -> Examiner:
    return Examiner(
        network="facebook",
        client=client,  # type: ignore[arg-type]
        page_id="1",
        account_id="2",
        wanted=("pages_messaging", "pages_read_engagement"),
        fields=fields,
        app_id=app,
        app_secret=Secret("s"),
    )


async def test_a_token_called_invalid_is_dead_though_it_still_answers():
    with pytest.raises(AuthExpired):
        await examiner(Client({"is_valid": False})).probe("1", "id")


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ({"expires_at": 0, "data_access_expires_at": 1795176000}, datetime(2026, 11, 20, 12, tzinfo=UTC)),
        ({"expires_at": 1795176000, "data_access_expires_at": 1795179600}, datetime(2026, 11, 20, 12, tzinfo=UTC)),
        ({"expires_at": 0, "data_access_expires_at": 0}, None),
        ({"expires_at": True}, None),
        ({}, None),
    ],
)
async def test_the_nearer_end_counts_and_nought_means_never(token: dict[str, Any], expected: datetime | None):
    assert (await examiner(Client(token)).probe("1", "id")).expires_at == expected


async def test_missing_permissions_are_named_and_nothing_is_guessed_without_a_list():
    assert (await examiner(Client({"scopes": ["pages_messaging"]})).probe("1", "id")).missing == (
        "pages_read_engagement",
    )
    assert (await examiner(Client({})).probe("1", "id")).missing == ()
    assert await examiner(Client({"scopes": []}, served="v21.0")).lacking() == (
        "pages_messaging",
        "pages_read_engagement",
    )


@pytest.mark.parametrize(
    ("targets", "missing"),
    [
        (["1"], ()),
        ([1, "77"], ()),
        (["2"], ()),  # Instagram's permissions name its own account
        ([], ()),  # no targets: granted for all
        (None, ()),
        (["77"], ("pages_messaging",)),
    ],
)
async def test_a_permission_granted_for_another_page_is_missing_for_ours(targets: Any, missing: tuple[str, ...]):
    token = {
        "scopes": ["pages_messaging", "pages_read_engagement"],
        "granular_scopes": [{"scope": "pages_messaging", "target_ids": targets}, {"scope": 7}, "odd"],
    }
    assert (await examiner(Client(token)).probe("1", "id")).missing == missing


async def test_another_app_s_subscription_is_not_ours():
    apps = [
        {"id": "901", "subscribed_fields": ["feed"]},
        {"id": 900, "subscribed_fields": ["messages", 5]},
        {"id": "900"},
    ]
    probe = await examiner(Client({}, apps=apps), fields=("feed", "messages")).probe("1", "id")
    assert probe.missing == ("webhook field feed",)


async def test_an_ended_version_is_a_wrong_setting():
    with pytest.raises(Misconfigured, match=r"networks\.facebook\.version"):
        await examiner(Client({}, served="v27.0")).probe("1", "id")


async def test_an_answer_without_sense_is_told():
    with pytest.raises(BadPayload):
        await examiner(Client("text")).probe("1", "id")
