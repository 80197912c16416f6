"""Small values that a ledger keeps beside what manifests say: read back as what they were, or as none."""

from typing import Protocol, TypeVar

from pydantic import ValidationError

from dateline.tasks.core.models import Model

M = TypeVar("M", bound=Model)


class Notes(Protocol):
    """The part of `dateline.tasks.core.protocols.Ledger` that keeps small values; see there."""

    def note(self, name: str, key: str, value: Model) -> None:
        """Keep a value."""

    def noted(self, name: str, key: str) -> str | None:
        """Return what was kept."""


def recall(notes: Notes | None, name: str, key: str, model: type[M]) -> M | None:
    """Return the value that is kept under a name and a key; None where there is none, or none that can be read.

    What another version of dateline noted may have another shape: losing a note costs work, never an article.
    """
    noted = notes.noted(name, key) if notes else None
    try:
        return model.model_validate_json(noted) if noted else None
    except ValidationError:
        return None
