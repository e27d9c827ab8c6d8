"""What Facebook Pages and Instagram share: the Graph API client, its errors, usage, paging, private messages, webhooks.

Belongs here: everything that is the same on both networks because it is the same API. Must not: the name of a
network's own edges and fields, which stand in `connectors/facebook` and `connectors/instagram`.
"""
