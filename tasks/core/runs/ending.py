"""How a run ended, and why."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended."""

    state: str
    """The name of the run's final state."""
    why: str = ""
    """Why it ended so, as a sentence; "" if it came to its end."""
    failures: tuple[str, ...] = ()
    """The failures of parts of the source that ``why`` lists, if it does nothing else."""

    def notes(self, others: Sequence[str]) -> Sequence[str]:
        """Return the notes of the run's report: why it ended, and the others, each once."""
        first = self.failures or ((self.why,) if self.why else ())
        return tuple(dict.fromkeys([*first, *others]))
