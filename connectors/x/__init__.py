"""X (formerly Twitter): mentions, saved searches and direct messages in; replies, messages and hiding out.

`README.md` says what it needs and costs, `quality.toml` what is done. Nothing of X is known outside this folder.
"""

from connectors.x.plugin import XPlugin

PLUGIN = XPlugin()

__all__ = ["PLUGIN", "XPlugin"]
