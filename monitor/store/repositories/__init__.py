"""Repositories: one file per port of `monitor.ports`, each on the connection of one transaction.

They hold no state of their own and decide nothing: rules are in `monitor.domain`, and in `absorbing.py` here.
"""
