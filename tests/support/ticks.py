"""A clock that goes on only when somebody rests on it."""

from dataclasses import dataclass, field


@dataclass
class FakeTicks:
    """Stands where code takes a clock and a way to wait: `tick` tells seconds, `rest` lets them pass at once."""

    at: float = 1000.0
    rests: list[float] = field(default_factory=list)

    def tick(self) -> float:
        return self.at

    async def rest(self, seconds: float) -> None:
        self.rests.append(seconds)
        self.at += seconds
