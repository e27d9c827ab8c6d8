"""Pure values and rules: what a mention, a case, an assessment, a draft and an outbox entry are.

No I/O and no clock here: whoever asks passes `now`. Imports only `config`.
"""
