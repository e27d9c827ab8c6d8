"""How long a test waits for what must come, in seconds: far longer than a starved machine needs.

It decides only how late a failure is told, never whether a test passes.
"""

PATIENCE = 180.0
