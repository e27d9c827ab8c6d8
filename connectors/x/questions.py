"""What each stream asks X: endpoint, parameters, and how far back it can be asked. Pages come newest first."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from config.settings import AccountSettings
from connectors._http import Answer
from connectors.x.client import XClient
from connectors.x.cursor import Run
from connectors.x.settings import XAccount, XNetwork
from connectors.x.vocabulary import MESSAGES, POSTS
from monitor.domain.errors import Misconfigured

SEARCH_REACH = timedelta(days=7)
MESSAGE_REACH = timedelta(days=30)
MENTIONS_AT_MOST = 800
QUERY_AT_MOST = 512
_MOST_MESSAGES = 50

Ask = Callable[[XClient, Run], Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One stream's question.

    `asked` identifies it; `most` is how many records X gives at all; `sharing` streams live on one rate limit.
    """

    stream: str
    asked: str
    ask: Ask
    reach: timedelta | None
    private: bool = False
    most: int | None = None
    sharing: int = 1


def questions(account: AccountSettings, options: XAccount, network: XNetwork, *, signs: bool) -> Mapping[str, Question]:
    """Lay out the streams of an account. Without keys to act as the account there are no messages.

    Raises Misconfigured when a saved search becomes longer than X takes.
    """
    me = account.remote_id
    found = [_mentions(me, network, signs=signs)]
    if signs:
        found.append(_messages(network))
    sharing = len(options.keywords) + options.own_posts
    for number, keywords in enumerate(options.keywords, start=1):
        # reposts say nothing new, and what we wrote ourselves is no lead
        query = f"({keywords}) -from:{me} -is:retweet"
        if len(query) > QUERY_AT_MOST:
            room = QUERY_AT_MOST - len(query) + len(keywords)
            raise Misconfigured(f"accounts.{account.name}.keywords: search {number} is longer than {room} characters")
        found.append(_search(f"search:{number}", query, network, signs=signs, sharing=sharing))
    if options.own_posts:
        found.append(_search("own", f"from:{me} -is:retweet", network, signs=signs, sharing=sharing))
    return {question.stream: question for question in found}


def _mentions(me: str, network: XNetwork, *, signs: bool) -> Question:
    fields = POSTS[network.fields]

    async def ask(client: XClient, run: Run) -> Answer:
        token = _token("pagination_token", run)
        size = network.page_size
        answer: Answer = await client.get_users_mentions(
            me, user_auth=signs, start_time=run.since, max_results=size, **token, **fields
        )
        return answer

    return Question(stream="mentions", asked=f"mentions {me}", ask=ask, reach=None, most=MENTIONS_AT_MOST)


def _search(stream: str, query: str, network: XNetwork, *, signs: bool, sharing: int) -> Question:
    fields = POSTS[network.fields]

    async def ask(client: XClient, run: Run) -> Answer:
        token = _token("next_token", run)
        size = network.page_size
        answer: Answer = await client.search_recent_tweets(
            query, user_auth=signs, start_time=run.since, max_results=size, **token, **fields
        )
        return answer

    return Question(stream=stream, asked=query, ask=ask, reach=SEARCH_REACH, sharing=sharing)


def _messages(network: XNetwork) -> Question:
    fields = MESSAGES[network.fields]

    async def ask(client: XClient, run: Run) -> Answer:
        # a quiet day must not pay for the same messages again: few at first, and twice as many with each page, so that
        # what is read in vain is never more than what is new
        size = max(network.message_page_size, min(network.message_page_size << min(run.pages, 6), _MOST_MESSAGES))
        token = _token("pagination_token", run)
        answer: Answer = await client.get_direct_message_events(max_results=size, **token, **fields)
        return answer

    return Question(stream="messages", asked="messages", ask=ask, reach=MESSAGE_REACH, private=True)


def _token(name: str, run: Run) -> dict[str, Any]:
    return {name: run.token} if run.token else {}
