"""One place's word about a page's time, before anyone has weighed it."""

from dataclasses import dataclass
from functools import cached_property

from tasks.core.cleaning.timestamp_reading import Reading
from tasks.core.cleaning.timestamp_words import Role


@dataclass(frozen=True)
class Clue:
    """A moment, what it stands for, where it stood (see `Candidate`), and how much that kind of place is worth.

    ``trust`` runs from 0 to 100: how often such a place alone names the minute of publication.
    """

    role: Role
    reading: Reading
    origin: str
    raw: str
    trust: int

    @cached_property
    def kind(self) -> str:
        """The kind of place: what stands before the colon of the origin."""
        return self.origin.partition(":")[0]

    @cached_property
    def witness(self) -> str:
        """Who speaks: markup and the text inside it are one and the same, so that they cannot confirm each other."""
        return "shown" if self.kind in {"markup", "microdata", "text"} else self.kind
