"""What every connector promises. Subclass both suites in a test file of the network and give a `stage` fixture."""

import dataclasses
import random
import tomllib
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from connectors.simulator.faults import FaultKind
from monitor.domain.errors import (
    AsideError,
    AuthExpired,
    BadPayload,
    Gone,
    OutcomeUnknown,
    PermissionMissing,
    RateLimited,
    Rejected,
    Retryable,
)
from monitor.domain.mentions import Direction, Mention, Visibility
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import Receipt, RemoteCall
from monitor.domain.streams import Page, Seen, Unreadable
from tests.contracts.connectors.stage import Stage

READ_FAULTS = (
    FaultKind.RATE_LIMITED,
    FaultKind.SERVER_ERROR_HTML,
    FaultKind.DROP_BEFORE,
    FaultKind.DROP_AFTER,
    FaultKind.MALFORMED,
    FaultKind.UNKNOWN_FIELD,
    FaultKind.USAGE_FULL,
    FaultKind.EXPIRED_TOKEN,
)
A_WHILE = timedelta(minutes=2)  # longer than any index lag


async def read_all(stage: Stage, stream: str, cursor: str | None = None) -> tuple[list[Mention], str | None]:
    """Fetch until nothing more is there; gives the mentions and the last cursor."""
    found: list[Mention] = []
    for _ in range(50):
        page = await fetch(stage, stream, cursor)
        found += mentions(page)
        cursor = page.cursor
        if not page.more:
            return found, cursor
    raise AssertionError("the stream does not end")


async def fetch(stage: Stage, stream: str, cursor: str | None = None) -> Page:
    return await stage.connector.source.fetch(stream, cursor, now=stage.simulated.now)


def mentions(page: Page) -> list[Mention]:
    return [record.mention for record in page.records if isinstance(record, Seen)]


def keys(found: list[Mention]) -> set[str]:
    return {mention.remote_id for mention in found}


async def mention_of(stage: Stage, remote_id: str, stream: str) -> Mention:
    found, _ = await read_all(stage, stream)
    return next(mention for mention in found if mention.remote_id == remote_id)


async def public_call(stage: Stage, text: str, **more: Any) -> RemoteCall:
    """A call that answers a new public text of the customer."""
    key = stage.customer_writes("kada bus siunta?")
    stage.simulated.pass_time(A_WHILE)
    return call_for(await mention_of(stage, key, stage.public_stream), stage.public_move, text, **more)


async def private_call(stage: Stage, text: str, **more: Any) -> RemoteCall:
    """A call that answers a new private message of the customer."""
    key = stage.customer_messages("rašau čia")
    stage.simulated.pass_time(A_WHILE)
    return call_for(await mention_of(stage, key, stage.private_stream), stage.private_move, text, **more)


def call_for(mention: Mention, move: MoveKind, text: str, **more: Any) -> RemoteCall:
    return RemoteCall(
        key="k1",
        move=move,
        text=text,
        mention_id=mention.remote_id,
        conversation_id=mention.conversation_id,
        author_id=mention.author.remote_id,
        **more,
    )


async def looked_up(stage: Stage, call: RemoteCall) -> Receipt | None:
    """Look up as the delivery service does: come back when the network says it cannot tell yet."""
    for _ in range(5):
        try:
            return await stage.connector.publisher.look_up(call, now=stage.simulated.now)
        except Retryable as error:
            stage.simulated.pass_time(error.after)
    raise AssertionError("the network never tells")


def attempted(stage: Stage, call: RemoteCall) -> RemoteCall:
    """The call as the outbox keeps it after a first attempt at this moment."""
    return dataclasses.replace(call, attempted_at=stage.simulated.now)


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

    async def test_what_arrives_while_paging_is_found_by_the_next_poll(self, stage: Stage):
        for number in range(2 * stage.page_size):
            stage.customer_writes(f"siunta {number}")
        stage.simulated.pass_time(A_WHILE)
        page = await fetch(stage, stage.public_stream)
        assert page.more
        late = stage.customer_writes("o aš čia vėliau")
        _, cursor = await read_all(stage, stage.public_stream, page.cursor)
        stage.simulated.pass_time(A_WHILE)
        found, _ = await read_all(stage, stage.public_stream, cursor)
        assert late in keys(found)

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


class CompletenessSuite:
    """Whatever happens on the way, what was written is here in the end, once and in its last form."""

    @pytest.mark.parametrize("seed", range(6))
    async def test_random_faults_lose_and_double_nothing(self, stage: Stage, seed: int):
        chance = random.Random(seed)  # noqa: S311 -- chance of a rehearsal, not of a key
        truth: dict[str, str] = {}
        kept: dict[str, str] = {}
        recent: list[str] = []
        cursor = None
        for turn in range(60):
            editable, recent = recent, []
            for _ in range(chance.choice((0, 0, 1, 3, 12))):
                text = f"siunta {turn} {chance.random()}"
                recent.append(stage.customer_writes(text))
                truth[recent[-1]] = text
            if editable and chance.random() < 0.5 and stage.customer_edits(editable[-1], f"pataisyta {turn}"):
                truth[editable[-1]] = f"pataisyta {turn}"
            if chance.random() < 0.4:
                stage.simulated.fail(chance.choice(READ_FAULTS), times=chance.choice((1, 2, 3)))
            if chance.random() < 0.1:
                await stage.reconnect()
            cursor = await self._poll(stage, cursor, kept, chance)
            stage.simulated.pass_time(timedelta(seconds=chance.choice((5, 60, 300))))
        stage.simulated.heal()
        for _ in range(2):  # the first poll may only end a run that was under way
            stage.simulated.pass_time(timedelta(hours=1))
            found, cursor = await read_all(stage, stage.public_stream, cursor)
            kept |= {mention.remote_id: mention.text for mention in found}
        assert {key: text in kept.get(key, "") for key, text in truth.items()} == dict.fromkeys(truth, True)
        assert kept.keys() <= truth.keys()

    async def _poll(self, stage: Stage, cursor: str | None, kept: dict[str, str], chance: random.Random) -> str | None:
        """Poll as the service does: a page and its cursor are kept together, or neither (a crash)."""
        more = True
        while more:
            try:
                page = await fetch(stage, stage.public_stream, cursor)
            except RateLimited as limit:
                stage.simulated.pass_time(limit.until - stage.simulated.now)
                return cursor
            except AsideError:
                return cursor
            if chance.random() < 0.1:
                return cursor
            assert not any(isinstance(record, Unreadable) for record in page.records)
            kept |= {mention.remote_id: mention.text for mention in mentions(page)}
            cursor, more = page.cursor, page.more
        return cursor


class PublisherSuite:
    """Writing."""

    async def test_a_public_answer_is_there_once(self, stage: Stage):
        call = await public_call(stage, "Atsiprašome! Jau ieškome.")
        receipt = await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert stage.our_replies(call.mention_id) == [(receipt.remote_id, "Atsiprašome! Jau ieškome.")]

    async def test_a_message_is_there_once(self, stage: Stage):
        call = await private_call(stage, "Ačiū, jau žiūrime & rašysime.")
        receipt = await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert stage.our_messages() == [(receipt.remote_id, "Ačiū, jau žiūrime & rašysime.")]

    async def test_what_we_wrote_comes_back_as_ours(self, stage: Stage):
        call = await private_call(stage, "Ačiū!")
        receipt = await stage.connector.publisher.publish(call, now=stage.simulated.now)
        stage.simulated.pass_time(A_WHILE)
        found, _ = await read_all(stage, stage.private_stream)
        echo = next(mention for mention in found if mention.remote_id == receipt.remote_id)
        assert echo.direction is Direction.OUTBOUND

    @pytest.mark.parametrize("private", [False, True], ids=["public", "private"])
    @pytest.mark.parametrize(
        ("fault", "arrives"),
        [(FaultKind.DROP_AFTER, True), (FaultKind.DROP_BEFORE, False), (FaultKind.SERVER_ERROR_HTML, False)],
    )
    async def test_a_doubtful_write_is_looked_up_and_has_one_effect(
        self, stage: Stage, fault: FaultKind, *, arrives: bool, private: bool
    ):
        text = "Atsiprašome, jau ieškome & pranešime: https://example.com/a"
        call = attempted(stage, await (private_call if private else public_call)(stage, text))
        stage.simulated.fail(fault, method="POST")
        with pytest.raises(OutcomeUnknown):
            await stage.connector.publisher.publish(call, now=stage.simulated.now)
        receipt = await looked_up(stage, call)
        assert (receipt is not None) is arrives
        if receipt is None:
            receipt = await stage.connector.publisher.publish(call, now=stage.simulated.now)
        there = stage.our_messages() if private else stage.our_replies(call.mention_id)
        assert [remote_id for remote_id, _ in there] == [receipt.remote_id]

    async def test_another_text_of_ours_is_not_taken_for_this_one(self, stage: Stage):
        call = await public_call(stage, "Atsiprašome!")
        await stage.connector.publisher.publish(call, now=stage.simulated.now)
        other = attempted(stage, dataclasses.replace(call, text="Atsiprašome ir ieškome."))
        assert await looked_up(stage, other) is None

    @pytest.mark.parametrize(
        ("fault", "error"),
        [
            (FaultKind.RATE_LIMITED, RateLimited),
            (FaultKind.EXPIRED_TOKEN, AuthExpired),
            (FaultKind.MISSING_PERMISSION, PermissionMissing),
        ],
    )
    async def test_a_refused_write_has_no_effect(self, stage: Stage, fault: FaultKind, error: type[AsideError]):
        call = await public_call(stage, "Atsiprašome!")
        stage.simulated.fail(fault, method="POST")
        with pytest.raises(error) as raised:
            await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert not any(word in str(raised.value) for word in (*stage.secrets, call.text, call.mention_id))
        assert stage.our_replies(call.mention_id) == []

    async def test_a_text_over_the_network_s_limit_is_refused_without_a_call(self, stage: Stage):
        rules = stage.plugin.rules
        call = await public_call(stage, "a" * (rules.public_limit + 1))
        before = stage.simulated.calls("POST")
        with pytest.raises(Rejected) as refused:
            await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert refused.value.rule == "too_long"
        assert stage.simulated.calls("POST") == before

    async def test_answering_what_is_gone_is_told(self, stage: Stage):
        call = await public_call(stage, "Atsiprašome!")
        stage.customer_deletes(call.mention_id)
        with pytest.raises((Gone, Rejected)):
            await stage.connector.publisher.publish(call, now=stage.simulated.now)

    async def test_a_dead_token_stops_one_account_only(self, stage: Stage):
        call = await public_call(stage, "Atsiprašome!")
        stage.simulated.fail(FaultKind.EXPIRED_TOKEN, times=1)
        with pytest.raises(AuthExpired):
            await stage.connector.probe()
        await stage.connector.publisher.publish(call, now=stage.simulated.now)
        assert len(stage.our_replies(call.mention_id)) == 1


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
