"""The two vocabularies of X API v2: 2.166 speaks of tweets, 2.167 of posts; both lists are from its OpenAPI."""

from dataclasses import dataclass

from aiohttp import web


def _listed(names: str) -> frozenset[str]:
    return frozenset(names.split())


_POST_BOTH = _listed(
    "article attachments card_uri community_id context_annotations conversation_id created_at "
    "display_text_range edit_controls entities geo id lang matched_media_notes media_metadata "
    "non_public_metrics note_request_suggestions organic_metrics paid_partnership possibly_sensitive "
    "promoted_metrics public_metrics reply_settings scopes source suggested_source_links "
    "suggested_source_links_with_counts text withheld"
)
_USER_BOTH = _listed(
    "confirmed_email connection_status created_at description entities id is_identity_verified location name "
    "parody profile_banner_url profile_image_url protected public_metrics receives_your_dm subscription "
    "subscription_type url username verified verified_followers_count verified_type withheld"
)
_DM_BOTH = _listed("attachments created_at dm_conversation_id entities event_type id text")
_EXPANSIONS_BOTH = _listed(
    "article.cover_media article.media_entities attachments.media_keys attachments.media_source_tweet "
    "attachments.poll_ids author_id entities.mentions.username geo.place_id in_reply_to_user_id"
)
MEDIA_FIELDS = _listed(
    "alt_text duration_ms height media_key non_public_metrics organic_metrics preview_image_url "
    "promoted_metrics public_metrics type url variants width"
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One version's names: of parameters, of fields, of expansions, of the groups in `includes`.

    `host` stands in problem types. `post_defaults` come without being asked for. `authors` is the expansion
    that adds the authors of the posts referred to; the newer version has none.
    """

    version: str
    host: str
    post_param: str
    posts_key: str
    history: str
    references: str
    references_expansion: str
    authors: str | None
    note: str
    newest_post: str
    reposts_counted: str
    posts_counted: str
    post_fields: frozenset[str]
    post_defaults: frozenset[str]
    expansions: frozenset[str]
    user_fields: frozenset[str]
    user_expansions: frozenset[str]
    dm_fields: frozenset[str]
    dm_expansions: frozenset[str]


TWEET = Vocabulary(
    version="2.166",
    host="api.twitter.com",
    post_param="tweet.fields",
    posts_key="tweets",
    history="edit_history_tweet_ids",
    references="referenced_tweets",
    references_expansion="referenced_tweets.id",
    authors="referenced_tweets.id.author_id",
    note="note_tweet",
    newest_post="most_recent_tweet_id",
    reposts_counted="retweet_count",
    posts_counted="tweet_count",
    post_fields=_POST_BOTH
    | {"author_id", "edit_history_tweet_ids", "in_reply_to_user_id", "note_tweet", "referenced_tweets"},
    post_defaults=frozenset({"id", "text", "edit_history_tweet_ids"}),
    expansions=_EXPANSIONS_BOTH
    | {
        "edit_history_tweet_ids",
        "entities.note.mentions.username",
        "referenced_tweets.id",
        "referenced_tweets.id.attachments.media_keys",
        "referenced_tweets.id.author_id",
    },
    user_fields=_USER_BOTH | {"affiliation", "most_recent_tweet_id", "pinned_tweet_id"},
    user_expansions=frozenset({"affiliation.user_id", "most_recent_tweet_id", "pinned_tweet_id"}),
    dm_fields=_DM_BOTH | {"participant_ids", "referenced_tweets", "sender_id"},
    dm_expansions=frozenset({"attachments.media_keys", "participant_ids", "referenced_tweets.id", "sender_id"}),
)
POST = Vocabulary(
    version="2.167",
    host="api.x.com",
    post_param="post.fields",
    posts_key="posts",
    history="edit_history_post_ids",
    references="referenced_posts",
    references_expansion="referenced_posts",
    authors=None,
    note="note_post",
    newest_post="most_recent_post_id",
    reposts_counted="repost_count",
    posts_counted="post_count",
    post_fields=_POST_BOTH | {"article_title", "note_post"},
    post_defaults=frozenset({"id", "text"}),
    expansions=_EXPANSIONS_BOTH | {"edit_history_post_ids", "referenced_posts", "username"},
    user_fields=_USER_BOTH | {"subscribes_to_you"},
    user_expansions=frozenset({"affiliation", "most_recent_post_id", "pinned_post_id"}),
    dm_fields=_DM_BOTH,
    dm_expansions=frozenset({"attachments.media_keys", "participant_ids", "referenced_posts", "sender_id"}),
)
VOCABULARIES = {"tweet": TWEET, "post": POST}
VOCABULARY = web.AppKey("VOCABULARY", Vocabulary)
