"""What is played of the planner's table on each network: a scene, and what a connector is to tell of it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from monitor.domain.assessments import PersonalDataType
from monitor.domain.mentions import Abilities, Visibility
from monitor.domain.moves import MoveKind, NetworkRules
from monitor.ports import Situation
from tests.contracts.connectors.facebook_stage import FacebookStage, facebook_stage
from tests.contracts.connectors.instagram_stage import InstagramStage, instagram_stage
from tests.contracts.connectors.x_stage import XStage, x_stage
from tests.contracts.moves import scenes
from tests.contracts.moves.scenes import Acting
from tests.support.situations import DAY, NOW, Story, situation

HOUR = timedelta(hours=1)
ALMOST_A_DAY, ALMOST_A_WEEK = DAY - HOUR, 7 * DAY - HOUR
KIND = MoveKind


@dataclass(frozen=True)
class Play:
    """One scene; the rest is what we expect to know of it, from which its rows of the table follow."""

    scene: Acting
    story: Story
    inbound: timedelta | None = None  # since their last private message
    reply_used: bool = False
    refused: tuple[MoveKind, ...] = ()

    def expected(self, rules: NetworkRules) -> Situation:
        """The case as the planner should see it, without any network."""
        made = situation(
            self.story,
            rules,
            last_inbound=None if self.inbound is None else NOW - self.inbound,
            reply_used=NOW if self.reply_used else None,
        )
        return replace(made, refused=tuple((kind, "refused: as before") for kind in self.refused))


@dataclass(frozen=True)
class Network:
    """A network's stage and plays; `comment` and `post` are all that its connector can tell of something public.

    What it says of private messages is in the plays: there it is always the same.
    """

    stage: Callable[[], AbstractAsyncContextManager[Any]]
    rules: NetworkRules
    plays: dict[str, Play]
    comment: dict[str, tuple[bool | None, ...]]
    post: dict[str, tuple[bool | None, ...]]


def refused(scene: Acting, story: Story, *kinds: MoveKind, since: Any, **more: Any) -> Play:
    return Play(scenes.refused(scene, *kinds, since=since), story, refused=kinds, **more)


def graph_plays(said: Abilities, when_hidden: Abilities) -> dict[str, Play]:
    """What both networks of Meta's have; `said` is what they tell of an ordinary comment."""
    comment, hidden = Story(abilities=said), Story(abilities=when_hidden, hidden=True)
    public, hiding = scenes.public, scenes.made(scenes.public, KIND.HIDE)
    return {
        "comment": Play(scenes.later(public, ALMOST_A_WEEK), replace(comment, age=ALMOST_A_WEEK)),
        "comment a week old": Play(scenes.later(public, 7 * DAY), replace(comment, age=7 * DAY)),
        "comment with data": Play(scenes.exposed(public), replace(comment, data=(PersonalDataType.PHONE,))),
        "comment without a name": Play(scenes.nameless, replace(comment, nameless=True)),
        "comment answered in private": Play(scenes.made(public, KIND.PRIVATE_REPLY), comment, reply_used=True),
        "comment after a message": Play(scenes.beside_a_message(public, wait=ALMOST_A_DAY), comment, ALMOST_A_DAY),
        "comment a day after a message": Play(scenes.beside_a_message(public, wait=DAY), comment, DAY),
        "comment a week after a message": Play(scenes.beside_a_message(public, wait=7 * DAY), comment, 7 * DAY),
        "comment of somebody out of reach": refused(public, comment, KIND.PRIVATE_REPLY, since=scenes.not_reachable),
        "comment after a message, out of reach": refused(
            scenes.beside_a_message(public), comment, KIND.MESSAGE, since=scenes.not_reachable, inbound=HOUR
        ),
        "comment that Meta holds": refused(
            public,
            comment,
            *(KIND.PUBLIC_REPLY, KIND.INVITE, KIND.HIDE, KIND.DELETE),
            since=scenes.all_refused,
        ),
        "hidden comment": Play(hiding, hidden),
        "hidden comment that Meta holds": refused(hiding, hidden, KIND.UNHIDE, since=scenes.all_refused),
        "our reply": Play(scenes.our_reply, replace(comment, ours=True)),
        "our reply that Meta holds": refused(
            scenes.our_reply, replace(comment, ours=True), KIND.DELETE_OWN, since=scenes.all_refused
        ),
        **_messages(),
    }


def _messages() -> dict[str, Play]:
    message = Story(visibility=Visibility.PRIVATE, abilities=Abilities())
    return {
        "message": Play(scenes.later(scenes.message, ALMOST_A_DAY), replace(message, age=ALMOST_A_DAY)),
        "message a day old": Play(scenes.later(scenes.message, DAY), replace(message, age=DAY)),
        "message almost a week old": Play(
            scenes.later(scenes.message, ALMOST_A_WEEK), replace(message, age=ALMOST_A_WEEK)
        ),
        "message a week old": Play(scenes.later(scenes.message, 7 * DAY), replace(message, age=7 * DAY)),
        "message of somebody out of reach": refused(scenes.message, message, KIND.MESSAGE, since=scenes.not_reachable),
        "our message": Play(scenes.our_message, replace(message, ours=True), HOUR),
    }


_FACEBOOK_SAYS = Abilities(reply=True, private_reply=True, hide=True)
_VISITORS = Story(post=True, abilities=Abilities(private_reply=True))
_TAGGED = Story(post=True, nameless=True, abilities=Abilities())
FACEBOOK = {
    **graph_plays(_FACEBOOK_SAYS, _FACEBOOK_SAYS),
    "comment with replies switched off": Play(
        scenes.replies_switched_off, Story(abilities=replace(_FACEBOOK_SAYS, reply=False))
    ),
    "comment answered in private elsewhere": Play(
        scenes.privately_answered_elsewhere, Story(abilities=replace(_FACEBOOK_SAYS, private_reply=False))
    ),
    "comment of somebody Meta holds": refused(
        scenes.public, Story(abilities=_FACEBOOK_SAYS), KIND.BLOCK, since=scenes.all_refused
    ),
    "message of somebody Meta holds": refused(
        scenes.message,
        Story(visibility=Visibility.PRIVATE, abilities=Abilities()),
        KIND.BLOCK,
        since=scenes.all_refused,
    ),
    "comment elsewhere": Play(scenes.comment_elsewhere, Story(abilities=Abilities(private_reply=False, hide=False))),
    "visitor's post": Play(scenes.later(scenes.visitor_post, ALMOST_A_WEEK), replace(_VISITORS, age=ALMOST_A_WEEK)),
    "visitor's post a week old": Play(scenes.later(scenes.visitor_post, 7 * DAY), replace(_VISITORS, age=7 * DAY)),
    "post that tags us": Play(scenes.tagged_post, _TAGGED),
}
_ELSEWHERE = Abilities(reply=True, private_reply=False, hide=False)
_MUTE = Abilities(reply=False, private_reply=False, hide=False)
INSTAGRAM = {
    **graph_plays(Abilities(), Abilities(reply=False)),
    "comment that takes no more replies": refused(
        scenes.public, Story(abilities=Abilities()), KIND.PUBLIC_REPLY, KIND.INVITE, since=scenes.comments_closed
    ),
    "comment elsewhere": Play(scenes.comment_elsewhere, Story(abilities=_ELSEWHERE)),
    "comment on a live video": Play(scenes.live_comment, Story(abilities=_MUTE)),
    "photo that tags us": Play(scenes.tagged_post, Story(post=True, nameless=True, abilities=_MUTE)),
    "photo that names us": Play(
        scenes.tagged_post_that_names_us, Story(post=True, nameless=True, abilities=_ELSEWHERE)
    ),
}


def _x_says(**abilities: bool | None) -> Abilities:
    return Abilities(**{"reply": True, "private_reply": False, "message": False, "hide": False, **abilities})


_POST = Story(post=True, abilities=_x_says(), hidden=None)
_UNDER_OURS = Story(abilities=_x_says(hide=True), hidden=None)
_HIDDEN = replace(_UNDER_OURS, hidden=True)
_OPEN_TO_ALL = replace(_POST, abilities=_x_says(message=True))
_LEAD = replace(_POST, abilities=_x_says(reply=False))
_DIRECT = Story(visibility=Visibility.PRIVATE, abilities=_x_says(reply=False, message=True))
X = {
    "post": Play(scenes.later(scenes.public, 30 * DAY), replace(_POST, age=30 * DAY)),
    "post with data": Play(scenes.exposed(scenes.public), replace(_POST, data=(PersonalDataType.PHONE,))),
    "post of somebody who messaged": Play(scenes.beside_a_message(scenes.public), _OPEN_TO_ALL, HOUR),
    "post of somebody who accepts messages": Play(scenes.accepting_messages, _OPEN_TO_ALL),
    "post of somebody who accepts messages no longer": refused(
        scenes.accepting_messages, _OPEN_TO_ALL, KIND.MESSAGE, since=scenes.messages_closed
    ),
    "post of somebody unknown": Play(scenes.unknown_author, replace(_POST, abilities=_x_says(message=None))),
    "lead": Play(scenes.lead(scenes.public), _LEAD),
    "lead who accepts messages": Play(
        scenes.lead(scenes.accepting_messages), replace(_LEAD, abilities=_x_says(reply=False, message=True))
    ),
    "lead taken for a summons": refused(
        scenes.taken_for_a_summons(scenes.public),
        _POST,
        KIND.PUBLIC_REPLY,
        KIND.INVITE,
        since=scenes.nothing_changed,
    ),
    "reply under our post": Play(scenes.under_our_post, _UNDER_OURS),
    "reply under a post of ours that is gone": refused(
        scenes.under_our_post, _UNDER_OURS, KIND.HIDE, since=scenes.our_post_gone
    ),
    "hidden reply": Play(scenes.hidden_under_our_post, _HIDDEN),
    "hidden reply under a post of ours that is gone": refused(
        scenes.hidden_under_our_post, _HIDDEN, KIND.UNHIDE, since=scenes.our_post_gone
    ),
    "reply deep in a talk": Play(scenes.deep_in_a_talk, replace(_UNDER_OURS, abilities=_x_says(hide=None))),
    "message": Play(scenes.later(scenes.message, 20 * DAY), replace(_DIRECT, age=20 * DAY)),
    "message of somebody who blocks us": refused(scenes.message, _DIRECT, KIND.MESSAGE, since=scenes.we_are_blocked),
    "our reply": Play(scenes.our_reply, replace(_UNDER_OURS, ours=True)),
    "our message": Play(scenes.our_message, replace(_DIRECT, ours=True), HOUR),
}

ANY: tuple[bool | None, ...] = (None, True, False)
Told = dict[str, tuple[bool | None, ...]]


def _tells(*, private_reply: Any = (False,), message: Any = (None,), hide: Any = ANY, **more: Any) -> Told:
    return {"reply": ANY, "private_reply": private_reply, "message": message, "hide": hide, **more}


NETWORKS = {
    "facebook": Network(
        facebook_stage,
        FacebookStage.plugin.rules,
        FACEBOOK,
        comment=_tells(private_reply=ANY, hidden=ANY, nameless=(False, True)),
        post=_tells(private_reply=ANY, hide=(None,), hidden=(None,), nameless=(False, True)),
    ),
    "instagram": Network(
        instagram_stage,
        InstagramStage.plugin.rules,
        INSTAGRAM,
        comment=_tells(private_reply=(None, False), hide=(None, False), hidden=ANY, nameless=(False, True)),
        post=_tells(hide=(False,), hidden=(None,), nameless=(False, True)),
    ),
    "x": Network(
        x_stage,
        XStage.plugin.rules,
        X,
        comment=_tells(message=ANY, hidden=(None, True), nameless=(False,)),
        post=_tells(message=ANY, hide=(False,), hidden=(None,), nameless=(False,)),
    ),
}
