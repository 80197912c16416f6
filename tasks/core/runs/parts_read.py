"""How many parts of a source a run could read, and why not the others."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class PartsRead:
    """The parts that were asked for their pages. Feeds that were not due do not count."""

    read: int = 0
    """How many were read, though perhaps not completely."""
    unread: int = 0
    """How many could not be read."""
    walled: int = 0
    """How many of these answered with a bot wall."""

    def __add__(self, other: Self) -> Self:
        """Return the sum of both."""
        return type(self)(self.read + other.read, self.unread + other.unread, self.walled + other.walled)

    @property
    def are_none(self) -> bool:
        """Whether parts were asked, and none of them could be read."""
        return self.unread > 0 and not self.read

    @property
    def are_walled(self) -> bool:
        """Whether parts were asked, and each answered with a bot wall."""
        return self.are_none and self.unread == self.walled
