"""How long the stages of a run took."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Stages:
    """Adds up durations by stage, by the clock that it is given (seconds, monotonic)."""

    clock: Callable[[], float]
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add how long the block takes to the stage."""
        began = self.clock()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + self.clock() - began

    @property
    def total_s(self) -> float:
        """All stages together, in seconds."""
        return sum(self.seconds.values())
