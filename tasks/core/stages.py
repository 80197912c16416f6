"""How long the stages of a run took, and what they moved."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from dateline.tasks.core.runs.summary import Amounts


@dataclass
class Stages:
    """Adds up durations by stage, by the clock that it is given (seconds, monotonic), and what fetching moved."""

    clock: Callable[[], float]
    seconds: dict[str, float] = field(default_factory=dict)
    fetched: Amounts = field(default_factory=Amounts)

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
