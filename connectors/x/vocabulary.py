"""The two vocabularies of X API v2 for asking: `tweet.*` (until 2.166) and `post.*` (from 2.167).

What comes back is read in both (see `shapes`); only the names of parameters and expansions must match the API's
version, because it refuses the other ones with 400. The defaults of X are id and text alone, so every field that is
needed is asked for by name. Each expanded user or post is billed: `tweet` names authors without expanding them,
`post` cannot.
"""

from collections.abc import Mapping
from typing import Literal

Vocabulary = Literal["tweet", "post"]
Ask = Mapping[str, list[str]]

_USER = ["username", "name", "public_metrics", "receives_your_dm"]
_POST = ["conversation_id", "created_at", "display_text_range", "entities", "attachments"]
_MEDIA = ["url", "preview_image_url", "type"]
_MESSAGE = ["id", "text", "event_type", "created_at", "dm_conversation_id", "attachments"]

POSTS: Mapping[Vocabulary, Ask] = {
    "tweet": {
        "tweet_fields": [
            *_POST,
            "author_id",
            "in_reply_to_user_id",
            "referenced_tweets",
            "edit_history_tweet_ids",
            "note_tweet",
        ],
        "expansions": ["attachments.media_keys"],
        "media_fields": _MEDIA,
    },
    "post": {
        "post_fields": [*_POST, "note_post"],
        "expansions": [
            "author_id",
            "in_reply_to_user_id",
            "referenced_posts",
            "edit_history_post_ids",
            "attachments.media_keys",
        ],
        "user_fields": _USER,
        "media_fields": _MEDIA,
    },
}
MESSAGES: Mapping[Vocabulary, Ask] = {
    "tweet": {
        "dm_event_fields": [*_MESSAGE, "sender_id"],
        "event_types": ["MessageCreate"],
        "expansions": ["attachments.media_keys"],
        "media_fields": _MEDIA,
    },
    "post": {
        "dm_event_fields": _MESSAGE,
        "event_types": ["MessageCreate"],
        "expansions": ["sender_id", "attachments.media_keys"],
        "user_fields": _USER,
        "media_fields": _MEDIA,
    },
}
USERS: Ask = {"user_fields": _USER}
"""Same in both vocabularies. `receives_your_dm` is told to a user's token only."""
