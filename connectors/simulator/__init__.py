"""A local stand-in for the networks' HTTP APIs, for the demo, for tests and for training new agents.

Belongs here: state, rules and answers of the simulated networks, and the knobs to make them fail.
Must not: import a connector or `monitor`. A double that shares code with its clients shares their errors.
"""
