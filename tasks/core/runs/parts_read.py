"""How many parts of a source a run could read, and why not the others."""

from dataclasses import dataclass, fields
from typing import Self


@dataclass(frozen=True, slots=True)
class PartsRead:
    """The parts that were asked for their pages, and how many feeds were not due."""

    read: int = 0
    """How many were read, though perhaps not completely."""
    unread: int = 0
    """How many could not be read."""
    walled: int = 0
    """How many of these answered with a bot wall."""
    unasked: int = 0
    """How many of these were not asked, because their host is left alone for a while."""
    not_due: int = 0
    """How many feeds were not asked because they had little news. They count as neither read nor unread."""

    def __add__(self, other: Self) -> Self:
        """Return the sum of both."""
        sums = (getattr(self, one.name) + getattr(other, one.name) for one in fields(self))
        return type(self)(*sums)

    @property
    def are_none(self) -> bool:
        """Whether parts were asked, and none of them could be read."""
        return self.unread > 0 and not self.read

    @property
    def are_left_alone(self) -> bool:
        """Whether no part could be read, and the host of some is left alone: so it would be for any window."""
        return self.are_none and self.unasked > 0

    @property
    def are_walled(self) -> bool:
        """Whether parts were asked, and each answered with a bot wall."""
        return self.are_none and self.unread == self.walled
