"""What the core learns of a network before any call, and the network's own definition of done."""

import tomllib
from pathlib import Path

import msgspec

from monitor.domain.mentions import Visibility
from monitor.domain.streams import Seen
from tests.contracts.connectors.stage import Stage
from tests.contracts.connectors.steps import A_WHILE, read_all


class PluginSuite:
    """What the core learns before any call."""

    async def test_every_setting_says_what_it_means(self, stage: Stage):
        for kind in (stage.plugin.network_settings, stage.plugin.account_settings):
            for field in msgspec.structs.fields(kind):
                meta = msgspec.inspect.type_info(field.type)
                assert getattr(meta, "extra_json_schema", None), f"{kind.__name__}.{field.name} has no description"

    async def test_rules_are_those_of_the_network(self, stage: Stage):
        rules = stage.plugin.rules
        assert rules.network == stage.plugin.name == stage.account.network
        assert rules.measure("labas") == 5
        assert rules.public_limit > 0
        assert rules.private_limit > 0

    async def test_pushes_are_proved_and_bring_what_polling_brings(self, stage: Stage):
        pushed = await stage.pushed()
        stage.simulated.pass_time(A_WHILE)
        polled = {
            mention.remote_id: mention
            for stream in (stage.public_stream, stage.private_stream)
            for mention in (await read_all(stage, stream))[0]
        }
        seen = [
            record.mention
            for _, body in pushed
            for record in stage.plugin.read_webhook(body, [stage.account])
            if isinstance(record, Seen)
        ]
        assert {mention.visibility for mention in seen} == {Visibility.PUBLIC, Visibility.PRIVATE}
        for mention in seen:
            other = polled[mention.remote_id]
            assert (mention.text, mention.author.remote_id, mention.conversation_id, mention.visibility) == (
                other.text,
                other.author.remote_id,
                other.conversation_id,
                other.visibility,
            )

    async def test_a_push_for_an_account_that_is_not_ours_is_nothing(self, stage: Stage):
        other = msgspec.structs.replace(stage.account, remote_id="999")
        for _, body in await stage.pushed():
            assert stage.plugin.read_webhook(body, [other]) == ()


RULES_OF_QUALITY = {
    "reading": {
        "public",
        "private",
        "edits",
        "deletions",
        "media",
        "resume",
        "overlap",
        "backfill_bound",
        "quarantine",
    },
    "writing": {"public_reply", "private_reply", "message", "invite", "hide", "look_up", "length"},
    "pushes": {"handshake", "signature", "meets_polling"},
    "access": {"probe", "token_refresh"},
    "limits": {"headers", "shared_state"},
    "faults": {"errors_mapped", "no_secrets_told", "doubtful_writes", "hostile_payloads", "random_faults"},
}
"""What each network's quality.toml must speak of; it may say more."""
ROOT = Path(__file__).parents[3]


class QualitySuite:
    """The network's own definition of done."""

    async def test_quality_toml_speaks_of_every_rule_with_proof_or_reason(self, stage: Stage):
        sections = tomllib.loads(folder_of(stage).joinpath("quality.toml").read_text(encoding="utf-8"))
        for section, wanted in RULES_OF_QUALITY.items():
            assert wanted <= sections[section].keys(), section
        for rules in sections.values():
            for rule, entry in rules.items():
                match entry:
                    case {"state": "done", "proof": str(proof)}:
                        assert (ROOT / proof).is_file(), f"{rule}: there is no {proof}"
                    case {"state": "todo" | "exempt", "reason": str(reason)}:
                        assert len(reason) > 5, rule
                    case _:
                        raise AssertionError(f"{rule}: done with proof, or todo or exempt with reason")

    async def test_the_readme_names_permissions_limits_costs_and_gaps(self, stage: Stage):
        readme = folder_of(stage).joinpath("README.md").read_text(encoding="utf-8").lower()
        assert all(word in readme for word in ("needs", "allows", "costs", "known gaps"))


def folder_of(stage: Stage) -> Path:
    return ROOT / "connectors" / stage.plugin.name
