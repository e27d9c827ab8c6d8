"""Alembic revisions; `monitor.store.migration` runs them."""
