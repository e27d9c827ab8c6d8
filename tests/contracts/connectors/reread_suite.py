"""What every package that reads quarantined records promises."""

import json

import pytest

from monitor.domain.errors import BadPayload
from monitor.domain.streams import Seen, Unreadable
from tests.contracts.connectors.stage import Stage
from tests.contracts.connectors.steps import A_WHILE, fetch


class RereadSuite:
    """A record read alone is the mention it was in its page."""

    @pytest.mark.parametrize("private", [False, True], ids=["public", "private"])
    async def test_a_record_alone_is_the_same_mention(self, stage: Stage, private: bool):
        (stage.customer_messages if private else stage.customer_writes)("kada bus siunta?")
        stage.simulated.pass_time(A_WHILE)
        page = await fetch(stage, stage.private_stream if private else stage.public_stream)
        [seen] = [record for record in page.records if isinstance(record, Seen)]
        raw = json.dumps(seen.raw, ensure_ascii=False, default=str)
        [again] = stage.plugin.reread(raw, stage.account, at=stage.simulated.now)
        assert isinstance(again, Seen)
        for name in ("remote_id", "conversation_id", "parent_id", "text", "created_at", "direction", "kind", "stream"):
            assert getattr(again.mention, name) == getattr(seen.mention, name), name

    async def test_pushed_records_are_read_alone_too(self, stage: Stage):
        for _, body in await stage.pushed():
            for record in stage.plugin.read_webhook(body, [stage.account]):
                assert isinstance(record, Seen)
                raw = json.dumps(record.raw, ensure_ascii=False, default=str)
                [again] = stage.plugin.reread(raw, stage.account, at=stage.simulated.now)
                assert isinstance(again, Seen)
                assert again.mention.remote_id == record.mention.remote_id
                assert again.mention.text == record.mention.text

    @pytest.mark.parametrize("raw", ["", "[]", "{}", "{", '{"id": "5"}', '{"id": 5, "message": []}', "null"])
    def test_what_cannot_be_read_stays_unread(self, stage: Stage, raw: str):
        try:
            found = stage.plugin.reread(raw, stage.account, at=stage.simulated.now)
        except BadPayload:
            return
        assert found
        assert all(isinstance(record, Unreadable) for record in found)
