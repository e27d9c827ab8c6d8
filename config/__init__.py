"""Typed settings and policies, shipped playbooks, lexicons and holiday rules. Imports nothing of ours."""
