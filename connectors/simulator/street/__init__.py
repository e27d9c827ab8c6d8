"""The street: the simulator's own page, where one plays a customer and sees what the brands answer.

Belongs here: the page, the people one can be, and the API between both and the networks' states. What the
networks themselves allow or refuse stands in `x/` and `graph/`.
"""
