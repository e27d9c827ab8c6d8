"""The part of X API v2 that Aside uses: posts, mentions, search, direct messages, X Activity webhooks."""
