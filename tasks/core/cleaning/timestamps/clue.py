"""One place's word about a page's time, before anyone has weighed it."""

from dataclasses import dataclass
from functools import lru_cache

from dateline.tasks.core.cleaning.timestamps.labels import Role
from dateline.tasks.core.cleaning.timestamps.reading import Reading


@dataclass(frozen=True, slots=True)
class Clue:
    """A moment, what it stands for, where it stood (see `Candidate`), and how much that kind of place is worth.

    ``trust`` runs from 0 to 100: how often such a place alone names the minute of publication.
    """

    role: Role
    reading: Reading
    origin: str
    raw: str
    trust: int

    @property
    def kind(self) -> str:
        """The kind of place: what stands before the colon of the origin."""
        return _kind(self.origin)

    @property
    def witness(self) -> str:
        """Who speaks: markup and the text inside it are one and the same, so that they cannot confirm each other."""
        kind = _kind(self.origin)
        return "shown" if kind in _SHOWN else kind


_SHOWN = frozenset(("markup", "microdata", "text"))


@lru_cache(maxsize=256)
def _kind(origin: str) -> str:
    return origin.partition(":")[0]
