"""Instagram business accounts: reading, publishing, webhooks; the core sees `PLUGIN` only."""

from connectors.instagram.plugin import InstagramPlugin

__all__ = ["PLUGIN"]

PLUGIN = InstagramPlugin()
