"""One suite for every network: what a connector promises, shown against the simulator over real HTTP.

A network plugs in with one file: a Stage (see `stage.py`) and a subclass of the suites in `suite.py`.
"""
