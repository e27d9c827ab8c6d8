"""Language models behind HTTP, for drafting; off unless the settings name one. No network's matter stands here."""
