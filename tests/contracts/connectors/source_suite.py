"""What every source promises."""

from datetime import UTC, timedelta

import pytest

from connectors.simulator.faults import FaultKind
from monitor.domain.errors import (
    AsideError,
    AuthExpired,
    BadPayload,
    PermissionMissing,
    RateLimited,
    Retryable,
)
from monitor.domain.mentions import Direction, Visibility
from monitor.domain.streams import Seen
from tests.contracts.connectors.stage import Stage
from tests.contracts.connectors.steps import A_WHILE, fetch, keys, mention_of, mentions, read_all


class SourceSuite:
    """Reading."""

    async def test_a_public_text_comes_in_whole(self, stage: Stage):
        key = stage.customer_writes("Vėl vėluoja siunta & <niekas> nekelia ragelio 📦")
        stage.simulated.pass_time(A_WHILE)
        mention = await mention_of(stage, key, stage.public_stream)
        assert "Vėl vėluoja siunta & <niekas> nekelia ragelio 📦" in mention.text
        assert (mention.account, mention.network) == (stage.account.name, stage.plugin.name)
        assert (mention.visibility, mention.direction) == (Visibility.PUBLIC, Direction.INBOUND)
        assert mention.created_at.tzinfo is UTC
        assert mention.author.remote_id
        assert mention.conversation_id

    async def test_a_private_message_comes_in_whole(self, stage: Stage):
        key = stage.customer_messages("Mano numeris & <viskas> kita 📦")
        mention = await mention_of(stage, key, stage.private_stream)
        assert mention.text == "Mano numeris & <viskas> kita 📦"
        assert (mention.visibility, mention.direction) == (Visibility.PRIVATE, Direction.INBOUND)
        assert mention.created_at.tzinfo is UTC

    async def test_every_stream_can_be_read_when_there_is_nothing(self, stage: Stage):
        for stream in stage.connector.source.streams:
            found, cursor = await read_all(stage, stream)
            assert found == []
            assert cursor is not None

    async def test_the_network_s_json_is_kept_beside_each_record(self, stage: Stage):
        stage.customer_writes("labas")
        stage.simulated.pass_time(A_WHILE)
        page = await fetch(stage, stage.public_stream)
        assert all(isinstance(record, Seen) and record.raw for record in page.records)

    async def test_resuming_at_each_page_after_a_restart_loses_nothing(self, stage: Stage):
        written = {stage.customer_writes(f"siunta {n}") for n in range(3 * stage.page_size + 1)}
        stage.simulated.pass_time(A_WHILE)
        found, cursor, more = set[str](), None, True
        while more:
            page = await (await stage.reconnect()).source.fetch(stage.public_stream, cursor, now=stage.simulated.now)
            found |= keys(mentions(page))
            cursor, more = page.cursor, page.more
        assert found >= written

    async def test_a_page_lost_in_a_crash_is_read_again(self, stage: Stage):
        stage.customer_writes("prieš")
        stage.simulated.pass_time(A_WHILE)
        _, cursor = await read_all(stage, stage.public_stream)
        stage.simulated.pass_time(timedelta(hours=1))
        key = stage.customer_writes("po")
        stage.simulated.pass_time(A_WHILE)
        lost = await fetch(stage, stage.public_stream, cursor)
        again = await (await stage.reconnect()).source.fetch(stage.public_stream, cursor, now=stage.simulated.now)
        assert key in keys(mentions(lost))
        assert keys(mentions(again)) == keys(mentions(lost))

    async def test_replay_brings_the_same_keys_and_no_others(self, stage: Stage):
        for number in range(stage.page_size + 2):
            stage.customer_writes(f"siunta {number}")
        stage.simulated.pass_time(A_WHILE)
        first, cursor = await read_all(stage, stage.public_stream)
        second, _ = await read_all(stage, stage.public_stream, cursor)
        assert keys(second) <= keys(first)

    async def test_what_arrives_while_paging_is_found_now_or_by_the_next_poll(self, stage: Stage):
        for number in range(2 * stage.page_size):
            stage.customer_writes(f"siunta {number}")
        stage.simulated.pass_time(A_WHILE)
        page = await fetch(stage, stage.public_stream)
        assert page.more
        late = stage.customer_writes("o aš čia vėliau")
        rest, cursor = await read_all(stage, stage.public_stream, page.cursor)
        stage.simulated.pass_time(A_WHILE)
        found, _ = await read_all(stage, stage.public_stream, cursor)
        assert late in keys(rest) | keys(found)

    async def test_nothing_is_promised_before_the_last_page(self, stage: Stage):
        for number in range(2 * stage.page_size):
            stage.customer_writes(f"siunta {number}")
        stage.simulated.pass_time(A_WHILE)
        page = await fetch(stage, stage.public_stream)
        assert (page.more, page.up_to) == (True, None)

    async def test_the_promise_grows_and_never_reaches_beyond_now(self, stage: Stage):
        cursor, promises = None, []
        for _ in range(3):
            page = await fetch(stage, stage.public_stream, cursor)
            cursor = page.cursor
            assert page.up_to is not None
            promises.append(page.up_to)
            assert page.up_to <= stage.simulated.now
            stage.simulated.pass_time(timedelta(minutes=5))
        assert promises == sorted(promises)

    async def test_the_first_run_reaches_back_no_further_than_the_backfill(self, stage: Stage):
        now = stage.simulated.now
        old = stage.customer_writes("sena", at=now - timedelta(hours=stage.account.backfill_hours + 1))
        fresh = stage.customer_writes("nauja", at=now - timedelta(hours=stage.account.backfill_hours - 1))
        stage.simulated.pass_time(A_WHILE)
        found, _ = await read_all(stage, stage.public_stream)
        assert fresh in keys(found)
        assert old not in keys(found)

    async def test_an_edit_keeps_the_key(self, stage: Stage):
        key = stage.customer_writes("kur siuntta")
        stage.simulated.pass_time(timedelta(minutes=1))
        _, cursor = await read_all(stage, stage.public_stream)
        if not stage.customer_edits(key, "kur siunta?"):
            return  # the network knows no edits
        stage.simulated.pass_time(A_WHILE)
        found, _ = await read_all(stage, stage.public_stream, cursor)
        assert "kur siunta?" in next(mention.text for mention in found if mention.remote_id == key)

    async def test_our_own_words_are_never_taken_for_a_customer_s(self, stage: Stage):
        key = stage.customer_writes("kur siunta?")
        reply = stage.our_page_writes("tuoj pažiūrėsime", key)
        stage.simulated.pass_time(A_WHILE)
        for stream in stage.connector.source.streams:
            found, _ = await read_all(stage, stream)
            assert all(mention.direction is Direction.OUTBOUND for mention in found if mention.remote_id == reply)

    async def test_a_rate_limit_in_the_middle_keeps_what_was_read(self, stage: Stage):
        written = {stage.customer_writes(f"siunta {n}") for n in range(2 * stage.page_size + 1)}
        stage.simulated.pass_time(A_WHILE)
        first = await fetch(stage, stage.public_stream)
        stage.simulated.fail(FaultKind.RATE_LIMITED)
        with pytest.raises(RateLimited) as limit:
            await fetch(stage, stage.public_stream, first.cursor)
        assert limit.value.until > stage.simulated.now
        stage.simulated.pass_time(limit.value.until - stage.simulated.now)
        rest, _ = await read_all(stage, stage.public_stream, first.cursor)
        assert keys(mentions(first)) | keys(rest) >= written

    @pytest.mark.parametrize(
        ("fault", "error"),
        [
            (FaultKind.EXPIRED_TOKEN, AuthExpired),
            (FaultKind.MISSING_PERMISSION, PermissionMissing),
            (FaultKind.SERVER_ERROR_HTML, Retryable),
            (FaultKind.DROP_BEFORE, Retryable),
            (FaultKind.MALFORMED, BadPayload),
        ],
    )
    async def test_a_fault_names_the_next_step_and_passes(
        self, stage: Stage, fault: FaultKind, error: type[AsideError]
    ):
        key = stage.customer_writes("kur siunta?")
        stage.simulated.pass_time(A_WHILE)
        stage.simulated.fail(fault, times=None)
        with pytest.raises(error) as raised:
            await fetch(stage, stage.public_stream)
        self._tells_nothing(stage, raised.value)
        stage.simulated.heal()
        found, _ = await read_all(stage, stage.public_stream)
        assert key in keys(found)

    def _tells_nothing(self, stage: Stage, error: BaseException | None) -> None:
        while error is not None:
            shown = f"{error} {error!r}"
            assert not any(secret in shown for secret in stage.secrets)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)

    async def test_fields_nobody_has_heard_of_do_no_harm(self, stage: Stage):
        key = stage.customer_writes("kur siunta?")
        stage.simulated.pass_time(A_WHILE)
        stage.simulated.fail(FaultKind.UNKNOWN_FIELD, times=None)
        found, _ = await read_all(stage, stage.public_stream)
        assert key in keys(found)

    async def test_a_full_window_ends_the_run_early(self, stage: Stage):
        for number in range(2 * stage.page_size):
            stage.customer_writes(f"siunta {number}")
        stage.simulated.pass_time(A_WHILE)
        stage.simulated.fail(FaultKind.USAGE_FULL, times=None)
        page = await fetch(stage, stage.public_stream)
        assert page.records
        assert not page.more
        assert page.next_poll_after
        stage.simulated.heal()
        rest, _ = await read_all(stage, stage.public_stream, page.cursor)
        assert len(keys(mentions(page)) | keys(rest)) >= 2 * stage.page_size

    async def test_a_stored_cursor_of_another_kind_starts_from_the_beginning(self, stage: Stage):
        key = stage.customer_writes("kur siunta?")
        stage.simulated.pass_time(A_WHILE)
        for cursor in ("", "{}", "[]", "not json", '{"version": 99}'):
            found, _ = await read_all(stage, stage.public_stream, cursor)
            assert key in keys(found)

    async def test_a_probe_says_whose_token_it_is(self, stage: Stage):
        probe = await stage.connector.probe()
        assert probe.remote_id == stage.account.remote_id

    async def test_a_probe_with_a_dead_token_says_so(self, stage: Stage):
        stage.simulated.fail(FaultKind.EXPIRED_TOKEN, times=None)
        with pytest.raises(AuthExpired):
            await stage.connector.probe()
