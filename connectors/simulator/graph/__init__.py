"""The Graph API as far as Aside uses it: Facebook Pages, Messenger and Instagram (Facebook Login flavour).

Belongs here: what these networks keep, the rules they enforce, the shapes and errors they answer with, and
the webhooks they send. Tests and the street act as customers through `GraphState` or `/control/graph/…`.
Must not: know the connectors it proves, or X.
"""
