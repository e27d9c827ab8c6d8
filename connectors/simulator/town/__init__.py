"""The town: people who write to the brands by themselves, so that the demo and the training have a world to hear.

`texts/` holds what they write, one file for each brand and language; `script` reads these, `wording` makes each
text once only, `filling` plays the last four days at the start, `living` goes on writing. All people, addresses,
numbers and codes are invented; phone numbers, cards, accounts and ids are those that documentations use.
"""
