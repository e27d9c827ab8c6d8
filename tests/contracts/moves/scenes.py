"""Scenes on the simulated networks: what a customer did and how much time has passed since."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from connectors.simulator.faults import FaultKind
from connectors.simulator.graph.records import Unreachable
from connectors.simulator.graph.routes import GRAPH_API
from connectors.simulator.graph.scripted import ScriptedError
from monitor.domain.assessments import PersonalDataType
from monitor.domain.errors import Rejected
from monitor.domain.mentions import Mention
from monitor.domain.moves import MoveKind
from monitor.domain.streams import Seen
from monitor.ports import Situation
from tests.contracts.connectors.graph_stage import WHO
from tests.contracts.connectors.steps import A_WHILE, call_for, mention_of
from tests.contracts.connectors.x_stage import ME
from tests.support.situations import Story, assessment

Acting = Callable[[Any], Awaitable["Scene"]]


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


# ---- on every network


async def public(stage: Any) -> Scene:
    """What a customer writes to us in public: a comment on Meta's networks, a post that names us on X."""
    key = stage.customer_writes("kada bus siunta?")
    stage.simulated.pass_time(A_WHILE)
    return Scene(await mention_of(stage, key, stage.public_stream))


async def message(stage: Any) -> Scene:
    key = stage.customer_messages("rašau čia")
    stage.simulated.pass_time(A_WHILE)
    found = await mention_of(stage, key, stage.private_stream)
    return Scene(found, private=found, last_inbound=found.created_at)


async def our_reply(stage: Any) -> Scene:
    """Our own public words, read back."""
    scene = await public(stage)
    key = stage.our_page_writes("Jau ieškome.", scene.mention.remote_id)
    stage.simulated.pass_time(A_WHILE)
    stream = "own" if stage.plugin.name == "x" else stage.public_stream
    return Scene(await mention_of(stage, key, stream))


async def our_message(stage: Any) -> Scene:
    scene = await message(stage)
    call = call_for(scene.mention, MoveKind.MESSAGE, "Jau ieškome.")
    receipt = await stage.connector.publisher.publish(call, now=stage.simulated.now)
    stage.simulated.pass_time(A_WHILE)
    return replace(scene, mention=await mention_of(stage, receipt.remote_id, stage.private_stream))


def later(scene: Acting, wait: timedelta) -> Acting:
    async def after(stage: Any) -> Scene:
        set_up = await scene(stage)
        stage.simulated.pass_time(wait)
        return set_up

    return after


def exposed(scene: Acting) -> Acting:
    """Somebody's telephone stands in it: a reply without a trace of it is taken."""

    async def with_a_telephone(stage: Any) -> Scene:
        return replace(await scene(stage), exposed=True)

    return with_a_telephone


def beside_a_message(scene: Acting, *, wait: timedelta = timedelta(0)) -> Acting:
    """Its author wrote to us privately that long before."""

    async def after_a_message(stage: Any) -> Scene:
        earlier = await message(stage)
        stage.simulated.pass_time(wait)
        return replace(earlier, mention=(await scene(stage)).mention)

    return after_a_message


def refused(scene: Acting, *kinds: MoveKind, since: Callable[[Any, Scene], None]) -> Acting:
    """The network took something back `since`, refused what had looked open, and Aside remembers it."""

    async def refused_before(stage: Any) -> Scene:
        found = await scene(stage)
        since(stage, found)
        return replace(found, refused=tuple([(kind, await _refusal(stage, found, kind)) for kind in kinds]))

    return refused_before


async def _refusal(stage: Any, scene: Scene, kind: MoveKind) -> str:
    call = call_for(scene.mention, kind, "Labas!" if kind.carries_text else "")
    try:
        await stage.connector.publisher.publish(call, now=stage.simulated.now)
    except Rejected as refusal:
        return f"{refusal.rule}: {refusal}"
    raise AssertionError("the network took what this scene needs refused")


# ---- on Meta's networks


def made(scene: Acting, kind: MoveKind) -> Acting:
    """We have made that move before, and read anew what the network now says."""

    async def after_our_move(stage: Any) -> Scene:
        found = await scene(stage)
        text = "Ačiū!" if kind.carries_text else ""
        await stage.connector.publisher.publish(call_for(found.mention, kind, text), now=stage.simulated.now)
        if kind is MoveKind.PRIVATE_REPLY:
            return replace(found, reply_used=stage.simulated.now)
        return replace(found, mention=await mention_of(stage, found.mention.remote_id, stage.public_stream))

    return after_our_move


async def privately_answered_elsewhere(stage: Any) -> Scene:
    """Another program of ours used the private reply up before we read the comment."""
    scene = await made(public, MoveKind.PRIVATE_REPLY)(stage)
    return Scene(await mention_of(stage, scene.mention.remote_id, stage.public_stream))


async def replies_switched_off(stage: Any) -> Scene:
    stage.state.posts[stage.post].comments_closed = True
    return await public(stage)


async def nameless(stage: Any) -> Scene:
    stage.state.people[WHO].nameless = True
    return await public(stage)


async def visitor_post(stage: Any) -> Scene:
    key = stage.state.visitor_post(stage.remote_id, WHO, "kada bus siunta?")
    stage.simulated.pass_time(A_WHILE)
    return Scene(await mention_of(stage, key, "visitor_posts"))


async def tagged_post(stage: Any) -> Scene:
    return await _tagged(stage, "ačiū!")


async def tagged_post_that_names_us(stage: Any) -> Scene:
    return await _tagged(stage, f"ačiū, @{stage.account.handle}!")


async def _tagged(stage: Any, words: str) -> Scene:
    key = stage.state.tag_page(stage.remote_id, WHO, words)
    stage.simulated.pass_time(A_WHILE)
    return Scene(await mention_of(stage, key, "tagged" if stage.plugin.name == "facebook" else "tags"))


async def comment_elsewhere(stage: Any) -> Scene:
    """A comment under somebody else's post that names us, as only a webhook tells of it."""
    name = f"@{stage.account.handle}"
    post = stage.state.tag_page(stage.remote_id, WHO, "mano diena")
    mention = await _pushed(stage, lambda: stage.state.comment(post, WHO, f"{name} kada?"))
    if stage.plugin.name == "facebook":
        return Scene(mention)
    return Scene(await mention_of(stage, mention.remote_id, mention.conversation_id))


async def live_comment(stage: Any) -> Scene:
    """A comment on a live video; when the broadcast is over, its comments are gone."""
    live = stage.state.publish(stage.remote_id, "Tiesiogiai", live=True, product="LIVE")
    mention = await _pushed(stage, lambda: stage.state.comment(live, WHO, "kada bus siunta?"))
    stage.state.delete_post(live)
    return Scene(mention)


async def _pushed(stage: Any, act: Callable[[], Any]) -> Mention:
    [(_, body)] = await stage.pushed_by(act, bodies=1)
    [record] = [record for record in stage.plugin.read_webhook(body, [stage.account]) if isinstance(record, Seen)]
    stage.simulated.pass_time(A_WHILE)
    return record.mention


def all_refused(stage: Any, _scene: Scene) -> None:
    """Meta refuses whatever we write from now on."""
    for method in ("POST", "DELETE"):
        stage.simulated.app[GRAPH_API].script.add(ScriptedError(100, method=method, times=20))


def comments_closed(stage: Any, _scene: Scene) -> None:
    stage.state.posts[stage.post].comments_closed = True


def not_reachable(stage: Any, _scene: Scene) -> None:
    stage.state.people[WHO].unreachable = Unreachable.NOT_ACCEPTING


# ---- on X


async def accepting_messages(stage: Any) -> Scene:
    stage.state.user(stage.customer).accepts_dms = True
    return await public(stage)


async def unknown_author(stage: Any) -> Scene:
    """X does not tell who wrote it, so nothing is known of whether they accept messages."""
    stage.simulated.fail(FaultKind.SERVER_ERROR_HTML, path="^/2/users$", times=None)
    scene = await public(stage)
    stage.simulated.heal()
    return scene


async def under_our_post(stage: Any) -> Scene:
    ours = stage.state.post(ME, "Nauja paštomatų vieta")
    return await _answers(stage, ours)


async def deep_in_a_talk(stage: Any) -> Scene:
    """A reply to somebody's reply: X does not tell who began the conversation."""
    root = stage.state.post(stage.customer, "kas dar laukia siuntos?")
    return await _answers(stage, stage.state.post(stage.customer, "niekas?", in_reply_to=root))


async def _answers(stage: Any, above: str) -> Scene:
    key = stage.state.post(stage.customer, f"@{stage.account.handle} kada?", in_reply_to=above)
    stage.simulated.pass_time(A_WHILE)
    return Scene(await mention_of(stage, key, stage.public_stream))


async def hidden_under_our_post(stage: Any) -> Scene:
    scene = await under_our_post(stage)
    await stage.connector.publisher.publish(call_for(scene.mention, MoveKind.HIDE, ""), now=stage.simulated.now)
    return replace(scene, mention=replace(scene.mention, hidden=True))  # X does not tell; Aside remembers


def lead(scene: Acting) -> Acting:
    """Its author speaks about us without naming us, as a keyword search finds them."""

    async def unnamed(stage: Any) -> Scene:
        named = (await scene(stage)).mention
        above = stage.state.posts.get(named.remote_id).in_reply_to
        key = stage.state.post(stage.customer, "Siuntukas vėl vėluoja", in_reply_to=above)
        abilities = replace(named.abilities, reply=False)
        return Scene(replace(named, remote_id=key, conversation_id=key, abilities=abilities))

    return unnamed


def taken_for_a_summons(scene: Acting) -> Acting:
    """We thought that its author named us; X knows better."""

    async def summoned(stage: Any) -> Scene:
        found = await lead(scene)(stage)
        return replace(found, mention=replace(found.mention, abilities=replace(found.mention.abilities, reply=True)))

    return summoned


def nothing_changed(_stage: Any, _scene: Scene) -> None:
    """The network refuses as it always would have."""


def messages_closed(stage: Any, _scene: Scene) -> None:
    stage.state.user(stage.customer).accepts_dms = False


def we_are_blocked(stage: Any, _scene: Scene) -> None:
    stage.state.user(stage.customer).blocks.add(ME)


def our_post_gone(stage: Any, scene: Scene) -> None:
    stage.state.delete(scene.mention.conversation_id)
