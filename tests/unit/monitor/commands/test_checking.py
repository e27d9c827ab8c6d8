"""What `aside check` warns of beside errors."""

from datetime import date

import msgspec
import pytest

from config.playbooks.loading import shipped_playbooks
from config.settings import AccountSettings, AnalysisSettings, ApprovalSettings, Settings
from monitor.commands.checking import _probe, playbook_warnings, policy_warnings, transformer_warnings
from monitor.domain.editions import Shelved
from monitor.ports.networks import Probe

REFUND = next(book for book in shipped_playbooks() if book.name == "refund")


def test_playbooks_in_order_need_no_warning():
    assert playbook_warnings([REFUND], REFUND.expires) == []


def test_an_expired_playbook_is_named_with_its_owner():
    [warning] = playbook_warnings([REFUND], date(REFUND.expires.year + 1, 1, 1))
    assert warning.startswith(f"playbook refund: expired on {REFUND.expires}")
    assert REFUND.owner in warning


def test_a_playbook_whose_languages_drifted_names_the_older_ones():
    newer = msgspec.structs.replace(REFUND, lt=msgspec.structs.replace(REFUND.lt, version=REFUND.lt.version + 1))
    [warning] = playbook_warnings([newer], REFUND.expires)
    assert "the texts in pl, en are older" in warning


def test_a_policy_for_a_playbook_that_does_not_exist_is_told():
    assert (
        policy_warnings(Settings(approval=ApprovalSettings(automatic=("refund",))), {"refund": Shelved(REFUND)}) == []
    )
    [warning] = policy_warnings(Settings(approval=ApprovalSettings(automatic=("prais",))), {})
    assert "'prais'" in warning


def test_a_policy_for_a_playbook_that_is_switched_off_is_told():
    off = {"refund": Shelved(REFUND, enabled=False)}
    [warning] = policy_warnings(Settings(approval=ApprovalSettings(automatic=("refund",))), off)
    assert "is switched off" in warning


def test_a_transformer_that_cannot_be_used_is_told(tmp_path):
    assert transformer_warnings(AnalysisSettings()) == []
    [warning] = transformer_warnings(AnalysisSettings(transformers={"lt": str(tmp_path / "gone")}))
    assert warning.startswith("analysis.transformers.lt: the transformer in 'gone' cannot be loaded")
    assert warning.endswith("the built-in model stands in for it")


class Broken:
    """A connector of somebody's package that breaks."""

    closed = False

    async def probe(self):
        raise ZeroDivisionError

    async def aclose(self):
        self.closed = True


async def test_a_package_that_breaks_gets_a_line_of_its_own_like_every_other_account():
    account = AccountSettings(name="page", network="fake", brand="Brand", remote_id="1")
    connector = Broken()
    failed, line = await _probe(account, connector)
    assert failed
    assert line.startswith("page: unexpected ZeroDivisionError")
    assert connector.closed


class Silent:
    """A connector to which nothing is pushed until it subscribes."""

    subscribed = False

    async def probe(self):
        return Probe("1", "Page", missing=() if self.subscribed else ("webhook field feed",))

    async def subscribe(self):
        self.subscribed = True

    async def aclose(self):
        pass


@pytest.mark.parametrize(
    ("wished", "said"), [(False, "page: these permissions are missing"), (True, "page: ok (fake)")]
)
async def test_an_account_is_subscribed_to_webhooks_only_by_wish(wished, said):
    account = AccountSettings(name="page", network="fake", brand="Brand", remote_id="1")
    connector = Silent()
    failed, line = await _probe(account, connector, subscribe=wished)
    assert (connector.subscribed, failed) == (wished, not wished)
    assert line.startswith(said)
