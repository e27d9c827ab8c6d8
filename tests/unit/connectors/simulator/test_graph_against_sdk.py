"""The shapes of the double, compared with what Meta's own SDK of v26 knows.

Only names are compared, at test time; nothing of the SDK is used otherwise.
"""

import pytest

from connectors.simulator.graph.catalogue import SHAPES
from connectors.simulator.graph.subscription import FIELDS
from connectors.simulator.graph.writing import PAGE_FIELDS, REMOVED_EDGES, WRITES


@pytest.fixture(scope="module")
def sdk():
    from facebook_business.adobjects.comment import Comment
    from facebook_business.adobjects.igcomment import IGComment
    from facebook_business.adobjects.igmedia import IGMedia
    from facebook_business.adobjects.iguser import IGUser
    from facebook_business.adobjects.page import Page
    from facebook_business.adobjects.pagepost import PagePost
    from facebook_business.adobjects.profile import Profile
    from facebook_business.adobjects.unifiedthread import UnifiedThread
    from facebook_business.adobjects.user import User

    return {
        "page": Page,
        "user": User,
        "post": PagePost,
        "blocked": Profile,
        "comment": Comment,
        "thread": UnifiedThread,
        "ig_user": IGUser,
        "ig_user_reference": IGUser,
        "ig_media": IGMedia,
        "ig_comment": IGComment,
    }  # the SDK knows no message node


# names the SDK lacks although the API answers them
ALLOWED_FIELDS = {
    "page": {"access_token", "tasks", "picture"},  # of /me/accounts; picture is an edge there
    "user": {"email", "picture"},
    "post": {"attachments", "to", "likes", "reactions", "from"},  # edges asked as fields; `from` is field_from
    "comment": {"from", "likes", "reactions"},
    "ig_user": {"mentioned_comment", "mentioned_media"},
    "ig_media": {"children"},  # an edge asked as a field
    "ig_comment": {"from"},
}


def field_names(node):
    return {value for name, value in vars(node.Field).items() if not name.startswith("_")}


def edge_methods(node):
    return {name for name in vars(node) if name.startswith(("get_", "create_", "delete_", "api_"))}


@pytest.mark.parametrize("kind", [kind for kind in SHAPES if kind != "message"])
def test_every_field_of_a_shape_is_known(sdk, kind):
    shape = SHAPES[kind]
    ours = set(shape.fields) | set(shape.silent) | set(shape.lookups)
    unknown = ours - field_names(sdk[kind]) - ALLOWED_FIELDS.get(kind, set())
    assert unknown == set()


@pytest.mark.parametrize("kind", [kind for kind in SHAPES if SHAPES[kind].edges])
def test_every_edge_of_a_shape_is_known(sdk, kind):
    known = edge_methods(sdk[kind])
    assert {f"get_{edge}" for edge in SHAPES[kind].edges} <= known


def test_every_write_is_known(sdk):
    singular = {
        "comments": "create_comment",
        "replies": "create_reply",
        "mentions": "create_mention",
        "messages": "create_message",
        "blocked": "create_blocked",
        "subscribed_apps": "create_subscribed_app",
        "moderate_conversations": "create_moderate_conversation",
    }
    for method, kind, edge in WRITES:
        if not edge:
            wanted = "api_update" if method == "POST" else "api_delete"
        else:
            wanted = singular[edge] if method == "POST" else f"delete_{edge}"
        assert wanted in edge_methods(sdk[kind]), (method, kind, edge)


def test_dead_edges_are_not_offered():
    assert REMOVED_EDGES.isdisjoint(edge for _, _, edge in WRITES)
    assert all(REMOVED_EDGES.isdisjoint(shape.edges) for shape in SHAPES.values())


def test_webhook_fields_are_known(sdk):
    known = {value for name, value in vars(sdk["page"].SubscribedFields).items() if not name.startswith("_")}
    assert known >= PAGE_FIELDS
    assert FIELDS["page"] <= known
    instagram = {value for name, value in vars(sdk["ig_user"].SubscribedFields).items() if not name.startswith("_")}
    assert FIELDS["instagram"] <= instagram


@pytest.mark.parametrize(
    ("kind", "method", "parameters"),
    [
        ("comment", "get_comments", {"filter", "order", "since"}),
        ("comment", "create_comment", {"message"}),
        ("comment", "api_update", {"message", "is_hidden"}),
        ("ig_comment", "create_reply", {"message"}),
        ("ig_comment", "api_update", {"hide"}),
        ("ig_user", "create_mention", {"comment_id", "media_id", "message"}),
        ("ig_user", "get_tags", {"posted_after", "posted_before"}),
        ("page", "create_message", {"recipient", "message", "messaging_type", "tag", "sender_action"}),
        ("page", "get_conversations", {"platform", "user_id", "updated_after_ms", "updated_before_ms"}),
        ("page", "create_subscribed_app", {"subscribed_fields"}),
        ("page", "create_moderate_conversation", {"actions", "user_ids"}),
    ],
)
def test_parameters_have_the_names_the_sdk_knows(sdk, kind, method, parameters):
    import inspect
    import re

    source = inspect.getsource(getattr(sdk[kind], method))
    types = source[source.index("param_types") : source.index("enums = ")]
    assert parameters <= set(re.findall(r"'(\w+)':", types))
