"""The simulated Graph API's whole state, as tests, the street and the control API hold it."""

from aiohttp import web

from connectors.simulator.graph.private_acts import PrivateActs
from connectors.simulator.graph.public_acts import PublicActs


class GraphState(PublicActs, PrivateActs):
    """All pages, people, posts, comments and messages, with everything a customer can do to them.

    Customer's side: `comment`, `visitor_post`, `tag_page`, `mention`, `edit_comment`, `delete_comment`,
    `message`, `edit_message`, `unsend`. Truth: `comments_under`, `conversation`. Knobs: `options`, the fields
    of `Account` and `Person`. Changes are told to every callable in `on_change`.
    """


GRAPH_STATE = web.AppKey("GRAPH_STATE", GraphState)
