"""What a simulated network is told at its start."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from aiohttp import web

from connectors.simulator.identities import BRANDS, SimulatedBrand

Vocabulary = Literal["tweet", "post"]


@dataclass(frozen=True, slots=True)
class SimulatorOptions:
    """Settings of one simulator; the defaults behave like the networks on an ordinary day.

    `fixed_time`: the clock stands there and moves only when told (ids become deterministic).
    `brands`: whose accounts there are; town and street know only the three shipped ones.
    `seed`: of the chance that faults with a probability below 1 use.
    `x_vocabulary`: whether X speaks of `tweet.fields` (older) or `post.fields` (newer); it refuses the other.
    `x_index_seconds`: how long a new post stays out of mentions and search although its id is already given.
    `x_search_lag_seconds`: how far behind now a search ends that names no end.
    `x_credits`: dollars the X account may spend before calls answer 402; None means no end.
    `x_read_cap`: posts X lets the app read in a calendar month before calls answer 429 UsageCapExceeded.
    `filled`: the town begins with four days of invented posts, comments and messages.
    `writes_every`: seconds between two new ones of the town, about; 0: nobody writes by himself.
    """

    fixed_time: datetime | None = None
    brands: tuple[SimulatedBrand, ...] = BRANDS
    seed: int = 0
    x_vocabulary: Vocabulary = "tweet"
    x_index_seconds: float = 0.0
    x_search_lag_seconds: float = 30.0
    x_credits: float | None = None
    x_read_cap: int = 3_000_000
    filled: bool = False
    writes_every: float = 0.0


OPTIONS = web.AppKey("OPTIONS", SimulatorOptions)
