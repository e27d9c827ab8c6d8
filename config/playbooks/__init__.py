"""Playbooks: what an answer to one kind of matter looks like, as data, with the strict loader that reads it.

One TOML file is one scenario, in Lithuanian, Polish and English; `phrases/` holds the lines all scenarios share.
docs/playbooks.md tells how to write one. No code that decides belongs here.
"""
