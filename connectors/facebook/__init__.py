"""Facebook Pages: client settings, reading, publishing, webhooks; the core sees `PLUGIN` only."""

from connectors.facebook.plugin import FacebookPlugin

__all__ = ["PLUGIN"]

PLUGIN = FacebookPlugin()
