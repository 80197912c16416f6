"""What one place states about a page's time, before it is weighed."""

from dataclasses import dataclass
from functools import lru_cache

from dateline.tasks.core.cleaning.timestamps.labels import Role
from dateline.tasks.core.cleaning.timestamps.reading import Reading


@dataclass(frozen=True, slots=True)
class Clue:
    """A time, its role, its place (see `Candidate`), and the trust in that kind of place.

    ``trust`` runs from 0 to 100: how often such a place alone states the minute of publication.
    """

    role: Role
    reading: Reading
    origin: str
    raw: str
    trust: int

    @property
    def kind(self) -> str:
        """The kind of place: the part of the origin before the colon."""
        return _kind(self.origin)

    @property
    def witness(self) -> str:
        """The independent witness: markup and the text inside it are the same one, and cannot confirm each other."""
        return _witness(self.origin)


_SHOWN = frozenset(("markup", "microdata", "text"))


@lru_cache(maxsize=256)
def _kind(origin: str) -> str:
    return origin.partition(":")[0]


@lru_cache(maxsize=256)
def _witness(origin: str) -> str:
    kind = _kind(origin)
    return "shown" if kind in _SHOWN else kind
