"""Scenes on the simulated networks: what a customer did and how much time has passed since."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from monitor.domain.assessments import PersonalDataType
from monitor.domain.errors import Rejected
from monitor.domain.mentions import Mention
from monitor.domain.moves import MoveKind
from monitor.ports import Situation
from tests.contracts.connectors.facebook_stage import facebook_stage
from tests.contracts.connectors.instagram_stage import instagram_stage
from tests.contracts.connectors.steps import A_WHILE, call_for, mention_of
from tests.contracts.connectors.x_stage import ME, x_stage
from tests.support.situations import Story, assessment

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Scene:
    """A mention on a stage, with what Aside would know of its case."""

    mention: Mention
    private: Mention | None = None  # their last private message, which a message of ours addresses
    last_inbound: datetime | None = None
    reply_used: datetime | None = None
    refused: tuple[tuple[MoveKind, str], ...] = ()
    exposed: bool = False  # personal data stands in it

    def situation(self, stage: Any) -> Situation:
        return Situation(
            mention=self.mention,
            assessment=assessment(Story(data=(PersonalDataType.PHONE,) if self.exposed else ())),
            rules=stage.plugin.rules,
            brand="Siuntukas",
            last_private_inbound_at=self.last_inbound,
            private_reply_used_at=self.reply_used,
            refused=self.refused,
        )


async def comment(stage: Any) -> Scene:
    key = stage.customer_writes("kada bus siunta?")
    stage.simulated.pass_time(A_WHILE)
    return Scene(await mention_of(stage, key, stage.public_stream))


async def exposed(stage: Any) -> Scene:
    """A comment with somebody's telephone in it: a reply without a trace of it is taken."""
    return replace(await comment(stage), exposed=True)


async def refused_before(stage: Any) -> Scene:
    """Our private reply went by another program; ours was refused, and Aside remembers why."""
    scene = await comment(stage)
    call = call_for(scene.mention, MoveKind.PRIVATE_REPLY, "Ačiū!")
    await stage.connector.publisher.publish(call, now=stage.simulated.now)
    return await _refused(stage, scene, MoveKind.PRIVATE_REPLY)


async def lead_taken_for_a_summons(stage: Any) -> Scene:
    """Somebody who seemed to name us; the network knew better, and Aside remembers it."""
    scene = await lead(stage)
    summoned = replace(scene, mention=replace(scene.mention, abilities=replace(scene.mention.abilities, reply=True)))
    summoned = await _refused(stage, summoned, MoveKind.PUBLIC_REPLY)
    return replace(summoned, refused=(*summoned.refused, (MoveKind.INVITE, summoned.refused[0][1])))


async def _refused(stage: Any, scene: Scene, kind: MoveKind) -> Scene:
    try:
        await stage.connector.publisher.publish(call_for(scene.mention, kind, "Labas!"), now=stage.simulated.now)
    except Rejected as refusal:
        return replace(scene, refused=((kind, f"{refusal.rule}: {refusal}"),))
    raise AssertionError("the network took what this scene needs refused")


async def message(stage: Any) -> Scene:
    key = stage.customer_messages("rašau čia")
    stage.simulated.pass_time(A_WHILE)
    found = await mention_of(stage, key, stage.private_stream)
    return Scene(found, private=found, last_inbound=found.created_at)


async def comment_of_somebody_who_messaged(stage: Any) -> Scene:
    earlier = await message(stage)
    return replace(earlier, mention=(await comment(stage)).mention)


async def privately_answered(stage: Any) -> Scene:
    scene = await comment(stage)
    used = stage.simulated.now
    await stage.connector.publisher.publish(call_for(scene.mention, MoveKind.PRIVATE_REPLY, "Ačiū!"), now=used)
    return replace(scene, reply_used=used)


async def hidden(stage: Any) -> Scene:
    scene = await comment(stage)
    await stage.connector.publisher.publish(call_for(scene.mention, MoveKind.HIDE, ""), now=stage.simulated.now)
    return replace(scene, mention=await mention_of(stage, scene.mention.remote_id, stage.public_stream))


async def our_reply(stage: Any) -> Scene:
    """Our own public words, read back."""
    scene = await comment(stage)
    key = stage.our_page_writes("Jau ieškome.", scene.mention.remote_id)
    stage.simulated.pass_time(A_WHILE)
    stream = "own" if stage.plugin.name == "x" else stage.public_stream
    return replace(scene, mention=await mention_of(stage, key, stream))


async def our_message(stage: Any) -> Scene:
    scene = await message(stage)
    call = call_for(scene.mention, MoveKind.MESSAGE, "Jau ieškome.")
    receipt = await stage.connector.publisher.publish(call, now=stage.simulated.now)
    stage.simulated.pass_time(A_WHILE)
    return replace(scene, mention=await mention_of(stage, receipt.remote_id, stage.private_stream))


async def hidden_under_our_post(stage: Any) -> Scene:
    scene = await under_our_post(stage)
    await stage.connector.publisher.publish(call_for(scene.mention, MoveKind.HIDE, ""), now=stage.simulated.now)
    return replace(scene, mention=replace(scene.mention, hidden=True))  # X does not tell; Aside remembers


async def accepting_messages(stage: Any) -> Scene:
    stage.state.user(stage.customer).accepts_dms = True
    return await comment(stage)


async def under_our_post(stage: Any) -> Scene:
    ours = stage.state.post(ME, "Nauja paštomatų vieta")
    key = stage.state.post(stage.customer, f"@{stage.account.handle} kada?", in_reply_to=ours)
    stage.simulated.pass_time(A_WHILE)
    return Scene(await mention_of(stage, key, stage.public_stream))


async def lead(stage: Any) -> Scene:
    """Somebody who spoke about us without naming us, as a keyword search finds them."""
    named = await comment(stage)
    key = stage.state.post(stage.customer, "Siuntukas vėl vėluoja")
    abilities = replace(named.mention.abilities, reply=False)
    return Scene(replace(named.mention, remote_id=key, conversation_id=key, abilities=abilities))


def later(scene: Callable[[Any], Awaitable[Scene]], wait: timedelta) -> Callable[[Any], Awaitable[Scene]]:
    async def after(stage: Any) -> Scene:
        set_up = await scene(stage)
        stage.simulated.pass_time(wait)
        return set_up

    after.__name__ = f"{scene.__name__}, {wait} later"
    return after


GRAPH = (
    comment,
    later(comment, 7 * DAY - HOUR),
    later(comment, 7 * DAY),
    message,
    later(message, DAY - HOUR),
    later(message, DAY),
    later(message, 7 * DAY - HOUR),
    later(message, 7 * DAY),
    comment_of_somebody_who_messaged,
    later(comment_of_somebody_who_messaged, 2 * DAY),
    later(comment_of_somebody_who_messaged, 7 * DAY),
    privately_answered,
    refused_before,
    exposed,
    hidden,
    our_reply,
    our_message,
)
TWITTER = (
    comment, later(comment, 30 * DAY), message, later(message, 20 * DAY), comment_of_somebody_who_messaged,
    accepting_messages, under_our_post, hidden_under_our_post, our_reply, our_message, lead,
    exposed, lead_taken_for_a_summons,
)  # fmt: skip
STAGES: dict[str, tuple[Callable[[], AbstractAsyncContextManager[Any]], tuple[Any, ...]]] = {
    "facebook": (facebook_stage, GRAPH),
    "instagram": (instagram_stage, GRAPH),
    "x": (x_stage, TWITTER),
}
