"""The inbox and the HTTP API: parse, call a use case, render. No rule lives here."""
