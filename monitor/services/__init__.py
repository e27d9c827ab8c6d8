"""Use cases, one verb a file; each reaches the outside through `monitor.ports` only.

ingest: poll, receive, import_file. understand: triage, propose. act: approve, deliver, reconcile.
"""
