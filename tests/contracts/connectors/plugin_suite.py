"""What the core learns of a network before any call."""

import msgspec

from monitor.domain.mentions import Visibility
from monitor.domain.streams import Seen
from tests.contracts.connectors.stage import Stage
from tests.contracts.connectors.steps import A_WHILE, read_all


class PluginSuite:
    """Settings, rules, pushes."""

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
